import { decodeStream } from './object-reader-filters.js';
import { textString } from './object-reader-text.js';
import type { PdfDictionary } from './object-reader.js';
import type { PdfStructure } from './revisions.js';
import { catalogOf, entriesOf, entry, resolve, type View } from './revisions-view.js';

/** A file that the document says belongs to it (ISO 32000-2, 14.13), unpacked. */
export interface AssociatedFile {
  name: string;
  /** AFRelationship: `Source`, `Data`, `Supplement` … */
  relationship: string;
  description: string;
  bytes: Uint8Array;
}

const textOf = (view: View, entries: PdfDictionary, key: string): string | undefined => {
  const value = entry(view, entries, key, 'string');
  return value && textString(value.bytes);
};

/** The associated files of the document as of `view`, in its order. Throws `Malformed` when one cannot be unpacked. */
export function associatedFiles(structure: PdfStructure, view: View): AssociatedFile[] {
  return (entry(view, catalogOf(view), 'AF', 'array')?.items ?? []).flatMap((item) => {
    const entries = entriesOf(resolve(view, item));
    const files = entries && entry(view, entries, 'EF', 'dictionary')?.entries;
    const stream = entry(view, files, 'UF', 'stream') ?? entry(view, files, 'F', 'stream');
    if (!entries || !stream) return [];
    return [
      {
        name: textOf(view, entries, 'UF') ?? textOf(view, entries, 'F') ?? '',
        relationship: entry(view, entries, 'AFRelationship', 'name')?.value ?? '',
        description: textOf(view, entries, 'Desc') ?? '',
        bytes: decodeStream(stream, structure.allowance),
      },
    ];
  });
}
