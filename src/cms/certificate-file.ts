import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { readCertificate } from './certificate.js';
import { equalBytes } from './verify-der.js';

const armoured = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END/g;

/** The bytes of a file that holds them as they are or as base64, with or without PEM armour and with line ends of any system. */
export function unarmoured(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const written = new TextDecoder('latin1')
    .decode(bytes)
    .replace(/^(?:ï»¿)?\s*(?:-----BEGIN [^-]+-----)?|-----END [^-]+-----\s*$/g, '');
  const base64 = /^[A-Za-z0-9+/_\s-]+={0,2}\s*$/.test(written);
  return new Uint8Array(base64 ? Buffer.from(written, 'base64') : bytes);
}

/** The certificates of a file in the order they stand, in DER: any number in PEM, or one in DER or base64. Refuses a file without any. */
export function readCertificateFile(bytes: Uint8Array, file: string): [Uint8Array, ...Uint8Array[]] {
  const blocks = [...new TextDecoder('latin1').decode(bytes).matchAll(armoured)];
  const [first, ...rest] = blocks.map(([, body = '']) => new Uint8Array(Buffer.from(body, 'base64')));
  const found: [Uint8Array, ...Uint8Array[]] = [first ?? unarmoured(bytes), ...rest];
  // DER of a certificate is a SEQUENCE; of anything else the reader would speak in terms that are no help here.
  if (found[0][0] !== 0x30)
    throw new Failure(
      text(`${file} innehåller inget certifikat.`, `${file} contains no certificate.`),
      text(
        'Ange en fil i formatet PEM (-----BEGIN CERTIFICATE-----) eller DER.',
        'Give a file in PEM (-----BEGIN CERTIFICATE-----) or DER.',
      ),
    );
  for (const der of found) readCertificate(der);
  return found;
}

/** The same certificates with the one that issued none of the others first, where there is just one such. */
export function ownFirst(certificates: readonly [Uint8Array, ...Uint8Array[]]): [Uint8Array, ...Uint8Array[]] {
  const facts = certificates.map(readCertificate);
  const leaves = facts.filter((one) => !facts.some((other) => other !== one && equalBytes(other.issuer, one.subject)));
  const [own, ...more] = leaves;
  if (!own || more.length > 0) return [...certificates];
  return [own.der, ...certificates.filter((der) => !equalBytes(der, own.der))];
}
