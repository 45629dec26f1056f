/** Running text with marks; the smallest unit a format must know. */
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'emphasis' | 'insert' | 'delete'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; url: string; children: Inline[] }
  | { type: 'break' };

/** A format-free block of a composed document. */
export type Block =
  | { type: 'heading'; level: 1 | 2 | 3 | 4; id: string; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Block[][] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'table'; caption?: string; header: Inline[][]; rows: Inline[][][] }
  /** Pairs of term and value, such as the facts box of a decision; `role` tells the one that binds the document to a text. */
  | { type: 'facts'; role?: 'binding'; facts: { term: string; value: Inline[] }[] }
  /** The clauses of a decision: numbered sentences, or att-clauses (each begins with its own “att”) under one lead. */
  | { type: 'clauses'; style: 'sentence' | 'att'; lead?: Inline[]; clauses: Inline[][] }
  /** Where those named sign: a text block each, and a signature field named `field`. */
  | { type: 'signatures'; signers: { field: string; name: string; role: string }[] };

/** Which exact text of a roadmap a document is bound to. */
export interface Binding {
  id: string;
  title: string;
  version: string;
  /** Full git commit id; absent outside git. */
  commit?: string;
  /** SHA-256 of the file's bytes, hex. */
  sha256: string;
  /** Why the document may only be a draft: uncommitted changes, or no git. Absent when the text is bound. */
  draft?: 'uncommitted' | 'no-git';
  /** Name of the file as attached. */
  fileName: string;
}

/** A composed decision document: everything a format needs, nothing about how it looks. */
export interface DecisionDocument {
  /** BCP 47. */
  language: 'sv-SE';
  title: string;
  /** Kind of document, as printed above the title: “Ordförandebeslut”. */
  kindLabel: string;
  organisation: string;
  unit?: string;
  address: string[];
  reference?: string;
  /** `YYYY-MM-DD`, or absent for an undated proposal. */
  date?: string;
  /** Subject for the metadata. */
  subject: string;
  /** Person or role named as author in the metadata. */
  author: string;
  recipient?: string;
  layout: string;
  /**
   * The body in reading order, with headings from level 2 and no level skipped. Formats print `kindLabel`, `title` as the only heading of
   * level 1, `date`, `reference` and `recipient` before it, so none of these stands in a block.
   */
  blocks: Block[];
  roadmap: Binding;
  /** The roadmap source, to be attached as it was read. */
  attachment: { name: string; mediaType: string; description: string; bytes: Uint8Array };
}
