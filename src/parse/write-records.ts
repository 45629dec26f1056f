import { wordFor } from '../model/field.js';
import {
  Indicator,
  type Indicator as IndicatorModel,
  Milestone,
  type Milestone as MilestoneModel,
  Organ,
} from '../model/section.js';
import { tableText } from './table-text.js';

type Columns<R> = readonly (readonly [title: string, value: (record: R) => string | undefined, always?: true])[];

const milestoneColumns: Columns<MilestoneModel> = [
  [
    'När',
    ({ when, until }) =>
      until === undefined ? when : `${when}${when.length > 4 || until.length > 4 ? ' – ' : '–'}${until}`,
    true,
  ],
  ['Vad', ({ title }) => title, true],
  ['Typ', ({ kind }) => kind && wordFor(Milestone.shape.kind, kind)],
  ['Ansvarig', ({ responsible }) => responsible],
  ['Beror på', ({ depends }) => depends?.join(', ')],
  ['Id', ({ id }) => id, true],
];

const measured = (value: IndicatorModel['target']): string | undefined => {
  if (!value) return undefined;
  if (value.date !== undefined) return `${value.value} (${value.date})`;
  // Brackets at the end would be read as the date.
  return /\([^()]*\)$/.test(value.value) ? `${value.value} ()` : value.value;
};

const indicatorColumns: Columns<IndicatorModel> = [
  ['Indikator', ({ title }) => title, true],
  ['Id', ({ id }) => id, true],
  ['Definition', ({ definition }) => definition],
  ['Källa', ({ source }) => source],
  ['Nyckeltal', ({ kpi }) => kpi],
  ['Nivå', ({ level }) => level && wordFor(Indicator.shape.level, level)],
  ['Riktning', ({ direction }) => direction && wordFor(Indicator.shape.direction, direction)],
  ['Enhet', ({ unit }) => unit],
  ['Nuläge', ({ baseline }) => measured(baseline)],
  ['Målvärde', ({ target }) => measured(target)],
  ['Frekvens', ({ frequency }) => frequency],
  ['Mäter', ({ goals }) => goals?.join(', ')],
  ['Ansvarig', ({ responsible }) => responsible],
  ['Kommentar', ({ note }) => note],
];

const organColumns: Columns<Organ> = [
  ['Organ', ({ name }) => name, true],
  ['Roll', ({ role }) => wordFor(Organ.shape.role, role), true],
  ['Nivå', ({ level }) => level],
  ['Ledamöter', ({ members }) => members && wordFor(Organ.shape.members, members)],
];

/** Milestones as a table, with the columns that any of them needs. */
export const milestoneTable = (records: readonly MilestoneModel[]): string => table(milestoneColumns, records);

/** Indicators as a table. */
export const indicatorTable = (records: readonly IndicatorModel[]): string => table(indicatorColumns, records);

/** Bodies as a table. */
export const organTable = (records: readonly Organ[]): string => table(organColumns, records);

function table<R>(columns: Columns<R>, records: readonly R[]): string {
  const used = columns.filter(([, value, always]) => always || records.some((record) => value(record) !== undefined));
  return tableText(
    used.map(([title]) => title),
    records.map((record) => used.map(([, value]) => value(record) ?? '')),
  );
}
