import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { budget } from './object-reader-filters.js';
import type { Budget } from './object-reader-filters.js';
import type { PdfDictionary, PdfValue } from './object-reader.js';
import { displacement, readChain } from './revisions-chain.js';
import type { Link } from './revisions-chain.js';
import { placeObjects } from './revisions-objects.js';

/** A numbered object as one revision defines it. */
export interface PdfObject {
  number: number;
  generation: number;
  /** Index of the revision that defines it, from 0. */
  revision: number;
  value: PdfValue;
  /** Its bytes in the file; those of its object stream when it is packed in one. */
  start: number;
  end: number;
  /** Number of the object stream it is packed in; the spans inside `value` are then not offsets in the file. */
  container: number | null;
}

/** One saved state of the file: the bytes from the end of the one before to its own `%%EOF`. */
export interface Revision {
  index: number;
  start: number;
  /** Offset after `%%EOF`. */
  mark: number;
  /** Offset after the line end that may follow `%%EOF`. */
  end: number;
  trailer: PdfDictionary;
  /** Objects this revision defines anew. */
  objects: Map<number, PdfObject>;
  /** Objects this revision deletes. */
  freed: Set<number>;
  /** Numbers that are only containers: its cross-reference stream and object streams. */
  containers: Set<number>;
}

/** Bytes that no well-formed revision explains, or a place where the structure contradicts itself. */
export interface StructureProblem {
  start: number;
  end: number;
  what: Text;
}

/** A file read revision by revision, strictly. */
export interface PdfStructure {
  bytes: Uint8Array;
  /** Oldest first; empty when the file cannot be read at all. */
  revisions: Revision[];
  problems: StructureProblem[];
  /** Shared by everything that is unfolded out of this file. */
  allowance: Budget;
}

const header = /^%PDF-(1\.[0-7]|2\.0)[\r\n]/;
const mostAttempts = 40;

/** Places of `%%EOF`, the last first; most files need only that one, and looking further takes time. */
function* marksFromTheEnd(bytes: Uint8Array): Generator<number> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = buffer.lastIndexOf('%%EOF');
  for (let attempts = 0; at >= 0 && attempts < mostAttempts; attempts += 1) {
    yield at;
    if (at === 0) return;
    at = buffer.lastIndexOf('%%EOF', at - 1);
  }
}

const whole = (bytes: Uint8Array, what: Text): StructureProblem => ({ start: 0, end: bytes.length, what });

function trailing(bytes: Uint8Array, from: number, cause: Text | undefined): StructureProblem {
  const length = bytes.length - from;
  return {
    start: from,
    end: bytes.length,
    what: text(
      `${length} byte efter byte ${from} hör inte till någon giltig version av filen.${cause ? ` ${cause.sv}` : ''}`,
      `${length} bytes after byte ${from} belong to no valid revision of the file.${cause ? ` ${cause.en}` : ''}`,
    ),
  };
}

function latin(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}

function unreadable(bytes: Uint8Array, cause: Text | undefined): Text {
  if (/\/Linearized\b/.test(latin(bytes, 1024))) {
    return text(
      'Filen är sparad för snabb webbvisning (lineariserad) men är inte hel. Be om filen på nytt.',
      'The file is saved for fast web view (linearised) but is not whole. Ask for the file again.',
    );
  }
  return (
    cause ??
    text(
      'Filen saknar slutmärket %%EOF: den är avkortad eller skadad.',
      'The file lacks its end mark %%EOF: it is truncated or damaged.',
    )
  );
}

/** Finds the longest prefix that is a chain of revisions; what follows it is named. */
function chainOf(bytes: Uint8Array, allowance: Budget): { links: Link[]; problems: StructureProblem[] } {
  let cause: Text | undefined;
  for (const eof of marksFromTheEnd(bytes)) {
    try {
      const links = readChain(bytes, eof, allowance);
      const end = links.at(-1)?.end ?? 0;
      return { links, problems: end < bytes.length ? [trailing(bytes, end, cause)] : [] };
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      cause ??= displacement(bytes, eof) ?? error.text;
    }
  }
  return { links: [], problems: [whole(bytes, unreadable(bytes, cause))] };
}

/**
 * Reads the structure of a PDF so strictly that every byte belongs to a revision: header, cross-reference chain, each object at the place its
 * table says, nothing between (ISO 32000-1, 7.5). What does not fit is in `problems`; nothing is thrown for any input.
 */
export function readRevisions(bytes: Uint8Array): PdfStructure {
  const allowance = budget();
  const refuse = (what: Text): PdfStructure => ({ bytes, revisions: [], problems: [whole(bytes, what)], allowance });
  if (bytes.length === 0) return refuse(text('Filen är tom.', 'The file is empty.'));
  if (!header.test(latin(bytes, 9))) {
    return refuse(
      text(
        'Filen är inte en PDF: den börjar inte med %PDF-1.x.',
        'The file is not a PDF: it does not start with %PDF-1.x.',
      ),
    );
  }
  const { links, problems } = chainOf(bytes, allowance);
  const encrypted = links.some((link) => link.section.trailer.has('Encrypt'));
  if (encrypted) {
    return refuse(
      text(
        'Filen är krypterad. Öppna den och spara den utan lösenord, eller be om en okrypterad fil.',
        'The file is encrypted. Ask for a file without a password.',
      ),
    );
  }
  const structure: PdfStructure = { bytes, revisions: [], problems, allowance };
  let start = 0;
  for (const link of links) {
    placeObjects(structure, link, start);
    start = link.end;
  }
  structure.problems.sort((one, other) => one.start - other.start);
  return structure;
}
