import type { webcrypto } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { certificatePem, readCertificate } from '../cms/certificate.js';
import { issueCertificate } from '../cms/issue-certificate.js';
import { readPkcs12 } from '../cms/pkcs12.js';
import { writePkcs12 } from '../cms/pkcs12-write.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

/** The name of the authority that issues test identities; whoever sees it shall know what it is worth. */
export const testAuthority = 'fardplan TEST CA – not for real decisions';

/** Keys that test identities can have: P-256 (`ec`), P-384, P-521, RSA with 3072 bits (`rsa`) or 4096, Ed25519. */
export const keyTypes = ['ec', 'ec-384', 'ec-521', 'rsa', 'rsa-4096', 'ed25519'] as const;

/** One of {@link keyTypes}. */
export type KeyType = (typeof keyTypes)[number];

/** What a test identity is made from. */
export interface IdentityRequest {
  /** The person; the certificate says `NAME (TEST)`. */
  name: string;
  organisation?: string | undefined;
  keyType: KeyType;
  /** How long the signer's certificate is valid. */
  days: number;
  at: Date;
  /** Protects the key files. */
  passphrase: string;
  random: (length: number) => Uint8Array;
  subtle: webcrypto.SubtleCrypto;
  /** The key file of a test authority that was made before, with the same passphrase, so that several signers share one. */
  authority?: { p12: Uint8Array; file: string } | undefined;
}

/** A test identity: key files in PKCS #12, and the authority's certificate to trust, in PEM. */
export interface Identity {
  commonName: string;
  p12: Uint8Array<ArrayBuffer>;
  authorityP12: Uint8Array;
  authorityPem: string;
  notAfter: Date;
}

interface Authority {
  certificate: Uint8Array;
  privateKey: webcrypto.CryptoKey;
  p12: Uint8Array;
}

const day = 86_400_000;
const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
const rsa = (modulusLength: number) => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
});

/** A new key pair in DER: SubjectPublicKeyInfo and PKCS #8. */
async function newKey(type: KeyType, subtle: webcrypto.SubtleCrypto): Promise<{ spki: Uint8Array; pkcs8: Uint8Array }> {
  if (type === 'ed25519') {
    // WebCrypto of the oldest supported Node warns that it is new to it.
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return {
      spki: publicKey.export({ format: 'der', type: 'spki' }),
      pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
    };
  }
  const usages = ['sign', 'verify'] as const;
  const pair = type.startsWith('rsa')
    ? await subtle.generateKey(rsa(type === 'rsa' ? 3072 : 4096), true, usages)
    : await subtle.generateKey(
        { ...p256, namedCurve: { ec: 'P-256', 'ec-384': 'P-384' }[type as string] ?? 'P-521' },
        true,
        usages,
      );
  return exported(subtle, pair);
}

/** A moment before, so that clocks that differ a little agree. */
const fromNow = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000 - 60_000);

async function exported(subtle: webcrypto.SubtleCrypto, pair: webcrypto.CryptoKeyPair) {
  const [spki, pkcs8] = await Promise.all([
    subtle.exportKey('spki', pair.publicKey),
    subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  return { spki: new Uint8Array(spki), pkcs8: new Uint8Array(pkcs8) };
}

async function newAuthority(request: IdentityRequest): Promise<Authority> {
  const { at, days, passphrase, random, subtle } = request;
  const pair = await subtle.generateKey(p256, true, ['sign', 'verify']);
  const { spki, pkcs8 } = await exported(subtle, pair);
  const certificate = await issueCertificate(
    {
      commonName: testAuthority,
      publicKey: spki,
      role: 'authority',
      notBefore: fromNow(at),
      notAfter: new Date(at.getTime() + Math.max(days, 3650) * day),
      serial: random(16),
    },
    { privateKey: pair.privateKey },
    subtle,
  );
  const contents = { pkcs8, certificates: [certificate], friendlyName: testAuthority, passphrase, random, subtle };
  return { certificate, privateKey: pair.privateKey, p12: await writePkcs12(contents) };
}

async function openAuthority(request: IdentityRequest, p12: Uint8Array, file: string): Promise<Authority> {
  const { keys, certificates } = readPkcs12(p12, request.passphrase, file);
  const [key] = keys;
  const [certificate] = certificates;
  const facts = certificate ? readCertificate(certificate) : undefined;
  if (!key || !certificate || facts?.subjectName !== testAuthority)
    throw new Failure(
      text(
        `${file} är inte en utfärdare som fardplan identity create har gjort.`,
        `${file} is not an authority made by fardplan identity create.`,
      ),
      text('Ange en annan mapp, så görs en ny utfärdare.', 'Give another folder, and a new authority is made.'),
    );
  if (request.at > facts.notAfter)
    throw new Failure(
      text(`Utfärdaren i ${file} har gått ut.`, `The authority in ${file} has expired.`),
      text('Ange en annan mapp, så görs en ny utfärdare.', 'Give another folder, and a new authority is made.'),
    );
  // Normalised by Node, since WebCrypto takes only plain PKCS #8.
  const pkcs8 = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
  const der = pkcs8.export({ format: 'der', type: 'pkcs8' });
  return { certificate, privateKey: await request.subtle.importKey('pkcs8', der, p256, false, ['sign']), p12 };
}

/** Makes a clearly marked test identity: an authority (or the given one), a signer's certificate from it, and both key files. */
export async function createIdentity(request: IdentityRequest): Promise<Identity> {
  const { name, organisation, keyType, days, at, passphrase, random, subtle, authority: given } = request;
  if (passphrase === '')
    throw new Failure(
      text('En tom lösenfras skyddar inte nyckeln.', 'An empty passphrase does not protect the key.'),
      text('Välj en lösenfras.', 'Choose a passphrase.'),
    );
  const authority = given ? await openAuthority(request, given.p12, given.file) : await newAuthority(request);
  const { spki, pkcs8 } = await newKey(keyType, subtle);
  const commonName = `${name} (TEST)`;
  const notAfter = new Date(at.getTime() + days * day);
  const certificate = await issueCertificate(
    { commonName, organisation, publicKey: spki, role: 'signer', notBefore: fromNow(at), notAfter, serial: random(16) },
    authority,
    subtle,
  );
  const certificates = [certificate, authority.certificate];
  const p12 = await writePkcs12({ pkcs8, certificates, friendlyName: commonName, passphrase, random, subtle });
  const authorityPem = certificatePem(authority.certificate);
  return { commonName, p12, authorityP12: authority.p12, authorityPem, notAfter };
}
