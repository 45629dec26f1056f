import { readTimestampToken } from '../cms/read-timestamp.js';
import { readable } from '../cms/revocation-ocsp.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { readSignedData } from '../cms/verify-signed-data.js';
import type { ReadSignedData } from '../cms/verify-signed-data.js';
import { Failure } from '../core/failure.js';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { PdfBase } from '../pdf/incremental-base.js';
import { signatureValues } from '../pdf/signature-values.js';

/** Whose certificate something rests on, and by when it is proved to have existed. */
export interface HeldSigner {
  certificate: ReadCertificate;
  /** The earliest time-stamp over it; `null` when there is none. */
  provenAt: Date | null;
}

/** A signature or a document time-stamp that a file holds, with what its value says. */
export interface HeldSignature {
  field: string;
  kind: 'signature' | 'timestamp';
  contents: Uint8Array;
  /** Its signer first, then the authorities of its own time-stamps. */
  signers: HeldSigner[];
  /** Certificates that came in it. */
  certificates: ReadCertificate[];
}

/** The certificate that signed data points out, among those that came with it. */
function signerOf({ signer, certificates }: ReadSignedData): ReadCertificate | undefined {
  return readable(certificates).find((certificate) =>
    'issuer' in signer
      ? equalBytes(signer.issuer, certificate.issuer) && equalBytes(signer.serial, certificate.serial)
      : certificate.subjectKeyId !== null && equalBytes(signer.subjectKeyId, certificate.subjectKeyId),
  );
}

const unreadable = (field: string, sv: string, en: string): Failure =>
  new Failure(
    text(
      `Underskriften i fältet ${field} kan inte höjas. ${sv}`,
      `The signature in the field ${field} cannot be raised. ${en}`,
    ),
    text('Se vad fardplan verify säger om filen.', 'See what fardplan verify says of the file.'),
  );

function inside(
  field: string,
  data: ReadSignedData,
): { certificate: ReadCertificate; certificates: ReadCertificate[] } {
  const certificate = signerOf(data);
  if (!certificate) throw unreadable(field, 'Dess certifikat saknas.', 'Its certificate is missing.');
  return { certificate, certificates: readable(data.certificates) };
}

function readValue(field: string, kind: string, contents: Uint8Array): { held: HeldSignature; time: Date | null } {
  if (kind === 'ETSI.RFC3161') {
    const { cms, time } = readTimestampToken(contents, { padded: true });
    const { certificate, certificates } = inside(field, cms);
    const signers = [{ certificate, provenAt: null }];
    return { held: { field, kind: 'timestamp', contents, signers, certificates }, time };
  }
  if (kind !== 'ETSI.CAdES.detached' && kind !== 'adbe.pkcs7.detached')
    throw unreadable(field, `Den är av slaget ${kind}.`, `It is of the kind ${kind}.`);
  const data = readSignedData(contents);
  const { certificate, certificates } = inside(field, data);
  const tokens = data.timestamps.map((der) => readTimestampToken(der));
  const stamps = tokens.map((token) => ({ ...inside(field, token.cms), time: token.time }));
  const [first = null] = stamps.map(({ time }) => time).sort((one, other) => one.getTime() - other.getTime());
  const signers = [
    { certificate, provenAt: first },
    ...stamps.map((stamp) => ({ certificate: stamp.certificate, provenAt: null })),
  ];
  const all = [...certificates, ...stamps.flatMap((stamp) => stamp.certificates)];
  return { held: { field, kind: 'signature', contents, signers, certificates: all }, time: null };
}

/** Everything that stands signed in a file, in the order it was signed. Refuses a value that cannot be read. */
export function heldSignatures(base: PdfBase): HeldSignature[] {
  const found = signatureValues(base).map(({ field, kind, contents }) => {
    try {
      return readValue(field, kind, contents);
    } catch (error) {
      if (error instanceof Malformed) throw unreadable(field, error.text.sv, error.text.en);
      throw error;
    }
  });
  // A document time-stamp proves everything before it.
  let next: Date | null = null;
  for (const { held, time } of found.toReversed()) {
    for (const signer of held.signers) signer.provenAt ??= next;
    next = time ?? next;
  }
  return found.map(({ held }) => held);
}
