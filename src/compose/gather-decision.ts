import { dirname, resolve } from 'node:path';
import { findParties } from '../check/find-parties.js';
import { loadKind } from '../check/load-document.js';
import { loadRound } from '../check/load-round.js';
import { trace } from '../consultation/trace.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Host } from '../core/host.js';
import { place } from '../core/source.js';
import { splitReference } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import { diffRoadmaps } from '../diff/diff-roadmaps.js';
import type { Decision } from '../model/decision.js';
import type { DecisionDocument } from '../model/document.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { unknownKey } from '../rules/unknown-key.js';
import { makeAttachment, makeBinding, makeSupplement } from './binding.js';
import { composeDecision } from './compose.js';
import { loadTemplate } from './load-template.js';
import { originOf } from './origin.js';

/** A decision with everything it rests on, composed; `decision` is there for excerpts in messages. */
export interface GatheredDecision {
  /** Not there when the decision itself could not be read as it stands; the diagnostics say why. */
  document: DecisionDocument | undefined;
  decision: Parsed<Decision>;
  diagnostics: Diagnostic[];
}

/** Reads the decision at `path`, its roadmap, the revision it is compared with and the consultation between them, and composes it. */
export async function gatherDecision(host: Host, path: string): Promise<GatheredDecision> {
  const {
    parsed: decision,
    diagnostics,
    revision: own,
  } = await loadKind(host, path, host.cwd, 'decision', { bound: true });
  const folder = dirname(resolve(host.cwd, path));
  const remarks = [...diagnostics, ...decision.diagnostics, ...unknownKeys(decision)];
  // What the decision rests on would be looked for at made-up places.
  if (decision.diagnostics.some(({ severity }) => severity === 'error')) {
    return { document: undefined, decision, diagnostics: remarks };
  }
  const { source } = decision.model.roadmap;
  const { parsed: roadmap, revision, profile } = await loadKind(host, source, folder, 'roadmap', { bound: true });
  const binding = makeBinding(roadmap.model, revision, await sha256(revision.bytes));
  const split = splitReference(source);
  const roadmapFolder = split ? folder : dirname(resolve(folder, source));
  const template = await loadTemplate(host, decision.model.template ?? decision.model.kind, folder);
  const composed = composeDecision({
    decision,
    roadmap,
    binding,
    template,
    attachment: makeAttachment(roadmap.model, revision),
    supplement: makeSupplement(decision.model, own),
    origin: await originOf(host, { decision: own, roadmap: revision, folder, template }),
    parties: await findParties(host, roadmapFolder),
    ...(await changesOf(host, decision, roadmap, profile, folder)),
  });
  return {
    document: composed.document,
    decision,
    diagnostics: [...remarks, ...composed.diagnostics],
  };
}

/** A misspelled key would leave its fact out of the document, and nobody would notice. */
function unknownKeys(decision: Parsed<Decision>): Diagnostic[] {
  const alone = { profile: undefined, profileIds: [], ruleNames: [], documents: [decision], referred: () => undefined };
  return [...unknownKey.check(decision, alone)].map(({ at, message, help }) => ({
    file: decision.source.path,
    ...place(decision.source, 'start' in at ? at : decision.locations.nearest([])),
    rule: 'unknown-key',
    severity: unknownKey.severity,
    message,
    ...(help ? { help } : {}),
  }));
}

/** What changed since the revision that was consulted on, if the decision names one. */
async function changesOf(
  host: Host,
  decision: Parsed<Decision>,
  after: Parsed<Roadmap>,
  profile: Profile | undefined,
  folder: string,
) {
  const { changes } = decision.model;
  if (!changes) return {};
  const { parsed: before } = await loadKind(host, changes.from, folder, 'roadmap');
  if (changes.consultation === undefined) return { before, changes: diffRoadmaps(before, after, { profile }) };
  const round = await loadRound(host, resolve(folder, changes.consultation), profile);
  return {
    before,
    changes: trace(round, { before, after, profile }).changes,
    responses: round.responses.map(({ model }) => model),
    dispositions: round.dispositions?.model,
  };
}
