import { createHash } from 'node:crypto';
import type { webcrypto } from 'node:crypto';
import { BitString, Integer, Null, OctetString } from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  PublicKeyInfo,
  Time,
  TimeType,
} from 'pkijs';
import { distinguishedName } from './distinguished-name.js';

/** What a certificate to be issued says. */
export interface CertificateRequest {
  commonName: string;
  organisation?: string | undefined;
  /** SubjectPublicKeyInfo in DER. */
  publicKey: Uint8Array;
  /** A certification authority, or a person who signs documents. */
  role: 'authority' | 'signer';
  notBefore: Date;
  notAfter: Date;
  /** Sixteen random bytes. */
  serial: Uint8Array;
}

/** Who issues: the authority's certificate (none when it issues its own) and private key. */
export interface Issuer {
  certificate?: Uint8Array | undefined;
  privateKey: webcrypto.CryptoKey;
}

/** RFC 7093, 2, method 1: the first 160 bits of the SHA-256 of the public key's bits. */
function keyIdentifier(key: PublicKeyInfo): OctetString {
  const digest = createHash('sha256').update(key.subjectPublicKey.valueBlock.valueHexView).digest().subarray(0, 20);
  return new OctetString({ valueHex: Uint8Array.from(digest) });
}

/** UTCTime up to 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
const time = (value: Date): Time =>
  new Time({ type: value.getUTCFullYear() < 2050 ? TimeType.UTCTime : TimeType.GeneralizedTime, value });

function positive(serial: Uint8Array): Integer {
  const bytes = Uint8Array.from(serial);
  // A positive number without leading zeros, whatever the random bytes were.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return new Integer({ valueHex: bytes });
}

/**
 * Issues an X.509 v3 certificate (RFC 5280) with SHA-256. Returns it in DER. A signer's has no extended key usage: document signing
 * (RFC 9336) would say more, but verifiers built on NSS do not know it and then cannot judge the chain.
 */
export async function issueCertificate(
  request: CertificateRequest,
  issuer: Issuer,
  subtle: webcrypto.SubtleCrypto,
): Promise<Uint8Array<ArrayBuffer>> {
  const authority = request.role === 'authority';
  const parent = issuer.certificate ? Certificate.fromBER(issuer.certificate) : undefined;
  const subject = distinguishedName(request);
  const publicKey = PublicKeyInfo.fromBER(request.publicKey);
  const extension = (extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension =>
    new Extension({ extnID, critical, extnValue: value.toBER() });
  // digitalSignature and nonRepudiation for a signer, keyCertSign and cRLSign for an authority, with the unused bits counted.
  const usage = authority
    ? new BitString({ valueHex: Uint8Array.of(0x06), unusedBits: 1 })
    : new BitString({ valueHex: Uint8Array.of(0xc0), unusedBits: 6 });
  const extensions = [
    extension('2.5.29.19', true, new BasicConstraints(authority ? { cA: true } : {}).toSchema()),
    extension('2.5.29.15', true, usage),
    extension('2.5.29.14', false, keyIdentifier(publicKey)),
    extension(
      '2.5.29.35',
      false,
      new AuthorityKeyIdentifier({
        keyIdentifier: new OctetString({
          idBlock: { tagClass: 3, tagNumber: 0 },
          valueHex: keyIdentifier(parent?.subjectPublicKeyInfo ?? publicKey).getValue(),
        }),
      }).toSchema(),
    ),
  ];
  // Nobody publishes revocations here, and the certificate says so (RFC 9608), so that verifiers need not look for any.
  if (!authority) extensions.push(extension('2.5.29.56', false, new Null()));
  const certificate = new Certificate({
    version: 2,
    serialNumber: positive(request.serial),
    subject,
    issuer: parent?.subject ?? subject,
    notBefore: time(request.notBefore),
    notAfter: time(request.notAfter),
    subjectPublicKeyInfo: publicKey,
  });
  certificate.extensions = extensions;
  const crypto = new CryptoEngine({ name: 'issue', crypto: { subtle }, subtle });
  await certificate.sign(issuer.privateKey, 'SHA-256', crypto);
  return new Uint8Array(certificate.toSchema(true).toBER());
}
