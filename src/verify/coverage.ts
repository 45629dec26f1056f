import { text } from '../core/text.js';
import type { PdfStructure } from '../pdf/revisions.js';
import type { Answer } from './answer.js';
import { failed, unsettled } from './answer.js';
import type { SignatureFacts } from './signature-facts.js';

/** Does the signature cover its whole revision, and does every byte of the file belong to a well-formed revision? */
export function judgeCoverage(facts: SignatureFacts, structure: PdfStructure): Answer[] {
  const { range } = facts;
  if (!range.ok) return [failed('FORMAT_FAILURE', range.what)];
  const answers = structure.problems.map(({ start, what }) =>
    start >= range.end ? failed('FORMAT_FAILURE', what) : unsettled('SIG_CONSTRAINTS_FAILURE', what),
  );
  const last = structure.revisions.at(-1);
  const isLast = last !== undefined && facts.revision === last.index;
  // White space between two revisions belongs to the later one; after the last one there is nothing it could belong to.
  if (isLast && range.end < last.end) {
    answers.push(failed('FORMAT_FAILURE', appended(range.end, structure.bytes.length)));
  }
  return answers;
}

/** Names bytes that stand after the end of the signed file. */
export const appended = (from: number, end: number): Answer['reason'] =>
  text(
    `${end - from} byte har lagts till efter byte ${from}, där den undertecknade filen slutar.`,
    `${end - from} bytes were appended after byte ${from}, where the signed file ends.`,
  );
