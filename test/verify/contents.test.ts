import { describe, expect, it } from 'vitest';
import { int, nil, octets, oid, seq, set, tlv } from './support/der-writer.js';
import { identity, ids, rsaKey, sha, sha256Identifier } from './support/identities.js';
import { cms } from './support/cms-writer.js';
import type { CmsOptions } from './support/cms-writer.js';
import { people, said, verify } from './support/files.js';
import { contentsOf, signFile, writeFile } from './support/pdf-writer.js';

const { authority, anna, bo, stranger } = people;
const rut = identity('Rut RSA', authority, { key: rsaKey() });
const weak = identity('Svag RSA', authority, { key: rsaKey(1024) });

const signed = (options: CmsOptions, signer = anna): Buffer =>
  signFile(writeFile(), { signer, chain: [authority], cms: options });
const valueOf = (der: (covered: Uint8Array) => Uint8Array): Buffer =>
  signFile(writeFile(), { signer: anna, chain: [authority], instead: der });

describe('parts of the value that the signature does not protect', () => {
  it.each<[string, CmsOptions, RegExp]>([
    ['version of SignedData', { version: 3 }, /version number/],
    ['version of SignerInfo', { signerVersion: 3 }, /version number/],
    ['both versions', { version: 3, signerVersion: 3 }, /version number/],
    ['another digest in the set', { digestSet: [seq(oid(ids.sha512))] }, /list of hash functions/],
    ['a second digest in the set', { digestSet: [sha256Identifier, seq(oid(ids.sha512))] }, /list of hash functions/],
    ['the digest spelled differently in the set', { digestSet: [seq(oid(ids.sha256), nil)] }, /list of hash functions/],
    [
      'a certificate of somebody else',
      { certificates: [anna.der, authority.der, stranger.der] },
      /certificates that are not part of the chain/,
    ],
    [
      'a certificate of a colleague',
      { certificates: [anna.der, authority.der, bo.der] },
      /certificates that are not part of the chain/,
    ],
    [
      'the same certificate twice',
      { certificates: [anna.der, authority.der, authority.der] },
      /certificates that are not part of the chain/,
    ],
    [
      'something that is no certificate',
      { certificates: [anna.der, authority.der, seq(int(1))] },
      /certificates that are not part of the chain/,
    ],
    ['revocation lists', { crls: [seq(int(1))] }, /revocation lists/],
    ['unsigned attributes', { unsigned: [seq(oid('1.2.3'), set(int(1)))] }, /does not itself protect/],
    [
      'a time-stamp',
      { unsigned: [seq(oid('1.2.840.113549.1.9.16.2.14'), set(seq(int(1))))] },
      /The time-stamp cannot be read/,
    ],
  ])('%s: untouched, but not passed', async (_, options, named) => {
    const verdict = await verify(signed(options));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' });
    expect(verdict.signatures).toMatchObject([{ untouched: true }]);
    expect(said(verdict)).toMatch(named);
  });

  it('the name of the algorithm, when it is only “RSA”', async () => {
    const verdict = await verify(signed({ signatureIdentifier: seq(oid(ids.rsa), nil) }, rut));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' });
    expect(said(verdict)).toContain('only as “RSA”');
  });

  it('the name of the algorithm, when it is not the one the signer protected', async () => {
    const attribute = seq(oid('1.2.840.113549.1.9.52'), set(seq(sha256Identifier, tlv(0xa1, oid(ids.sha1Rsa), nil))));
    const verdict = await verify(signed({ extraAttributes: [attribute] }, rut));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' });
  });
});

/** The file with a byte of the unused room set. */
function withPadding(): Buffer {
  const file = signed({});
  file.write('01', contentsOf(file).end - 2, 'latin1');
  return file;
}

/** The outermost element in BER's indefinite length; and with a length in more octets than needed. */
const indefinite = (der: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(0x30, 0x80), der.subarray(4), Uint8Array.of(0, 0)]);
const longLength = (der: Uint8Array): Uint8Array => Buffer.concat([Uint8Array.of(0x30, 0x83, 0), der.subarray(2)]);

describe('values that are not what they should be', () => {
  it.each<[string, Buffer, RegExp]>([
    [
      'signed by another key',
      signed({ sid: anna, certificates: [anna.der, authority.der], ess: anna }, bo),
      /value does not fit/,
    ],
    ['bound to another certificate', signed({ ess: bo }), /not the one that the signer bound/],
    ['pointing at another certificate', signed({ sid: bo }), /not the one that the signer bound/],
    ['two signers', signed({ signers: 2 }), /exactly one signer/],
    ['another content type', signed({ contentType: '1.2.3' }), /does not say what it is over/],
    [
      'over other bytes',
      valueOf((covered) => cms(covered.subarray(1), anna, [authority])),
      /content of the file was changed/,
    ],
    ['padded with something else', withPadding(), /something other than zeros/],
    [
      'in indefinite length',
      valueOf((covered) => indefinite(cms(covered, anna, [authority]))),
      /forbidden form of length|length is left open/,
    ],
    [
      'with a length that is too long',
      valueOf((covered) => longLength(cms(covered, anna, [authority]))),
      /length is not minimal/,
    ],
    ['text', valueOf(() => octets(Buffer.from('hej'))), /another type was expected/],
  ])('%s: failed', async (_, file, named) => {
    const verdict = await verify(file);
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(verdict.signatures).toMatchObject([{ untouched: false }]);
    expect(said(verdict)).toMatch(named);
  });

  it('an attribute twice: failed', async () => {
    const digest = seq(oid('1.2.840.113549.1.9.4'), set(octets(sha(Buffer.from('x')))));
    expect(said(await verify(signed({ extraAttributes: [digest] })))).toContain('does not have exactly one value');
  });

  it('without the signer’s certificate: not settled', async () => {
    const verdict = await verify(signed({ certificates: [authority.der] }));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', signatures: [{ signer: null, untouched: false }] });
    expect(said(verdict)).toContain("signer's certificate is not in the signature");
  });

  it.each<[string, Buffer]>([
    ['SHA-1', signed({ hash: 'sha1' })],
    ['SHA-1 with RSA', signed({ hash: 'sha1' }, rut)],
    ['a short RSA key', signed({}, weak)],
    ['an unknown algorithm', signed({ signatureIdentifier: seq(oid('1.2.3.4')) })],
    ['an algorithm of another kind of key', signed({ signatureIdentifier: seq(oid(ids.sha256Rsa), nil) })],
  ])('%s: too weak or unknown', async (_, file) => {
    expect(await verify(file)).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    });
  });

  it('an unknown sub-filter: failed', async () => {
    const verdict = await verify(
      signFile(writeFile(), { signer: anna, chain: [authority], subFilter: 'adbe.x509.rsa_sha1' }),
    );
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' });
  });

  it('white space in the hex digits: failed, since it could hide a change', async () => {
    const file = signFile(writeFile(), { signer: anna, chain: [authority] });
    const { end } = contentsOf(file);
    file.write('  ', end - 2, 'latin1');
    expect(said(await verify(file))).toContain('not written as pure hex');
  });
});
