import { joined } from '../core/bytes.js';
import { createHash } from 'node:crypto';
import { PDFArray, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import type { PDFDict, PDFObject } from 'pdf-lib';
import type { PdfBase } from './incremental-base.js';

/** A new or changed object: a parsed one, or the bytes of its body exactly as they shall stand. */
export interface UpdateObject {
  number: number;
  generation?: number;
  body: PDFObject | Uint8Array;
}

/** The file with one more revision, and the byte offset where each new body starts. */
export interface Update {
  bytes: Uint8Array<ArrayBuffer>;
  offsets: Map<number, number>;
}

const latin1 = (value: string): Uint8Array => Uint8Array.from(value, (letter) => letter.charCodeAt(0));

function bodyBytes(body: PDFObject | Uint8Array): Uint8Array {
  if (body instanceof Uint8Array) return body;
  const bytes = new Uint8Array(body.sizeInBytes());
  body.copyBytesInto(bytes, 0);
  return bytes;
}

function identifier(base: PdfBase, bodies: readonly Uint8Array[]): PDFArray {
  const hash = createHash('sha256').update(base.bytes);
  for (const body of bodies) hash.update(body);
  const changing = PDFHexString.of(hash.digest('hex').slice(0, 32));
  const id = base.resolve(base.trailer.get(PDFName.of('ID')));
  const permanent = id instanceof PDFArray ? base.resolve(id.asArray()[0]) : undefined;
  const pair = PDFArray.withContext(base.context);
  pair.push(permanent instanceof PDFString || permanent instanceof PDFHexString ? permanent : changing);
  pair.push(changing);
  return pair;
}

/** Every entry of the previous trailer but those that describe its own section (ISO 32000-1, 7.5.6). */
function nextTrailer(base: PdfBase, size: number, bodies: readonly Uint8Array[]): PDFDict {
  const trailer = base.context.obj({});
  const own = ['Prev', 'XRefStm', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'DL', 'Size', 'ID'];
  for (const [key, value] of base.trailer.entries()) {
    if (!own.includes(key.decodeText())) trailer.set(key, value);
  }
  trailer.set(PDFName.of('Size'), PDFNumber.of(size));
  trailer.set(PDFName.of('Prev'), PDFNumber.of(base.startxref));
  // The first half stays for the life of the document, the second changes with its contents (14.4).
  trailer.set(PDFName.of('ID'), identifier(base, bodies));
  return trailer;
}

interface Row {
  number: number;
  generation: number;
  offset: number;
}

/** Runs of consecutive object numbers. */
function runs(rows: readonly Row[]): Row[][] {
  const found: Row[][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && last.at(-1)?.number === row.number - 1) last.push(row);
    else found.push([row]);
  }
  return found;
}

function table(rows: readonly Row[], trailer: PDFDict): string {
  const lines = ['xref'];
  for (const run of runs(rows)) {
    lines.push(`${run[0]?.number ?? 0} ${run.length}`);
    for (const row of run)
      lines.push(`${String(row.offset).padStart(10, '0')} ${String(row.generation).padStart(5, '0')} n `);
  }
  return `${lines.join('\n')}\ntrailer\n${trailer.toString()}\n`;
}

function stream(rows: readonly Row[], trailer: PDFDict, number: number, base: PdfBase): Uint8Array {
  const data = new Uint8Array(rows.length * 8);
  const view = new DataView(data.buffer);
  rows.forEach((row, index) => {
    view.setUint8(index * 8, 1);
    view.setUint32(index * 8 + 1, row.offset);
    view.setUint8(index * 8 + 5, 0);
    view.setUint16(index * 8 + 6, row.generation);
  });
  trailer.set(PDFName.of('Type'), PDFName.of('XRef'));
  trailer.set(PDFName.of('W'), base.context.obj([1, 4, 3]));
  trailer.set(PDFName.of('Index'), base.context.obj(runs(rows).flatMap((run) => [run[0]?.number ?? 0, run.length])));
  trailer.set(PDFName.of('Length'), PDFNumber.of(data.length));
  return joined([latin1(`${number} 0 obj\n${trailer.toString()}\nstream\n`), data, latin1('\nendstream\nendobj\n')]);
}

/**
 * Appends one incremental update (ISO 32000-1, 7.5.6): the original bytes stay an untouched prefix, the new cross-reference
 * section has the form of the previous one, and no new object is packed into an object stream.
 */
export function appendUpdate(base: PdfBase, objects: readonly UpdateObject[]): Update {
  const sorted = [...objects].sort((one, other) => one.number - other.number);
  const bodies = sorted.map((object) => bodyBytes(object.body));
  const last = base.bytes.at(-1);
  const parts: Uint8Array[] = [base.bytes];
  let position = base.bytes.length;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    position += part.length;
  };
  if (last !== 10 && last !== 13) add(latin1('\n'));

  const rows: Row[] = [];
  const offsets = new Map<number, number>();
  sorted.forEach(({ number, generation = 0 }, index) => {
    rows.push({ number, generation, offset: position });
    add(latin1(`${number} ${generation} obj\n`));
    offsets.set(number, position);
    add(bodies[index] ?? new Uint8Array());
    add(latin1('\nendobj\n'));
  });

  const highest = Math.max(base.size, (sorted.at(-1)?.number ?? 0) + 1);
  const startxref = position;
  if (base.form === 'table') add(latin1(table(rows, nextTrailer(base, highest, bodies))));
  else {
    rows.push({ number: highest, generation: 0, offset: position });
    add(stream(rows, nextTrailer(base, highest + 1, bodies), highest, base));
  }
  add(latin1(`startxref\n${startxref}\n%%EOF\n`));
  return { bytes: joined(parts), offsets };
}
