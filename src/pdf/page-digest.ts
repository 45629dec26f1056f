import { createHash, type Hash } from 'node:crypto';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { type Budget, decodeStream } from './object-reader-filters.js';
import type { PdfDictionary, PdfKind, PdfValue } from './object-reader.js';
import { pageContent } from './page-text.js';
import type { Page } from './page-tree.js';
import { entriesOf, entry, resolve, type View } from './revisions-view.js';

/** Keys that say where a thing hangs or how it is packed, not what it looks like. */
const passedOver = new Set([
  'Parent',
  'P',
  'StructParent',
  'StructParents',
  'Length',
  'Filter',
  'DecodeParms',
  'Tabs',
  'Group',
]);
/** What of a page is seen. */
const seen = ['Resources', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit'];
const deepest = 128;

/**
 * SHA-256 (hex) of everything that is seen of each page: content streams decoded, fonts, images and other resources, boxes, and annotations
 * but those of the form, whatever numbers their objects have. Throws {@link Malformed}.
 */
export function pageDigests(view: View, pages: readonly Page[], allowance: Budget): string[] {
  const numbers = new Map(pages.map(({ object }, index) => [object, index]));
  return pages.map(({ entries }) => {
    const hash = createHash('sha256');
    const met = new Map<number, number>();
    const add = (value: PdfValue | undefined): void => addValue(hash, value, { view, numbers, met, allowance }, 0);
    hash.update(pageContent(view, entries, allowance));
    for (const key of seen) {
      hash.update(`\n${key} `);
      add(entries.get(key));
    }
    for (const item of entry(view, entries, 'Annots', 'array')?.items ?? []) {
      const annotation = entriesOf(resolve(view, item));
      if (annotation && entry(view, annotation, 'Subtype', 'name')?.value !== 'Widget')
        add({ kind: 'dictionary', entries: annotation, start: 0, end: 0 });
    }
    return hash.digest('hex');
  });
}

interface Walk {
  view: View;
  /** Page objects by number, so that a link to a page does not bring that page along. */
  numbers: ReadonlyMap<number, number>;
  /** Objects met, numbered in the order they are met. */
  met: Map<number, number>;
  allowance: Budget;
}

function addValue(hash: Hash, value: PdfValue | undefined, walk: Walk, depth: number): void {
  if (depth > deepest)
    throw new Malformed(
      text('Sidans resurser är för djupt nästlade.', 'The resources of the page are nested too deeply.'),
      0,
    );
  if (!value || value.kind === 'null') {
    hash.update('null ');
    return;
  }
  switch (value.kind) {
    case 'reference':
      addReference(hash, value, walk, depth);
      return;
    case 'string':
      hash.update(`s${value.bytes.length} `);
      hash.update(value.bytes);
      return;
    case 'array':
      hash.update(`[${value.items.length} `);
      for (const item of value.items) addValue(hash, item, walk, depth + 1);
      return;
    case 'dictionary':
      addEntries(hash, value.entries, walk, depth);
      return;
    case 'stream': {
      addEntries(hash, value.entries, walk, depth);
      addStream(hash, value, walk);
      return;
    }
    default:
      hash.update(`${value.kind} ${JSON.stringify(value.value)} `);
  }
}

function addReference(hash: Hash, { number }: PdfKind<'reference'>, walk: Walk, depth: number): void {
  const page = walk.numbers.get(number);
  if (page !== undefined) {
    hash.update(`page ${page} `);
    return;
  }
  const before = walk.met.get(number);
  if (before !== undefined) {
    hash.update(`again ${before} `);
    return;
  }
  walk.met.set(number, walk.met.size);
  addValue(hash, walk.view.objects.get(number)?.value, walk, depth + 1);
}

function addEntries(hash: Hash, entries: PdfDictionary, walk: Walk, depth: number): void {
  const kept = [...entries]
    .filter(([key]) => !passedOver.has(key))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  hash.update(`<${kept.length} `);
  for (const [key, value] of kept) {
    hash.update(`${JSON.stringify(key)} `);
    addValue(hash, value, walk, depth + 1);
  }
}

/** The hash of what each stream holds, unpacked: pages share their fonts. */
const streamHashes = new WeakMap<PdfValue, string>();

function addStream(hash: Hash, stream: PdfKind<'stream'>, walk: Walk): void {
  const { allowance } = walk;
  let digest = streamHashes.get(stream);
  if (digest === undefined) {
    const filter = stream.entries.get('Filter');
    // Images are packed in other ways, and are compared as they are packed.
    const plain = filter === undefined || (filter.kind === 'name' && filter.value === 'FlateDecode');
    const data = plain ? decodeStream(stream, allowance) : stream.data;
    digest = `${plain ? 'unpacked' : 'packed'} ${data.length} ${createHash('sha256').update(data).digest('hex')}`;
    streamHashes.set(stream, digest);
  }
  hash.update(`stream ${digest} `);
  // How something is packed counts only where it is not unpacked.
  if (digest.startsWith('packed')) {
    for (const key of ['Filter', 'DecodeParms']) addValue(hash, stream.entries.get(key), walk, 1);
  }
}
