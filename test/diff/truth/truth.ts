import type { Weight } from '../../../src/model/change.js';
import type { Lineage, Revising } from './case.js';
import { allOf, type Draft, type DraftSection, type Part, type Piece, piecesOf, places } from './draft.js';

/** What a careful reader would say of one item: what must be told, what may be told too, and how heavy it is. */
export interface Told {
  must: Set<string>;
  may: Set<string>;
  weight?: Weight;
}

/** What has really happened between two drafts. */
export interface Truth {
  /** By uid, or `field:` and the name of a field. */
  items: Map<string, Told>;
  /** Things that kept their parent, in the later order with their earlier place: the fewest that explain the order have moved. */
  orders: { uids: string[]; before: Map<string, number>; must: boolean }[];
  lineage: Lineage;
  /** The section each piece of prose stands in, before and after. */
  homes: { before: Map<string, string>; after: Map<string, string> };
}

const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  milestone: { När: 'when', Vad: 'title', Typ: 'kind', Ansvarig: 'responsible', 'Beror på': 'depends' },
  indicator: {
    Indikator: 'title',
    Källa: 'source',
    Nyckeltal: 'kpi',
    Nivå: 'level',
    Riktning: 'direction',
    Enhet: 'unit',
    Nuläge: 'baseline',
    Målvärde: 'target',
    Mäter: 'goals',
    Kommentar: 'note',
  },
  organ: { Organ: 'name', Roll: 'role', Nivå: 'level', Ledamöter: 'members' },
};
const nameOf: Readonly<Record<string, string>> = { milestone: 'title', indicator: 'title', organ: 'name' };

/** Compares the drafts by uid, with what the mutations noted of splits, merges and cuts. Knows nothing of the differ. */
export function truthOf({ before, after, lineage }: Pick<Revising, 'before' | 'after' | 'lineage'>): Truth {
  const items = new Map<string, Told>();
  const of = (uid: string): Told => {
    const told = items.get(uid) ?? { must: new Set(), may: new Set() };
    items.set(uid, told);
    return told;
  };
  const orders: Truth['orders'] = [];
  const [sectionsA, sectionsB] = [before, after].map(
    (draft) => new Map(places(draft).map((section) => [section.uid, section])),
  );
  const homes = { before: homesOf(before), after: homesOf(after) };
  const parents = { before: parentsOf(before), after: parentsOf(after) };
  const into = new Map(
    lineage.splits.flatMap(({ of: whole, into: list }) => list.map((part) => [part, whole] as const)),
  );
  const from = new Map(
    lineage.merges.flatMap(({ of: list, into: whole }) => list.map((part) => [part, whole] as const)),
  );
  /** Whether a piece that stood in `a` and stands in `b` has stayed where its section went. */
  const stayed = (a: string, b: string) => a === b || into.get(b) === a || from.get(a) === b;

  for (const { of: whole } of lineage.splits) of(whole).must.add('split');
  for (const { into: whole } of lineage.merges) of(whole).must.add('merged');
  const gone = [...lineage.splits.map((split) => split.of), ...lineage.merges.flatMap((merge) => merge.of)].filter(
    (uid) => !sectionsB?.has(uid),
  );
  // What refers to a section that went on as another may be told to refer to something else.
  if (gone.length + lineage.merges.length > 0) {
    for (const field of ['considerations', 'mandate.deliverables']) of(`field:${field}`).may.add('changed');
    for (const { uid, kind } of places(after).flatMap(piecesOf)) {
      if (kind === 'indicator') of(uid).may.add('changed:goals');
    }
  }
  for (const whole of [...gone, ...lineage.merges.map((merge) => merge.into)]) {
    for (const what of ['renamed', 'moved', 'changed:number']) of(whole).may.add(what);
  }
  for (const [uid, section] of sectionsB ?? []) {
    const earlier = sectionsA?.get(uid);
    const restructured = into.has(uid) || lineage.merges.some((merge) => merge.into === uid);
    if (!earlier) {
      if (!restructured) of(uid).must.add('added');
      continue;
    }
    if (earlier.title !== section.title) of(uid)[restructured ? 'may' : 'must'].add('renamed');
    if (earlier.number !== section.number) of(uid).may.add('changed:number');
    if (parents.before.get(uid) !== parents.after.get(uid)) of(uid).must.add('moved');
  }
  for (const uid of sectionsA?.keys() ?? []) {
    if (sectionsB?.has(uid) || from.has(uid) || lineage.splits.some((split) => split.of === uid)) continue;
    of(uid).must.add('removed');
  }
  orders.push(...sectionOrders(before, after, parents));

  const recut = new Set(lineage.recuts.flatMap((each) => [...each.before, ...each.after]));
  for (const { before: one, after: two } of lineage.recuts)
    for (const uid of [...one, ...two]) of(uid).must.add('recut');
  const [piecesA, piecesB] = [before, after].map(
    (draft) =>
      new Map(
        places(draft).flatMap((section) =>
          section.parts.flatMap((part) => part.pieces.map((piece) => [piece.uid, { section, part, piece }] as const)),
        ),
      ),
  );
  for (const [uid, { section, piece, part }] of piecesB ?? []) {
    const earlier = piecesA?.get(uid);
    if (recut.has(uid)) continue;
    if (!earlier) {
      // What is in a new section is told with it.
      if (
        section.uid !== 'lead' &&
        !sectionsA?.has(section.uid) &&
        !into.has(section.uid) &&
        piece.kind === 'prose' &&
        !lineage.merges.some((merge) => merge.into === section.uid)
      )
        continue;
      of(uid).must.add('added');
      continue;
    }
    if (piece.cells && piece.kind !== 'prose') tellCells(of, earlier.piece, piece, part);
    else if (earlier.piece.text !== piece.text || earlier.piece.cells?.join() !== piece.cells?.join()) {
      of(uid).must.add('changed');
      of(uid).weight = lineage.weights.get(uid) ?? 'substantive';
    }
    if (!stayed(earlier.section.uid, section.uid)) of(uid).must.add('moved');
    else if (earlier.section.uid !== section.uid) of(uid);
  }
  for (const [uid, { section, piece }] of piecesA ?? []) {
    if (piecesB?.has(uid) || recut.has(uid)) continue;
    const whole = from.has(section.uid) || lineage.splits.some((split) => split.of === section.uid);
    if (!sectionsB?.has(section.uid) && !whole && (piece.kind === 'prose' || piece.kind === 'reason')) continue;
    of(uid).must.add('removed');
  }
  for (const section of places(after)) orders.push(...pieceOrders(section, piecesA ?? new Map(), stayed));
  for (const { id, kind, weight } of lineage.fields) {
    of(`field:${id}`).must.add(kind);
    of(`field:${id}`).weight = weight;
  }
  return { items, orders, lineage, homes };
}

function tellCells(of: (uid: string) => Told, earlier: Piece, later: Piece, { header }: Part): void {
  header?.forEach((column, at) => {
    if (earlier.cells?.[at] === later.cells?.[at]) return;
    const field = columns[later.kind]?.[column] ?? column;
    of(later.uid).must.add(nameOf[later.kind] === field ? 'renamed' : `changed:${field}`);
  });
}

function pieceOrders(
  section: DraftSection,
  earlier: ReadonlyMap<string, { section: DraftSection; piece: Piece }>,
  stayed: (a: string, b: string) => boolean,
): Truth['orders'] {
  const rank = new Map([...earlier.keys()].map((uid, index) => [uid, index]));
  const groups = new Map<string, string[]>();
  for (const { uid, kind } of piecesOf(section)) {
    const home = earlier.get(uid)?.section.uid;
    if (home === undefined || !stayed(home, section.uid)) continue;
    if (kind === 'reason') continue;
    const key = kind === 'quote' ? 'prose' : kind;
    groups.set(key, [...(groups.get(key) ?? []), uid]);
  }
  return [...groups].map(([kind, uids]) => ({ uids, before: rank, must: kind === 'prose' || kind === 'statement' }));
}

const homesOf = (draft: Draft): Map<string, string> =>
  new Map(places(draft).flatMap((section) => piecesOf(section).map(({ uid }) => [uid, section.uid] as const)));

function parentsOf(draft: Draft): Map<string, string> {
  return new Map([
    ...draft.sections.map(({ uid }) => [uid, ''] as const),
    ...allOf(draft).flatMap((section) => section.sections.map(({ uid }) => [uid, section.uid] as const)),
  ]);
}

function sectionOrders(
  before: Draft,
  after: Draft,
  parents: { before: Map<string, string>; after: Map<string, string> },
): Truth['orders'] {
  const rank = new Map(allOf(before).map(({ uid }, index) => [uid, index]));
  const lists = [after.sections, ...allOf(after).map(({ sections }) => sections)];
  return lists.map((list) => ({
    uids: list
      .map(({ uid }) => uid)
      .filter((uid) => rank.has(uid) && parents.before.get(uid) === parents.after.get(uid)),
    before: rank,
    must: true,
  }));
}
