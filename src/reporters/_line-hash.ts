import type { Source } from '../core/source.js';

/** How many characters from the start of a line are looked at, and what each step multiplies by. */
const width = 100;
const factor = 37n;
/** What stands after the last character of a file. */
const end = '\uFFFF';

/**
 * The hash by which GitHub code scanning knows a line again (`primaryLocationLineHash`): of the first hundred characters from its start, spaces and tabs
 * left out, and which of the lines with that hash it is. As the `upload-sarif` action works it out where it is not given.
 */
export function lineHashes(source: Source, wanted: Iterable<number>): Map<number, string> {
  const even = source.text.replace(/\r\n?/g, '\n').replace(/[ \t]+/g, '') + end;
  const numbers = new Set(wanted);
  const seen = new Map<string, number>();
  const found = new Map<number, string>();
  let start = 0;
  for (let line = 1; start < even.length; line += 1) {
    const stretch = even.slice(start, start + width);
    const count = (seen.get(stretch) ?? 0) + 1;
    seen.set(stretch, count);
    if (numbers.has(line)) found.set(line, `${hashOf(stretch)}:${count}`);
    const next = even.indexOf('\n', start);
    if (next < 0) break;
    start = next + 1;
  }
  return found;
}

function hashOf(stretch: string): string {
  let hash = 0n;
  for (let at = 0; at < width; at += 1)
    hash = BigInt.asUintN(64, hash * factor + BigInt(at < stretch.length ? stretch.charCodeAt(at) : 0));
  return hash.toString(16);
}
