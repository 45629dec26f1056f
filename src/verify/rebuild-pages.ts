import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { associatedFiles } from '../pdf/associated-files.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import { pageDigests } from '../pdf/page-digest.js';
import { pageText, type PageText } from '../pdf/page-text.js';
import { pagesOf } from '../pdf/page-tree.js';
import { readStoredFile } from '../pdf/read-stored-file.js';
import { readRevisions } from '../pdf/revisions.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entry, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import type { StoredFile } from '../pdf/stored-file.js';
import { storedBinding, type StoredBinding } from '../pdf/xmp.js';
import { formFields } from './form-fields.js';

/** The pages of a file as its signers had them, and what is attached that tells where they come from. */
export interface ReadPages {
  /** Whether there is a signature; the pages are those of the first revision that holds one, else of the last revision. */
  signed: boolean;
  /** SHA-256 in hex of everything that is seen of each page. */
  digests: string[];
  texts: PageText[];
  binding: StoredBinding | undefined;
  stored: StoredFile | undefined;
  /** Attached files by name. */
  attached: Map<string, Uint8Array>;
}

/** The first revision that holds a signature. */
function signedView(structure: PdfStructure): View | undefined {
  for (const { index } of structure.revisions) {
    const view = viewAt(structure, index);
    if (formFields(view).some(({ type, value }) => type === 'Sig' && value !== undefined)) return view;
  }
  return undefined;
}

/** Reads a file for comparison; a `Text` says why it cannot be. Throws `Malformed` when a part of it cannot be read. */
export function readPages(bytes: Uint8Array): ReadPages | Text {
  const structure = readRevisions(bytes);
  const last = structure.revisions.at(-1);
  if (!last) return structure.problems[0]?.what ?? text('Filen kan inte läsas.', 'The file cannot be read.');
  const found = signedView(structure);
  const view = found ?? viewAt(structure, last.index);
  const pages = pagesOf(view);
  const metadata = entry(view, catalogOf(view), 'Metadata', 'stream');
  const binding = metadata && storedBinding(new TextDecoder().decode(decodeStream(metadata, structure.allowance)));
  const attached = new Map(associatedFiles(structure, view).map(({ name, bytes: content }) => [name, content]));
  const document = binding?.document === undefined ? undefined : attached.get(binding.document);
  return {
    signed: found !== undefined,
    digests: pageDigests(view, pages, structure.allowance),
    texts: pages.map((page) => readable(() => pageText(view, page, structure.allowance))),
    binding,
    stored: document && readStoredFile(document),
    attached,
  };
}

/** Text that cannot be taken out of a page is not there to be compared; the digest tells all the same. */
function readable(read: () => PageText): PageText {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return { body: '', margin: '', unknown: 1 };
    throw error;
  }
}
