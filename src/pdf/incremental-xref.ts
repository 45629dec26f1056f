import { PDFArray, PDFDict, PDFName, PDFNumber, PDFObjectParser, PDFRawStream, decodePDFRawStream } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import { damagedPdf } from './incremental-refusals.js';
import { scan } from './incremental-scan.js';

/** Where an object stands: at a byte offset, or inside an object stream (ISO 32000-1, 7.5.4 and 7.5.8). */
export type XrefEntry =
  | { kind: 'free' }
  | { kind: 'offset'; offset: number; generation: number }
  | { kind: 'packed'; stream: number; index: number };

/** One cross-reference section with its trailer dictionary. */
export interface XrefSection {
  form: 'table' | 'stream';
  entries: Map<number, XrefEntry>;
  trailer: PDFDict;
}

/** Parses one object; every error of the parser becomes a refusal that names the place. */
export function parseObject(bytes: Uint8Array, offset: number, context: PDFContext, what: string): PDFObject {
  try {
    return PDFObjectParser.forBytes(bytes.subarray(offset), context).parseObject();
  } catch {
    throw damagedPdf(`${what}, byte ${offset}`);
  }
}

/** The object whose `N G obj` stands at `offset`; refuses when another one stands there. */
export function parseIndirect(
  bytes: Uint8Array,
  offset: number,
  context: PDFContext,
  wanted?: number,
): { number: number; object: PDFObject } {
  const scanner = scan(bytes, offset);
  const number = scanner.integer();
  const generation = scanner.integer();
  if (number === undefined || generation === undefined || !scanner.keyword('obj'))
    throw damagedPdf(`object ${wanted ?? '?'}, byte ${offset}`);
  if (wanted !== undefined && number !== wanted) throw damagedPdf(`object ${wanted}, byte ${offset}`);
  return { number, object: parseObject(bytes, scanner.position, context, `object ${number}`) };
}

const numberAt = (dict: PDFDict, key: string): number | undefined => {
  const value = dict.get(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : undefined;
};

function readTable(bytes: Uint8Array, offset: number, context: PDFContext): XrefSection {
  const scanner = scan(bytes, offset);
  scanner.keyword('xref');
  const entries = new Map<number, XrefEntry>();
  while (!scanner.keyword('trailer')) {
    const first = scanner.integer();
    const count = scanner.integer();
    if (first === undefined || count === undefined) throw damagedPdf(`xref, byte ${scanner.position}`);
    for (let number = first; number < first + count; number += 1) {
      const field = scanner.integer();
      const generation = scanner.integer();
      if (field === undefined || generation === undefined) throw damagedPdf(`xref, byte ${scanner.position}`);
      if (scanner.keyword('n')) entries.set(number, { kind: 'offset', offset: field, generation });
      else if (scanner.keyword('f')) entries.set(number, { kind: 'free' });
      else throw damagedPdf(`xref, byte ${scanner.position}`);
    }
  }
  const trailer = parseObject(bytes, scanner.position, context, 'trailer');
  if (!(trailer instanceof PDFDict)) throw damagedPdf('trailer');
  return { form: 'table', entries, trailer };
}

const numbers = (value: PDFObject | undefined): number[] =>
  value instanceof PDFArray
    ? value.asArray().map((item) => (item instanceof PDFNumber ? item.asNumber() : Number.NaN))
    : [];

/** The decoded bytes of a stream; a filter that fails is a refusal. */
export function decoded(stream: PDFRawStream, what: string): Uint8Array {
  try {
    return decodePDFRawStream(stream).decode();
  } catch {
    throw damagedPdf(what);
  }
}

function readStream(bytes: Uint8Array, offset: number, context: PDFContext): XrefSection {
  const { number, object } = parseIndirect(bytes, offset, context);
  if (!(object instanceof PDFRawStream)) throw damagedPdf(`xref, byte ${offset}`);
  const trailer = object.dict;
  if (trailer.get(PDFName.of('Type')) !== PDFName.of('XRef')) throw damagedPdf(`xref, byte ${offset}`);
  const widths = numbers(trailer.get(PDFName.of('W')));
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  if (widths.length !== 3 || widths.some((width) => !(width >= 0 && width <= 8))) throw damagedPdf('xref /W');
  const index = trailer.get(PDFName.of('Index'));
  const ranges = index ? numbers(index) : [0, numberAt(trailer, 'Size') ?? 0];
  const data = decoded(object, `xref ${number}`);
  const entries = new Map<number, XrefEntry>();
  let position = 0;
  const field = (width: number, absent: number): number => {
    if (width === 0) return absent;
    let value = 0;
    for (let step = 0; step < width; step += 1) value = value * 256 + (data[position + step] ?? 0);
    position += width;
    return value;
  };
  for (let pair = 0; pair + 1 < ranges.length; pair += 2) {
    const first = ranges[pair] ?? 0;
    const count = ranges[pair + 1] ?? 0;
    for (let item = 0; item < count; item += 1) {
      if (position + typeWidth + secondWidth + thirdWidth > data.length) throw damagedPdf(`xref ${number}`);
      const type = field(typeWidth, 1);
      const second = field(secondWidth, 0);
      const third = field(thirdWidth, 0);
      if (type === 0) entries.set(first + item, { kind: 'free' });
      if (type === 1) entries.set(first + item, { kind: 'offset', offset: second, generation: third });
      if (type === 2) entries.set(first + item, { kind: 'packed', stream: second, index: third });
    }
  }
  return { form: 'stream', entries, trailer };
}

/** Every cross-reference section from the newest back through `/Prev` and `/XRefStm`; the first entry for a number counts. */
export function readXref(bytes: Uint8Array, startxref: number, context: PDFContext): XrefSection[] {
  const sections: XrefSection[] = [];
  const seen = new Set<number>();
  const read = (offset: number): XrefSection => {
    if (seen.has(offset) || offset >= bytes.length) throw damagedPdf(`xref, byte ${offset}`);
    seen.add(offset);
    const isTable = scan(bytes, offset).keyword('xref');
    const section = isTable ? readTable(bytes, offset, context) : readStream(bytes, offset, context);
    sections.push(section);
    return section;
  };
  for (let next: number | undefined = startxref; next !== undefined;) {
    const section = read(next);
    // A hybrid file's stream belongs to the same revision as its table, so it is read before the previous one (7.5.8.4).
    const hybrid = section.form === 'table' ? numberAt(section.trailer, 'XRefStm') : undefined;
    if (hybrid !== undefined) read(hybrid);
    next = numberAt(section.trailer, 'Prev');
  }
  return sections;
}
