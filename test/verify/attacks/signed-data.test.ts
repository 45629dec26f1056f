import { createPublicKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Indication } from '../../../src/model/verdict.js';
import { cms } from '../support/cms-writer.js';
import type { CmsOptions } from '../support/cms-writer.js';
import { int, nil, octets, oid, seq, set, tlv } from '../support/der-writer.js';
import { people, verify } from '../support/files.js';
import { identity, ids, rsaKey, sha, sha256Identifier } from '../support/identities.js';
import type { Identity } from '../support/identities.js';
import { signFile, writeFile } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';

// Attacks within the signature value: another CMS around or inside it, more signers than one, other algorithms, other certificates.

const { anna, bo, authority, stranger, root } = people;
const valueOf = (make: (covered: Uint8Array) => Uint8Array, room?: number): Buffer =>
  signFile(writeFile(), { signer: anna, chain: [authority], instead: make, ...(room === undefined ? {} : { room }) });
const signed = (options: CmsOptions, signer: Identity = anna): Buffer =>
  signFile(writeFile(), { signer, chain: [authority], cms: options });

const contentInfo = (type: string, content: Uint8Array): Uint8Array => seq(oid(type), tlv(0xa0, content));
const data = '1.2.840.113549.1.7.1';
const signedData = '1.2.840.113549.1.7.2';
const illBuilt = {
  en: /ill-built|breaks at byte|another type|is not|does not|several|more than|exactly/i,
  sv: /felbyggd|brister|annan typ|annat slag|är inte|inte|flera|fler än|exakt/i,
};

describe('CMS within CMS', () => {
  it('a signature wrapped once more, as data or as signed data', async () => {
    await expectCaught(
      valueOf((covered) => contentInfo(data, octets(cms(covered, anna, [authority])))),
      illBuilt,
    );
    await expectCaught(
      valueOf((covered) => contentInfo(signedData, cms(covered, anna, [authority]))),
      illBuilt,
    );
    await expectCaught(
      valueOf((covered) => seq(cms(covered, anna, [authority]))),
      illBuilt,
    );
    await expectCaught(
      valueOf((covered) => octets(cms(covered, anna, [authority]))),
      illBuilt,
    );
  });

  it('a stranger’s signature over nothing, with the real one in an unsigned attribute, as its content or as a certificate', async () => {
    const around = (make: (inner: Uint8Array) => CmsOptions): Buffer =>
      valueOf((covered) => cms(Buffer.from('annat'), stranger, [], make(cms(covered, anna, [authority]))), 6000);
    const foreign = { en: /content of the file was changed|does not fit/, sv: /innehåll har ändrats|stämmer inte/ };
    await expectCaught(
      around((inner) => ({ unsigned: [seq(oid('1.2.840.113549.1.9.6'), set(inner))] })),
      foreign,
    );
    await expectCaught(
      around((inner) => ({ certificates: [stranger.der, inner] })),
      foreign,
    );
    await expectCaught(
      around((inner) => ({ extraAttributes: [seq(oid('1.2.3.4'), set(inner))] })),
      { en: /./, sv: /./ },
    );
  });

  it('a counter-signature in place of the signature', async () => {
    const file = valueOf((covered) => cms(sha(covered), bo, [authority]));
    await expectCaught(file, { en: /content of the file was changed/, sv: /innehåll har ändrats/ });
  });

  it('content of its own, which is signed instead of the file', async () => {
    for (const content of [Buffer.from('annat'), Buffer.alloc(0)]) {
      const file = valueOf((covered) => {
        // The value is right for the content inside; the file's bytes are the ones a reader hashes.
        const whole = Buffer.from(cms(content, anna, [authority]));
        const at = whole.indexOf(Buffer.from(seq(oid(data))));
        expect(at).toBeGreaterThan(0);
        return covered.length > 0 ? whole : Buffer.alloc(0);
      });
      await expectCaught(file, { en: /content of the file was changed/, sv: /innehåll har ändrats/ });
    }
  });
});

describe('more than one signer', () => {
  it.each([0, 2, 3])('%i signer infos', async (signers) => {
    await expectCaught(signed({ signers }), illBuilt);
  });

  it('the same signer twice in two orders, with another certificate each', async () => {
    await expectCaught(signed({ signers: 2, certificates: [anna.der, bo.der, authority.der] }), illBuilt);
  });
});

describe('algorithms', () => {
  const weak = { indication: 'INDETERMINATE' as Indication };

  it('SHA-1 as digest', async () => {
    await expectCaught(signed({ hash: 'sha1' }), { ...weak, en: /SHA-1|too weak/, sv: /SHA-1|för svag/ });
  });

  it.each<[string, Uint8Array]>([
    ['of another hash', seq(oid('1.2.840.10045.4.3.4'))],
    ['of another key', seq(oid(ids.sha256Rsa), nil)],
    ['of the hash alone', seq(oid(ids.sha256))],
    ['unknown', seq(oid('1.2.3.4.5'))],
    ['of an HMAC', seq(oid('1.2.840.113549.2.9'))],
    ['MD5 with RSA', seq(oid('1.2.840.113549.1.1.4'), nil)],
    ['nothing', seq(oid('1.3.6.1.5.5.7.6.2'))],
  ])('the name of the signature algorithm %s', async (_, signatureIdentifier) => {
    const verdict = await verify(signed({ signatureIdentifier }));
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
    await expectCaught(signed({ signatureIdentifier }), { en: /./, sv: /./, indication: verdict.indication });
  });

  it('a digest algorithm that is not the one the digest was made with', async () => {
    const file = valueOf((covered) => {
      const whole = Buffer.from(cms(covered, anna, [authority]));
      // SHA-256 becomes SHA-512 in the set and in the signer info alike, though the digest has 32 bytes.
      const [from, to] = [Buffer.from(oid(ids.sha256)), Buffer.from(oid(ids.sha512))];
      let at = whole.indexOf(from);
      const last = whole.lastIndexOf(from);
      while (at >= 0 && at <= last) {
        to.copy(whole, at);
        at = whole.indexOf(from, at + 1);
      }
      return whole;
    });
    await expectCaught(file, {
      en: /changed|does not fit|ill-built|weak|unknown/,
      sv: /ändrats|stämmer inte|felbyggd|svag|känns inte igen/,
    });
  });

  it('a short RSA key, and an RSA signature that anybody can make (exponent 1)', async () => {
    const short = identity('Kort Nyckel', authority, { key: rsaKey(1024) });
    await expectCaught(signed({}, short), { ...weak, en: /shorter than 2048/, sv: /kortare än 2048/ });
  });

  it('the same value in every other spelling of DER: longer lengths, indefinite lengths, a non-minimal number', async () => {
    const spelled = (make: (der: Buffer) => Uint8Array): Buffer =>
      valueOf((covered) => make(Buffer.from(cms(covered, anna, [authority]))));
    const body = (der: Buffer): Buffer => der.subarray(4);
    for (const make of [
      (der: Buffer) => Buffer.concat([Uint8Array.of(0x30, 0x83, 0, der.readUInt8(2), der.readUInt8(3)), body(der)]),
      (der: Buffer) => Buffer.concat([Uint8Array.of(0x30, 0x80), body(der), Uint8Array.of(0, 0)]),
      (der: Buffer) => Buffer.concat([Uint8Array.of(0x70), der.subarray(1)]),
      (der: Buffer) => Buffer.concat([der, Uint8Array.of(1)]),
    ]) {
      await expectCaught(spelled(make), illBuilt);
    }
  });
});

describe('certificates', () => {
  it('another certificate for the same key: the one that was bound is named', async () => {
    const double = identity('Anna Exempel (TEST)', authority, {
      key: { publicKey: publicOf(anna), privateKey: anna.key },
    });
    const named = { en: /is not the one that the signer bound/, sv: /är inte det som undertecknaren band/ };
    await expectCaught(signed({ certificates: [double.der, authority.der], sid: double }), named);
  });

  it('the bound certificate is not the one that the signer info names', async () => {
    await expectCaught(signed({ ess: bo }), {
      en: /is not the one that the signer bound/,
      sv: /är inte det som undertecknaren band/,
    });
    await expectCaught(signed({ sid: bo, certificates: [anna.der, bo.der, authority.der] }), {
      en: /bound|does not fit/,
      sv: /band|stämmer inte/,
    });
  });

  it('no certificate, or only others', async () => {
    const none = {
      indication: 'INDETERMINATE' as Indication,
      en: /certificate is not in the signature/,
      sv: /certifikat finns inte i signaturen/,
    };
    await expectCaught(signed({ certificates: [] }), none);
    await expectCaught(signed({ certificates: [bo.der, authority.der] }), none);
  });

  it('a certificate of the same name by an authority of the same name that is not the trusted one', async () => {
    const false_ = identity('Exempelutfärdare (TEST)', identity('Exempelrot (TEST)', null, { ca: {} }), {
      ca: { path: 0 },
    });
    const impostor = identity('Anna Exempel (TEST)', false_);
    const file = signFile(writeFile(), { signer: impostor, chain: [false_] });
    await expectCaught(file, {
      indication: 'INDETERMINATE',
      en: /not in your list of trusted issuers/,
      sv: /inte i din lista över betrodda utfärdare/,
    });
  });

  it('an end entity as issuer, and a signer that is an authority', async () => {
    const child = identity('Barn', anna);
    const chained = signFile(writeFile(), { signer: child, chain: [anna, authority] });
    const verdict = await verify(chained);
    expect(verdict.indication).toBe('INDETERMINATE');
    await expectCaught(chained, { indication: 'INDETERMINATE', en: /./, sv: /./ });
    const own = await verify(signFile(writeFile(), { signer: root, chain: [] }));
    expect(own.signatures[0]?.signer).toBe('Exempelrot (TEST)');
  });
});

describe('the signed attributes', () => {
  const attribute = (id: string, value: Uint8Array): Uint8Array => seq(oid(id), set(value));

  /** A value made by hand, with these attributes signed. */
  const by = (attributes: (covered: Uint8Array) => Uint8Array[], digestOver?: Uint8Array): Buffer =>
    valueOf((covered) => {
      const all = set(...attributes(covered));
      const value = sign('sha256', digestOver ?? all, anna.key);
      const implicit = Uint8Array.from(all);
      implicit[0] = 0xa0;
      const info = seq(
        int(1),
        seq(anna.issuer, anna.serial),
        sha256Identifier,
        implicit,
        seq(oid(ids.ecdsaSha256)),
        octets(value),
      );
      const certificates = [anna, authority].map(({ der }) => der).sort(Buffer.compare);
      return contentInfo(
        signedData,
        seq(int(1), set(sha256Identifier), seq(oid(data)), tlv(0xa0, ...certificates), set(info)),
      );
    });

  const type = attribute('1.2.840.113549.1.9.3', oid(data));
  const digestOf = (covered: Uint8Array): Uint8Array => attribute('1.2.840.113549.1.9.4', octets(sha(covered)));
  const ess = attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(octets(sha(anna.der))))));

  it('start from a value that passes', async () => {
    expect((await verify(by((covered) => [type, digestOf(covered), ess]))).indication).toBe('TOTAL-PASSED');
  });

  it.each<[string, (covered: Uint8Array) => Uint8Array[]]>([
    ['no digest', () => [type, ess]],
    ['two digests, one of them right', (covered) => [type, digestOf(covered), digestOf(Buffer.from('x')), ess]],
    [
      'two digests in one attribute',
      (covered) => [
        type,
        seq(oid('1.2.840.113549.1.9.4'), set(octets(sha(covered)), octets(sha(Buffer.from('x'))))),
        ess,
      ],
    ],
    ['an empty digest', () => [type, attribute('1.2.840.113549.1.9.4', octets(Buffer.alloc(0))), ess]],
    [
      'half a digest',
      (covered) => [type, attribute('1.2.840.113549.1.9.4', octets(sha(covered).subarray(0, 16))), ess],
    ],
    ['no content type', (covered) => [digestOf(covered), ess]],
    ['another content type', (covered) => [attribute('1.2.840.113549.1.9.3', oid(signedData)), digestOf(covered), ess]],
    [
      'two content types',
      (covered) => [type, attribute('1.2.840.113549.1.9.3', oid(signedData)), digestOf(covered), ess],
    ],
    ['none at all', () => []],
  ])('%s', async (_, attributes) => {
    const file = by(attributes);
    const verdict = await verify(file);
    expect(verdict.indication).toBe('TOTAL-FAILED');
    await expectCaught(file, { en: /./, sv: /./ });
  });

  it('are not what the value was made over: the attributes of another signature', async () => {
    const other = set(type, digestOf(Buffer.from('annat')), ess);
    await expectCaught(
      by((covered) => [type, digestOf(covered), ess], other),
      { en: /signature value does not fit/, sv: /Signaturvärdet stämmer inte/ },
    );
  });
});

/** The public half of somebody's key. */
function publicOf({ key }: Identity): ReturnType<typeof rsaKey>['publicKey'] {
  return createPublicKey(key);
}
