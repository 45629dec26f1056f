import { fingerprint } from '../core/fingerprint.js';
import { oneLine } from '../core/text.js';
import { Disposition, type Dispositions } from '../model/consultation.js';
import { wordFor } from '../model/field.js';

/** What an official may say of a comment, as a row of a spreadsheet says it: words on one line, '' for nothing. */
export interface DispositionRow {
  theme: string;
  outcome: string;
  reason: string;
  /** Ids with commas between. */
  items: string;
  summary: string;
}

/** The columns of {@link DispositionRow} in the order of the sheet. */
export const rowFields = ['theme', 'outcome', 'reason', 'items', 'summary'] as const;

/** A comment that nobody has dealt with. */
export const emptyRow: DispositionRow = { theme: '', outcome: '', reason: '', items: '', summary: '' };

/** The row of one disposition; every comment in it has the same. */
export const rowOf = (disposition: Dispositions['dispositions'][number]): DispositionRow => ({
  theme: oneLine(disposition.theme ?? ''),
  outcome: wordFor(Disposition.def.getter().shape.outcome, disposition.outcome),
  reason: oneLine(disposition.reason),
  items: (disposition.items ?? []).join(', '),
  summary: oneLine(disposition.summary ?? ''),
});

/** The rows of all comments that have been dealt with, by `response-id#comment-id`. */
export function rowsOf(dispositions: Dispositions | undefined): Map<string, DispositionRow> {
  const rows = new Map<string, DispositionRow>();
  for (const disposition of dispositions?.dispositions ?? []) {
    for (const ref of disposition.comments) if (!rows.has(ref)) rows.set(ref, rowOf(disposition));
  }
  return rows;
}

/** Tells two rows apart: remembered in the sheet, to see afterwards which side has changed a row. */
export const rowPrint = (row: DispositionRow): string => fingerprint(rowFields.map((name) => row[name]).join('\u0000'));
