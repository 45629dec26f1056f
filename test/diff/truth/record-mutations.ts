import { claim, type FieldTruth, isDone, isNew, type Revising, weighed } from './case.js';
import { allOf, type Part, type Piece } from './draft.js';
import type { Mutation } from './section-mutations.js';
import { edited } from './wording.js';

type Kind = 'milestone' | 'indicator' | 'organ' | 'statement';

interface Row {
  part: Part;
  piece: Piece;
}

const rowsOf = ({ after }: Revising, kind: Kind): Row[] =>
  allOf(after).flatMap(({ parts }) =>
    parts.flatMap((part) => part.pieces.filter((piece) => piece.kind === kind).map((piece) => ({ part, piece }))),
  );

const old = (revising: Revising, kind: Kind): Row[] =>
  rowsOf(revising, kind).filter(({ piece }) => !isNew(revising.before, piece.uid));

/** Changes one cell of a row of some kind. */
const cell =
  (kind: Kind, column: string, turn: (revising: Revising, value: string) => string | undefined): Mutation =>
  (revising) => {
    const ready = old(revising, kind).filter(({ part, piece }) => {
      const at = part.header?.indexOf(column) ?? -1;
      return at >= 0 && (piece.cells?.[at] ?? '') !== '' && !isDone(revising, piece.uid, column);
    });
    const row = revising.random.pick(ready);
    const at = row?.part.header?.indexOf(column) ?? -1;
    const value = row?.piece.cells?.[at];
    const turned = value && turn(revising, value);
    if (!row?.piece.cells || turned === undefined || turned === value) return false;
    row.piece.cells[at] = turned;
    claim(revising, row.piece.uid, column, []);
    return true;
  };

const remove =
  (kind: Kind): Mutation =>
  (revising) => {
    const row = revising.random.pick(
      old(revising, kind).filter(({ part, piece }) => part.pieces.length > 2 && !revising.done.has(piece.uid)),
    );
    if (!row) return false;
    row.part.pieces.splice(row.part.pieces.indexOf(row.piece), 1);
    return claim(revising, row.piece.uid, 'gone', []);
  };

const sentence = (revising: Revising): string => revising.fresh().slice(0, -1);

const add =
  (kind: Kind, made: (revising: Revising, column: string) => string): Mutation =>
  (revising) => {
    const row = revising.random.pick(old(revising, kind));
    if (!row) return false;
    const { part } = row;
    const uid = revising.uid();
    const piece: Piece = part.header
      ? { uid, kind, text: '', cells: part.header.map((column) => made(revising, column)) }
      : { uid, kind, text: `${sentence(revising)}.`, anchor: `ny-${uid}` };
    part.pieces.splice(revising.random.below(part.pieces.length + 1), 0, piece);
    return true;
  };

const newMilestone = (revising: Revising, column: string): string =>
  column === 'När'
    ? String(2024 + revising.random.below(6))
    : column === 'Vad'
      ? sentence(revising)
      : column === 'Typ'
        ? 'milstolpe'
        : '';
const newIndicator = (revising: Revising, column: string): string =>
  ({
    Indikator: `Andel som anser: ${sentence(revising).toLowerCase()}`,
    Källa: 'Lokal: nämnden',
    Nivå: 'län',
    Riktning: 'öka',
  })[column] ?? '';
const newOrgan = (revising: Revising, column: string): string =>
  ({ Organ: revising.freshTitle(), Roll: 'samråd', Nivå: 'länet', Ledamöter: 'tjänstepersoner' })[column] ?? '';

const later = (_: Revising, when: string): string => when.replace(/^\d{4}/, (year) => String(Number(year) + 1));
const longer = (_: Revising, name: string): string => `${name} i alla delar av länet`;

const editStatement: Mutation = (revising) => {
  const row = revising.random.pick(
    old(revising, 'statement').filter(({ piece }) => !isDone(revising, piece.uid, 'edited')),
  );
  const turned = row && edited(row.piece.text, revising.random);
  if (!row || turned === undefined) return false;
  row.piece.text = turned;
  weighed(revising, row.piece.uid, 'substantive');
  return claim(revising, row.piece.uid, 'edited', []);
};

const moveStatement: Mutation = (revising) => {
  const row = revising.random.pick(old(revising, 'statement'));
  if (!row || row.part.pieces.length < 2 || !claim(revising, row.piece.uid, 'moved', [])) return false;
  const from = row.part.pieces.indexOf(row.piece);
  row.part.pieces.splice(from, 1);
  row.part.pieces.splice((from + 1) % (row.part.pieces.length + 1), 0, row.piece);
  return true;
};

/** What is done to milestones, indicators, bodies and statements, by name. */
export const recordMutations: Record<string, Mutation> = {
  'move a milestone in time': cell('milestone', 'När', later),
  'rename a milestone': cell('milestone', 'Vad', longer),
  'give a milestone to another': cell('milestone', 'Ansvarig', () => 'Patientnämnden'),
  'add a milestone': add('milestone', newMilestone),
  'remove a milestone': remove('milestone'),
  'rename an indicator': cell('indicator', 'Indikator', longer),
  'turn an indicator': cell('indicator', 'Riktning', (_, way) => (way === 'öka' ? 'minska' : 'öka')),
  'add an indicator': add('indicator', newIndicator),
  'remove an indicator': remove('indicator'),
  'give a body another role': cell('organ', 'Roll', (_, role) => (role === 'samråd' ? 'beredande' : 'samråd')),
  'add a body': add('organ', newOrgan),
  'remove a body': remove('organ'),
  'edit a statement': editStatement,
  'move a statement': moveStatement,
  'add a statement': add('statement', () => ''),
  'remove a statement': remove('statement'),
};

/** Changes a line of the front matter that matches. */
const line =
  (field: FieldTruth, pattern: RegExp, turn: (revising: Revising, line: string) => string): Mutation =>
  (revising) => {
    const { head } = revising.after;
    const matching = head.flatMap((text, at) => (pattern.test(text) ? [at] : []));
    const at = revising.random.pick(matching);
    const turned = at === undefined ? undefined : turn(revising, head[at] ?? '');
    if (at === undefined || turned === undefined || turned === head[at] || !claim(revising, field.id, 'field', []))
      return false;
    head.splice(at, 1, ...turned.split('\n').filter((each) => each !== ''));
    revising.lineage.fields.push(field);
    return true;
  };

const substantive = (id: string, kind: FieldTruth['kind'] = 'changed'): FieldTruth => ({
  id,
  kind,
  weight: 'substantive',
});
const told = (id: string): FieldTruth => ({ id, kind: 'changed', weight: 'editorial' });
const within = (key: string, next: string) => (revising: Revising, text: string) => {
  const after = revising.after.head;
  const start = after.indexOf(`${key}:`);
  const at = after.indexOf(text);
  const end = after.findIndex((each, index) => index > start && /^\S/.test(each));
  return start >= 0 && at > start && at < (end < 0 ? after.length : end) ? next : text;
};

const title: Mutation = (revising) => {
  if (!claim(revising, 'title', 'field', [])) return false;
  const { after } = revising;
  after.title = `${after.title} – reviderad`;
  after.head = after.head.map((text) => (text.startsWith('titel:') ? `titel: ${after.title}` : text));
  revising.lineage.fields.push({ id: 'title', kind: 'renamed', weight: 'substantive' });
  return true;
};

/** What is done to the front matter, by name. */
export const fieldMutations: Record<string, Mutation> = {
  'a new title': title,
  'a new version': line(told('version'), /^version:/, () => 'version: "3.1"'),
  'another status': line(told('status'), /^status:/, (_, old) =>
    old === 'status: utkast' ? 'status: dialog' : 'status: utkast',
  ),
  'a longer period': line(substantive('period.to'), /^period:.*2030/, (_, old) => old.replace('2030', '2032')),
  'another owner': line(substantive('owner'), /^dokumentansvarig:/, () => 'dokumentansvarig: Patientnämnden'),
  'another alias': line(substantive('aliases', 'added'), /^ {2}- [^{:]*$/, (revising, old) =>
    within('alias', `${old}\n  - Den gemensamma kompassen`)(revising, old),
  ),
  'a new reference': line(substantive('basedOn', 'added'), /^ {2}- titel:/, (revising, old) =>
    within('bygger på', `  - titel: Patientlagen (2014:821)\n${old}`)(revising, old),
  ),
  'another deliverable': line(substantive('mandate.deliverables'), /^ {4}- \{ text: /, (_, old) =>
    old.replace(/text: (.*?), avsnitt/, 'text: $1 och budget, avsnitt'),
  ),
  'a waived consideration': line(
    substantive('considerations', 'removed'),
    /^ {2}- \{ id: (?!malgrupp).*avsnitt/,
    (revising, old) => within('beaktar', '')(revising, old),
  ),
};
