import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';

/** What a trust file holds: certificates in DER, and what in it could not be used. */
export interface Trust {
  certificates: Uint8Array<ArrayBuffer>[];
  problems: Text[];
}

const block = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----([^-]*)-----END \1-----/g;

function unarmoured(body: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(body, 'base64'));
}

/**
 * Reads trusted issuers from the bytes of one file: one certificate in DER, or any number in PEM with other text between them (RFC 7468). `file` is the
 * name to use in messages.
 */
export function readTrust(bytes: Uint8Array, file: string): Trust {
  const trust: Trust = { certificates: [], problems: [] };
  const written = new TextDecoder('latin1').decode(bytes);
  const candidates = [...written.matchAll(block)].map((match) => unarmoured(match[2] ?? ''));
  if (candidates.length === 0 && bytes[0] === 0x30) candidates.push(new Uint8Array(bytes));
  candidates.forEach((der, index) => {
    try {
      readStrictCertificate(der);
      if (!trust.certificates.some((each) => equalBytes(each, der))) trust.certificates.push(der);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      trust.problems.push(
        text(
          `Certifikat ${index + 1} i ${file} går inte att läsa och används inte. ${error.text.sv}`,
          `Certificate ${index + 1} in ${file} cannot be read and is not used. ${error.text.en}`,
        ),
      );
    }
  });
  if (candidates.length === 0) {
    trust.problems.push(
      text(
        `${file} innehåller inget certifikat. Ange en fil i formatet PEM (-----BEGIN CERTIFICATE-----) eller DER.`,
        `${file} contains no certificate. Give a file in PEM (-----BEGIN CERTIFICATE-----) or DER.`,
      ),
    );
  }
  return trust;
}
