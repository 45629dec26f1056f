import { zipSync, type Zippable } from 'fflate';

/** The earliest moment a zip archive can hold: the same input gives the same bytes, whenever it is packed. */
const never = new Date(1980, 0, 1);

/** Packs parts in the order given, without the time of packing. The same parts give the same bytes on every machine. */
export function writeZip(
  parts: Iterable<readonly [name: string, content: string | Uint8Array]>,
): Uint8Array<ArrayBuffer> {
  const files: Zippable = {};
  for (const [name, content] of parts)
    files[name] = [typeof content === 'string' ? new TextEncoder().encode(content) : content, { mtime: never, os: 0 }];
  return new Uint8Array(zipSync(files, { level: 9 }));
}
