import { createHash } from 'node:crypto';
import { readCertificate, subjectName } from '../cms/certificate.js';
import type { CertificateFacts } from '../cms/certificate.js';
import { digestLength } from '../cms/signature-algorithm.js';
import type { SignatureHash } from '../cms/signature-algorithm.js';
import { assembleSignedData, signedAttributes, signedDataLength } from '../cms/signed-data.js';
import type { UnsignedAttribute } from '../cms/signed-data.js';
import { checkUsable, signingAlgorithm } from '../cms/signing-certificate.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { readBase } from '../pdf/incremental-base.js';
import type { PdfBase } from '../pdf/incremental-base.js';
import type { SignatureField } from '../pdf/signature-fields.js';
import { chooseField, digestOf, fillSignature, prepareSignature } from '../pdf/signature-prepare.js';
import type { PreparedSignature } from '../pdf/signature-prepare.js';
import { shownTime } from '../pdf/signature-time.js';
import type { Signer } from '../signers/_contract.js';
import type { TimeStamping } from './time-stamping.js';

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
  /** Time-stamps the signature value, for level B-T. The authority is tried before the signer is opened. */
  stamping?: TimeStamping | undefined;
  /** May refuse the signer's chain, before anything is signed. */
  approve?: ((chain: readonly [CertificateFacts, ...CertificateFacts[]]) => Promise<void>) | undefined;
}

/** The signed file and what was done to it. */
export interface Signed {
  pdf: Uint8Array<ArrayBuffer>;
  field: string;
  /** The certificate's common name. */
  signer: string;
  level: 'B-B' | 'B-T';
}

function readChain(signer: Signer, at: Date): [CertificateFacts, ...CertificateFacts[]] {
  const [own, ...issuers] = signer.chain;
  const certificate = readCertificate(own);
  checkUsable(certificate, at);
  // Whatever the source of signatures says, a weak key is refused here.
  signingAlgorithm(certificate);
  return [certificate, ...issuers.map(readCertificate)];
}

/** id-aa-signatureTimeStampToken (RFC 3161, appendix A). */
const signatureTimestamp = '1.2.840.113549.1.9.16.2.14';

/** A time-stamp over a signature value, as the unsigned attribute that carries it. */
export async function timestampAttribute(
  stamping: TimeStamping,
  hash: SignatureHash,
  value: Uint8Array,
): Promise<UnsignedAttribute> {
  const { token } = await stamping.stamp(hash, createHash(hash).update(value).digest());
  return { id: signatureTimestamp, values: [token] };
}

async function attempt(
  base: PdfBase,
  field: SignatureField | undefined,
  request: SignRequest,
  signer: Signer,
  chain: readonly [CertificateFacts, ...CertificateFacts[]],
  room: number,
): Promise<PreparedSignature & { cms: Uint8Array<ArrayBuffer> }> {
  const { at, reason, location, stamping } = request;
  const { algorithm } = signer;
  const who = subjectName(chain[0]);
  // A dry run with a digest of the right length tells how much room the signature takes.
  const sample = signedAttributes(new Uint8Array(digestLength(algorithm.hash)), chain[0]);
  const reserve = signedDataLength({ attributes: sample, algorithm, chain }, signer.signatureLength) + room;
  const facts = { at, name: request.name ?? who, reason, location };
  const lines = [`Elektroniskt undertecknad av ${who}`, shownTime(at)];
  const edDsa = algorithm.scheme === 'Ed25519';
  const prepared = prepareSignature(base, field, facts, { label: lines.join(' '), lines }, reserve, { edDsa });

  const attributes = signedAttributes(digestOf(prepared, algorithm.hash), chain[0]);
  const value = await signer.sign(attributes);
  if (value.length > signer.signatureLength)
    throw new Failure(
      text('Signaturen blev större än väntat.', 'The signature became larger than expected.'),
      text('Försök igen med en annan nyckel.', 'Try again with another key.'),
    );
  const parts = { attributes, value, algorithm, chain };
  if (!stamping) return { ...prepared, cms: assembleSignedData(parts) };
  const unsigned = [await timestampAttribute(stamping, algorithm.hash, value)];
  return { ...prepared, cms: assembleSignedData({ ...parts, unsigned }) };
}

/** Where one confirmation covers several signatures, a second one for the same file cannot be had. */
function noRoom(error?: unknown): never {
  if (error instanceof Failure) throw error;
  throw new Failure(
    text('Tidsstämpeln får inte plats.', 'There is no room for the time-stamp.'),
    text('Försök igen, eller ange en annan tjänst med --tsa.', 'Try again, or give another authority with --tsa.'),
  );
}

/**
 * Signs a PDF as PAdES B-B, or B-T with a time-stamp over the signature value (ETSI EN 319 142-1, 6), with one incremental update; the given
 * bytes are an untouched prefix of the result. Refuses a file that is not a whole, unencrypted PDF, a field that is unknown or signed, a
 * certificate that may not be used, and a time-stamp that does not hold.
 */
export async function signPdf(pdf: Uint8Array, request: SignRequest): Promise<Signed> {
  const { at, stamping } = request;
  const base = readBase(pdf);
  const field = chooseField(base, request.field);
  // The attribute around the token takes some bytes too.
  const room = stamping ? (await stamping.room()) + 64 : 0;
  const signer = typeof request.signer === 'function' ? await request.signer() : request.signer;
  const chain = readChain(signer, at);
  await request.approve?.(chain);
  let made = await attempt(base, field, request, signer, chain, room);
  // The place is part of what is signed, so a larger one needs a signature of its own.
  const excess = made.cms.length - made.reserve;
  if (excess > 0) made = await attempt(base, field, request, signer, chain, room + excess + 1024).catch(noRoom);
  if (made.cms.length > made.reserve) noRoom();
  const level = stamping ? 'B-T' : 'B-B';
  return { pdf: fillSignature(made, made.cms), field: made.field, signer: subjectName(chain[0]), level };
}
