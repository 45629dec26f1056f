import { fold } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { RuleContext } from './_contract.js';

/** The roadmap that a decision is about, when it can be read. */
export const roadmapOf = (decision: Parsed<Decision>, context: RuleContext): Roadmap | undefined =>
  roadmapDocumentOf(decision, context)?.model;

/** The document that a decision is about, when it can be read. */
export function roadmapDocumentOf(decision: Parsed<Decision>, context: RuleContext): Parsed<Roadmap> | undefined {
  const referred = context.referred(decision, decision.model.roadmap.source);
  return referred && isKind(referred, 'roadmap') && readable(referred) ? referred : undefined;
}

const readable = ({ diagnostics }: Parsed): boolean => diagnostics.every(({ rule }) => rule !== 'syntax');

/** Every decision of the run on the roadmap with this id. */
const decisionsOn = (id: string, context: RuleContext): Parsed<Decision>[] =>
  context.documents.filter(
    (document): document is Parsed<Decision> & { kind: 'decision' } =>
      isKind(document, 'decision') && readable(document) && roadmapOf(document, context)?.id === id,
  );

/** The decided recommendation on a roadmap; `undefined` when there is none, or several. */
export function recommendationOn(id: string, context: RuleContext): Parsed<Decision> | undefined {
  const found = decisionsOn(id, context).filter(
    ({ model }) => model.kind === 'recommendation' && model.status === 'decided',
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The names that tell a roadmap from others, folded; “Färdplanen” alone tells nothing. */
export const roadmapNames = ({ title, shortTitle, aliases }: Roadmap): string[] => [
  fold(title),
  ...[...(shortTitle === undefined ? [] : [shortTitle]), ...(aliases ?? [])]
    .map(fold)
    .filter((name) => name.includes(' ')),
];

/** Bodies from the lowest: the first that a name holds is what it is, so that the chair of a board is no board. */
const levels: readonly RegExp[] = [
  /(?:ordförande|ordföranden|chef|chefen|direktör|direktören)(?![a-zåäö])|på delegation|delegat(?:en)?(?![a-zåäö])/,
  /utskott|beredning|presidi/,
  /nämnd/,
  /styrelse/,
  /fullmäktige/,
];

/** How high a body stands: 0 one person, 1 committee, 2 board, 3 executive board, 4 assembly; `undefined` for any other. */
export function levelOf(body: string): number | undefined {
  const name = fold(body);
  const level = levels.findIndex((words) => words.test(name));
  return level < 0 ? undefined : level;
}

/** What adopts a text as binding for the body's own work. */
export const adopting: readonly Decision['clauses'][number]['verb'][] = ['adopts', 'establishes', 'approves'];

/** An att-clause, which stands under a lead of the template. */
export const isAtt = (clause: string): boolean => /^att\s/i.test(clause);

/** A clause that proposes what to decide: ”Nämnden föreslås besluta …”. */
export const isProposal = (clause: string): boolean => /\bföreslå(?:s|r)\b/i.test(clause);

/** An act of a clause: the words that say it, where they end, and the verb of the model when it is one of those. */
export interface Act {
  words: string;
  verb: Decision['clauses'][number]['verb'] | undefined;
}

// Written with the letters of Swedish: classes of all letters take time to make, also where no decision is read.
const finite =
  /(?<![a-zåäö])(ställer sig(?: [a-zåäö]+){0,3}? bakom|rekommenderar|antar|fastställer|godkänner|överlämnar|översänder|avger|uppdrar|ger(?: [a-zåäö]+){1,4}? i uppdrag|bifaller|avslår|upphäver)(?![a-zåäö])/gi;
const infinitive =
  /(?<![a-zåäö])(ställa sig(?: [a-zåäö]+){0,3}? bakom|rekommendera|anta|fastställa|godkänna|överlämna|översända|avge|uppdra|ge(?: [a-zåäö]+){1,4}? i uppdrag|bifalla|avslå|upphäva)(?![a-zåäö])/gi;

const verbs: readonly [string, NonNullable<Act['verb']>][] = [
  ['ställ', 'endorses'],
  ['rekommender', 'recommends'],
  ['anta', 'adopts'],
  ['faststäl', 'establishes'],
  ['godkän', 'approves'],
  ['överlämn', 'submits'],
  ['översän', 'submits'],
  ['avge', 'submits'],
];

const act = (words: string): Act => ({
  words: words.toLowerCase(),
  verb: verbs.find(([stem]) => words.toLowerCase().startsWith(stem))?.[1],
});

/**
 * The acts that a clause holds, side by side: ”ställer sig bakom … och rekommenderar …” is two, ”rekommenderar kommunerna att anta” is one.
 * What is said within a subordinate clause is no act of its own.
 */
export function actsOf(clause: string): Act[] {
  const decided = /^(.*?\bbeslutar)\s+att\s/is.exec(clause);
  const bare = isAtt(clause) || decided !== null;
  const text = clause.slice(decided?.[1]?.length ?? 0).replace(/\s+/g, ' ');
  const acts: Act[] = [];
  let end = 0;
  let within = false;
  for (const match of text.matchAll(bare ? infinitive : finite)) {
    const [words] = match;
    const before = text.slice(end, match.index);
    const sentence = /[.;]\s([^.;]*)$/.exec(before)?.[1];
    if (sentence !== undefined) within = false;
    const beside =
      /(?:^|\s)(?:och|samt|dels|,)\s+(?:att\s+)?(?:(?:även|också|därmed|dessutom|samtidigt|vidare|härmed)\s+)?$/.test(
        before,
      );
    const begins =
      sentence !== undefined && !bare && !/(?:^|\s)(?:som|att|om|när|där|vilka|vilket|innan)\s/i.test(sentence);
    // “rekommendera kommunerna att anta … och att rapportera” leaves open who is to report.
    const open = bare && acts.some(({ words: earlier }) => /^rekommend|uppdra/.test(earlier));
    if (acts.length === 0 ? !/(?:^|\s)som\s+(?:\S+\s+)?$/.test(before) : begins || (beside && !within && !open))
      acts.push(act(words));
    else within = true;
    end = match.index + words.length;
  }
  return acts;
}
