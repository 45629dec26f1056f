import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Budget } from './object-reader-filters.js';
import { isSpace, readInteger, readKeyword } from './object-reader.js';
import type { Cursor } from './object-reader.js';
import { readSection } from './revisions-section.js';
import type { Section } from './revisions-section.js';

/** A cross-reference section with the closing `startxref … %%EOF` that ends its revision. */
export interface Link {
  section: Section;
  /** Offset after `%%EOF`. */
  mark: number;
  /** Offset after the line end that may follow `%%EOF`. */
  end: number;
}

const mostRevisions = 500;

function skipBlank(cursor: Cursor): void {
  while (cursor.at < cursor.end && isSpace(cursor.bytes[cursor.at])) cursor.at += 1;
}

function afterLineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 13) return bytes[at + 1] === 10 ? at + 2 : at + 1;
  return bytes[at] === 10 ? at + 1 : at;
}

/** Reads `startxref N %%EOF` right after a section (ISO 32000-1, 7.5.5): nothing but white space may stand between. */
function closing(bytes: Uint8Array, from: number): { points: number; mark: number; end: number } {
  const cursor: Cursor = { bytes, at: from, end: bytes.length };
  skipBlank(cursor);
  readKeyword(cursor, 'startxref');
  skipBlank(cursor);
  const points = readInteger(cursor);
  skipBlank(cursor);
  for (const sign of '%%EOF') {
    if (bytes[cursor.at] !== sign.charCodeAt(0)) {
      throw new Malformed(
        text(`Väntade %%EOF vid byte ${cursor.at}.`, `Expected %%EOF at byte ${cursor.at}.`),
        cursor.at,
      );
    }
    cursor.at += 1;
  }
  return { points, mark: cursor.at, end: afterLineEnd(bytes, cursor.at) };
}

/** Where the `startxref` that belongs to the `%%EOF` at `eof` says that the last section is. */
function lastSection(bytes: Uint8Array, eof: number): number {
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, eof - 64), eof));
  const match = /startxref[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+$/.exec(tail);
  if (!match) {
    throw new Malformed(
      text(`Före %%EOF vid byte ${eof} saknas ”startxref”.`, `“startxref” is missing before the %%EOF at byte ${eof}.`),
      eof,
    );
  }
  return Number(match[1]);
}

/**
 * Follows the chain of sections from the `%%EOF` at `eof` back to the first, and gives them oldest first. Every section must be closed by its own
 * `startxref`, and /Prev must point backwards, so neither loops nor sections shared by two revisions are possible. Throws {@link Malformed}.
 */
export function readChain(bytes: Uint8Array, eof: number, allowance: Budget): Link[] {
  const links: Link[] = [];
  let offset = lastSection(bytes, eof);
  // The closing of the last revision ends at the mark; that of an earlier one, before the next section at the latest.
  let limit = eof + '%%EOF'.length;
  for (;;) {
    const section = readSection(bytes, offset, limit, allowance);
    const close = closing(bytes, section.end);
    if (close.points !== section.start || close.mark > limit || (links.length === 0 && close.mark !== limit)) {
      throw new Malformed(
        text(
          `”startxref” vid byte ${section.end} pekar inte på tabellen före (byte ${section.start}).`,
          `“startxref” at byte ${section.end} does not point to the table before it (byte ${section.start}).`,
        ),
        section.end,
      );
    }
    links.unshift({ section, mark: close.mark, end: close.end });
    const previous = section.trailer.get('Prev');
    if (!previous) return links;
    if (previous.kind !== 'number' || !previous.integer || previous.value >= section.start) {
      throw new Malformed(
        text(
          `Tabellen vid byte ${section.start} pekar inte bakåt på en äldre (/Prev).`,
          `The table at byte ${section.start} does not point back to an older one (/Prev).`,
        ),
        section.start,
      );
    }
    if (links.length >= mostRevisions) {
      throw new Malformed(text('Filen har för många versioner.', 'The file has too many revisions.'), section.start);
    }
    offset = previous.value;
    limit = section.start;
  }
}
