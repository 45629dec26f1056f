/** A heading of the roadmap as an answer form has it, in document order. */
export interface FormHeading {
  /** Id of the item. */
  id: string;
  title: string;
  number?: string;
  /** 1 for the outermost. */
  depth: number;
}

/** What an answer form (svarsformulär) says and asks, whatever it is written as. */
export interface AnswerForm {
  round: { id: string; title: string; due: string };
  /** The last day as it is written in a sentence: “31 december 2021”. */
  dueWords: string;
  roadmap: { id: string; title: string; version: string; sha256: string; commit?: string };
  party: { id: string; name: string };
  /** Who sends it out. */
  sender: string;
  /** Where the answer is to be sent, when that is known. */
  replyTo?: string;
  headings: FormHeading[];
}
