import { PDFArray, PDFHexString, PDFName, PDFNumber } from 'pdf-lib';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { readBase } from './incremental-base.js';
import type { PdfBase } from './incremental-base.js';
import { signatureFields } from './signature-fields.js';
import type { SignatureField } from './signature-fields.js';
import type { PreparedSignature } from './signature-prepare.js';

const notPrepared = (sv: string, en: string): Failure =>
  new Failure(
    text(`PDF-filen är inte förberedd för en underskrift: ${sv}.`, `The PDF is not prepared for a signature: ${en}.`),
    text('Ange filen som fardplan sign prepare skrev.', 'Give the file that fardplan sign prepare wrote.'),
  );

const zero = 0x30;

/** A prepared signature that was found in a file. */
export interface FoundSignature extends PreparedSignature {
  /** Nothing has been put into its room yet. */
  empty: boolean;
}

/**
 * Finds the signature of this field again in a file that was written with {@link PreparedSignature.bytes}. Refuses one whose /ByteRange is not
 * the whole file but the room for its value.
 */
export function readPrepared(bytes: Uint8Array<ArrayBuffer>, name: string): FoundSignature {
  const base = readBase(bytes);
  const field = signatureFields(base).find((each) => each.name === name);
  if (!field) throw notPrepared(`fältet ${name} finns inte`, `there is no field ${name}`);
  const value = base.dict(field.dict.get(PDFName.of('V')));
  const range = base.resolve(value?.get(PDFName.of('ByteRange')));
  const contents = base.resolve(value?.get(PDFName.of('Contents')));
  if (!(range instanceof PDFArray) || !(contents instanceof PDFHexString))
    throw notPrepared(`fältet ${name} har ingen underskrift`, `the field ${name} has no signature`);
  const [first = -1, hole = -1, after = -1, last = -1, ...more] = range
    .asArray()
    .map((each) => (each instanceof PDFNumber ? each.asNumber() : -1));
  const room = bytes.subarray(hole + 1, after - 1);
  const whole = first === 0 && hole > 0 && after > hole + 2 && after + last === bytes.length && more.length === 0;
  if (!whole || bytes[hole] !== 0x3c || bytes[after - 1] !== 0x3e || room.length % 2 !== 0)
    throw notPrepared('underskriften täcker inte filen', 'the signature does not cover the file');
  const empty = room.every((byte) => byte === zero);
  return { bytes, field: name, byteRange: [first, hole, after, last], reserve: room.length / 2, empty };
}

/** The first field whose signature has its room, but nothing in it: somebody is to sign it elsewhere. */
export function awaited(base: PdfBase, fields: readonly SignatureField[]): SignatureField | undefined {
  return fields.find(({ signed, dict }) => {
    const contents = signed && base.resolve(base.dict(dict.get(PDFName.of('V')))?.get(PDFName.of('Contents')));
    return contents instanceof PDFHexString && /^0+$/.test(contents.asString());
  });
}
