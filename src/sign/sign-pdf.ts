import { readCertificate, subjectName } from '../cms/certificate.js';
import type { CertificateFacts } from '../cms/certificate.js';
import { digestLength } from '../cms/signature-algorithm.js';
import { assembleSignedData, signedAttributes, signedDataLength } from '../cms/signed-data.js';
import { checkUsable, signingAlgorithm } from '../cms/signing-certificate.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { readBase } from '../pdf/incremental-base.js';
import { chooseField, digestOf, fillSignature, prepareSignature } from '../pdf/signature-prepare.js';
import { shownTime } from '../pdf/signature-time.js';
import type { Signer } from '../signers/_contract.js';

/** What one signature is made from. */
export interface SignRequest {
  /** Opened only when the PDF can be signed, so that nobody is asked for a passphrase in vain. */
  signer: Signer | (() => Promise<Signer>);
  /** The claimed time. */
  at: Date;
  /** Name of the signature field; default: the first unsigned one, else a new one without a visible area. */
  field?: string | undefined;
  reason?: string | undefined;
  location?: string | undefined;
  /** For `/Name`; default: the certificate's common name. */
  name?: string | undefined;
}

/** The signed file and what was done to it. */
export interface Signed {
  pdf: Uint8Array<ArrayBuffer>;
  field: string;
  /** The certificate's common name. */
  signer: string;
  level: 'B-B';
}

function readChain(signer: Signer, at: Date): [CertificateFacts, ...CertificateFacts[]] {
  const [own, ...issuers] = signer.chain;
  const certificate = readCertificate(own);
  checkUsable(certificate, at);
  // Whatever the source of signatures says, a weak key is refused here.
  signingAlgorithm(certificate);
  return [certificate, ...issuers.map(readCertificate)];
}

/**
 * Signs a PDF as PAdES B-B (ETSI EN 319 142-1, 6) with one incremental update; the given bytes are an untouched prefix of the result.
 * Refuses a file that is not a whole, unencrypted PDF, a field that is unknown or signed, and a certificate that may not be used.
 */
export async function signPdf(pdf: Uint8Array, request: SignRequest): Promise<Signed> {
  const { at, reason, location } = request;
  const base = readBase(pdf);
  const field = chooseField(base, request.field);
  const signer = typeof request.signer === 'function' ? await request.signer() : request.signer;
  const chain = readChain(signer, at);
  const { algorithm } = signer;
  const who = subjectName(chain[0]);

  // A dry run with a digest of the right length tells how much room the signature takes.
  const sample = signedAttributes(new Uint8Array(digestLength(algorithm.hash)), chain[0]);
  const reserve = signedDataLength({ attributes: sample, algorithm, chain }, signer.signatureLength);
  const facts = { at, name: request.name ?? who, reason, location };
  const lines = [`Elektroniskt undertecknad av ${who}`, shownTime(at)];
  const prepared = prepareSignature(base, field, facts, { label: lines.join(' '), lines }, reserve);

  const attributes = signedAttributes(digestOf(prepared, algorithm.hash), chain[0]);
  const value = await signer.sign(attributes);
  if (value.length > signer.signatureLength)
    throw new Failure(
      text('Signaturen blev större än väntat.', 'The signature became larger than expected.'),
      text('Försök igen med en annan nyckel.', 'Try again with another key.'),
    );
  const cms = assembleSignedData({ attributes, value, algorithm, chain });
  return { pdf: fillSignature(prepared, cms), field: prepared.field, signer: who, level: 'B-B' };
}
