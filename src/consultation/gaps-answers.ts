import { nearest } from '../core/nearest.js';
import { fold } from '../core/text.js';
import type { Party } from '../model/party.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { isStandIn } from '../parse/validate.js';
import type { AssembledRound } from './assemble-round.js';
import type { Gap } from './gap.js';

/** What the answers are held against. */
export interface Asked {
  /** The register; without one, nobody is unknown. */
  parties?: readonly Party[] | undefined;
  consulted?: Parsed<Roadmap> | undefined;
}

/** Answers that do not belong to the round as they stand: of another round or revision, of an unknown party, or a party's second. */
export function answerGaps(round: AssembledRound, asked: Asked): Gap[] {
  const { responses, strays = [] } = round;
  return [
    ...strays.flatMap((document): Gap[] => {
      const named = isKind(document, 'response') || isKind(document, 'dispositions') ? document.model.round : undefined;
      if (named === undefined) return [];
      return named === round.round.model.id
        ? [{ kind: 'second-dispositions', document, path: ['round'], first: round.dispositions?.source.path ?? '' }]
        : [{ kind: 'other-round', document, path: ['round'], named, round: round.round.model.id }];
    }),
    ...otherRevisions(round, asked),
    ...secondAnswers(responses),
    ...unknownParties(round, asked),
  ];
}

function otherRevisions({ round, responses }: AssembledRound, { consulted }: Asked): Gap[] {
  const { version, commit, sha256 } = round.model.consulted;
  const sent = version ?? consulted?.model.version;
  if (sent === undefined) return [];
  const same = (named: string) =>
    fold(named).replace(/^version\s+/, '') === fold(sent) ||
    [commit, sha256].some((id) => id !== undefined && named.length >= 7 && id.startsWith(named.toLowerCase()));
  return responses.flatMap((document): Gap[] => {
    const named = document.model.revision;
    return named === undefined || same(named)
      ? []
      : [{ kind: 'other-revision', document, path: ['revision'], named, sent }];
  });
}

function secondAnswers(responses: AssembledRound['responses']): Gap[] {
  const byParty = new Map<string, AssembledRound['responses'][number]>();
  const byId = new Map<string, AssembledRound['responses'][number]>();
  return responses.flatMap((document): Gap[] => {
    const { party, id } = document.model;
    if (isStandIn(party)) return [];
    const first = byParty.get(party) ?? byId.get(id);
    if (!byParty.has(party)) byParty.set(party, document);
    if (!byId.has(id)) byId.set(id, document);
    const path = byParty.get(party) === document ? ['id'] : ['party'];
    return first ? [{ kind: 'second-answer', document, path, party, first }] : [];
  });
}

function unknownParties({ responses }: AssembledRound, { parties }: Asked): Gap[] {
  if (!parties || parties.length === 0) return [];
  const ids = new Set(parties.map(({ id }) => id));
  return responses.flatMap((document): Gap[] => {
    const { party } = document.model;
    if (ids.has(party) || isStandIn(party)) return [];
    const named = parties.find(({ name }) => fold(name) === fold(party));
    const near = named?.id ?? nearest(party.slice(0, 200), ids);
    return [{ kind: 'unknown-party', document, path: ['party'], party, ...(near === undefined ? {} : { near }) }];
  });
}

/** What the round says of its two revisions and they do not say themselves. */
export function versionGaps(
  { round }: AssembledRound,
  found: { consulted?: Parsed<Roadmap> | undefined; revised?: Parsed<Roadmap> | undefined; consultedSha256?: string },
): Gap[] {
  const gaps: Gap[] = [];
  for (const name of ['consulted', 'revised'] as const) {
    const stated = round.model[name]?.version;
    const version = found[name]?.model.version;
    if (stated === undefined || version === undefined || stated === version) continue;
    gaps.push({ kind: 'other-version', document: round, path: [name, 'version'], stated, found: version });
  }
  if (found.revised) gaps.push(...otherTitle(found.revised));
  const { sha256 } = round.model.consulted;
  if (sha256 !== undefined && found.consultedSha256 !== undefined && sha256 !== found.consultedSha256) {
    gaps.push({ kind: 'consulted-altered', document: round, path: ['consulted', 'sha256'] });
  }
  return gaps;
}

/** The heading above the text, where the front matter says the title: what it says is no part of the model, so it is held against it. */
function otherTitle(document: Parsed<Roadmap>): Gap[] {
  const { text } = document.source;
  const body = /^---\r?\n[\s\S]*?\r?\n---\r?\n/.exec(text)?.[0].length;
  const match = body === undefined ? null : /^# +(\S.*)$/m.exec(text.slice(body));
  const start = (body ?? 0) + (match?.index ?? 0) + 2;
  if (!match?.[1]) return [];
  const heading = match[1].replace(/\s*\{#[^}]*\}\s*$/, '').trim();
  const { title, shortTitle, aliases } = document.model;
  const names = [title, ...(shortTitle === undefined ? [] : [shortTitle]), ...(aliases ?? [])];
  return names.some((name) => fold(name) === fold(heading))
    ? []
    : [{ kind: 'other-title', document, path: ['title'], span: { start, end: start + match[1].length }, heading }];
}
