import { createHash, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { signatureIdentifier, signatureValue } from './algorithms.js';
import { bits, bool, context, distinguishedName, elements, extension, inside, int, integer, nil } from './der.js';
import { octets, oid, primitive, seq, x509Time } from './der.js';
import type { Row } from './table.js';

const day = 86_400_000;
const usageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
};
const purposeIds = { serverAuth: 1, clientAuth: 2, emailProtection: 4, timeStamping: 8, ocspSigning: 9 };

/** A certificate with its private key. */
export interface Issued {
  id: string;
  row: Row;
  certificate: Uint8Array;
  /** DER of the subject's name. */
  subject: Uint8Array;
  serial: Uint8Array;
  key: KeyObject;
}

/** What a certificate is made from, beside its row. */
export interface IssueRequest {
  id: string;
  row: Row;
  key: KeyObject;
  /** `undefined`: issues itself. */
  issuer: Issued | undefined;
  now: Date;
  /** Where the servers will answer: `http://127.0.0.1:PORT`. */
  base: string;
  policies: Record<string, string>;
}

/** The bits of the public key, hashed (RFC 5280, 4.2.1.2). */
export function keyHash(key: KeyObject, hash = 'sha1'): Uint8Array {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const [, bitString] = inside(elements(spki)[0]);
  return createHash(hash)
    .update((bitString?.contents ?? Buffer.alloc(1)).subarray(1))
    .digest();
}

function keyUsage(names: readonly (keyof typeof usageBits)[]): Uint8Array {
  const value = names.reduce((sum, name) => sum | (0x80 >> usageBits[name]), 0);
  const unused = Math.log2(value & -value);
  return bits(Uint8Array.of(value), unused);
}

const usageOf = ({ kind, usage }: Row): (keyof typeof usageBits)[] =>
  usage ??
  (kind === 'authority'
    ? ['keyCertSign', 'cRLSign', 'digitalSignature']
    : kind === 'signer'
      ? ['digitalSignature', 'nonRepudiation']
      : ['digitalSignature']);

const purposesOf = ({ kind, purposes }: Row): (keyof typeof purposeIds)[] =>
  kind === 'tsa' ? ['timeStamping'] : kind === 'ocsp' ? ['ocspSigning'] : (purposes ?? []);

const uri = (value: string): Uint8Array => primitive(6, Buffer.from(value, 'latin1'));

function nameConstraints({ permitted, excludedMail }: Row): Uint8Array {
  const name = permitted && distinguishedName({ country: 'SE', organisation: permitted.organisation });
  return seq(
    ...(name ? [context(0, seq(context(4, name)))] : []),
    ...(excludedMail ? [context(1, seq(primitive(1, Buffer.from(excludedMail))))] : []),
  );
}

function sources({ base, issuer, row }: IssueRequest): Uint8Array[] {
  if (!issuer || !row.source) return [];
  const { publishes } = issuer.row;
  const access = [
    ...(publishes.includes('ocsp') && !row.noCheck
      ? [seq(oid('1.3.6.1.5.5.7.48.1'), uri(`${base}/ocsp/${issuer.id}`))]
      : []),
    seq(oid('1.3.6.1.5.5.7.48.2'), uri(`${base}/ca/${issuer.id}.cer`)),
  ];
  const points = publishes.includes('crl') && !row.noCheck;
  return [
    extension('1.3.6.1.5.5.7.1.1', false, seq(...access)),
    ...(points
      ? [extension('2.5.29.31', false, seq(seq(context(0, context(0, uri(`${base}/crl/${issuer.id}.crl`))))))]
      : []),
  ];
}

function extensionsOf(request: IssueRequest): Uint8Array[] {
  const { row, key, issuer, policies } = request;
  const authority = row.kind === 'authority';
  const purposes = purposesOf(row).map((name) => oid(`1.3.6.1.5.5.7.3.${purposeIds[name]}`));
  const made = [
    ...(authority
      ? [extension('2.5.29.19', true, seq(bool(true), ...(row.path === undefined ? [] : [int(row.path)])))]
      : []),
    extension('2.5.29.15', true, keyUsage(usageOf(row))),
    extension('2.5.29.14', false, octets(keyHash(key))),
    extension('2.5.29.35', false, seq(primitive(0, keyHash(issuer?.key ?? key)))),
    // A TSA's purpose is critical, and the only one (RFC 3161, 2.3).
    ...(purposes.length > 0 ? [extension('2.5.29.37', row.kind === 'tsa', seq(...purposes))] : []),
    ...(row.mail ? [extension('2.5.29.17', false, seq(primitive(1, Buffer.from(row.mail))))] : []),
    ...(row.permitted || row.excludedMail ? [extension('2.5.29.30', true, nameConstraints(row))] : []),
    ...(row.policies.length > 0
      ? [extension('2.5.29.32', false, seq(...row.policies.map((name) => seq(oid(policies[name] ?? name)))))]
      : []),
    ...(row.requireExplicitPolicy === undefined
      ? []
      : [extension('2.5.29.36', true, seq(primitive(0, Uint8Array.of(row.requireExplicitPolicy))))]),
    ...sources(request),
    ...(row.noRevAvail ? [extension('2.5.29.56', false, nil)] : []),
    ...(row.noCheck ? [extension('1.3.6.1.5.5.7.48.1.5', false, nil)] : []),
  ];
  return made;
}

/** Issues the certificate of one row. Serial numbers follow from the row's id, so that a table gives the same ones every time. */
export function issue(request: IssueRequest): Issued {
  const { id, row, key, issuer, now } = request;
  const { givenName, surname, serialNumber, organisation } = row;
  const signingKey = issuer?.key ?? key;
  const serial = Buffer.concat([Uint8Array.of(0x51), createHash('sha256').update(id).digest().subarray(0, 15)]);
  const subject = distinguishedName({
    country: 'SE',
    organisation: organisation ?? (row.kind === 'signer' ? undefined : 'Fardplan TEST'),
    commonName: `${row.name} (TEST)`,
    givenName,
    surname,
    serialNumber,
  });
  const algorithm = signatureIdentifier(signingKey, row.hash, row.scheme);
  const body = seq(
    context(0, int(2)),
    integer(serial),
    algorithm,
    issuer?.subject ?? subject,
    seq(x509Time(new Date(now.getTime() + row.from * day)), x509Time(new Date(now.getTime() + row.until * day))),
    subject,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    context(3, seq(...extensionsOf(request))),
  );
  const certificate = seq(body, algorithm, bits(signatureValue(signingKey, row.hash, body, row.scheme)));
  return { id, row, certificate: new Uint8Array(certificate), subject, serial, key };
}
