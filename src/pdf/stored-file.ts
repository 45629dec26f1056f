import { canonicalJson } from '../core/canonical-json.js';
import { type Attachment, type ComposedDocument, storedDocument, type StoredDocument } from '../model/document.js';
import type { LayoutFacts } from './typeset.js';

/** Under which name a composed document is attached to what it was set as. */
export const storedFileName = 'document.json';

/** The attached file: the composed document, and what it was typeset with. */
export interface StoredFile {
  fardplan: 'document/v1';
  made: { typst: string; layout: LayoutFacts };
  document: StoredDocument;
}

/** The composed document as a file to attach: the same bytes for the same document (RFC 8785). */
export function storedFile(document: ComposedDocument, made: StoredFile['made']): Attachment {
  const file: StoredFile = { fardplan: 'document/v1', made, document: storedDocument(document) };
  return {
    name: storedFileName,
    mediaType: 'application/json',
    description: 'Handlingen som data, och vad den är satt med: det som behövs för att sätta den igen och jämföra',
    bytes: new TextEncoder().encode(canonicalJson(file)),
  };
}
