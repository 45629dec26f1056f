import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { BitString } from 'asn1js';
import { Certificate } from 'pkijs';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { compareBytes } from './der.js';

/** What signing needs to know of an X.509 certificate (RFC 5280, 4.1). */
export interface CertificateFacts {
  der: Uint8Array;
  /** DER of the names. */
  subject: Uint8Array;
  issuer: Uint8Array;
  /** DER of the serial number, tag and length included. */
  serial: Uint8Array;
  commonName: string | undefined;
  organisation: string | undefined;
  issuerName: string | undefined;
  notBefore: Date;
  notAfter: Date;
  publicKey: KeyObject;
  /** The bits that are set in keyUsage, 0 being digitalSignature; `undefined` without the extension (4.2.1.3). */
  keyUsage: ReadonlySet<number> | undefined;
}

const nameIn = (name: Certificate['subject'], type: string): string | undefined => {
  const value: unknown = name.typesAndValues.find((item) => item.type === type)?.value.valueBlock.value;
  return typeof value === 'string' ? value : undefined;
};

function bits(value: BitString): Set<number> {
  const set = new Set<number>();
  value.valueBlock.valueHexView.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) if (byte & (0x80 >> bit)) set.add(index * 8 + bit);
  });
  return set;
}

/** Reads a certificate in DER. Refuses what is not one, or has a key of an unknown kind. */
export function readCertificate(der: Uint8Array): CertificateFacts {
  try {
    const certificate = Certificate.fromBER(der);
    const usage: unknown = certificate.extensions?.find((extension) => extension.extnID === '2.5.29.15')?.parsedValue;
    const spki = Buffer.from(certificate.subjectPublicKeyInfo.toSchema().toBER());
    return {
      der,
      subject: new Uint8Array(certificate.subject.valueBeforeDecode),
      issuer: new Uint8Array(certificate.issuer.valueBeforeDecode),
      serial: new Uint8Array(certificate.serialNumber.toBER()),
      commonName: nameIn(certificate.subject, '2.5.4.3'),
      organisation: nameIn(certificate.subject, '2.5.4.10'),
      issuerName: nameIn(certificate.issuer, '2.5.4.3'),
      notBefore: certificate.notBefore.value,
      notAfter: certificate.notAfter.value,
      publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
      keyUsage: usage instanceof BitString ? bits(usage) : undefined,
    };
  } catch {
    throw new Failure(
      text('Certifikatet går inte att läsa.', 'The certificate cannot be read.'),
      text(
        'Exportera nyckeln och certifikatet på nytt från den som har utfärdat dem.',
        'Export the key and the certificate again from whoever issued them.',
      ),
    );
  }
}

/** What people call the subject: its common name, else its organisation. */
export const subjectName = (certificate: CertificateFacts): string =>
  certificate.commonName ?? certificate.organisation ?? '?';

const same = (one: Uint8Array, other: Uint8Array): boolean => compareBytes(one, other) === 0;

/** The certificate and its issuers, in order, as far as `others` goes; a root ends the chain (RFC 5280, 6.1). */
export function chainOf(leaf: CertificateFacts, others: readonly CertificateFacts[]): CertificateFacts[] {
  const chain = [leaf];
  for (let last = leaf; !same(last.subject, last.issuer);) {
    const issuer = others.find((other) => same(other.subject, last.issuer) && !chain.includes(other));
    if (!issuer) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

/** PEM of a certificate (RFC 7468, 5). */
export function certificatePem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
