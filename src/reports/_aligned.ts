import { entries, type Entry } from '../diff/entries.js';
import { moved } from '../diff/order.js';
import { pairEntries, type Pairing } from '../diff/pair-entries.js';
import type { Change } from '../model/change.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { type Atom, atomsOf } from './_atoms.js';
import { type MarkedRun, markedRuns, plainRuns } from './_runs.js';

/** Where the other half of something moved stands. */
export interface Elsewhere {
  /** The same for both halves, from 1. */
  number: number;
  /** Title of the section, in the revision where that half stands; the document's title before the first heading. */
  title: string;
  /** It went along with its section, which was moved as a whole. */
  along?: true;
}

/** One piece of the two revisions laid side by side. */
export interface AlignedRow {
  before?: Atom;
  after?: Atom;
  /** A piece that moved is two rows: where it was, and where it is. */
  state: 'same' | 'changed' | 'added' | 'removed' | 'moved-from' | 'moved-to';
  moved?: Elsewhere;
  /** For `moved-to`, against the text it had where it stood. One for all but rows of tables. */
  cells: MarkedRun[][];
  /** What the diff says of it. */
  changes: Change[];
}

/** Two revisions in one sequence: the rows with `before` are the earlier text in its order, those with `after` the later in its. */
export interface Aligned {
  rows: AlignedRow[];
  /** Changes of the front matter. */
  fields: Change[];
}

/** What is laid side by side: two revisions, and what the diff says of them. */
export interface AlignInput {
  before: Parsed<Roadmap>;
  after: Parsed<Roadmap>;
  changes: readonly Change[];
  profile?: Profile | undefined;
}

/** Lays two revisions side by side, whole. Every piece of either stands there exactly once, or twice where it has moved. */
export function align({ before, after, changes, profile }: AlignInput): Aligned {
  const [earlier, later] = [entries(before.model), entries(after.model)];
  const pairing = pairEntries(earlier, later, { profile });
  const [a, b] = [atomsOf(before.model, earlier), atomsOf(after.model, later)];
  const links = linksBetween(a, b, pairing, changes);
  const away = movedAtoms(b, links, changes);
  const rows = interleaved(a, b, links, away, [before.model.title, after.model.title]);
  const laterId = (entry: Entry): string => pairing.get(entry)?.id ?? entry.id;
  return { rows: explained(rows, changes, laterId), fields: changes.filter(({ item }) => item === 'field') };
}

const parts: ReadonlySet<Change['item']> = new Set(['statement', 'milestone', 'indicator', 'organ']);

/** Which piece of the later text is which piece of the earlier. */
function linksBetween(
  a: readonly Atom[],
  b: readonly Atom[],
  pairing: Pairing,
  changes: readonly Change[],
): Map<Atom, Atom> {
  const links = new Map<Atom, Atom>();
  const taken = new Set<Atom>();
  const link = (one: Atom, two: Atom): void => {
    links.set(two, one);
    taken.add(one);
  };
  const free = (atom: Atom): boolean => !links.has(atom) && !taken.has(atom);
  const ofEntry = new Map(a.flatMap((atom) => (atom.entry ? [[atom.entry, atom] as const] : [])));
  for (const atom of b) {
    const partner = atom.entry && pairing.get(atom.entry);
    const one = partner && ofEntry.get(partner);
    if (one && one.kind === atom.kind) link(one, atom);
  }
  const [title, titleAfter] = [a[0], b[0]];
  if (title && titleAfter) link(title, titleAfter);
  // Prose that the diff says is the same, section by section.
  const [proseA, proseB] = [a, b].map((list) =>
    group(list, (atom) => (atom.entry ? undefined : (atom.section ?? root))),
  );
  const laterId = (atom: Atom): string | undefined =>
    atom.section && (pairing.get(atom.section)?.id ?? atom.section.id);
  const byOwner = group(a, (atom) => (atom.entry ? undefined : (laterId(atom) ?? lead)));
  const told = changes.filter(({ paragraph, before, after }) => paragraph !== undefined && before && after);
  const ofLater = group(b, (atom) => (atom.entry ? undefined : (atom.section?.id ?? lead)));
  for (const change of told) {
    const home = change.field === 'lead' ? lead : change.id;
    const from = change.before?.section ?? home;
    const to = change.after?.section ?? home;
    const one = found(
      byOwner?.get(from) ?? a.filter((atom) => atom.section?.id === from),
      change.before?.text ?? '',
      free,
    );
    const two = found(ofLater?.get(to) ?? [], change.after?.text ?? '', free);
    if (one && two && one.kind === two.kind) link(one, two);
  }
  for (const [section, list] of proseB ?? []) {
    const partner = section === root ? root : pairing.get(section as Entry);
    linkSame(partner ? (proseA?.get(partner) ?? []) : [], list, free, link);
  }
  // What stands unchanged under another heading has moved, however it came there; short pieces may be alike by chance.
  const long = (list: readonly Atom[]) => list.filter((atom) => free(atom) && !atom.entry && textOf(atom).length >= 40);
  linkSame(long(a), long(b), free, link);
  return links;
}

const root = {};
const lead = ' lead';

const textOf = (atom: Atom): string => atom.cells.map(plainRuns).join(' | ');
const signOf = (atom: Atom): string => `${atom.kind} ${atom.table ?? ''} ${atom.head ?? ''} ${textOf(atom)}`;

function group<T, K>(list: readonly T[], key: (value: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of list) {
    const at = key(value);
    if (at === undefined) continue;
    const known = groups.get(at);
    if (known) known.push(value);
    else groups.set(at, [value]);
  }
  return groups;
}

/** The first free piece that the text of a change tells of; one that was cut or joined tells of several. */
function found(list: readonly Atom[], text: string, free: (atom: Atom) => boolean): Atom | undefined {
  const wanted = new Set(text.split('\n\n').flatMap((piece) => [piece, piece.replace(/^(?:- |> )/, '')]));
  return list.find((atom) => free(atom) && atom.prose !== undefined && (atom.prose === text || wanted.has(atom.prose)));
}

/** Links equal pieces, the first with the first. */
function linkSame(
  a: readonly Atom[],
  b: readonly Atom[],
  free: (atom: Atom) => boolean,
  link: (one: Atom, two: Atom) => void,
): void {
  const waiting = group(a.filter(free), signOf);
  for (const atom of b) {
    const one = free(atom) ? waiting.get(signOf(atom))?.shift() : undefined;
    if (one) link(one, atom);
  }
}

/** The later pieces that are not where they were: those of what the diff calls moved, and whatever stands across what stayed. */
function movedAtoms(b: readonly Atom[], links: ReadonlyMap<Atom, Atom>, changes: readonly Change[]): Set<Atom> {
  const told = new Set(changes.flatMap((each) => (each.kind === 'moved' ? [`${each.item} ${each.id}`] : [])));
  const away = new Set<Atom>();
  for (const atom of b) {
    if (!links.has(atom)) continue;
    for (let at = atom.entry ?? atom.section; at; at = at.parent) if (told.has(`${at.item} ${at.id}`)) away.add(atom);
  }
  return away;
}

function interleaved(
  a: readonly Atom[],
  b: readonly Atom[],
  links: ReadonlyMap<Atom, Atom>,
  away: ReadonlySet<Atom>,
  titles: readonly string[],
): AlignedRow[] {
  const [rankA, rankB] = [a, b].map((list) => new Map(list.map((atom, index) => [atom, index])));
  const pairs = [...links].flatMap(([two, one]) =>
    away.has(two)
      ? []
      : [{ before: rankA?.get(one) ?? 0, after: rankB?.get(two) ?? 0, size: textOf(two).length, one, two }],
  );
  const total = pairs.reduce((sum, { size }) => sum + size, 1);
  // Headings carry the order of a text; what stands across them is what has moved.
  const sized = pairs.map((pair) => ({ ...pair, size: pair.two.kind === 'heading' ? 2 : pair.size / total }));
  const crossing = moved(sized);
  const stayed = sized.filter((pair) => !crossing.has(pair)).sort((one, two) => one.after - two.after);
  const inPlace = new Set(stayed.map(({ two }) => two));
  const numbers = new Map<Atom, number>();
  for (const [two, one] of links) {
    if (inPlace.has(two)) continue;
    numbers.set(two, numbers.size / 2 + 1);
    numbers.set(one, numbers.get(two) ?? 0);
  }
  const partners = new Map([...links].map(([two, one]) => [one, two]));
  // Of a heading it is told what it stands under, not that it stands under itself.
  const where = (atom: Atom | undefined, document: string): string =>
    (atom?.kind === 'heading' ? atom.section?.parent : atom?.section)?.title ?? document;
  const heads = new Map(
    [...links].flatMap(([two, one]) => (two.kind === 'heading' ? [[one.section, two.section] as const] : [])),
  );
  const elsewhere = (number: number, title: string, one: Atom, two: Atom | undefined): Elsewhere => {
    const along = one.kind !== 'heading' && one.section !== undefined && heads.get(one.section) === two?.section;
    return { number, title, ...(along ? { along: true as const } : {}) };
  };
  const gone = (atom: Atom): AlignedRow => {
    const number = numbers.get(atom);
    const cells = atom.cells.map((runs) => markedRuns(runs, undefined));
    if (number === undefined) return { before: atom, state: 'removed', cells, changes: [] };
    const moved = elsewhere(number, where(partners.get(atom), titles[1] ?? ''), atom, partners.get(atom));
    return { before: atom, state: 'moved-from', moved, cells, changes: [] };
  };
  const come = (atom: Atom): AlignedRow => {
    const one = links.get(atom);
    const number = numbers.get(atom);
    if (!one || number === undefined)
      return { after: atom, state: 'added', cells: atom.cells.map((runs) => markedRuns(undefined, runs)), changes: [] };
    const moved = elsewhere(number, where(one, titles[0] ?? ''), one, atom);
    return { after: atom, state: 'moved-to', moved, cells: cellsOf(one, atom), changes: [] };
  };
  const rows: AlignedRow[] = [];
  let [atA, atB] = [0, 0];
  for (const { before, after, one, two } of [
    ...stayed,
    { before: a.length, after: b.length, one: undefined, two: undefined },
  ]) {
    rows.push(...a.slice(atA, before).map(gone), ...b.slice(atB, after).map(come));
    if (one && two) {
      const cells = cellsOf(one, two);
      const same = cells.every((runs) => runs.every(({ op }) => op === 'equal'));
      rows.push({ before: one, after: two, state: same ? 'same' : 'changed', cells, changes: [] });
    }
    [atA, atB] = [before + 1, after + 1];
  }
  return rows;
}

function cellsOf(one: Atom, two: Atom): MarkedRun[][] {
  const count = Math.max(one.cells.length, two.cells.length);
  return Array.from({ length: count }, (_, index) => markedRuns(one.cells[index] ?? [], two.cells[index] ?? []));
}

/** Gives each row the changes that tell of it. */
function explained(
  rows: readonly AlignedRow[],
  changes: readonly Change[],
  laterId: (entry: Entry) => string,
): AlignedRow[] {
  const left = new Set(changes.filter(({ item }) => item !== 'field'));
  const ofItem = group([...left], ({ item, id, paragraph }) =>
    paragraph === undefined ? `${parts.has(item) ? item : 'section'} ${id}` : undefined,
  );
  const ofProse = group([...left], ({ id, field, paragraph, before, after }) =>
    paragraph === undefined ? undefined : field === 'lead' ? lead : (after?.section ?? before?.section ?? id),
  );
  const pieces = (name: 'into' | 'from') =>
    new Map(changes.flatMap((change) => (change[name] ?? []).map((id) => [id, change] as const)));
  const [splits, merges] = [pieces('into'), pieces('from')];
  const told = rows.map((row) => {
    const atom = row.after ?? row.before;
    if (!atom || row.state === 'moved-from') return row;
    const { entry } = atom;
    if (atom.kind === 'title')
      return {
        ...row,
        changes: changes.filter(({ item, paragraph }) => item === 'document' && paragraph === undefined),
      };
    if (entry) {
      const kind = parts.has(entry.item) ? entry.item : 'section';
      // A section that came of a split, or went into another, is told with the one that kept the identity.
      const part =
        row.state === 'added' ? splits.get(entry.id) : row.state === 'removed' ? merges.get(entry.id) : undefined;
      return { ...row, changes: [...(ofItem.get(`${kind} ${entry.id}`) ?? []), ...(part ? [part] : [])] };
    }
    if (row.state === 'same' || atom.prose === undefined) return row;
    const owner = !atom.section ? lead : row.after ? atom.section.id : laterId(atom.section);
    const here = (ofProse.get(owner) ?? []).filter(({ before, after }) => {
      const holds = (side: { text: string } | undefined, piece: Atom | undefined): boolean =>
        side !== undefined && piece?.prose !== undefined && side.text.includes(piece.prose);
      return holds(after, row.after) || (row.after === undefined && holds(before, row.before));
    });
    return { ...row, changes: here };
  });
  // What stands at no piece of its own, such as an order that only the diff sees, stands at its heading.
  for (const row of told) for (const change of row.changes) left.delete(change);
  for (const change of left) {
    const home = change.after?.section ?? change.before?.section ?? change.within ?? change.id;
    const isHome = (id: string) => (row: AlignedRow) =>
      row.state !== 'moved-from' &&
      (row.after ?? row.before)?.entry?.id === id &&
      (row.after ?? row.before)?.kind === 'heading';
    (told.find(isHome(change.id)) ?? told.find(isHome(home)) ?? told[0])?.changes.push(change);
  }
  return told;
}
