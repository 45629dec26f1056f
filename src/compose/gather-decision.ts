import { noSettings, noWords } from '../check/load-settings.js';
import { dirname, resolve } from 'node:path';
import { findParties } from '../check/find-parties.js';
import { loadKind } from '../check/load-document.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Host } from '../core/host.js';
import { place } from '../core/source.js';
import { splitReference } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import type { Decision } from '../model/decision.js';
import type { DecisionDocument } from '../model/document.js';
import type { Parsed } from '../parse/parsed.js';
import { unknownKey } from '../rules/unknown-key.js';
import { makeAttachment, makeBinding, makeSupplement } from './binding.js';
import { composeDecision } from './compose.js';
import { gatherChanges } from './gather-changes.js';
import { loadTemplate } from './load-template.js';
import { originOf } from './origin.js';

/** A decision with everything it rests on, composed; `decision` is there for excerpts in messages. */
export interface GatheredDecision {
  /** Not there when the decision itself could not be read as it stands; the diagnostics say why. */
  document: DecisionDocument | undefined;
  decision: Parsed<Decision>;
  diagnostics: Diagnostic[];
}

/**
 * Reads the decision at `path`, its roadmap, the revision it is compared with and the consultation between them, and composes it. A receipt of
 * what changed names `program` as its maker: by default this version, and when a document is made again, that of the first time.
 */
export async function gatherDecision(
  host: Host,
  path: string,
  { program = host.builtIn.version }: { program?: string | undefined } = {},
): Promise<GatheredDecision> {
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
  const parties = await findParties(host, roadmapFolder);
  const composed = composeDecision({
    decision,
    roadmap,
    binding,
    template,
    attachment: makeAttachment(roadmap.model, revision),
    supplement: makeSupplement(decision.model, own),
    origin: await originOf(host, { decision: own, roadmap: revision, folder, template }),
    parties,
    ...(await gatherChanges(host, {
      decision,
      after: { parsed: roadmap, revision },
      profile,
      template,
      parties,
      folder,
      taken: [revision.fileName, own.fileName],
      program,
    })),
  });
  return {
    document: composed.document,
    decision,
    diagnostics: [...remarks, ...composed.diagnostics],
  };
}

/** A misspelled key would leave its fact out of the document, and nobody would notice. */
function unknownKeys(decision: Parsed<Decision>): Diagnostic[] {
  const alone = {
    profile: undefined,
    settings: noSettings,
    words: noWords,
    profileIds: [],
    ruleNames: [],
    documents: [decision],
    roadmaps: [],
    linked: () => undefined,
    referred: () => undefined,
  };
  return [...unknownKey.check(decision, alone)].map(({ at, message, help }) => ({
    file: decision.source.path,
    ...place(decision.source, 'start' in at ? at : decision.locations.nearest([])),
    rule: 'unknown-key',
    severity: unknownKey.severity,
    message,
    ...(help ? { help } : {}),
  }));
}
