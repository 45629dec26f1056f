import { deflateSync } from 'node:zlib';
import { identifier, lastXref, latin, stream } from './pdf-writer.js';
import type { Bodies } from './pdf-writer.js';

/** What a test may bend about a revision with a cross-reference stream; everything left out is as it should be. */
export interface StreamUpdate {
  /** Objects in the open, and those in an object stream. */
  plain?: Bodies;
  packed?: Bodies;
  deflate?: boolean;
  /** Entries of the stream dictionaries, after the usual ones taken away. */
  containerMore?: string;
  xrefMore?: string;
  /** Replaces the rows, as `[number, type, second, third]`. */
  rows?: (rows: number[][]) => number[][];
  trailer?: string;
  size?: number;
  prev?: number;
  /** What `startxref` says, if not the truth. */
  startxref?: number;
}

const container = 55;
const own = 56;

/** Appends a revision with an object stream (number 55) and a cross-reference stream (56). */
export function streamUpdate(bytes: Buffer, options: StreamUpdate): Buffer {
  const { plain = {}, packed = {}, deflate = false, containerMore = '', xrefMore = '', size = 60 } = options;
  const rows: number[][] = [];
  let written = '';
  for (const [number, body] of Object.entries(plain)) {
    rows.push([Number(number), body === null ? 0 : 1, body === null ? 0 : bytes.length + written.length, 0]);
    if (body !== null) written += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const fold = (data: string): { data: string; filter: string } =>
    deflate
      ? { data: deflateSync(latin(data)).toString('latin1'), filter: '/Filter /FlateDecode ' }
      : { data, filter: '' };
  const inside = Object.entries(packed);
  if (inside.length > 0) {
    let index = '';
    let body = '';
    for (const [number, value] of inside) {
      rows.push([Number(number), 2, container, inside.findIndex(([each]) => each === number)]);
      index += `${number} ${body.length} `;
      body += `${value ?? 'null'} `;
    }
    const folded = fold(index + body);
    rows.push([container, 1, bytes.length + written.length, 0]);
    const head = `/Type /ObjStm /N ${inside.length} /First ${index.length} ${folded.filter}${containerMore}`;
    written += `${container} 0 obj\n${stream(folded.data, head)}\nendobj\n`;
  }
  const at = bytes.length + written.length;
  rows.push([own, 1, at, 0]);
  const shown = (options.rows?.(rows) ?? rows).toSorted(([one = 0], [other = 0]) => one - other);
  const data = Buffer.from(
    shown.flatMap(([, type = 0, second = 0, third = 0]) => [
      type,
      ...[24, 16, 8, 0].map((shift) => (second >>> shift) & 255),
      third & 255,
    ]),
  ).toString('latin1');
  const folded = fold(data);
  const trailer = options.trailer ?? `/Root 1 0 R /Info 14 0 R ${identifier}`;
  const prev = options.prev ?? lastXref(bytes);
  const head = `/Type /XRef /W [1 4 1] /Index [${shown.map(([number = 0]) => `${number} 1`).join(' ')}] /Size ${size} ${trailer} ${prev < 0 ? '' : `/Prev ${prev} `}${folded.filter}${xrefMore}`;
  written += `${own} 0 obj\n${stream(folded.data, head)}\nendobj\n`;
  return Buffer.concat([bytes, latin(`${written}startxref\n${options.startxref ?? at}\n%%EOF\n`)]);
}
