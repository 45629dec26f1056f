import { PDFContext, PDFDict, PDFName, PDFNull, PDFNumber, PDFObjectParser, PDFRawStream, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { damagedPdf, encryptedPdf, notPdf, trailingBytes, truncatedPdf } from './incremental-refusals.js';
import { isWhitespace, scan, standsAt } from './incremental-scan.js';
import { decoded, parseIndirect, readXref } from './incremental-xref.js';
import type { XrefEntry } from './incremental-xref.js';

/** A PDF that something will be appended to: its objects as the cross-reference sections give them, read when asked for. */
export interface PdfBase {
  bytes: Uint8Array;
  context: PDFContext;
  /** The newest trailer dictionary. */
  trailer: PDFDict;
  /** Byte offset and form of the newest cross-reference section; an update is written in the same form. */
  startxref: number;
  form: 'table' | 'stream';
  /** One more than the highest object number in use. */
  size: number;
  catalogRef: PDFRef;
  catalog: PDFDict;
  /** The object behind a reference; the value itself otherwise; `undefined` for null and for free numbers. */
  resolve(value: PDFObject | undefined): PDFObject | undefined;
  /** The dictionary behind a value, if it is one. */
  dict(value: PDFObject | undefined): PDFDict | undefined;
}

/** Reads `startxref N %%EOF` from the end, as ISO 32000-1, 7.5.5 places it. */
function findStartxref(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && isWhitespace(bytes[end - 1])) end -= 1;
  const from = Math.max(0, end - 1024);
  for (let position = end - 'startxref'.length; position >= from; position -= 1) {
    if (!standsAt(bytes, position, 'startxref')) continue;
    const scanner = scan(bytes, position + 'startxref'.length);
    const offset = scanner.integer();
    if (offset === undefined || !scanner.keyword('%%EOF')) throw truncatedPdf();
    if (scanner.position !== end) throw trailingBytes();
    if (offset >= bytes.length) throw truncatedPdf();
    return offset;
  }
  throw truncatedPdf();
}

/** Objects of one object stream by number (ISO 32000-1, 7.5.7). */
function unpack(stream: PDFRawStream, number: number, context: PDFContext): Map<number, PDFObject> {
  const data = decoded(stream, `object stream ${number}`);
  const first = stream.dict.get(PDFName.of('First'));
  const count = stream.dict.get(PDFName.of('N'));
  if (!(first instanceof PDFNumber) || !(count instanceof PDFNumber)) throw damagedPdf(`object stream ${number}`);
  const scanner = scan(data, 0);
  const objects = new Map<number, PDFObject>();
  for (let index = 0; index < count.asNumber(); index += 1) {
    const inner = scanner.integer();
    const offset = scanner.integer();
    if (inner === undefined || offset === undefined) throw damagedPdf(`object stream ${number}`);
    try {
      const parser = PDFObjectParser.forBytes(data.subarray(first.asNumber() + offset), context);
      objects.set(inner, parser.parseObject());
    } catch {
      throw damagedPdf(`object stream ${number}`);
    }
  }
  return objects;
}

/** Opens a PDF for an incremental update. Refuses what is not a PDF, is cut short, damaged or encrypted. */
export function readBase(bytes: Uint8Array): PdfBase {
  if (!standsAt(bytes, 0, '%PDF-')) throw notPdf();
  const startxref = findStartxref(bytes);
  const context = PDFContext.create();
  const sections = readXref(bytes, startxref, context);
  const newest = sections[0];
  if (!newest) throw truncatedPdf();
  if (sections.some((section) => section.trailer.has(PDFName.of('Encrypt')))) throw encryptedPdf();

  const entries = new Map<number, XrefEntry>();
  let size = 0;
  for (const section of sections) {
    const stated = section.trailer.get(PDFName.of('Size'));
    if (stated instanceof PDFNumber) size = Math.max(size, stated.asNumber());
    for (const [number, entry] of section.entries) {
      size = Math.max(size, number + 1);
      if (!entries.has(number)) entries.set(number, entry);
    }
  }

  const objects = new Map<number, PDFObject>();
  const packs = new Map<number, Map<number, PDFObject>>();
  const load = (number: number): PDFObject | undefined => {
    const entry = entries.get(number);
    if (!entry || entry.kind === 'free') return undefined;
    if (entry.kind === 'offset') return parseIndirect(bytes, entry.offset, context, number).object;
    let pack = packs.get(entry.stream);
    if (!pack) {
      const home = entries.get(entry.stream);
      const stream =
        home?.kind === 'offset' ? parseIndirect(bytes, home.offset, context, entry.stream).object : undefined;
      if (!(stream instanceof PDFRawStream)) throw damagedPdf(`object stream ${entry.stream}`);
      pack = unpack(stream, entry.stream, context);
      packs.set(entry.stream, pack);
    }
    return pack.get(number);
  };
  const resolve = (value: PDFObject | undefined): PDFObject | undefined => {
    let found = value;
    for (let hops = 0; found instanceof PDFRef; hops += 1) {
      if (hops > 20) throw damagedPdf(`object ${found.objectNumber}`);
      const number = found.objectNumber;
      const object: PDFObject | undefined = objects.get(number) ?? load(number);
      if (object) objects.set(number, object);
      found = object;
    }
    return found === PDFNull ? undefined : found;
  };
  const dict = (value: PDFObject | undefined): PDFDict | undefined => {
    const found = resolve(value);
    return found instanceof PDFDict ? found : undefined;
  };

  const trailer = newest.trailer;
  const catalogRef = trailer.get(PDFName.of('Root'));
  const catalog = dict(catalogRef);
  if (!(catalogRef instanceof PDFRef) || !catalog) throw damagedPdf('catalog');
  return { bytes, context, trailer, startxref, form: newest.form, size, catalogRef, catalog, resolve, dict };
}
