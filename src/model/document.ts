import type { Publication } from './publication.js';

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
  /** With an id where a link leads to it. */
  | { type: 'paragraph'; id?: string; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Block[][] }
  | { type: 'quote'; blocks: Block[] }
  /**
   * `comparison` has before and after beside each other, in columns of one width. `bars` has a share from 0 to 1 for each row, which is also
   * drawn; the cells say it in figures.
   */
  | { type: 'table'; role?: 'comparison'; caption?: string; header: Inline[][]; rows: Inline[][][]; bars?: number[] }
  /** Pairs of term and value, such as the facts box of a decision; `role` tells the one that binds the document to a text, that of a copy, and what became of a comment. */
  | { type: 'facts'; role?: 'binding' | 'copy' | 'outcome'; facts: { term: string; value: Inline[] }[] }
  /** The clauses of a decision: numbered sentences, or att-clauses (each begins with its own “att”) under one lead. */
  | { type: 'clauses'; style: 'sentence' | 'att'; lead?: Inline[]; clauses: Inline[][] }
  /** Where those named sign: a text block each, and a signature field named `field`. */
  | { type: 'signatures'; signers: { field: string; name: string; role: string }[] };

/** A file that a document carries with it. */
export interface Attachment {
  name: string;
  /** IANA media type. */
  mediaType: string;
  description: string;
  bytes: Uint8Array;
}

/** What a document was composed from and with, so that it can be composed again and compared. */
export interface Origin {
  /** The version of the program that composed it. */
  fardplan: string;
  template: { id: string; sha256: string };
  decision: {
    /** Path from the top of its repository, with `/`; absent outside git. */
    path?: string;
    /** SHA-256 of its source, hex. */
    sha256: string;
    /** Why the commit of the binding does not hold this very text of it. */
    draft?: 'uncommitted' | 'no-git';
  };
}

/** Proof of what changed since an earlier revision: the receipt, and that revision's text. */
export interface ReceiptFiles {
  /** SHA-256 of the receipt, hex. */
  sha256: string;
  /** Version of the earlier revision. */
  before: string;
  receipt: Attachment;
  earlier: Attachment;
}

/** Which original a copy for publication was made from. */
export interface CopyReference {
  /** SHA-256 of the original file, hex. */
  sha256: string;
  /** The part of it that is signed: number of the last signed revision from 1, its length in bytes, and the SHA-256 of those bytes. */
  signed?: { revision: number; length: number; sha256: string; at?: string };
  /** Who keeps the original. */
  keeper: string;
  /** How many of each kind of personal data were removed. */
  removed: Record<string, number>;
  /** By what settings, with every default filled in. */
  settings: Publication;
}

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

/** A composed document: everything a format needs, nothing about how it looks. */
export interface ComposedDocument {
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
  /** There when the document has a list of contents: the lowest level of heading in it. */
  contents?: 2 | 3 | 4;
  /**
   * The body in reading order, with headings from level 2 and no level skipped. Formats print `kindLabel`, `title` as the only heading of
   * level 1, `date`, `reference` and `recipient` before it, so none of these stands in a block.
   */
  blocks: Block[];
  /** Which text the document is bound to; absent when it is about no roadmap, such as a report on signing. */
  roadmap?: Binding;
  /** The document's source, to be attached as it was read: the roadmap, where it is bound to one. */
  attachment: Attachment;
  /** The decision's own text, to be attached as it was read. */
  supplement?: Attachment;
  /** There when the document tells what changed since an earlier revision. */
  proof?: ReceiptFiles;
  origin?: Origin;
  /** There when the document is a copy for publication. */
  copy?: CopyReference;
}

/** A composed decision: always bound to a roadmap, or said not to be. */
export interface DecisionDocument extends ComposedDocument {
  roadmap: Binding;
}

/** A document as it is written to `document.json` and shown to layouts: whole, but for the bytes of what is attached. */
export type StoredDocument = Omit<ComposedDocument, 'attachment' | 'supplement' | 'proof'> & {
  attachment: Omit<Attachment, 'bytes'>;
  supplement?: Omit<Attachment, 'bytes'>;
  proof?: Omit<ReceiptFiles, 'receipt' | 'earlier'> & Record<'receipt' | 'earlier', Omit<Attachment, 'bytes'>>;
};

const withoutBytes = ({ name, mediaType, description }: Attachment): Omit<Attachment, 'bytes'> => ({
  name,
  mediaType,
  description,
});

/** The document without the bytes of its attachments. */
export const storedDocument = ({ supplement, proof, ...document }: ComposedDocument): StoredDocument => ({
  ...document,
  attachment: withoutBytes(document.attachment),
  ...(supplement ? { supplement: withoutBytes(supplement) } : {}),
  ...(proof ? { proof: { ...proof, receipt: withoutBytes(proof.receipt), earlier: withoutBytes(proof.earlier) } } : {}),
});
