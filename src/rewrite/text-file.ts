import type { Host } from '../core/host.js';
import type { Source } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import { decode } from '../parse/decode.js';

/** A text file as it was read, to be written over. */
export interface TextFile {
  source: Source;
  bytes: Uint8Array;
  /** A byte order mark stands first, and stays. */
  mark: boolean;
}

/** Decodes a file that may be written over: UTF-8 only; other files are left as they are, for the reason given. */
export function textFile(path: string, bytes: Uint8Array): TextFile | { refused: Text } {
  const { source, diagnostics } = decode(path, bytes);
  const [first] = diagnostics;
  if (!source || first) {
    return { refused: first?.message ?? text('filen är inte text', 'the file is not text') };
  }
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide)
    return {
      refused: text('den är sparad som UTF-16; spara den som UTF-8', 'it is saved as UTF-16; save it as UTF-8'),
    };
  return { source, bytes, mark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf };
}

/** The bytes of a text in the encoding of its file. */
export const encoded = (file: TextFile, written: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(file.mark ? `\ufeff${written}` : written);

/** Writes a text over the file it came from: through links, with the mode it had, and only if it still holds what was read. */
export const overwrite = (host: Host, file: TextFile, written: string): Promise<void> =>
  host.files.write(file.source.path, encoded(file, written), { replace: true, over: file.bytes });
