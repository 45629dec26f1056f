import type { ModelPath } from '../core/locations.js';
import { place } from '../core/source.js';
import type { Change, ChangeSide, PlacedProse, PlacePath, Word } from '../model/change.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import type { Entry, ProseBlock } from './entries.js';
import type { Matching } from './pair-entries.js';
import type { Weigh } from './weigh.js';
import { wordChanges } from './word-changes.js';

/** What every comparison needs to know. */
export interface Comparison extends Matching {
  before: Parsed<Roadmap>;
  after: Parsed<Roadmap>;
  weigh: Weigh;
  /** Items by id, where ids are the same in both revisions only by chance: those whose id only follows from a title. */
  unsure: { before: ReadonlyMap<string, Entry>; after: ReadonlyMap<string, Entry> };
  /** What an id in either revision refers to: equal for the two sides of one item, whatever their ids. */
  refers: { before: Refers; after: Refers };
  /** References that were left as they were though what they refer to has another id: what that is in the later revision, and the places. */
  left: { to: Entry; places: [PlacePath, PlacePath] }[];
}

/** Says what an id refers to. */
export interface Refers {
  (id: string): string;
  /** The later of the two sides of the item it refers to, when it has both. */
  item(id: string): Entry | undefined;
}

/** Notes references that say the same as before but do not refer to the same; `true` if they are told by the change of what they referred to. */
export function isLeft(
  before: readonly string[],
  after: readonly string[],
  places: [ModelPath, ModelPath],
  { refers, left, pairing }: Comparison,
): boolean {
  if (before.join(' ') !== after.join(' ')) return false;
  const id = before.find((each) => refers.before(each) !== refers.after(each)) ?? '';
  // The same of the two is chosen whichever revision is the earlier one.
  const [chosen] = [refers.before.item(id), refers.after.item(id)]
    .flatMap((to) => {
      const was = to && pairing.get(to);
      // Two ids that only follow from one title differ without any change that could tell it; nor could what keeps both.
      if (!was || (to.title === was.title && (to.id === was.id || (to.derived && was.derived)))) return [];
      const signs = [to, was].map(({ path, title, id: own }) => `${path.join('/')} ${own} ${title}`);
      return [{ to, key: signs.sort().join('\n') }];
    })
    .sort((one, two) => (one.key < two.key ? -1 : one.key > two.key ? 1 : 0));
  if (!chosen) return false;
  const { to } = chosen;
  left.push({ to, places: [placePath(places[0]), placePath(places[1])] });
  return true;
}

/** The line where the value at `path` stands, from 1. */
export const lineOf = (document: Parsed<Roadmap>, path: ModelPath): number =>
  place(document.source, document.locations.nearest(path)).line;

/** The line where a piece of prose begins, from 1: looked for in the source, since prose may leave out what stands between its parts. */
export function lineOfBlock(document: Parsed<Roadmap>, block: ProseBlock): number {
  const first = lineOf(document, block.path);
  const lines = linesOf(document, block.path);
  const sign = block.text.split(/[\n|]/, 1)[0]?.trim().slice(0, 16) ?? '';
  for (let away = 0; away < lines.length; away += 1) {
    for (const at of away === 0 ? [block.line] : [block.line - away, block.line + away]) {
      if (lines[at]?.includes(sign)) return first + at;
    }
  }
  return first + Math.max(0, Math.min(block.line, lines.length - 1));
}

const lineTables = new WeakMap<Parsed<Roadmap>, Map<string, string[]>>();

/** The source lines of the value at `path`. */
function linesOf(document: Parsed<Roadmap>, path: ModelPath): string[] {
  const tables = lineTables.get(document) ?? new Map<string, string[]>();
  lineTables.set(document, tables);
  const key = path.join('/');
  let lines = tables.get(key);
  if (!lines) {
    const span = document.locations.get(path);
    lines = span
      ? document.source.text
          .slice(span.start, span.end)
          .normalize('NFC')
          .split(/\r\n|\r|\n/)
      : [];
    tables.set(key, lines);
  }
  return lines;
}

/** The section that this one became, or became a part of. */
export const successor = (a: Entry, { pairing, heir }: Matching): Entry | undefined => pairing.get(a) ?? heir.get(a);

/** The section that this one was, or was a part of. */
export const predecessor = (b: Entry, { pairing, origin }: Matching): Entry | undefined =>
  pairing.get(b) ?? origin.get(b);

/** What a change says of the item it is about. */
export type Owner = Pick<Change, 'item' | 'id' | 'title' | 'within' | 'was'>;

/** Names an item as the later revision does, or where it is gone the earlier, and notes what the other revision calls it. */
export function ownerOf(a: Entry | undefined, b: Entry | undefined, matching: Matching): Owner {
  const named = (entry: Entry, parent: Entry | undefined) => ({
    item: entry.item,
    id: entry.id,
    title: entry.title,
    ...(parent ? { within: parent.id } : {}),
  });
  const around = (entry: Entry, other: typeof successor) =>
    entry.parent && (other(entry.parent, matching) ?? entry.parent);
  const now = b ? named(b, b.parent) : a && named(a, around(a, successor));
  const then = a ? named(a, a.parent) : b && named(b, around(b, predecessor));
  if (!now) return { item: 'document', id: '', title: '' };
  const same = !then || (['item', 'id', 'title', 'within'] as const).every((key) => now[key] === then[key]);
  return same ? now : { ...now, was: then };
}

/** A path that can be written as JSON. */
export const placePath = (path: ModelPath): PlacePath => [...path];

/** Puts places before and after in the order of the earlier revision. */
export function byPlace([one]: [PlacePath, PlacePath], [two]: [PlacePath, PlacePath]): number {
  for (const [at, step] of one.entries()) {
    const other = two[at];
    if (other === undefined) return 1;
    if (step === other) continue;
    return typeof step === 'number' && typeof other === 'number' ? step - other : String(step) < String(other) ? -1 : 1;
  }
  return one.length - two.length;
}

/** A piece of prose with its place, without what only the comparison knows. */
export const placed = ({ index, type, text }: ProseBlock): PlacedProse => ({ index, type, text });

/** For a value that refers to items by ids that only follow from titles: where those items stand. */
export function namesIn(ids: readonly string[] | undefined, known: ReadonlyMap<string, Entry>) {
  const names = (ids ?? []).flatMap((id) => {
    const entry = known.get(id);
    return entry ? [[id, placePath(entry.path)] as const] : [];
  });
  return names.length === 0 ? {} : { names: Object.fromEntries(names) };
}

/** A change without causes; `words` is worked out from both sides. */
export function change(of: Omit<Change, 'words' | 'causes'> & { before?: ChangeSide; after?: ChangeSide }): Change {
  const words: Word[] = wordChanges(of.before?.text ?? '', of.after?.text ?? '');
  return { ...of, words, causes: [] };
}
