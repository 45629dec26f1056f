import type { Change } from '../model/change.js';
import type { Block, ComposedDocument, Inline } from '../model/document.js';
import type { Profile } from '../model/profile.js';
import { allSections as sectionsOf } from '../model/roadmap.js';
import { type Aligned, align } from './_aligned.js';
import { heading, linkTo, paragraph, sentence, words as plain } from './_blocks.js';
import type { Causes } from './_causes.js';
import { makeCauseOf } from './_row-causes.js';
import { whatHappened } from './_change-words.js';
import type { Report, ReportWords } from './_contract.js';
import { boundTo, factsBox, type ReportedRevision } from './_revision.js';
import { runningText } from './_running.js';
import { sideBySide } from './_side.js';
import { markedInlines, markedRuns, plainRuns, runsOf } from './_runs.js';

/** What an account of changes is made from. */
export interface ChangeAccountInput {
  before: ReportedRevision;
  after: ReportedRevision;
  changes: readonly Change[];
  profile: Profile | undefined;
  /** Which of the two views are shown. */
  view: 'side' | 'running' | 'both';
  /** Why, when a round of consultation is known. */
  causes?: Causes | undefined;
  /** Who sends it. */
  organisation: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

/** The account of what differs between two revisions (ändringsredogörelse): figures, then the text with its changes, then before and after. */
export const changeAccount: Report<ChangeAccountInput> = {
  template: 'change-account',
  compose(input, words) {
    const { before, after } = input;
    const aligned = align({ ...input, before: before.parsed, after: after.parsed });
    const [was, is] = [before.parsed.model, after.parsed.model];
    const versions = { before: was.version, after: is.version };
    const telling = { rows: aligned.rows, words, level: 3, causeOf: makeCauseOf(input.causes, aligned.rows, words) };
    const [running, side] = [input.view !== 'side', input.view !== 'running'];
    const blocks: Block[] = [
      heading(2, 'texter', words.compared),
      factsBox(before, after, words, [{ term: words.document, value: plain(`${is.title} (${is.id})`) }]),
      heading(2, 'sammanfattning', words.summary),
      ...figures(input, words, versions),
      ...(input.changes.length > 0 ? overview(aligned, input, words, running ? 'text-' : 'sida-') : []),
      ...fieldTable(aligned, words, versions),
      ...(running
        ? [
            heading(2, 'lopande', words.running),
            paragraph(sentence(words.runningLead, versions)),
            ...runningText({ ...telling, prefix: 'text-' }),
          ]
        : []),
      ...(side
        ? [
            heading(2, 'jamforelse', words.side),
            paragraph(sentence(words.sideLead, versions)),
            ...sideBySide({ ...telling, prefix: 'sida-' }, versions),
          ]
        : []),
    ];
    return {
      language: 'sv-SE',
      title: is.title,
      kindLabel: words.kindLabel,
      organisation: input.organisation,
      address: [],
      date: input.date,
      subject: sentence(words.subject, { title: is.title, ...versions }),
      author: input.organisation,
      layout: 'printed-report',
      contents: 3,
      blocks,
      ...boundTo(before, after),
    } satisfies ComposedDocument;
  },
};

const kinds = ['added', 'removed', 'changed', 'renamed', 'moved', 'split', 'merged'] as const;

function figures(
  { changes }: ChangeAccountInput,
  words: ReportWords,
  versions: { before: string; after: string },
): Block[] {
  const [only] = changes;
  if (!only) return [paragraph(sentence(words.same, versions))];
  const count = (kind: Change['kind'] | undefined, weight: Change['weight'] | undefined): string =>
    String(
      changes.filter((change) => (kind ?? change.kind) === change.kind && (weight ?? change.weight) === change.weight)
        .length,
    );
  const lead =
    changes.length === 1
      ? sentence(words.totalOne, {
          ...versions,
          weight: (only.weight === 'substantive' ? words.substantive : words.editorial).toLowerCase(),
        })
      : sentence(words.total, {
          ...versions,
          total: String(changes.length),
          substantive: count(undefined, 'substantive'),
          editorial: count(undefined, 'editorial'),
        });
  const row = (label: string, kind: Change['kind'] | undefined): Inline[][] => [
    plain(label),
    ...([undefined, 'substantive', 'editorial'] as const).map((weight) => plain(count(kind, weight))),
  ];
  const present = kinds.filter((kind) => changes.some((change) => change.kind === kind));
  const label = (kind: Change['kind']): string =>
    sentence(kind === 'split' ? words.kindSplit : kind === 'merged' ? words.kindMerged : words[kind]);
  return [
    paragraph(lead),
    {
      type: 'table',
      header: [words.kind, words.sum, words.substantive, words.editorial].map(plain),
      rows: [...present.map((kind) => row(label(kind), kind)), row(words.all, undefined)],
    },
  ];
}

/** Which sections differ, with a link to each and what happened there. */
function overview(
  { rows }: Aligned,
  { before, after }: ChangeAccountInput,
  words: ReportWords,
  prefix: string,
): Block[] {
  const titles = new Map<string, string>();
  for (const { parsed } of [before, after])
    for (const { section } of sectionsOf(parsed.model)) titles.set(section.id, section.title);
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const found: { title: string; id: string; changes: Change[] }[] = [];
  let current: (typeof found)[number] = { title: words.beforeFirst, id: `${prefix}ingress`, changes: [] };
  for (const row of rows) {
    const atom = row.after ?? row.before;
    if (atom?.kind === 'heading' && row.state !== 'moved-from') {
      const id = `${prefix}${row.state === 'removed' ? 'bort-' : ''}${atom.entry?.id ?? ''}`;
      current = { title: plainRuns(atom.cells[0] ?? []), id, changes: [] };
      found.push(current);
    } else if (atom?.kind === 'paragraph' && !atom.section && !found.includes(current)) found.push(current);
    current.changes.push(...row.changes.filter((change) => !current.changes.includes(change)));
  }
  const differ = found.filter(({ changes }) => changes.length > 0);
  if (differ.length === 0) return [];
  const what = (changes: readonly Change[]): string => {
    const counts = new Map<string, number>();
    for (const change of changes) {
      const told = whatHappened(change, words, titleOf);
      counts.set(told, (counts.get(told) ?? 0) + 1);
    }
    return [...counts].map(([told, count]) => (count === 1 ? told : `${told} (${count})`)).join('; ');
  };
  return [
    heading(3, 'avsnitten', words.perSection),
    {
      type: 'table',
      header: [words.section, words.sum, words.changesHere].map(plain),
      rows: differ.map(({ title, id, changes }) => [
        [linkTo(id, title)],
        plain(String(changes.length)),
        plain(sentence(what(changes))),
      ]),
    },
  ];
}

function fieldTable({ fields }: Aligned, words: ReportWords, versions: { before: string; after: string }): Block[] {
  if (fields.length === 0) return [];
  return [
    heading(3, 'uppgifter', words.frontMatter),
    {
      type: 'table',
      header: [
        words.fieldName,
        sentence(words.before, { version: versions.before }),
        sentence(words.after, { version: versions.after }),
      ].map(plain),
      rows: fields.map(({ title, before, after }) => {
        const runs = markedRuns(before && runsOf(before.text), after && runsOf(after.text));
        return [
          plain(sentence(title)),
          before
            ? markedInlines(runs.filter(({ op }) => op !== 'insert'))
            : [{ type: 'emphasis', children: plain(words.wasNot) }],
          after
            ? markedInlines(runs.filter(({ op }) => op !== 'delete'))
            : [{ type: 'emphasis', children: plain(words.isGone) }],
        ];
      }),
    },
  ];
}
