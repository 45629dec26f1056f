import type { Shard } from '../check/choose-shard.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

/** Reads `2/8`; a `Failure` for anything that is no part of a whole. */
export function readShard(written: string): Shard {
  const [, first, second] = /^(\d{1,6})\/(\d{1,6})$/.exec(written) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (index >= 1 && index <= count) return { index, count };
  throw new Failure(
    text(`”${written}” är ingen del av ett helt`, `“${written}” is not a part of a whole`),
    text(
      'Skriv till exempel --shard 1/4 för den första av fyra delar.',
      'Write --shard 1/4 for the first of four parts.',
    ),
  );
}

/** Whether a path belongs to a part: by its name alone, so that every machine divides alike, whatever else is there. */
export function isInShard(file: string, { index, count }: Shard): boolean {
  const name = file.replaceAll('\\', '/').normalize('NFC');
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(name).digest();
  return hash.readUInt32BE(0) % count === index - 1;
}
