import type { Choices } from './choices.js';
import { elementsOf, encoded, mutateElements } from './der-mutation.js';
import type { Mapped } from './seeds.js';
import { randomUpdate } from './update.js';

const latin = (value: string): Buffer => Buffer.from(value, 'latin1');

const spliced = (file: Buffer, start: number, end: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([file.subarray(0, start), bytes, file.subarray(end)]);

/** A place in the file: anywhere, or near something that matters. */
function somePlace(file: Buffer, seed: Mapped, from: Choices): number {
  const hole = from.pick(seed.holes);
  switch (from.int(6)) {
    case 0:
      return Math.max(0, file.length - 1 - from.int(400));
    case 1:
      return Math.max(0, Math.min(file.length - 1, (from.pick(seed.ends) ?? 0) - 40 + from.int(80)));
    case 2:
      return Math.min(
        file.length - 1,
        (hole?.start ?? 0) + from.int(Math.max(1, (hole?.end ?? 0) - (hole?.start ?? 0))),
      );
    case 3:
      return Math.max(0, Math.min(file.length - 1, (hole?.start ?? 0) - 200 + from.int(220)));
    default:
      return from.int(file.length);
  }
}

/** A match of `pattern` in the file, whose replacement has the same length unless `moves`. */
function retoken(file: Buffer, pattern: RegExp, from: Choices, make: (old: string) => string, moves = false): Buffer {
  const matches = [...file.toString('latin1').matchAll(pattern)];
  const match = from.pick(matches);
  if (!match) return file;
  const made = make(match[0]);
  const fitted = moves ? made : made.slice(0, match[0].length).padEnd(match[0].length);
  return spliced(file, match.index, match.index + match[0].length, latin(fitted));
}

const numbers = [
  '0',
  '1',
  '-1',
  '65535',
  '2147483647',
  '4294967296',
  '99999999999',
  '1.5',
  '00',
  '+1',
  '1e3',
  'null',
  '9 0 R',
];
const names = [
  '/V',
  '/AP',
  '/Kids',
  '/Annots',
  '/Contents',
  '/ByteRange',
  '/Type',
  '/Prev',
  '/Root',
  '/Fields',
  '/Size',
];

/** The value of one signature with its DER mutated, its room kept. */
function mutateValue(file: Buffer, seed: Mapped, others: readonly Mapped[], from: Choices): Buffer {
  const hole = from.pick(seed.holes);
  if (!hole || hole.end > file.length) return file;
  const valueOf = (each: Mapped): Buffer => {
    const place = from.pick(each.holes);
    return place ? Buffer.from(each.bytes.toString('latin1', place.start, place.end), 'hex') : Buffer.alloc(0);
  };
  const own = Buffer.from(file.toString('latin1', hole.start, hole.end), 'hex');
  const unpadded = (value: Buffer): Buffer => {
    const length = value.length > 4 && value[1] === 0x82 ? value.readUInt16BE(2) + 4 : value.length;
    return value.subarray(0, Math.min(length, value.length));
  };
  const room = (hole.end - hole.start) / 2;
  const elements = elementsOf(unpadded(own));
  const strange = elementsOf(unpadded(valueOf(from.pick(others) ?? seed))) ?? [];
  if (!elements) return file;
  const times = 1 + from.int(2);
  for (let count = 0; count < times; count += 1) mutateElements(elements, strange, from);
  const made = encoded(elements);
  if (made.length > room) return file;
  const padded = Buffer.alloc(room);
  made.copy(padded);
  if (from.int(12) === 0 && made.length < room) padded[made.length + from.int(room - made.length)] = 1 + from.int(255);
  return spliced(file, hole.start, hole.end, latin(padded.toString('hex')));
}

function once(file: Buffer, seed: Mapped, others: readonly Mapped[], from: Choices): Buffer {
  const place = somePlace(file, seed, from);
  switch (from.int(20)) {
    case 0: {
      const copy = Buffer.from(file);
      copy[place] = (copy[place] ?? 0) ^ (1 << from.int(8));
      return copy;
    }
    case 1: {
      const bytes = from.bytes(8);
      return spliced(file, place, Math.min(file.length, place + bytes.length), bytes);
    }
    case 2:
      return spliced(file, place, place, from.bytes(24));
    case 3:
      return spliced(file, place, Math.min(file.length, place + 1 + from.int(40)), Buffer.alloc(0));
    case 4: {
      const length = from.int(600);
      return spliced(file, place, place, file.subarray(place, place + length));
    }
    case 5:
      return retoken(file, /(?<=[ [])\d+(?=[ \]>])/g, from, () => from.pick(numbers) ?? '0');
    case 6:
      return retoken(file, /(?<=[ [])\d+(?=[ \]>])/g, from, () => from.pick(numbers) ?? '0', true);
    case 7:
      return retoken(file, /\/[A-Za-z]+/g, from, () => from.pick(names) ?? '/X');
    case 8:
      return retoken(file, /\d{10} \d{5} [nf]/g, from, (row) => {
        const offset = Math.max(0, Number(row.slice(0, 10)) + from.int(41) - 20);
        return `${String(from.int(4) === 0 ? from.int(file.length) : offset).padStart(10, '0')}${row.slice(10)}`;
      });
    case 9:
      return retoken(file, /\/ByteRange \[[^\]]*\]/g, from, (old) => {
        const parts = old.slice(12, -1).trim().split(/\s+/).map(Number);
        const index = from.int(4);
        parts[index] = from.int(3) === 0 ? from.int(file.length) : (parts[index] ?? 0) + from.int(21) - 10;
        return `/ByteRange [${parts.join(' ')}]`;
      });
    case 10:
      return retoken(file, /startxref\s+\d+/g, from, () => `startxref\n${from.int(file.length)}`, from.int(2) === 0);
    case 11:
    case 12:
    case 13:
      return mutateValue(file, seed, others, from);
    case 14: {
      const other = from.pick(others) ?? seed;
      const cut = from.int(2) === 0 ? (from.pick(other.ends) ?? 0) : from.int(other.bytes.length);
      return from.int(2) === 0
        ? Buffer.concat([file, other.bytes.subarray(cut)])
        : Buffer.concat([file.subarray(0, place), other.bytes.subarray(Math.min(place, other.bytes.length))]);
    }
    case 15:
      return file.subarray(0, from.int(2) === 0 ? place : (from.pick(seed.ends) ?? place));
    case 16:
      return Buffer.concat([file, from.bytes(12)]);
    default:
      return randomUpdate(from.int(4) === 0 ? file.subarray(0, from.pick(seed.ends)) : file, seed, from);
  }
}

/** An input made from one of the seeds by a few changes, all of them chosen by `from`. */
export function mutate(seeds: readonly Mapped[], from: Choices): { file: Buffer; seed: Mapped } {
  const seed = from.pick(seeds);
  if (!seed) throw new Error('no seeds');
  let file: Buffer = seed.bytes;
  const times = 1 + from.int(4);
  for (let count = 0; count < times; count += 1) file = once(file, seed, seeds, from);
  return { file, seed };
}
