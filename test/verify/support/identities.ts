import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bits, bool, int, nil, octets, oid, seq, set, time, tlv, utf8 } from './der-writer.js';

export interface Identity {
  name: string;
  key: KeyObject;
  /** DER of the certificate, and of the names and the serial number in it. */
  der: Uint8Array;
  subject: Uint8Array;
  issuer: Uint8Array;
  serial: Uint8Array;
}

export const ids = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
  rsa: '1.2.840.113549.1.1.1',
  sha1Rsa: '1.2.840.113549.1.1.5',
  sha256Rsa: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;

export const sha256Identifier = seq(oid(ids.sha256));

const rdn = (name: string): Uint8Array => seq(set(seq(oid('2.5.4.3'), utf8(name))));

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  seq(oid(id), ...(critical ? [bool(true)] : []), octets(value));

export interface CertificateOptions {
  /** `undefined`: an end entity. */
  ca?: { path?: number } | undefined;
  keyUsage?: Uint8Array | null;
  from?: Date;
  until?: Date;
  purposes?: string[];
  criticalUnknown?: boolean;
  key?: { publicKey: KeyObject; privateKey: KeyObject };
  hash?: 'sha256' | 'sha1';
}

let nextSerial = 1000;

export const ecKey = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const rsaKey = (modulusLength = 2048): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('rsa', { modulusLength });

const signatureIdentifier = (key: KeyObject, hash: string): Uint8Array => {
  if (key.asymmetricKeyType === 'rsa') return seq(oid(hash === 'sha1' ? ids.sha1Rsa : ids.sha256Rsa), nil);
  return seq(oid(hash === 'sha1' ? '1.2.840.10045.4.1' : ids.ecdsaSha256));
};

/** A certificate for `name`, issued by `issuer` or by itself. */
export function identity(name: string, issuer: Identity | null, options: CertificateOptions = {}): Identity {
  const { publicKey, privateKey } = options.key ?? ecKey();
  const signingKey = issuer?.key ?? privateKey;
  const subject = rdn(name);
  const hash = options.hash ?? 'sha256';
  const algorithm = signatureIdentifier(signingKey, hash);
  const usage =
    options.keyUsage === undefined
      ? options.ca
        ? bits(Uint8Array.of(0x06), 1)
        : bits(Uint8Array.of(0xc0), 6)
      : options.keyUsage;
  const extensions = [
    ...(options.ca
      ? [
          extension(
            '2.5.29.19',
            true,
            seq(bool(true), ...(options.ca.path === undefined ? [] : [int(options.ca.path)])),
          ),
        ]
      : []),
    ...(usage ? [extension('2.5.29.15', true, usage)] : []),
    ...(options.purposes ? [extension('2.5.29.37', false, seq(...options.purposes.map(oid)))] : []),
    ...(options.criticalUnknown ? [extension('1.2.3.4.5', true, nil)] : []),
  ];
  nextSerial += 1;
  const serial = int(nextSerial);
  const signed = seq(
    tlv(0xa0, int(2)),
    serial,
    algorithm,
    issuer?.subject ?? subject,
    seq(
      time(options.from ?? new Date('2020-01-01T00:00:00Z')),
      time(options.until ?? new Date('2040-01-01T00:00:00Z')),
    ),
    subject,
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    ...(extensions.length > 0 ? [tlv(0xa3, seq(...extensions))] : []),
  );
  const der = seq(signed, algorithm, bits(sign(hash, signed, signingKey)));
  return { name, key: privateKey, der, subject, issuer: issuer?.subject ?? subject, serial };
}

export const sha = (bytes: Uint8Array, hash = 'sha256'): Uint8Array => createHash(hash).update(bytes).digest();

/** A small world: a root, an authority under it, and two signers of that authority. */
export function world(): { root: Identity; authority: Identity; anna: Identity; bo: Identity; stranger: Identity } {
  const root = identity('Exempelrot (TEST)', null, { ca: {} });
  const authority = identity('Exempelutfärdare (TEST)', root, { ca: { path: 0 } });
  const anna = identity('Anna Exempel (TEST)', authority);
  const bo = identity('Bo Prov (TEST)', authority);
  const stranger = identity('Främling', null);
  return { root, authority, anna, bo, stranger };
}
