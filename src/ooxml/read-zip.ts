import { crc32, inflateRawSync } from 'node:zlib';
import { text, type Text } from '../core/text.js';

/** One file of a zip archive, not yet unpacked. */
export interface ZipEntry {
  name: string;
  /** Bytes as packed, and as the archive says they are unpacked. */
  packed: number;
  unpacked: number;
  /** Unpacks it. Throws {@link BadZip} for what is damaged or larger than `most` bytes, before more than that is unpacked. */
  read(most: number): Uint8Array<ArrayBuffer>;
}

/** Why an archive is not read. */
export class BadZip extends Error {
  readonly text: Text;
  readonly kind: 'damaged' | 'large' | 'encrypted' | 'path';

  constructor(kind: BadZip['kind'], message: Text) {
    super(message.en);
    this.name = 'BadZip';
    this.kind = kind;
    this.text = message;
  }
}

const damaged = (sv: string, en: string): BadZip => new BadZip('damaged', text(sv, en));
const tooLarge = (): BadZip =>
  new BadZip('large', text('den blir orimligt stor uppackad', 'it becomes unreasonably large when unpacked'));

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3), by the directory at its end. Strict where readers differ, so that nobody else sees another
 * file than we do: no overlaps, no name twice, no path out of the archive, sizes and checksums as said. Throws {@link BadZip}.
 */
export function readZip(bytes: Uint8Array, { most = 5000 } = {}): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  // Zip64 and archives in several parts are for files larger than any answer.
  if (count === 0xffff || start === 0xffffffff || view.getUint16(end + 4, true) !== 0) throw tooLarge();
  if (count > most) throw new BadZip('large', text(`den har ${count} delar`, `it has ${count} parts`));
  if (start + size > end) throw damaged('dess innehållsförteckning är avkortad', 'its directory is cut off');
  const entries = new Map<string, ZipEntry>();
  const taken: [number, number][] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50)
      throw damaged('dess innehållsförteckning är skadad', 'its directory is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damaged('dess innehållsförteckning är skadad', 'its directory is damaged');
    const name = safeName(bytes.subarray(at + 46, at + 46 + nameLength));
    if (name !== undefined) {
      const { entry, range } = entryAt(bytes, view, at, name);
      if (entries.has(name)) throw damaged(`delen ${name} finns två gånger`, `the part ${name} is there twice`);
      entries.set(name, entry);
      taken.push(range);
    }
    at = next;
  }
  taken.sort(([a], [b]) => a - b);
  // Parts that share bytes unpack to more than the archive could ever hold.
  if (taken.some(([from], index) => from < (taken[index - 1]?.[1] ?? 0)))
    throw damaged('dess delar ligger över varandra', 'its parts overlap');
  return entries;
}

function endOfDirectory(view: DataView): number {
  // The record is 22 bytes and a comment of at most 65 535.
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === view.byteLength)
      return at;
  }
  throw damaged('slutet saknas, så den är troligen avkortad', 'its end is missing, so it is probably cut off');
}

function safeName(raw: Uint8Array): string | undefined {
  const name = new TextDecoder().decode(raw).replaceAll('\\', '/');
  const parts = name.split('/');
  if (/^\/|^[A-Za-z]:|[\0-\x1f]/.test(name) || parts.includes('..'))
    throw new BadZip(
      'path',
      text('en del har en sökväg som leder ut ur filen', 'a part has a path that leads out of the file'),
    );
  return name.endsWith('/') ? undefined : name;
}

function entryAt(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  name: string,
): { entry: ZipEntry; range: [number, number] } {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const crc = view.getUint32(at + 16, true);
  const packed = view.getUint32(at + 20, true);
  const unpacked = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if (flags & 0x2041)
    throw new BadZip('encrypted', text('den är skyddad med lösenord', 'it is protected by a password'));
  if (method !== 0 && method !== 8)
    throw damaged(`delen ${name} är packad på ett okänt sätt`, `the part ${name} is packed in an unknown way`);
  if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50)
    throw damaged(`delen ${name} saknas`, `the part ${name} is missing`);
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const to = from + packed;
  if (to > bytes.length) throw damaged(`delen ${name} är avkortad`, `the part ${name} is cut off`);
  const read = (most: number): Uint8Array<ArrayBuffer> => {
    if (unpacked > most) throw tooLarge();
    const whole =
      method === 0 ? new Uint8Array(bytes.subarray(from, to)) : inflated(bytes.subarray(from, to), unpacked, name);
    if (whole.length !== unpacked || crc32(whole) !== crc)
      throw damaged(`delen ${name} är skadad`, `the part ${name} is damaged`);
    return whole;
  };
  return { entry: { name, packed, unpacked, read }, range: [local, to] };
}

/** No more than what the archive says is ever unpacked: zlib stops there. */
function inflated(packed: Uint8Array, unpacked: number, name: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(unpacked, 1) }));
  } catch {
    throw damaged(`delen ${name} är skadad`, `the part ${name} is damaged`);
  }
}
