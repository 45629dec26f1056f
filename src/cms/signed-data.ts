import { createHash } from 'node:crypto';
import type { CertificateFacts } from './certificate.js';
import { element, integer, octets, oid, sequence, setOf, sorted } from './der.js';
import { digestIdentifier, signatureIdentifier } from './signature-algorithm.js';
import type { SignatureAlgorithm } from './signature-algorithm.js';

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const attribute = (id: string, value: Uint8Array): Uint8Array => sequence(oid(id), setOf([value]));

/**
 * SigningCertificateV2 (RFC 5035, 3): the SHA-256 digest of the signer's certificate. The hash algorithm is the default and therefore
 * left out, and so is issuerSerial (ETSI EN 319 122-1, 6.3 g).
 */
function signingCertificate(certificate: CertificateFacts): Uint8Array {
  const hash = createHash('sha256').update(certificate.der).digest();
  return sequence(sequence(sequence(octets(hash))));
}

/**
 * The bytes a signer signs: DER of SignedAttributes as a SET OF (RFC 5652, 5.4), with content-type, message-digest and
 * signing-certificate-v2. There is no signing-time: in PAdES the time is `/M` (ETSI EN 319 142-1, 6.3).
 */
export function signedAttributes(messageDigest: Uint8Array, certificate: CertificateFacts): Uint8Array<ArrayBuffer> {
  return setOf([
    attribute(ids.contentType, oid(ids.data)),
    attribute(ids.messageDigest, octets(messageDigest)),
    attribute(ids.signingCertificateV2, signingCertificate(certificate)),
  ]);
}

/** An unsigned attribute, such as a signature time-stamp: its type and the DER of its values. */
export interface UnsignedAttribute {
  id: string;
  values: readonly Uint8Array[];
}

/** What a detached signature is put together from. */
export interface SignedParts {
  /** From {@link signedAttributes}. */
  attributes: Uint8Array;
  /** The signature value over them, as the algorithm has it in CMS. */
  value: Uint8Array;
  algorithm: SignatureAlgorithm;
  /** The signer's certificate first; all of them are included. */
  chain: readonly [CertificateFacts, ...CertificateFacts[]];
  unsigned?: readonly UnsignedAttribute[];
}

/** DER of ContentInfo with a detached SignedData, version 1, one signer (RFC 5652, 5.1). */
export function assembleSignedData(parts: SignedParts): Uint8Array<ArrayBuffer> {
  const { attributes, value, algorithm, chain, unsigned = [] } = parts;
  const [signer] = chain;
  const digest = digestIdentifier(algorithm.hash);
  // Inside SignerInfo the same octets carry the tag [0] instead of SET OF.
  const implicit = Uint8Array.from(attributes);
  implicit[0] = 0xa0;
  const unsignedDer = unsigned.map(({ id, values }) => sequence(oid(id), setOf(values)));
  const signerInfo = sequence(
    integer(1),
    sequence(signer.issuer, element(0x02, signer.serial)),
    digest,
    implicit,
    signatureIdentifier(algorithm),
    octets(value),
    ...(unsignedDer.length > 0 ? [element(0xa1, ...sorted(unsignedDer))] : []),
  );
  const signedData = sequence(
    integer(1),
    setOf([digest]),
    sequence(oid(ids.data)),
    element(0xa0, ...sorted(chain.map(({ der }) => der))),
    setOf([signerInfo]),
  );
  return sequence(oid(ids.signedData), element(0xa0, signedData));
}

/** How long the finished CMS is at most, when the signature value takes `valueLength` bytes: for reserving its place. */
export function signedDataLength(parts: Omit<SignedParts, 'value'>, valueLength: number): number {
  return assembleSignedData({ ...parts, value: new Uint8Array(valueLength).fill(0xff) }).length;
}
