import { Failure } from '../core/failure.js';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Case } from '../model/case.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import { readRevisions, type PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entriesOf, entry, resolve, viewAt, type View } from '../pdf/revisions-view.js';
import { storedBinding } from '../pdf/xmp.js';
import { formFields, shownField, textEntry } from '../verify/form-fields.js';
import { declaredSigner } from '../verify/signing-certificate.js';

/** A signature field, and whom its label names. */
export interface CaseField {
  name: string;
  signed: boolean;
  /** From the label “Underskrift: Name, Role”. */
  declared: { name: string; role: string } | undefined;
}

/** What a case asks of a PDF. */
export interface PdfFacts {
  structure: PdfStructure;
  view: View;
  title: string | undefined;
  fields: CaseField[];
  /** A signature says what may be changed after it (ISO 32000-1, 12.8.2.2). */
  certified: boolean;
  roadmap: Case['roadmap'];
  /** Bound to a text that was not saved in git. */
  draft: boolean;
  /** Offset where the last revision before the first signature ends. */
  contentEnd: number;
}

/** Whether any signature of the file certifies it, whatever it allows. */
function isCertified(view: View): boolean {
  if (entry(view, entry(view, catalogOf(view), 'Perms', 'dictionary')?.entries, 'DocMDP', 'dictionary')) return true;
  return [...view.objects.values()].some(({ value }) =>
    (entry(view, entriesOf(value), 'Reference', 'array')?.items ?? []).some(
      (item) => entry(view, entriesOf(resolve(view, item)), 'TransformMethod', 'name')?.value === 'DocMDP',
    ),
  );
}

function bindingOf(structure: PdfStructure, view: View): ReturnType<typeof storedBinding> {
  const metadata = entry(view, catalogOf(view), 'Metadata', 'stream');
  if (!metadata) return undefined;
  try {
    return storedBinding(new TextDecoder().decode(decodeStream(metadata, structure.allowance)));
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function declared(label: string | null): CaseField['declared'] {
  const [, name, role] = /^(.+?),\s*(\S.*)$/u.exec(declaredSigner(label) ?? '') ?? [];
  return name !== undefined && role !== undefined ? { name, role } : undefined;
}

/** Reads what a case asks of a PDF; refuses one that the strict reader does not understand to the last byte. */
export function pdfFacts(bytes: Uint8Array, file: string): PdfFacts {
  const structure = readRevisions(bytes);
  const last = structure.revisions.at(-1);
  const [problem] = structure.problems;
  if (!last || problem)
    throw new Failure(
      text(
        `${file} kan inte undertecknas: ${problem?.what.sv ?? ''}`,
        `${file} cannot be signed: ${problem?.what.en ?? ''}`,
      ),
      text('Framställ dokumentet på nytt.', 'Make the document anew.'),
    );
  const view = viewAt(structure, last.index);
  const fields = formFields(view).filter(({ type }) => type === 'Sig');
  const firstSigned = structure.revisions.findIndex(({ index }) =>
    formFields(viewAt(structure, index)).some(({ type, value }) => type === 'Sig' && value !== undefined),
  );
  const content = structure.revisions[firstSigned < 0 ? last.index : Math.max(0, firstSigned - 1)] ?? last;
  const stored = bindingOf(structure, view);
  return {
    structure,
    view,
    title: textEntry(view, entriesOf(resolve(view, view.trailer.get('Info'))), 'Title') ?? undefined,
    fields: fields.map((field) => ({
      name: shownField(field),
      signed: field.value !== undefined,
      declared: declared(field.label),
    })),
    certified: isCertified(view),
    roadmap: stored && {
      id: stored.id,
      version: stored.version,
      ...(stored.commit === undefined ? {} : { commit: stored.commit }),
      sha256: stored.sha256,
    },
    draft: stored?.draft !== undefined,
    contentEnd: content.end,
  };
}
