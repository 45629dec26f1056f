import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { Budget } from './object-reader-filters.js';
import { isSpace, readInteger, readKeyword, skipSpace } from './object-reader.js';
import type { Cursor } from './object-reader.js';
import { readSection } from './revisions-section.js';
import type { Section } from './revisions-section.js';

/** A cross-reference section with the closing `startxref … %%EOF` that ends its revision. */
export interface Link {
  section: Section;
  /** In a linearised file's first revision: the other section, which stands before the first page (ISO 32000-1, annex F.3.4). */
  front: { start: number; end: number; own: number | null } | null;
  /** Offset after `%%EOF`. */
  mark: number;
  /** Offset after the line end that may follow `%%EOF`. */
  end: number;
}

const mostRevisions = 200;

function skipBlank(cursor: Cursor): void {
  while (cursor.at < cursor.end && isSpace(cursor.bytes[cursor.at])) cursor.at += 1;
}

function afterLineEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 13) return bytes[at + 1] === 10 ? at + 2 : at + 1;
  return bytes[at] === 10 ? at + 1 : at;
}

/** Reads `startxref N %%EOF` right after a section (ISO 32000-1, 7.5.5): nothing but white space and a comment may stand between. */
function closing(bytes: Uint8Array, from: number): { points: number; mark: number; end: number } {
  const cursor: Cursor = { bytes, at: from, end: bytes.length };
  // Some producers sign their work with a comment here.
  skipSpace(cursor);
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

/** What the `startxref` that belongs to the `%%EOF` at `eof` says. */
function pointer(bytes: Uint8Array, eof: number): number | undefined {
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, eof - 64), eof));
  const match = /startxref[\0\t\n\f\r ]+(\d{1,10})[\0\t\n\f\r ]+$/.exec(tail);
  return match ? Number(match[1]) : undefined;
}

function lastSection(bytes: Uint8Array, eof: number): number {
  const offset = pointer(bytes, eof);
  if (offset !== undefined) return offset;
  throw new Malformed(
    text(`Före %%EOF vid byte ${eof} saknas ”startxref”.`, `“startxref” is missing before the %%EOF at byte ${eof}.`),
    eof,
  );
}

const isLinearised = (bytes: Uint8Array): boolean =>
  /\/Linearized\b/.test(String.fromCharCode(...bytes.subarray(0, 1024)));

/**
 * The first revision of a linearised file has two sections: the one at its beginning, whose own closing says 0, leads to one at its end, whose
 * closing leads back to it. Taken together they list every object once.
 */
function readLinearised(bytes: Uint8Array, front: Section, limit: number, allowance: Budget): Link | undefined {
  const main = front.trailer.get('Prev');
  if (main?.kind !== 'number' || main.value <= front.end || !isLinearised(bytes)) return undefined;
  const frontClose = closing(bytes, front.end);
  const section = readSection(bytes, main.value, limit, allowance);
  const close = closing(bytes, section.end);
  const doubled = [...section.entries.keys()].some((number) => number !== 0 && front.entries.has(number));
  if (frontClose.points !== 0 || close.points !== front.start || section.trailer.has('Prev') || doubled) {
    throw new Malformed(
      text(
        `Filens två tabeller vid byte ${front.start} och ${section.start} hör inte ihop.`,
        `The file's two tables at bytes ${front.start} and ${section.start} do not belong together.`,
      ),
      front.start,
    );
  }
  const entries = new Map([...section.entries, ...front.entries]);
  return {
    section: { ...section, entries, trailer: front.trailer },
    front: { start: front.start, end: frontClose.mark, own: front.own },
    mark: close.mark,
    end: close.end,
  };
}

function readLink(bytes: Uint8Array, offset: number, limit: number, allowance: Budget): Link {
  const section = readSection(bytes, offset, limit, allowance);
  const linearised = readLinearised(bytes, section, limit, allowance);
  if (linearised) return linearised;
  const { points, mark, end } = closing(bytes, section.end);
  if (points === section.start) return { section, front: null, mark, end };
  throw new Malformed(
    text(
      `”startxref” vid byte ${section.end} pekar inte på tabellen före (byte ${section.start}).`,
      `“startxref” at byte ${section.end} does not point to the table before it (byte ${section.start}).`,
    ),
    section.end,
  );
}

/** By how much the last table before the `%%EOF` at `eof` stands elsewhere than the file says: so many bytes were put in, or taken out, before it. */
export function displacement(bytes: Uint8Array, eof: number): Text | undefined {
  const offset = pointer(bytes, eof);
  if (offset === undefined) return undefined;
  const before = Buffer.from(bytes.buffer, bytes.byteOffset, eof);
  const at =
    Math.max(before.lastIndexOf('\nxref\n'), before.lastIndexOf('\rxref\r'), before.lastIndexOf('\nxref\r\n')) + 1;
  if (at === 0 || at === offset || offset >= eof) return undefined;
  // Where the file says, there is a table or a stream: then it is not displaced, whatever else is wrong with it.
  if (/^(?:xref\b|\d{1,10} \d{1,5} obj\b)/.test(before.toString('latin1', offset, offset + 24))) return undefined;
  const shift = Math.abs(at - offset);
  return at > offset
    ? text(
        `Filens tabell ligger ${shift} byte senare än filen säger: så mycket har skjutits in före byte ${at}.`,
        `The file's table stands ${shift} bytes later than the file says: so much was inserted before byte ${at}.`,
      )
    : text(
        `Filens tabell ligger ${shift} byte tidigare än filen säger: så mycket har tagits bort före byte ${at}.`,
        `The file's table stands ${shift} bytes earlier than the file says: so much was removed before byte ${at}.`,
      );
}

/**
 * Follows the chain of sections from the `%%EOF` at `eof` back to the first, and gives them oldest first. Every section must be closed by its own
 * `startxref`, and /Prev must point backwards, so neither loops nor sections shared by two revisions are possible. Throws {@link Malformed}.
 */
export function readChain(bytes: Uint8Array, eof: number, allowance: Budget): Link[] {
  const links: Link[] = [];
  // The closing of the last revision ends at the mark; that of an earlier one, before the next section at the latest.
  let limit = eof + '%%EOF'.length;
  let link = readLink(bytes, lastSection(bytes, eof), limit, allowance);
  for (;;) {
    const { section, front, mark } = link;
    if (mark > limit || (links.length === 0 && mark !== limit)) {
      throw new Malformed(
        text(`Tabellen vid byte ${section.start} slutar fel.`, `The table at byte ${section.start} ends wrongly.`),
        section.start,
      );
    }
    links.unshift(link);
    const previous = section.trailer.get('Prev');
    if (!previous || front) return links;
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
    limit = section.start;
    link = readLink(bytes, previous.value, limit, allowance);
  }
}
