import { createHash, createPrivateKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { Sequence, fromBER } from 'asn1js';
import fc from 'fast-check';
import { ContentInfo, SignedData } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/cms/certificate.js';
import type { CertificateFacts } from '../../src/cms/certificate.js';
import { compareBytes, setOf } from '../../src/cms/der.js';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { ecdsaValue } from '../../src/cms/signature-algorithm.js';
import { assembleSignedData, signedAttributes, signedDataLength } from '../../src/cms/signed-data.js';
import { runs } from '../setup/runs.js';
import { identity, passphrase } from '../sign/helpers.js';

let chain: [CertificateFacts, ...CertificateFacts[]];
let pkcs8: Uint8Array;
const content = new TextEncoder().encode('Beslut');
const digest = createHash('sha256').update(content).digest();
const algorithm = { scheme: 'ECDSA', hash: 'SHA-256' } as const;

beforeAll(async () => {
  const opened = readPkcs12((await identity()).p12, passphrase, 'x');
  const [own, ...others] = opened.certificates.map(readCertificate);
  if (!own || !opened.keys[0]) throw new Error('no identity');
  chain = [own, ...others];
  pkcs8 = opened.keys[0].pkcs8;
});

const signature = (attributes: Uint8Array): Uint8Array =>
  sign('sha256', attributes, createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }));

function parsed(): SignedData {
  const attributes = signedAttributes(digest, chain[0]);
  const cms = assembleSignedData({ attributes, value: signature(attributes), algorithm, chain });
  return new SignedData({ schema: ContentInfo.fromBER(cms).content });
}

describe('a detached PAdES signature', () => {
  it('has content-type, message-digest and signing-certificate-v2 as signed attributes, and no signing-time', () => {
    const types = parsed().signerInfos[0]?.signedAttrs?.attributes.map(({ type }) => type);
    expect(types).toEqual(['1.2.840.113549.1.9.3', '1.2.840.113549.1.9.4', '1.2.840.113549.1.9.16.2.47']);
  });

  it('names the certificate by its SHA-256 digest alone', () => {
    const value: unknown = parsed().signerInfos[0]?.signedAttrs?.attributes[2]?.values[0];
    const hash = createHash('sha256').update(chain[0].der).digest('hex');
    if (!(value instanceof Sequence)) throw new Error('no attribute');
    expect(Buffer.from(value.toBER()).toString('hex')).toBe(`3026302430220420${hash}`);
  });

  it('holds no content, and the whole chain byte for byte', () => {
    const signed = parsed();
    expect(signed.encapContentInfo.eContent).toBeUndefined();
    const attributes = signedAttributes(digest, chain[0]);
    const cms = Buffer.from(assembleSignedData({ attributes, value: signature(attributes), algorithm, chain }));
    for (const { der } of chain) expect(cms.includes(Buffer.from(der))).toBe(true);
  });

  it('verifies with pkijs', async () => {
    const answer = await parsed().verify({ signer: 0, data: Uint8Array.from(content).buffer });
    expect(answer).toBe(true);
  });

  it('is DER: decoding and encoding again gives the same bytes', () => {
    const attributes = signedAttributes(digest, chain[0]);
    const cms = assembleSignedData({ attributes, value: signature(attributes), algorithm, chain });
    expect(Buffer.from(fromBER(cms).result.toBER())).toEqual(Buffer.from(cms));
  });

  it('fits the room that the dry run reserves', () => {
    const attributes = signedAttributes(digest, chain[0]);
    const room = signedDataLength({ attributes: signedAttributes(new Uint8Array(32), chain[0]), algorithm, chain }, 72);
    for (let round = 0; round < 20; round += 1) {
      const value = signature(attributes);
      expect(assembleSignedData({ attributes, value, algorithm, chain }).length).toBeLessThanOrEqual(room);
    }
  });
});

it('a SET OF is in ascending order, whatever order its members come in', () => {
  const members = fc.array(fc.uint8Array({ maxLength: 6 }).map((value) => Uint8Array.of(4, value.length, ...value)));
  fc.assert(
    fc.property(members, (some) => {
      const backwards = setOf([...some].reverse());
      expect(setOf(some)).toEqual(backwards);
      const order = [...some].sort(compareBytes).map((member) => Buffer.from(member).toString('hex'));
      expect(Buffer.from(backwards).toString('hex').endsWith(order.join(''))).toBe(true);
    }),
    runs(),
  );
});

describe('an ECDSA value of two bare numbers becomes DER', () => {
  it.each([
    ['prime256v1', 'sha256'],
    ['secp384r1', 'sha384'],
    ['secp521r1', 'sha512'],
  ])('%s', (namedCurve, hash) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    for (let round = 0; round < 40; round += 1) {
      const data = Uint8Array.of(round);
      const raw = sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verify(hash, data, publicKey, ecdsaValue(raw))).toBe(true);
    }
  });

  it('with leading zeros and high bits', () => {
    const half = fc
      .tuple(fc.nat(31), fc.uint8Array({ minLength: 32, maxLength: 32 }))
      .map(([zeros, bytes]) => bytes.fill(0, 0, zeros));
    fc.assert(
      fc.property(half, half, (r, s) => {
        const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
        const integer = (value: bigint): string => {
          const hex = value.toString(16);
          const even = hex.length % 2 === 1 ? `0${hex}` : hex;
          const positive = parseInt(even.slice(0, 2), 16) > 127 ? `00${even}` : even;
          return `02${(positive.length / 2).toString(16).padStart(2, '0')}${positive}`;
        };
        const body = integer(number(r)) + integer(number(s));
        const expected = `30${(body.length / 2).toString(16).padStart(2, '0')}${body}`;
        expect(Buffer.from(ecdsaValue(Buffer.concat([r, s]))).toString('hex')).toBe(expected);
      }),
      runs(),
    );
  });
});
