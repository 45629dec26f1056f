import { text } from '../core/text.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entriesOf, resolve, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import type { Answer } from './answer.js';
import { failed, note, unsettled } from './answer.js';
import type { FileFacts } from './facts.js';
import { hasHiddenSignature } from './find-values.js';
import { formFields, shownField } from './form-fields.js';
import { declaredSigner } from './signing-certificate.js';

const noSignature = text('Filen är inte undertecknad.', 'The file is not signed.');

const hiddenSignature = text(
  'Filen innehåller en signatur som inget underskriftsfält leder till.',
  'The file holds a signature that no signature field leads to.',
);

const otherForm = text(
  'Filen har ett XFA-formulär: vissa program visar det i stället för de sidor som undertecknades.',
  'The file holds an XFA form: some programs show that instead of the pages that were signed.',
);

/** ISO 32000-1, 12.7.8; PDF/A forbids it. */
const hasXfa = (view: View): boolean => entriesOf(resolve(view, catalogOf(view)?.get('AcroForm')))?.has('XFA') === true;

/** Who was to sign and has not: nothing is wrong with the file, but it may not be finished. */
function unsignedFields(view: View): Answer[] {
  const open = formFields(view).filter(({ type, value }) => type === 'Sig' && value === undefined);
  return open.map((field) => {
    const who = declaredSigner(field.label) ?? shownField(field);
    return note(text(`Anmärkning: ${who} har inte undertecknat.`, `Note: ${who} has not signed.`));
  });
}

/** What concerns the file as a whole: is it signed at all, does it show what was signed, has everybody signed? */
export function judgeFile(structure: PdfStructure, { signatures }: FileFacts): Answer[] {
  const last = structure.revisions.at(-1);
  const answers: Answer[] = [];
  if (signatures.length === 0) {
    answers.push(...structure.problems.map(({ what }) => failed('FORMAT_FAILURE', what)));
    if (hasHiddenSignature(structure)) answers.push(failed('FORMAT_FAILURE', hiddenSignature));
    else if (last) answers.push(unsettled('SIGNED_DATA_NOT_FOUND', noSignature));
  }
  if (!last) return answers;
  const view = viewAt(structure, last.index);
  if (hasXfa(view)) answers.push(unsettled('FORMAT_FAILURE', otherForm));
  return signatures.length > 0 ? [...answers, ...unsignedFields(view)] : answers;
}
