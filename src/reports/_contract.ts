import type { ComposedDocument } from '../model/document.js';
import type { ReportTemplate } from '../model/report-template.js';

/** The words of a printed report, every one of them there. */
export type ReportWords = Required<NonNullable<ReportTemplate['words']>>;

/** One printed report per file; the file's stem is its id. Pure: same input, same document. */
export interface Report<Input> {
  /** Id of the template with its words, in `documents/`. */
  template: string;
  /** The report as blocks without a format. */
  compose(input: Input, words: ReportWords): ComposedDocument;
}
