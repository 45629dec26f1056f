import { decode } from '../parse/decode.js';
import { parseDocument } from '../parse/parse-document.js';

/** How bytes become a text, and a text a document. A program that goes on for long gives one that remembers what it has read. */
export interface Reader {
  decode: typeof decode;
  parse: typeof parseDocument;
}

/** Reads everything anew. */
export const plainReader: Reader = { decode, parse: parseDocument };
