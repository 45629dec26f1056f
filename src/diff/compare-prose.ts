import type { Change, PlacePath } from '../model/change.js';
import { blockKey, cellsOf } from './block-key.js';
import type { Entry, ProseBlock } from './entries.js';
import type { Link } from './link-prose.js';
import { change, type Comparison, lineOfBlock, ownerOf, placed, placePath, predecessor, successor } from './side.js';
import { shownProse } from './shown-prose.js';
import { bareWords } from './weigh.js';

/** What became of the prose of two revisions. */
export interface ProseChanges {
  /** By the later item whose prose it is, in the order of its text, with what is gone where it stood. */
  of: ReadonlyMap<Entry, readonly Change[]>;
  /** What stands in items that are in one revision only, and neither came from elsewhere nor went elsewhere. */
  lone: ReadonlyMap<Entry, readonly ProseBlock[]>;
  /** What went along unchanged in a split or merge: the section before, the section after, and the places. */
  carried: readonly { before: Entry; after: Entry; places: [PlacePath, PlacePath] }[];
}

interface Piece {
  before: readonly ProseBlock[];
  after: readonly ProseBlock[];
  moved: boolean;
}

/** Compares all prose, paragraph by paragraph: one change for each that was added, removed, changed or moved. */
export function compareProse(earlier: readonly Entry[], later: readonly Entry[], comparison: Comparison): ProseChanges {
  const { prose, pairing } = comparison;
  const of = new Map<Entry, Change[]>();
  const lone = new Map<Entry, ProseBlock[]>();
  const carried: { before: Entry; after: Entry; places: [PlacePath, PlacePath] }[] = [];
  const push = <T>(map: Map<Entry, T[]>, entry: Entry, value: T) => {
    const list = map.get(entry);
    if (list) list.push(value);
    else map.set(entry, [value]);
  };
  /** What is gone, by the later item that it would stand in. */
  const gone = new Map<Entry, ProseBlock[]>();
  for (const a of earlier) {
    const heir = successor(a, comparison);
    for (const block of a.prose) {
      if (prose.of.has(block)) continue;
      if (heir) push(gone, heir, block);
      else push(lone, a, block);
    }
  }
  for (const b of later) {
    const had = predecessor(b, comparison);
    const list: { at: number; then: number; piece: Piece }[] = [];
    for (const block of b.prose) {
      const link = prose.of.get(block);
      if (!link) {
        if (had) list.push({ at: block.index, then: -1, piece: { before: [], after: [block], moved: false } });
        else push(lone, b, block);
      } else if (link.after[0] === block) {
        const from = link.before[0]?.owner;
        if (!from || isSame(link)) {
          if (from && pairing.get(from) === b) {
            if (!link.moved) continue;
          } else if (from && kin(from, b, comparison)) {
            carried.push({ before: from, after: b, places: [prosePath(link.before[0]), prosePath(block)] });
            continue;
          }
        }
        list.push({ at: block.index, then: -1, piece: link });
      }
    }
    for (const block of gone.get(b) ?? []) {
      list.push({
        at: anchor(block, b, comparison),
        then: block.index,
        piece: { before: [block], after: [], moved: false },
      });
    }
    list.sort((one, two) => one.at - two.at || one.then - two.then);
    for (const { piece } of list) push(of, b, changeOf(piece, b, comparison));
  }
  return { of, lone, carried };
}

/** A link that only says that nothing changed. */
const isSame = ({ before, after }: Link): boolean =>
  before.length === 1 && after.length === 1 && before[0]?.type === after[0]?.type && before[0]?.text === after[0]?.text;

const kin = (a: Entry, b: Entry, { origin, heir }: Comparison): boolean => origin.get(b) === a || heir.get(a) === b;

const prosePath = (block: ProseBlock | undefined): PlacePath =>
  block ? [...placePath(block.owner.path), 'prose', block.index] : [];

/** The place in the later text of the last piece before this one that stayed. */
function anchor(block: ProseBlock, b: Entry, { prose }: Comparison): number {
  for (let index = block.index - 1; index >= 0; index -= 1) {
    const above = block.owner.prose[index];
    const link = above && prose.of.get(above);
    const last = link?.after.at(-1);
    if (link && !link.moved && last?.owner === b) return last.index;
  }
  // What is gone from a section that was merged into this one stands after all that was here.
  return -1;
}

function changeOf({ before, after, moved }: Piece, b: Entry, comparison: Comparison): Change {
  const { weigh, pairing } = comparison;
  const [firstA, firstB] = [before[0], after[0]];
  // A paragraph that became a list item, or the other way, shows it.
  const retyped = firstA !== undefined && firstB !== undefined && firstA.type !== firstB.type;
  const [textA = '', textB = ''] = [before, after].map((list) =>
    list.map((block) => shown(block, retyped)).join('\n\n'),
  );
  const from = firstA?.owner ?? predecessor(b, comparison);
  const elsewhere = firstA && firstB && pairing.get(firstA.owner) !== b && !kin(firstA.owner, b, comparison);
  const alone = !firstA || !firstB;
  const owner = ownerOf(from, b, comparison);
  const side = (document: Comparison['before'], block: ProseBlock, list: readonly ProseBlock[], text: string) => ({
    text,
    line: lineOfBlock(document, block),
    ...(elsewhere ? { section: block.owner.id, parent: block.owner.title } : {}),
    at: { path: placePath(block.owner.path), prose: list.map(placed) },
  });
  const inWords = () => (bareWords(textA + textB).length > 0 ? 'substantive' : 'editorial');
  return change({
    kind: 'changed',
    ...owner,
    field: b.group === 'document' ? 'lead' : 'text',
    paragraph: !firstA ? 'added' : !firstB ? 'removed' : elsewhere || textA === textB ? 'moved' : 'changed',
    weight: alone || textA === textB ? inWords() : moved || elsewhere ? 'substantive' : weigh(textA, textB),
    ...(firstA ? { before: side(comparison.before, firstA, before, textA) } : {}),
    ...(firstB ? { after: side(comparison.after, firstB, after, textB) } : {}),
    ...keyed(firstA, firstB),
  });
}

/** For a row or item that is known by its name: the name, and for a row the columns whose cells changed. */
function keyed(a: ProseBlock | undefined, b: ProseBlock | undefined): Pick<Change, 'key' | 'columns'> {
  const block = b ?? a;
  if (!block || (block.type !== 'row' && block.type !== 'item')) return {};
  const names = [a, b].flatMap((each) => (each ? [blockKey(each)] : []));
  const key = names.every((name) => name === names[0]) ? names[0] : undefined;
  const columns = a?.type === 'row' && b?.type === 'row' ? changedColumns(a, b) : [];
  return { ...(key === undefined ? {} : { key }), ...(columns.length === 0 ? {} : { columns }) };
}

function changedColumns(a: ProseBlock, b: ProseBlock): string[] {
  const [one, two] = [headerOf(a), headerOf(b)];
  if (one === a || two === b) return [];
  const [before, after] = [cellsOf(a.text), cellsOf(b.text)];
  const [was, is] = [cellsOf(one.text), cellsOf(two.text)];
  return is.filter((name, index) => name !== '' && was[index] === name && before[index] !== after[index]);
}

/** The first row of the table that a row stands in. */
function headerOf(row: ProseBlock): ProseBlock {
  let header = row;
  for (let at = row.index - 1; at >= 0; at -= 1) {
    const above = row.owner.prose[at];
    // Only the rule under the header stands between two rows of one table.
    if (above?.type !== 'row' || header.line - above.line > 2) break;
    header = above;
  }
  return header;
}

const shown = ({ type, text }: ProseBlock, marked: boolean): string => (marked ? shownProse([{ type, text }]) : text);
