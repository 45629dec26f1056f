import { text, type Text } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Block } from '../model/document.js';
import type { Roadmap } from '../model/roadmap.js';
import { allOf, answersBehind, causeSentences, type Consultation, dispositionsOf } from './change-causes.js';
import { type ChangeGroup, documentLead, groupChanges, isRevisionMark, wholeDocument } from './change-groups.js';
import { makeNames, type Names } from './change-names.js';
import { changeSentence, fieldSentences, withParts } from './change-sentences.js';
import { opening, wordingBlocks } from './change-wording.js';
import { fill, filled } from './fill.js';
import { spelledNumber, stopped } from './swedish.js';
import type { CompleteTemplate } from './template.js';

/** What the section on changes is written from. */
export interface ChangesInput extends Consultation {
  changes: readonly Change[];
  before: Roadmap | undefined;
  after: Roadmap;
  template: CompleteTemplate;
  /** The attached file, to which a reader is sent for what is too long to quote. */
  fileName: string;
}

/** The section on what was changed, and what its author should know about it. */
export interface ComposedChanges {
  blocks: Block[];
  warnings: { message: Text; help: Text }[];
}

/** Tells every substantive change in sentences, item by item, with the reason; editorial changes are counted. */
export function composeChanges(input: ChangesInput): ComposedChanges {
  const { template, changes } = input;
  const { phrases } = template;
  const names = makeNames(input.after, input.before, template);
  const groups = groupChanges(
    changes.filter(({ weight }) => weight === 'substantive'),
    names,
  );
  const editorial = changes.filter((change) => change.weight === 'editorial' && !isRevisionMark(change)).length;
  if (groups.length === 0) {
    const told =
      editorial === 0 ? phrases.unchanged : editorial === 1 ? phrases.onlyEditorialOne : phrases.onlyEditorialMany;
    const unchanged = [sentence(fill(told, { count: spelledNumber(editorial) })), ...notChanged(input)];
    return { blocks: unchanged, warnings: unfulfilled(input, new Set()) };
  }
  const summarised = new Set<string>();
  const blocks = [
    ...lead(input),
    ...groups.flatMap((group) => groupBlocks(group, input, names, summarised)),
    ...notChanged(input),
    ...(editorial > 0
      ? [
          heading('redaktionellt', phrases.editorialHeading),
          sentence(
            fill(editorial === 1 ? phrases.editorialOne : phrases.editorialMany, { count: spelledNumber(editorial) }),
          ),
        ]
      : []),
    ...answers(groups, input),
  ];
  return { blocks, warnings: [...unfulfilled(input, summarised), ...unexplained(groups, input, names)] };
}

const sentence = (plain: string): Block => ({ type: 'paragraph', children: [{ type: 'text', text: plain }] });

const heading = (id: string, title: string): Block => ({
  type: 'heading',
  level: 3,
  id: `forandring-${id}`,
  children: [{ type: 'text', text: title }],
});

function lead({ before, after, responses, template: { phrases } }: ChangesInput): Block[] {
  if (!before || before.version === after.version) return [];
  const versions = { before: before.version, after: after.version };
  if (responses.length === 0) return [sentence(fill(phrases.changesLead, versions))];
  const count = spelledNumber(responses.length, 'ett');
  const counted = filled(responses.length === 1 ? phrases.answerOne : phrases.answerMany, { count });
  return [sentence(fill(phrases.changesLeadRound, { ...versions, answers: counted }))];
}

function groupBlocks(group: ChangeGroup, input: ChangesInput, names: Names, summarised: Set<string>): Block[] {
  const { template } = input;
  const summaries = dispositionsOf(group, input, names).flatMap(({ summary }) =>
    summary === undefined || summarised.has(summary) ? [] : [summary],
  );
  summaries.forEach((summary) => summarised.add(summary));
  const told = group.changes.filter((change) => change.paragraph === undefined && change.item !== 'field');
  const fields = group.changes.filter(({ item }) => item === 'field');
  const sentences = [
    ...told.flatMap((change) => {
      const plain = changeSentence(change, names, template);
      return plain === undefined ? [] : [withParts(plain, group.withIt.get(change) ?? [], names, template)];
    }),
    ...fieldSentences(fields, names, template),
  ];
  // A summary says what something new is about; without one its first words must do.
  const openings =
    summaries.length > 0
      ? []
      : told.filter(
          (change) => change.kind === 'added' && names.isSection(change) && change.after?.text !== change.title,
        );
  const causes = causeSentences(group, input, template);
  return [
    heading(group.id === wholeDocument ? 'dokumentet' : group.id.trim(), titleOf(group, names, template)),
    ...(summaries.length > 0 ? [sentence(summaries.map(stopped).join(' '))] : []),
    ...(sentences.length > 2 ? [listOf(sentences)] : sentences.length > 0 ? [sentence(sentences.join(' '))] : []),
    ...openings.flatMap((change) => [sentence(template.phrases.opens), opening(change.after?.text ?? '')]),
    ...wordingBlocks(
      group.changes.filter(({ paragraph }) => paragraph !== undefined),
      template,
      input.fileName,
    ),
    ...(causes.length > 0 ? [sentence(causes.join(' '))] : []),
  ];
}

const listOf = (items: readonly string[]): Block => ({
  type: 'list',
  ordered: false,
  items: items.map((item) => [sentence(item)]),
});

function titleOf(group: ChangeGroup, names: Names, { phrases }: CompleteTemplate): string {
  if (group.id === wholeDocument) return phrases.whole;
  if (group.id === documentLead) return phrases.lead;
  return names.title(group.id) ?? group.changes[0]?.title ?? group.id;
}

/** Summaries written for comments that were not taken in, or put off. */
function notChanged({ dispositions, template: { phrases } }: ChangesInput): Block[] {
  const summaries = (dispositions?.dispositions ?? []).flatMap(({ outcome, summary }) =>
    summary === undefined || outcome === 'accepted' || outcome === 'partly' ? [] : [summary],
  );
  return summaries.length > 0
    ? [heading('inte', phrases.notChanged), ...summaries.map((summary) => sentence(stopped(summary)))]
    : [];
}

function answers(groups: readonly ChangeGroup[], input: ChangesInput): Block[] {
  const list = answersBehind(groups, input);
  return list.length > 0 ? [heading('remissvar', input.template.phrases.answers), listOf(list)] : [];
}

/** A summary of a change that was never made would be an untruth, so it is left out and its author told. */
function unfulfilled({ dispositions }: ChangesInput, summarised: ReadonlySet<string>): ComposedChanges['warnings'] {
  return (dispositions?.dispositions ?? []).flatMap(({ outcome, summary, comments }) => {
    if (summary === undefined || summarised.has(summary) || (outcome !== 'accepted' && outcome !== 'partly')) return [];
    return [
      {
        message: text(
          `Sammanfattningen av hanteringen av ${comments.join(', ')} är utelämnad: inget har ändrats i det avsnitt den gäller`,
          `The summary of what became of ${comments.join(', ')} is left out: nothing changed in the item it is about`,
        ),
        help: text(
          'Gör ändringen i färdplanen, eller ändra hanteringen i dispositions.yaml.',
          'Make the change in the roadmap, or change the outcome in dispositions.yaml.',
        ),
      },
    ];
  });
}

function unexplained(
  groups: readonly ChangeGroup[],
  { dispositions }: ChangesInput,
  names: Names,
): ComposedChanges['warnings'] {
  if (!dispositions) return [];
  const without = groups.filter(
    (group) => group.id !== wholeDocument && allOf(group).every(({ causes }) => causes.length === 0),
  );
  return without.map((group) => {
    const title = names.title(group.id) ?? group.changes[0]?.title ?? group.id;
    return {
      message: text(
        `Ändringarna i ”${title}” har ingen angiven orsak`,
        `The changes in “${title}” have no stated cause`,
      ),
      help: text(
        `Ange i dispositions.yaml vilken synpunkt som ledde till dem, eller skriv skälet under ”egna ändringar” (ändrar: [${group.id}]).`,
        `Say in dispositions.yaml which comment led to them, or write the reason under “own” (items: [${group.id}]).`,
      ),
    };
  });
}
