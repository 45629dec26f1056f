import { constants, sign } from 'node:crypto';
import { int, nil, octets, oid, seq, set, tlv } from './der-writer.js';
import { ids, sha, sha256Identifier } from './identities.js';
import type { Identity } from './identities.js';

/** What a test may bend about a CMS signature; everything left out is as it should be. */
export interface CmsOptions {
  version?: number;
  signerVersion?: number;
  certificates?: Uint8Array[];
  crls?: Uint8Array[];
  digestSet?: Uint8Array[];
  hash?: 'sha256' | 'sha512' | 'sha1';
  signatureIdentifier?: Uint8Array;
  pss?: boolean;
  /** Name the certificate in signing-certificate-v2: this one, or none. */
  ess?: Identity | null;
  signingTime?: boolean;
  protection?: boolean;
  extraAttributes?: Uint8Array[];
  unsigned?: Uint8Array[];
  /** Makes time-stamp tokens over the signature value. */
  stamp?: (value: Uint8Array) => Uint8Array[];
  sid?: Identity;
  signers?: number;
  contentType?: string;
}

const attribute = (id: string, value: Uint8Array): Uint8Array => seq(oid(id), set(value));
const hashIds = { sha1: ids.sha1, sha256: ids.sha256, sha512: ids.sha512 };

const pssIdentifier = seq(
  oid('1.2.840.113549.1.1.10'),
  seq(tlv(0xa0, sha256Identifier), tlv(0xa1, seq(oid('1.2.840.113549.1.1.8'), sha256Identifier)), tlv(0xa2, int(32))),
);

function identifierFor(signer: Identity, options: CmsOptions): Uint8Array {
  if (options.signatureIdentifier) return options.signatureIdentifier;
  if (options.pss) return pssIdentifier;
  const rsa = { sha1: ids.sha1Rsa, sha256: ids.sha256Rsa, sha512: '1.2.840.113549.1.1.13' };
  const ec = { sha1: '1.2.840.10045.4.1', sha256: ids.ecdsaSha256, sha512: '1.2.840.10045.4.3.4' };
  const hash = options.hash ?? 'sha256';
  return signer.key.asymmetricKeyType === 'rsa' ? seq(oid(rsa[hash]), nil) : seq(oid(ec[hash]));
}

/** A detached CMS signature over `data`. */
export function cms(data: Uint8Array, signer: Identity, chain: Identity[], options: CmsOptions = {}): Uint8Array {
  const hash = options.hash ?? 'sha256';
  const digestIdentifier = seq(oid(hashIds[hash]));
  const signatureIdentifier = identifierFor(signer, options);
  const bound = options.ess === undefined ? signer : options.ess;
  const attributes = set(
    attribute('1.2.840.113549.1.9.3', oid(options.contentType ?? '1.2.840.113549.1.7.1')),
    attribute('1.2.840.113549.1.9.4', octets(sha(data, hash))),
    ...(bound ? [attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(octets(sha(bound.der))))))] : []),
    ...(options.signingTime ? [attribute('1.2.840.113549.1.9.5', tlv(0x17, Buffer.from('240101120000Z')))] : []),
    ...(options.protection
      ? [attribute('1.2.840.113549.1.9.52', seq(digestIdentifier, tlv(0xa1, inner(signatureIdentifier))))]
      : []),
    ...(options.extraAttributes ?? []),
  );
  const value = sign(
    hash,
    attributes,
    options.pss ? { key: signer.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : signer.key,
  );
  const implicit = Uint8Array.from(attributes);
  implicit[0] = 0xa0;
  const stamps = options.stamp?.(value).map((token) => attribute('1.2.840.113549.1.9.16.2.14', token)) ?? [];
  const unsigned = [...(options.unsigned ?? []), ...stamps];
  const sid = options.sid ?? signer;
  const info = seq(
    int(options.signerVersion ?? 1),
    seq(sid.issuer, sid.serial),
    digestIdentifier,
    implicit,
    signatureIdentifier,
    octets(value),
    ...(unsigned.length > 0 ? [tlv(0xa1, ...unsigned)] : []),
  );
  const certificates = options.certificates ?? [signer, ...chain].map(({ der }) => der).sort(Buffer.compare);
  return seq(
    oid('1.2.840.113549.1.7.2'),
    tlv(
      0xa0,
      seq(
        int(options.version ?? 1),
        set(...(options.digestSet ?? [digestIdentifier])),
        seq(oid('1.2.840.113549.1.7.1')),
        tlv(0xa0, ...certificates),
        ...(options.crls ? [tlv(0xa1, ...options.crls)] : []),
        set(...Array.from({ length: options.signers ?? 1 }, () => info)),
      ),
    ),
  );
}

/** The contents of a short DER element. */
const inner = (element: Uint8Array): Uint8Array => element.subarray(2);
