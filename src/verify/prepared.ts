import type { PdfStructure } from '../pdf/revisions.js';
import { viewAt } from '../pdf/revisions-view.js';
import { formFields } from './form-fields.js';
import { actions, automaticActions, externalContent, scripts } from './prepared-actions.js';
import { preparedContext, type PreparedFinding, type PreparedQuestion } from './prepared-context.js';
import { fonts } from './prepared-fonts.js';
import { earlierContent, missingObjects, sharedObjects, unusedObjects } from './prepared-objects.js';
import { hiddenText, pageSizes } from './prepared-pages.js';
import { annotations, appearances, layers, otherFields, otherForms, otherImages } from './prepared-views.js';

export type { PreparedFinding } from './prepared-context.js';

/** Every question, in the order its answers are told. */
const questions: readonly PreparedQuestion[] = [
  pageSizes,
  scripts,
  actions,
  automaticActions,
  externalContent,
  otherForms,
  layers,
  otherImages,
  annotations,
  otherFields,
  appearances,
  fonts,
  hiddenText,
  earlierContent,
  unusedObjects,
  missingObjects,
  sharedObjects,
];

/** Index of the last revision before the first signature; of the newest one in a file that nobody has signed. */
function contentRevision(structure: PdfStructure): number {
  const signed = structure.revisions.findIndex(({ index }) =>
    formFields(viewAt(structure, index)).some(({ type, value }) => type === 'Sig' && value !== undefined),
  );
  return signed < 0 ? structure.revisions.length - 1 : Math.max(0, signed - 1);
}

/**
 * Everything in a file that a signature should not be put under, since it lets the file show something else to others or later: hidden and
 * covered text, scripts, layers, content from outside, objects kept ready for a later revision. Empty for a plain document.
 */
export function preparedFindings(structure: PdfStructure): PreparedFinding[] {
  if (structure.revisions.length === 0) return [];
  const context = preparedContext(structure, contentRevision(structure));
  const found = questions.flatMap((question) => question(context));
  const unique = new Map(found.map((finding) => [`${finding.kind} ${finding.place.en} ${finding.what.en}`, finding]));
  return [...unique.values()];
}
