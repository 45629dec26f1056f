import type { Entry } from '../diff/entries.js';

/** What a part of a text is. Only parts of one kind can be the same part in two texts. */
export type PartKind =
  | 'root'
  | 'front'
  | 'section'
  | 'heading'
  | 'paragraph'
  | 'list'
  | 'item'
  | 'table'
  | 'row'
  | 'cell'
  | 'map'
  | 'pair'
  | 'seq'
  | 'entry'
  | 'text'
  | 'sentence'
  | 'word'
  | 'opaque'
  | 'comment'
  | 'mark';

/** A part of a source text. Only leaves have words of their own; between two leaves there is nothing but white space and punctuation. */
export interface Part {
  kind: PartKind;
  /** What it is among its siblings, where that says which it is: a key, a column, `title`. */
  role?: string;
  /** Offsets in the text, half-open. */
  start: number;
  end: number;
  parent: Part | undefined;
  children: Part[];
  leaf: boolean;
  /** For a section, the level of its heading; 0 for the root. */
  depth: number;
  /** What it says, made comparable: white space and composed letters do not matter. */
  told: string;
}

/** A whole text as parts, with the items that the comparison of roadmaps knows and the parts they are. */
export interface Tree {
  text: string;
  root: Part;
  /** Every item, by which sections, statements and rows of records are recognised. */
  items: readonly Entry[];
  partOf: ReadonlyMap<Entry, Part>;
}

/** A part not yet put anywhere. */
export const part = (kind: PartKind, start: number, end: number, role?: string, leaf = false): Part => ({
  kind,
  ...(role === undefined ? {} : { role }),
  start,
  end,
  parent: undefined,
  children: [],
  leaf,
  depth: 0,
  told: '',
});

/** Puts a part under another, last. */
export function put(child: Part, parent: Part): Part {
  child.parent = parent;
  parent.children.push(child);
  return child;
}

/** Every part, parents before children, in the order of the text. */
export function* everyPart(root: Part): Generator<Part> {
  yield root;
  for (const child of root.children) yield* everyPart(child);
}

/** Leaves in the order of the text. */
export function leaves(root: Part): Part[] {
  return root.leaf ? [root] : root.children.flatMap(leaves);
}

/** Works out what every part says, children first. */
export function tell(root: Part, text: string): void {
  for (const child of root.children) tell(child, text);
  root.told = root.leaf
    ? comparable(text.slice(root.start, root.end), root)
    : root.children
        .filter(({ kind }) => kind !== 'mark' && kind !== 'comment')
        .map(({ told }) => told)
        .join('\n');
}

function comparable(raw: string, { kind, role }: Part): string {
  // The number in front of an item is the list's own business, and so are the dashes under a table's heading.
  if (kind === 'mark') return role === 'depth' ? raw : '';
  const whole = raw.normalize('NFC');
  if (kind === 'opaque') return whole.replace(/\r\n/g, '\n').trim();
  return whole
    .replace(/ {2,}\r?\n|\\\r?\n/g, '\u2028')
    .replace(/[^\S\u2028\u00a0]+/g, ' ')
    .trim();
}
