import { text, type Text } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Block, Inline } from '../model/document.js';
import type { Roadmap } from '../model/roadmap.js';
import { allOf, answersBehind, commentsOf, type Consultation, dispositionsOf } from './change-causes.js';
import { type ChangeGroup, groupChanges, isRevisionMark, wholeDocument } from './change-groups.js';
import { leadSentences } from './change-lead.js';
import { makeNames, type Names } from './change-names.js';
import { exchangedThroughout, throughoutGroup } from './change-throughout.js';
import { wholeRoom } from './change-wording.js';
import { fill } from './fill.js';
import { spelledNumber, stopped } from './swedish.js';
import { listOf, sentence, type Summarised, tellGroup, type Telling, titleOf } from './tell-group.js';
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

/**
 * Tells every substantive change as a secretary would: what matters most first, under headings of their own; what matters less in a list; editorial
 * changes in a count; then whose answers led to it.
 */
export function composeChanges(input: ChangesInput): ComposedChanges {
  const { template, changes } = input;
  const { phrases } = template;
  const names = makeNames(input.after, input.before, template);
  const substantive = changes.filter(({ weight }) => weight === 'substantive');
  const throughout = exchangedThroughout(substantive);
  const groups = [
    ...groupChanges(
      substantive.filter((change) => !throughout.changes.includes(change)),
      names,
    ),
    ...(throughout.changes.length > 0 ? [throughoutGroup(throughout.changes)] : []),
  ];
  const editorial = changes.filter((change) => change.weight === 'editorial' && !isRevisionMark(change)).length;
  if (groups.length === 0) {
    const told =
      editorial === 0 ? phrases.unchanged : editorial === 1 ? phrases.onlyEditorialOne : phrases.onlyEditorialMany;
    const unchanged = [sentence(fill(told, { count: spelledNumber(editorial) })), ...notChanged(input)];
    return { blocks: unchanged, warnings: unfulfilled(input, new Set()) };
  }
  const summarised = new Set<string>();
  const telling: Telling = { input, names, summarised, exchanges: throughout.exchanges, room: wholeRoom() };
  const { major, minor } = sorted(summed(groups, telling));
  const lead = leadSentences(
    input,
    [...major, ...minor].map(({ group }) => group),
    names,
  );
  const last = editorialSentence(editorial, template);
  const blocks: Block[] = [
    ...(lead.length > 0 ? [sentence(lead.join(' '))] : []),
    ...major.flatMap((each) => [headingOf(each.group, telling), ...tellGroup(each, telling)]),
    ...others(minor, last, telling, major.length === 0 ? phrases.allHeading : phrases.othersHeading),
    ...(minor.length === 0 && last.length > 0 ? [heading('redaktionellt', phrases.editorialHeading), ...last] : []),
    ...notChanged(input),
    ...answers(groups, input),
  ];
  return { blocks, warnings: [...unfulfilled(input, summarised), ...unexplained(groups, input, names)] };
}

const heading = (id: string, title: string): Block => ({
  type: 'heading',
  level: 3,
  id: `forandring-${id}`,
  children: [{ type: 'text', text: title }],
});

const headingOf = ({ id, changes }: ChangeGroup, telling: Telling): Block =>
  heading(id === wholeDocument ? 'dokumentet' : id.trim(), titleOf({ id, changes }, telling));

/** With no more groups than this, and none that matters more, each has its own heading whatever it is about. */
const fewGroups = 5;

/** How many steps of importance it is worth that its author thought it worth summing up. */
const summedUp = 2.5;

/** What has a heading of its own: what binds somebody or was summed up by its author. In order of importance, then of how many asked for it. */
function sorted(all: readonly Summarised[]): { major: Summarised[]; minor: Summarised[] } {
  const weight = ({ group, summary }: Summarised): number => group.rank - (summary === undefined ? 0 : summedUp);
  const asked = ({ group }: Summarised): number => commentsOf(allOf(group)).size;
  const ordered = all.toSorted((one, other) => weight(one) - weight(other));
  const isMajor = ({ group, summary }: Summarised): boolean =>
    group.rank <= 3 || (summary !== undefined && group.rank <= 5);
  const major = ordered.filter(isMajor);
  if (all.length <= 2 || (major.length === 0 && all.length <= fewGroups)) return { major: ordered, minor: [] };
  return {
    major: major.toSorted((one, other) => weight(one) - weight(other) || asked(other) - asked(one)),
    minor: ordered.filter((each) => !isMajor(each)),
  };
}

/** Each summary with the group that its disposition names first, else with the weightiest that it led to. */
function summed(groups: readonly ChangeGroup[], { input, names, summarised }: Telling): Summarised[] {
  const found = new Map<ChangeGroup, string[]>();
  const led = new Map(groups.map((group) => [group, dispositionsOf(group, input, names)]));
  for (const disposition of input.dispositions?.dispositions ?? []) {
    const { summary, items = [] } = disposition;
    const candidates = groups.filter((group) => led.get(group)?.includes(disposition));
    if (summary === undefined || candidates.length === 0 || summarised.has(summary)) continue;
    const named = items.flatMap((item) => candidates.find((group) => group.id === item || hasItem(group, item)) ?? []);
    const group = named[0] ?? candidates[0];
    if (!group) continue;
    summarised.add(summary);
    found.set(group, [...(found.get(group) ?? []), stopped(summary)]);
  }
  return groups.map((group) => ({ group, summary: found.get(group)?.join(' ') }));
}

const hasItem = (group: ChangeGroup, item: string): boolean => allOf(group).some(({ id }) => id === item);

/** What matters less, one item each, and last what is only form. */
function others(minor: readonly Summarised[], last: readonly Block[], telling: Telling, title: string): Block[] {
  if (minor.length === 0) return [];
  const items = minor.map((each): Block[] => {
    const [first, ...rest] = tellGroup(each, telling);
    const name: Inline = { type: 'strong', children: [{ type: 'text', text: stopped(titleOf(each.group, telling)) }] };
    return first?.type === 'paragraph' && !endsInColon(first)
      ? [{ type: 'paragraph', children: [name, { type: 'text', text: ' ' }, ...first.children] }, ...rest]
      : [{ type: 'paragraph', children: [name] }, ...(first ? [first] : []), ...rest];
  });
  return [heading('ovrigt', title), { type: 'list', ordered: false, items }, ...last];
}

const endsInColon = ({ children }: { children: readonly Inline[] }): boolean => {
  const end = children.at(-1);
  return end?.type === 'text' && end.text.endsWith(':');
};

function editorialSentence(count: number, { phrases }: CompleteTemplate): Block[] {
  if (count === 0) return [];
  return [sentence(fill(count === 1 ? phrases.editorialOne : phrases.editorialMany, { count: spelledNumber(count) }))];
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
