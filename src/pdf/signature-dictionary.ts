import { PDFHexString } from 'pdf-lib';
import { pdfDate } from './signature-time.js';

/** What stands in a signature dictionary beside the signature itself. `at` is the claimed time, `/M`. */
export interface SignatureFacts {
  at: Date;
  name: string;
  reason?: string | undefined;
  location?: string | undefined;
}

/** The bytes of a signature dictionary, and where its two blanks stand in them. */
export interface SignatureBody {
  bytes: Uint8Array;
  /** The digits between the brackets of `/ByteRange`. */
  range: { start: number; length: number };
  /** `/Contents` with its angle brackets. */
  contents: { start: number; length: number };
}

/** A signature dictionary for PAdES (ETSI EN 319 142-1, 5.3 and 6.3; ISO 32000-1, table 252) with room for `reserve` bytes of CMS. */
export function signatureBody(facts: SignatureFacts, reserve: number): SignatureBody {
  let written = '<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n';
  written += `/M (${pdfDate(facts.at)})\n`;
  const entry = (key: string, value: string | undefined): void => {
    if (value) written += `/${key} ${PDFHexString.fromText(value).toString()}\n`;
  };
  entry('Name', facts.name);
  entry('Reason', facts.reason);
  entry('Location', facts.location);
  return withBlanks(written, reserve);
}

/** A document time-stamp dictionary (ETSI EN 319 142-1, 5.4.3; ISO 32000-2, 12.8.5): its time stands in the token, and nobody signs. */
export const timestampBody = (reserve: number): SignatureBody =>
  withBlanks('<<\n/Type /DocTimeStamp\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.RFC3161\n', reserve);

function withBlanks(start: string, reserve: number): SignatureBody {
  let written = `${start}/ByteRange [`;
  const range = { start: written.length, length: 43 };
  written += `${' '.repeat(range.length)}]\n/Contents `;
  const contents = { start: written.length, length: reserve * 2 + 2 };
  written += `<${'0'.repeat(reserve * 2)}>\n>>`;
  return { bytes: Uint8Array.from(written, (letter) => letter.charCodeAt(0)), range, contents };
}
