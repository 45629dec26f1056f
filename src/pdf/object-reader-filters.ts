import { inflateSync } from 'node:zlib';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { PdfDictionary, PdfKind, PdfValue } from './object-reader.js';

/** How many more bytes one file may unfold into: a guard against streams made to fill the memory. */
export interface Budget {
  left: number;
}

/** A fresh budget: 128 MiB for everything that is unfolded out of one file. */
export const budget = (): Budget => ({ left: 128 * 1024 * 1024 });

const unreadable = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Strömmen vid byte ${at}: ${sv}.`, `The stream at byte ${at}: ${en}.`), at);

function wholeNumber(entries: PdfDictionary, key: string, otherwise: number): number {
  const value = entries.get(key);
  if (!value) return otherwise;
  return value.kind === 'number' && value.integer && value.value > 0 && value.value <= 65536 ? value.value : NaN;
}

const paeth = (left: number, up: number, corner: number): number => {
  const estimate = left + up - corner;
  const byLeft = Math.abs(estimate - left);
  const byUp = Math.abs(estimate - up);
  const byCorner = Math.abs(estimate - corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
};

/** Undoes the PNG predictors (ISO 32000-1, 7.4.4.4). */
function unpredict(data: Uint8Array, parameters: PdfDictionary, at: number): Uint8Array {
  const bits = wholeNumber(parameters, 'Colors', 1) * wholeNumber(parameters, 'BitsPerComponent', 8);
  const rowLength = Math.ceil((bits * wholeNumber(parameters, 'Columns', 1)) / 8);
  const pixel = Math.max(1, Math.ceil(bits / 8));
  if (!Number.isFinite(rowLength) || data.length % (rowLength + 1) !== 0) {
    throw unreadable(at, 'raderna stämmer inte med dess mått', 'its rows do not fit its measures');
  }
  const rows = data.length / (rowLength + 1);
  const out = new Uint8Array(rows * rowLength);
  for (let row = 0; row < rows; row += 1) {
    const type = data[row * (rowLength + 1)] ?? 0;
    if (type > 4) throw unreadable(at, 'okänd radtyp', 'unknown row type');
    for (let column = 0; column < rowLength; column += 1) {
      const to = row * rowLength + column;
      const left = column >= pixel ? (out[to - pixel] ?? 0) : 0;
      const up = row > 0 ? (out[to - rowLength] ?? 0) : 0;
      const corner = row > 0 && column >= pixel ? (out[to - rowLength - pixel] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, type === 4 ? paeth(left, up, corner) : 0][type] ?? 0;
      out[to] = (data[row * (rowLength + 1) + 1 + column] ?? 0) + guess;
    }
  }
  return out;
}

function single(value: PdfValue | undefined): PdfValue | undefined {
  return value?.kind === 'array' && value.items.length === 1 ? value.items[0] : value;
}

/**
 * The bytes a stream stands for. Reads plain streams and FlateDecode with PNG predictors, which is all that structure, metadata
 * and attachments need; anything else, and anything above the budget, is {@link Malformed}.
 */
export function decodeStream(stream: PdfKind<'stream'>, allowance: Budget): Uint8Array {
  const filter = single(stream.entries.get('Filter'));
  if (!filter || (filter.kind === 'array' && filter.items.length === 0)) return stream.data;
  if (filter.kind !== 'name' || filter.value !== 'FlateDecode') {
    throw unreadable(stream.start, 'packad på ett sätt som inte stöds', 'packed in a way that is not supported');
  }
  let data: Uint8Array;
  try {
    // Zero would mean “no limit” to zlib.
    data = inflateSync(stream.data, { maxOutputLength: Math.max(1, allowance.left) });
  } catch {
    throw unreadable(stream.start, 'går inte att packa upp', 'cannot be unpacked');
  }
  allowance.left -= data.length;
  const parameters = single(stream.entries.get('DecodeParms'));
  if (!parameters || parameters.kind === 'null') return data;
  if (parameters.kind !== 'dictionary') throw unreadable(stream.start, 'okända parametrar', 'unknown parameters');
  const predictor = wholeNumber(parameters.entries, 'Predictor', 1);
  if (predictor === 1) return data;
  if (!(predictor >= 10 && predictor <= 15)) throw unreadable(stream.start, 'okänd prediktor', 'unknown predictor');
  return unpredict(data, parameters.entries, stream.start);
}
