import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { ChangesVerdict } from '../model/verdict.js';
import { type AssociatedFile, associatedFiles } from '../pdf/associated-files.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entry, type View } from '../pdf/revisions-view.js';
import { storedBinding, type StoredBinding } from '../pdf/xmp.js';
import { receiptName } from '../receipt/receipt-name.js';
import { type Answer, note, unsettled } from './answer.js';
import type { Lookup } from './roadmap.js';

/** What is known of the program that verifies, to tell a receipt that is wrong from one that another version made. */
export interface OwnProgram {
  /** The version of this program. */
  version: string;
  /** SHA-256 (hex) of the complete document template of this id, as it stands at hand; `undefined` when there is none. */
  template?: ((id: string) => Promise<string | undefined>) | undefined;
  /** SHA-256 (hex) of the files of the built-in layout, by name: how it marks what came and went is known. */
  layout?: (() => Promise<Readonly<Record<string, string>>>) | undefined;
}

/** What a file says of its changes, taken out of it. */
export interface ChangesInput {
  structure: PdfStructure;
  view: View;
  binding: StoredBinding;
  files: readonly AssociatedFile[];
  program: OwnProgram | undefined;
  lookup: Lookup | undefined;
}

/** What the document says has changed, and how that came out. */
export interface ChangesAnswer {
  changes: ChangesVerdict | null;
  answers: Answer[];
}

const withoutReceipt = text(
  'Anmärkning: avsnittet om förändringar har inget kvitto, så det kan inte räknas fram på nytt ur de två versionerna.',
  'Note: the section on changes has no receipt, so it cannot be worked out again from the two revisions.',
);

/**
 * Is the section on changes what the two revisions say? Nothing is asked of a file without a receipt, or of a copy for publication, whose
 * original has it. What compares revisions is loaded only when there is something to compare.
 */
export async function judgeChanges(
  structure: PdfStructure,
  view: View,
  { program, lookup }: Partial<Pick<ChangesInput, 'program' | 'lookup'>>,
): Promise<ChangesAnswer> {
  try {
    const metadata = entry(view, catalogOf(view), 'Metadata', 'stream');
    const binding = metadata && storedBinding(new TextDecoder().decode(decodeStream(metadata, structure.allowance)));
    if (!binding || binding.original) return { changes: null, answers: [] };
    const files = associatedFiles(structure, view);
    const document = new TextDecoder().decode(files.find(({ name }) => name === binding.document)?.bytes);
    // Whoever takes a receipt away must take every word of it away.
    const spoken = binding.receipt !== undefined || /"proof":\{|kvitto\.json/.test(document);
    if (!spoken && !files.some(({ name }) => name === receiptName)) {
      const told = document.includes('"id":"forandring-');
      return { changes: null, answers: told ? [note(withoutReceipt)] : [] };
    }
    const { judgeReceipt } = await import('./judge-receipt.js');
    return await judgeReceipt({ structure, view, binding, files, program, lookup });
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { changes: null, answers: [unsettled('SIG_CONSTRAINTS_FAILURE', error.text)] };
  }
}
