import { fold, oneLine } from '../core/text.js';
import { meant, metaOf } from '../model/field.js';
import { Roadmap } from '../model/roadmap.js';
import { paragraphsIn, textOf, type WordBlock, type WordTable } from '../ooxml/word-text.js';
import { momentOf, timeOf } from './word-moments.js';

/** What the front page of a document says of it, as fields of the roadmap's front matter. */
export interface WordFacts {
  title?: string;
  type?: string;
  version?: string;
  status?: string;
  date?: string;
  county?: string;
  owner?: string;
  replaces?: string;
  related?: string[];
  period?: { from?: string; to?: string };
}

/** Facts, what is left of the front page without them, and what they were read from. */
export interface FrontPage {
  facts: WordFacts;
  blocks: WordBlock[];
  /** Labels and values that have no field: `Diarienummer`, `RS 2022-00123`. */
  others: { label: string; value: string }[];
  /** What became fields, as it was written. */
  taken: string[];
}

type Field = keyof WordFacts | 'other';

/** The labels of the box that policy documents have on their front page. */
const labels: Readonly<Record<string, Field>> = {
  dokumentnamn: 'title',
  dokumenttitel: 'title',
  titel: 'title',
  dokumenttyp: 'type',
  version: 'version',
  dokumentversion: 'version',
  status: 'status',
  datum: 'date',
  beslutsdatum: 'date',
  fastställelsedatum: 'date',
  'fastställd datum': 'date',
  'datum för beslut': 'date',
  län: 'county',
  dokumentansvarig: 'owner',
  dokumentägare: 'owner',
  'ansvarig organisation': 'owner',
  ersätter: 'replaces',
  upphäver: 'replaces',
  'relaterade dokument': 'related',
  'relaterade styrdokument': 'related',
  period: 'period',
  giltighetstid: 'period',
  giltig: 'period',
  'giltig från': 'period',
  'giltig till': 'period',
  'giltig till och med': 'period',
  'gäller från': 'period',
  'gäller till': 'period',
  'gäller till och med': 'period',
  diarienummer: 'other',
  dnr: 'other',
  ärendenummer: 'other',
  'beslutad av': 'other',
  'beslutat av': 'other',
  beslutsinstans: 'other',
  'fastställd av': 'other',
  'antagen av': 'other',
  'gäller för': 'other',
  revideras: 'other',
  'revideras senast': 'other',
  aktualitetsprövning: 'other',
  'senast reviderad': 'other',
  paragraf: 'other',
  handläggare: 'other',
  målgrupp: 'other',
};

const labelOf = (written: string): Field | undefined => {
  const key = fold(written);
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
};

/** Reads the facts of a front page: the box of a policy document, and lines such as “Diarienummer: RS 2022-00123”. */
export function readFrontPage(blocks: readonly WordBlock[]): FrontPage {
  const page: FrontPage = { facts: {}, blocks: [], others: [], taken: [] };
  for (const block of blocks) {
    if (block.type === 'table') {
      const pairs = factsTable(block);
      if (pairs) for (const pair of pairs) take(page, pair);
      else page.blocks.push(block);
      continue;
    }
    const line = /^([^:]{2,30}):\s*(\S.*)$/.exec(oneLine(textOf(block)));
    if (line?.[1] && line[2] && labelOf(line[1])) take(page, { label: line[1], value: line[2] });
    else page.blocks.push(block);
  }
  return page;
}

interface Pair {
  label: string;
  value: string;
}

const cellText = (cell: readonly WordBlock[]): string =>
  oneLine(
    [...paragraphsIn(cell)]
      .map(textOf)
      .filter((line) => line.trim() !== '')
      .join(', '),
  );

/** The pairs of a table of labels and values, beside or below each other; `undefined` for any other table. */
function factsTable({ rows }: WordTable): Pair[] | undefined {
  const cells = rows.map((row) => row.map(cellText));
  const filled = cells.filter((row) => row.some((cell) => cell !== ''));
  const beside = filled.flatMap((row): Pair[] => {
    const pairs: Pair[] = [];
    for (let at = 0; at < row.length; at += 2) pairs.push({ label: row[at] ?? '', value: row[at + 1] ?? '' });
    return pairs;
  });
  const even = filled.every((row) => row.length % 2 === 0);
  // A cell may hold both: “Version: 2.0”.
  const within = filled.flat().flatMap((cell) => {
    const [, label = '', value = ''] = /^([^:]{2,30}):\s*(.*)$/.exec(cell) ?? [];
    return label === '' ? [] : [{ label, value }];
  });
  const below =
    filled.length === 2 ? (filled[0] ?? []).map((label, at) => ({ label, value: filled[1]?.[at] ?? '' })) : [];
  const known = (pairs: readonly Pair[]) => pairs.filter(({ label }) => labelOf(label)).length;
  const choices = [
    { pairs: beside, whole: even },
    { pairs: below, whole: true },
    { pairs: within, whole: within.length === filled.flat().filter((cell) => cell !== '').length },
  ];
  // Most of what stands in a facts box has to be known; else it is a table of something else.
  return choices.find(
    ({ pairs, whole }) =>
      whole && known(pairs) >= 2 && known(pairs) * 2 >= pairs.filter(({ label }) => label !== '').length,
  )?.pairs;
}

function take(page: FrontPage, { label, value }: Pair): void {
  if (label === '' && value === '') return;
  const field = value === '' ? undefined : labelOf(label);
  const done = field !== undefined && field !== 'other' && taken(page.facts, field, label, value);
  if (done) page.taken.push(`${label.replace(/\s*:$/, '')}: ${value}`);
  else page.others.push({ label: label.replace(/\s*:$/, ''), value });
}

/** Puts a value in its field; `false` when it does not fit, or the field is filled. */
function taken(facts: WordFacts, field: keyof WordFacts, label: string, value: string): boolean {
  if (field === 'period') return takenPeriod(facts, label, value);
  if (facts[field] !== undefined) return false;
  switch (field) {
    case 'date': {
      const moment = momentOf(value);
      if (moment === undefined || moment.length !== 10) return false;
      facts.date = moment;
      return true;
    }
    case 'type':
    case 'status': {
      const { words = {} } = metaOf(Roadmap.shape[field]);
      const choice = meant(words, value);
      if (!Object.hasOwn(words, choice)) return false;
      facts[field] = choice;
      return true;
    }
    case 'related':
      facts.related = value.split(/\s*[,;]\s*/).filter((part) => part !== '');
      return true;
    default:
      facts[field] = value;
      return true;
  }
}

function takenPeriod(facts: WordFacts, label: string, value: string): boolean {
  const time = timeOf(value);
  if (!time) return false;
  const period = facts.period ?? {};
  const end = /till/i.test(label) || (time.until === undefined && /^(till|t\.?o\.?m)/i.test(value));
  if (time.until !== undefined) facts.period = { from: time.when, to: time.until };
  else facts.period = end ? { ...period, to: time.when } : { ...period, from: time.when };
  return true;
}
