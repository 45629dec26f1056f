import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { PdfDictionary } from '../pdf/object-reader.js';
import { isSpace } from '../pdf/object-reader.js';
import type { PdfObject, PdfStructure } from '../pdf/revisions.js';

/** The bytes a signature is over, or why its own account of them cannot be accepted. */
export type ByteRange =
  | { ok: true; contents: Uint8Array; gap: { start: number; end: number }; end: number }
  | { ok: false; contents: Uint8Array | null; what: Text };

/** Whether a string is written `<…>` with nothing but pairs of hex digits: a byte of it can then only be changed into another value. */
function isPureHex(written: Uint8Array): boolean {
  const digits = written.subarray(1, -1);
  const pure = digits.every(
    (byte) => (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102),
  );
  return written[0] === 60 && written.at(-1) === 62 && digits.length % 2 === 0 && pure;
}

function numbers(entries: PdfDictionary): number[] | undefined {
  const value = entries.get('ByteRange');
  if (value?.kind !== 'array') return undefined;
  const found = value.items.map((item) =>
    item.kind === 'number' && item.integer && item.value >= 0 ? item.value : NaN,
  );
  return found.length === 4 && !found.some(Number.isNaN) ? found : undefined;
}

/**
 * Checks /ByteRange against where things really are (ISO 32000-1, 12.8.1): it starts at 0, leaves out exactly the hex string of this very dictionary's
 * /Contents, and ends where the revision that holds the signature ends. Anything looser is how signatures are moved, wrapped or emptied.
 */
export function checkByteRange(structure: PdfStructure, object: PdfObject, entries: PdfDictionary): ByteRange {
  const { bytes } = structure;
  const contents = entries.get('Contents');
  if (contents?.kind !== 'string' || contents.bytes.length === 0) {
    return {
      ok: false,
      contents: null,
      what: text(
        'Signaturen är tom: den har inget värde (/Contents).',
        'The signature is empty: it has no value (/Contents).',
      ),
    };
  }
  const refuse = (sv: string, en: string): ByteRange => ({ ok: false, contents: contents.bytes, what: text(sv, en) });
  if (object.container !== null)
    return refuse('Signaturen ligger packad i en objektström.', 'The signature is packed in an object stream.');
  if (!isPureHex(bytes.subarray(contents.start, contents.end))) {
    return refuse(
      'Signaturens värde är inte skrivet som ren hex.',
      "The signature's value is not written as pure hex.",
    );
  }
  const range = numbers(entries);
  if (!range)
    return refuse(
      'Signaturen säger inte vilka byte den gäller (/ByteRange).',
      'The signature does not say which bytes it is over (/ByteRange).',
    );
  const [start = NaN, length = NaN, second = NaN, secondLength = NaN] = range;
  if (start !== 0 || length !== contents.start || second !== contents.end) {
    return refuse(
      'Signaturen lämnar ut mer än sitt eget värde, eller något annat: den skyddar inte hela filen.',
      'The signature leaves out more than its own value, or something else: it does not protect the whole file.',
    );
  }
  const end = second + secondLength;
  const revision = structure.revisions[object.revision];
  const afterMark = revision ? bytes.subarray(revision.mark, Math.max(revision.mark, end)) : new Uint8Array();
  if (!revision || end > bytes.length || end < revision.mark || !afterMark.every(isSpace)) {
    return refuse(
      'Signaturen slutar inte där den version av filen som den undertecknar slutar.',
      'The signature does not end where the revision of the file that it signs ends.',
    );
  }
  return { ok: true, contents: contents.bytes, gap: { start: contents.start, end: contents.end }, end };
}

/** The bytes that a signature with this range is over, in one piece. */
export function signedBytes(bytes: Uint8Array, { gap, end }: Extract<ByteRange, { ok: true }>): Uint8Array {
  const signed = new Uint8Array(gap.start + end - gap.end);
  signed.set(bytes.subarray(0, gap.start));
  signed.set(bytes.subarray(gap.end, end), gap.start);
  return signed;
}
