import { X509Certificate, constants, createHash, createSign, sign as signBytes, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeHost } from '../../src/cli/node-host.js';
import { readCertificate } from '../../src/cms/certificate.js';
import { signedAttributes } from '../../src/cms/signed-data.js';
import { element, octets, oid, sequence, setOf } from '../../src/cms/der.js';
import { readSignedData } from '../../src/cms/verify-signed-data.js';
import type { Host } from '../../src/core/host.js';
import type { SigningRequest } from '../../src/model/signing-request.js';
import { finishFile, prepareFile } from '../../src/sign/external-files.js';
import type { FinishFileOptions, PrepareFileOptions } from '../../src/sign/external-files.js';
import { finishExternal } from '../../src/sign/finish-external.js';
import { prepareExternal } from '../../src/sign/prepare-external.js';
import { folder, rubbish } from '../cli/run.js';
import { openPki, pem } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { runs } from '../setup/runs.js';
import { cmsOf, holds, plainPdf, refusal, signaturesIn } from './helpers.js';

let pki: Pki;
let out: string;
let later: number;
let host: Host;
const path = (name: string): string => join(out, name);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

beforeAll(async () => {
  pki = await openPki();
});
beforeEach(async () => {
  out = folder();
  later = 0;
  host = { ...nodeHost({ cwd: out }), env: {}, now: () => pki.at(later) };
  writeFileSync(path('beslut.pdf'), await plainPdf([{ name: 'ordforande' }, { name: 'sekreterare' }]));
  for (const id of ['p-256', 'rsa-2048', 'p-384', 'ed25519', 'expired', 'untrusted', 'wrong-usage'])
    writeFileSync(path(`${id}.pem`), pem(pki.get(id).certificate));
  writeFileSync(path('chain.pem'), pki.get('p-256').chain.map(pem).join(''));
});

const prepare = (options: Partial<PrepareFileOptions> = {}): Promise<SigningRequest> =>
  prepareFile(host, {
    input: path('beslut.pdf'),
    output: path('forberedd.pdf'),
    request: path('begaran.json'),
    certificate: path('p-256.pem'),
    days: 30,
    ...options,
  });
const finish = (options: Partial<FinishFileOptions> = {}) =>
  finishFile(host, {
    input: path('forberedd.pdf'),
    output: path('klar.pdf'),
    request: path('begaran.json'),
    signature: path('underskrift'),
    ...options,
  });

/** What the one who signs does with the request: nothing of ours, and nothing but the JSON. */
function service(key: KeyObject, bytes: Uint8Array, hash = 'sha256', pss = false): Buffer {
  const padding = pss ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : {};
  return key.asymmetricKeyType === 'ed25519'
    ? signBytes(null, bytes, key)
    : createSign(hash)
        .update(bytes)
        .sign({ key, ...padding });
}
const asked = (request: SigningRequest): Buffer => Buffer.from(request.toBeSigned.attributes, 'base64');
const answer = (request: SigningRequest, id = 'p-256', hash?: string, pss?: boolean): void =>
  writeFileSync(path('underskrift'), service(pki.get(id).key, asked(request), hash, pss));

const expectSigned = (id: string, hash = 'sha256', pss = false): void => {
  const bytes = readFileSync(path('klar.pdf'));
  const [found, ...more] = signaturesIn(bytes);
  expect(more).toEqual([]);
  expect(found && holds(bytes, found, pki.get(id).certificate, hash, pss)).toBe(true);
};

describe('a signature that is made elsewhere', () => {
  test.each([
    ['p-256', 'sha256'],
    ['rsa-2048', 'sha256'],
    ['p-384', 'sha384'],
  ])('by %s, days later', async (id, hash) => {
    const request = await prepare({ certificate: path(`${id}.pem`) });
    answer(request, id, hash);
    later = 12;
    expect((await finish()).notes).toEqual([]);
    expectSigned(id, hash);
    // The file as it was is an untouched prefix.
    const before = readFileSync(path('beslut.pdf'));
    expect(readFileSync(path('klar.pdf')).subarray(0, before.length).equals(before)).toBe(true);
  });

  test('by Ed25519', async () => {
    const request = await prepare({ certificate: path('ed25519.pem') });
    expect(request.algorithm).toMatchObject({ scheme: 'Ed25519', hash: 'SHA-512' });
    answer(request, 'ed25519');
    await finish();
    const { signed, value } = readSignedData(
      signaturesIn(readFileSync(path('klar.pdf')))[0]?.contents ?? new Uint8Array(),
    );
    expect(verify(null, signed, new X509Certificate(pki.get('ed25519').certificate).publicKey, value)).toBe(true);
  });

  test('by RSA-PSS, although PKCS #1 was asked for', async () => {
    answer(await prepare({ certificate: path('rsa-2048.pem') }), 'rsa-2048', 'sha256', true);
    await finish();
    expectSigned('rsa-2048', 'sha256', true);
  });

  test('the request says what stands in the file, and nothing of the document but its digest', async () => {
    const request = await prepare({ reason: 'Hemligt skäl', chain: path('chain.pem') });
    const prepared = readFileSync(path('forberedd.pdf'));
    const [found] = signaturesIn(prepared);
    const [a, b, c, d] = found?.byteRange ?? [0, 0, 0, 0];
    const covered = Buffer.concat([prepared.subarray(a, a + b), prepared.subarray(c, c + d)]);
    expect(c + d).toBe(prepared.length);
    expect(request.document.digest).toBe(createHash('sha256').update(covered).digest('base64'));
    expect(request.toBeSigned.digest).toBe(createHash('sha256').update(asked(request)).digest('base64'));
    expect(asked(request).includes(Buffer.from(request.document.digest, 'base64'))).toBe(true);
    expect(asked(request)[0]).toBe(0x31);
    expect(request.prepared).toMatchObject({ name: 'forberedd.pdf', size: prepared.length });
    expect(request).toMatchObject({
      fardplan: 'signing-request/v1',
      adesType: 'None',
      algorithm: { uri: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' },
      expires: pki.at(30).toISOString(),
    });
    expect(request.chain).toHaveLength(pki.get('p-256').chain.length);
    expect(readFileSync(path('begaran.json'), 'utf8')).not.toContain('Hemligt');
    expect(JSON.parse(readFileSync(path('begaran.json'), 'utf8'))).toEqual(request);
  });

  test('certificates come from the request and from files, the signer’s first, nothing twice', async () => {
    answer(await prepare({ chain: path('chain.pem') }));
    await finish({ certificate: path('p-256.pem'), chain: path('chain.pem') });
    const { certificates } = readSignedData(cmsOf(signaturesIn(readFileSync(path('klar.pdf')))[0] as never));
    expect(certificates).toHaveLength(1 + pki.get('p-256').chain.length);
  });

  test.each<[string, (value: Buffer) => string | Buffer]>([
    ['bytes', (value) => value],
    ['base64', (value) => base64(value)],
    ['base64 with the line ends of Windows', (value) => `${base64(value).replace(/.{64}/g, '$&\r\n')}\r\n`],
    ['base64 with a byte order mark', (value) => `\ufeff${base64(value)}\n`],
    ['base64url', (value) => value.toString('base64url')],
    ['PEM', (value) => `-----BEGIN SIGNATURE-----\n${base64(value)}\n-----END SIGNATURE-----\n`],
  ])('the value as %s', async (_, written) => {
    const request = await prepare();
    writeFileSync(path('underskrift'), written(service(pki.get('p-256').key, asked(request))));
    await finish();
    expectSigned('p-256');
  });

  test('ECDSA as r‖s', async () => {
    const request = await prepare();
    const raw = createSign('sha256')
      .update(asked(request))
      .sign({ key: pki.get('p-256').key, dsaEncoding: 'ieee-p1363' });
    writeFileSync(path('underskrift'), raw);
    await finish();
    expectSigned('p-256');
  });

  test.each<[string, (der: Uint8Array) => string | Uint8Array]>([
    ['DER', (der) => der],
    ['base64', (der) => base64(der)],
    ['PEM with the line ends of Windows', (der) => pem(der).replace(/\n/g, '\r\n')],
    ['PEM after its issuers', (der) => [...pki.get('p-256').chain, der].map(pem).join('')],
  ])('the certificate as %s', async (_, written) => {
    writeFileSync(path('cert'), written(pki.get('p-256').certificate));
    const request = await prepare({ certificate: path('cert') });
    expect(request.certificate?.der).toBe(base64(pki.get('p-256').certificate));
  });
});

describe('a certificate that the service issues at signing', () => {
  const bes = (request: SigningRequest, id: string): Uint8Array =>
    signedAttributes(Buffer.from(request.document.digest, 'base64'), readCertificate(pki.get(id).certificate));
  const returned = (attributes: Uint8Array, id = 'p-256'): void => {
    writeFileSync(path('attribut'), base64(attributes));
    writeFileSync(path('underskrift'), base64(service(pki.get(id).key, attributes)));
  };
  const done = { certificate: '', attributes: '' };
  beforeEach(() => Object.assign(done, { certificate: path('p-256.pem'), attributes: path('attribut') }));

  test.each(['p-256', 'rsa-2048'])('with %s, which names itself in the attributes', async (id) => {
    const request = await prepare({ certificate: undefined, name: 'Elsa Exempel' });
    expect(request).toMatchObject({ adesType: 'BES', certificate: null });
    returned(bes(request, id), id);
    const finished = await finish({ ...done, certificate: path(`${id}.pem`), chain: path('chain.pem') });
    expect(finished.signer).toBe(`${pki.get(id).row.name} (TEST)`);
    expectSigned(id);
  });

  test('issued after the time in the file: finished, and said', async () => {
    const expected = pki.get('short');
    writeFileSync(path('kort.pem'), pem(expected.certificate));
    later = -60;
    const request = await prepare({ certificate: undefined, days: 90 });
    returned(bes(request, 'short'), 'short');
    later = 0;
    const { notes } = await finish({ ...done, certificate: path('kort.pem') });
    expect(notes.map(({ en }) => en).join()).toMatch(/issued after the time that stands in the file/);
  });

  const attribute = (id: string, ...values: Uint8Array[]): Uint8Array => sequence(oid(id), setOf(values));
  const type = attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1'));
  const digest = (request: SigningRequest): Uint8Array =>
    attribute('1.2.840.113549.1.9.4', octets(Buffer.from(request.document.digest, 'base64')));
  const ess = (id = 'p-256', hash = 'sha256', prefix: Uint8Array[] = []): Uint8Array =>
    attribute(
      '1.2.840.113549.1.9.16.2.47',
      sequence(sequence(sequence(...prefix, octets(createHash(hash).update(pki.get(id).certificate).digest())))),
    );
  const sha1 = sequence(oid('1.3.14.3.2.26'));

  test.each<[string, (request: SigningRequest) => Uint8Array, RegExp]>([
    ['no certificate named', (request) => setOf([type, digest(request)]), /do not say which certificate signs/],
    [
      'another certificate named',
      (request) => setOf([type, digest(request), ess('p-384')]),
      /point out another certificate/,
    ],
    [
      'the certificate named by SHA-1',
      (request) => setOf([type, digest(request), ess('p-256', 'sha1', [sha1])]),
      /point out another certificate/,
    ],
    [
      'another document',
      () => setOf([type, attribute('1.2.840.113549.1.9.4', octets(new Uint8Array(32))), ess()]),
      /belong to another document/,
    ],
    ['no digest', () => setOf([type, ess()]), /belong to another document/],
    [
      'another content type',
      (request) => setOf([attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.2')), digest(request), ess()]),
      /content type is missing or wrong/,
    ],
    ['two digests', (request) => setOf([type, digest(request), digest(request), ess()]), /does not stand once/],
    [
      'a digest with two values',
      (request) =>
        setOf([
          type,
          attribute(
            '1.2.840.113549.1.9.4',
            octets(Buffer.from(request.document.digest, 'base64')),
            octets(new Uint8Array(32)),
          ),
          ess(),
        ]),
      /does not stand once/,
    ],
    [
      'a signing time',
      (request) =>
        setOf([
          type,
          digest(request),
          ess(),
          attribute('1.2.840.113549.1.9.5', element(0x17, Buffer.from('260101000000Z'))),
        ]),
      /carry a time/,
    ],
    [
      'something else signed along',
      (request) => setOf([type, digest(request), ess(), attribute('1.2.3.4', octets(new Uint8Array(3)))]),
      /attribute that may not be there \(1\.2\.3\.4\)/,
    ],
    ['attributes out of order', (request) => element(0x31, ess(), digest(request), type), /wrong order/],
    ['a sequence instead of a set', (request) => sequence(type, digest(request), ess()), /not a set/],
    [
      'something after them',
      (request) => Buffer.concat([setOf([type, digest(request), ess()]), Buffer.of(5, 0)]),
      /not DER of attributes/,
    ],
    ['no DER', () => new Uint8Array([1, 2, 3]), /not DER of attributes/],
    ['nothing', () => new Uint8Array(), /not DER of attributes/],
  ])('refuses attributes with %s', async (_, attributes, message) => {
    returned(attributes(await prepare({ certificate: undefined })));
    expect((await refusal(finish(done))).text.en).toMatch(message);
    expect(existsSync(path('klar.pdf'))).toBe(false);
  });

  test('asks for what is missing', async () => {
    const request = await prepare({ certificate: undefined });
    returned(bes(request, 'p-256'));
    expect((await refusal(finish({ attributes: path('attribut') }))).help?.en).toMatch(/--certificate FILE/);
    expect((await refusal(finish({ certificate: path('p-256.pem') }))).help?.en).toMatch(/--signed-attributes FILE/);
  });
});

describe('refuses, and writes nothing', () => {
  const refusedWith = async (message: RegExp, options: Partial<FinishFileOptions> = {}): Promise<void> => {
    const before = readdirSync(out);
    const refused = await refusal(finish(options));
    for (const words of [refused.text.en, refused.text.sv, refused.help?.en ?? '']) expect(words).not.toMatch(rubbish);
    expect(refused.text.en).toMatch(message);
    expect(refused.help).toBeDefined();
    expect(readdirSync(out)).toEqual(before);
  };

  test('a signature by another key, over other bytes, or none at all', async () => {
    const request = await prepare();
    answer(request, 'untrusted');
    await refusedWith(/signature does not match.*Elsa Exempel/);
    writeFileSync(path('underskrift'), service(pki.get('p-256').key, Buffer.from('annat')));
    await refusedWith(/signature does not match/);
    writeFileSync(path('underskrift'), '');
    await refusedWith(/signature does not match/);
    answer(request, 'rsa-2048');
    await refusedWith(/signature does not match/);
  });

  test('a signature over the digest of the attributes as if they were data', async () => {
    const request = await prepare();
    writeFileSync(path('underskrift'), service(pki.get('p-256').key, Buffer.from(request.toBeSigned.digest, 'base64')));
    await refusedWith(/signature does not match/);
  });

  test('a prepared file with any byte changed', async () => {
    answer(await prepare());
    const good = readFileSync(path('forberedd.pdf'));
    for (const at of [0, 100, good.length >> 1, good.length - 2]) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 1;
      writeFileSync(path('forberedd.pdf'), bad);
      await refusedWith(/changed since it was prepared|already filled in/);
    }
    writeFileSync(path('forberedd.pdf'), Buffer.concat([good, Buffer.from('\n')]));
    await refusedWith(/changed since it was prepared/);
    writeFileSync(path('forberedd.pdf'), good.subarray(0, -10));
    await refusedWith(/changed since it was prepared/);
  });

  test('the file before it was prepared, and one that is finished', async () => {
    answer(await prepare());
    await refusedWith(/not the one that the request is for \(forberedd\.pdf\)/, { input: path('beslut.pdf') });
    await finish();
    await refusedWith(/field ordforande of the file is already filled in/, {
      input: path('klar.pdf'),
      output: path('igen.pdf'),
    });
  });

  test('the request of another file', async () => {
    await prepare({ output: path('annan.pdf'), request: path('annan.json'), field: 'sekreterare' });
    answer(await prepare());
    await refusedWith(/not the one that the request is for \(annan\.pdf\)/, { request: path('annan.json') });
    // A request that has been made to fit another file.
    const forged = JSON.parse(readFileSync(path('annan.json'), 'utf8')) as SigningRequest;
    const honest = JSON.parse(readFileSync(path('begaran.json'), 'utf8')) as SigningRequest;
    writeFileSync(path('forfalskad.json'), JSON.stringify({ ...forged, prepared: honest.prepared }));
    await refusedWith(/is not prepared for a signature: the field sekreterare has no signature/, {
      request: path('forfalskad.json'),
    });
    writeFileSync(path('forfalskad.json'), JSON.stringify({ ...honest, toBeSigned: forged.toBeSigned }));
    await refusedWith(/belong to another document/, { request: path('forfalskad.json') });
  });

  test('another certificate than the request was made for, also when it is the same name', async () => {
    answer(await prepare(), 'p-384');
    await refusedWith(/certificate is another than the one/, { certificate: path('p-384.pem') });
  });

  test('attributes that the service has changed although the certificate was known', async () => {
    const request = await prepare();
    const other = signedAttributes(
      Buffer.from(request.document.digest, 'base64'),
      readCertificate(pki.get('p-384').certificate),
    );
    writeFileSync(path('attribut'), other);
    writeFileSync(path('underskrift'), service(pki.get('p-256').key, other));
    await refusedWith(/signed other attributes than the request/, { attributes: path('attribut') });
  });

  test('a request that has expired', async () => {
    answer(await prepare({ days: 3 }));
    later = 3.1;
    await refusedWith(/request expired on/);
  });

  test('a certificate that has expired meanwhile, or is not for signing', async () => {
    writeFileSync(path('kort.pem'), pem(pki.get('short').certificate));
    answer(await prepare({ certificate: path('kort.pem') }), 'short');
    later = 11;
    await refusedWith(/expired on/);
    expect(
      (await refusal(prepare({ certificate: path('wrong-usage.pem'), output: path('a'), request: path('b') }))).text.en,
    ).toMatch(/not meant for signatures/);
  });

  test.each<[string, string | Buffer]>([
    ['no JSON', 'hej'],
    ['another version', '{"fardplan":"signing-request/v2"}'],
    ['a list', '[]'],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ])('a request that is %s', async (_, written) => {
    answer(await prepare());
    writeFileSync(path('begaran.json'), written);
    await refusedWith(/is no request for a signature/);
  });

  test('an output that exists, a missing file, and a folder that is read-only', async () => {
    answer(await prepare());
    await refusedWith(/exists already/, { output: path('beslut.pdf') });
    await refusedWith(/does not exist/, { signature: path('saknas') });
    mkdirSync(path('last'), { mode: 0o500 });
    // The superuser writes where it likes.
    if (process.getuid?.() !== 0) await refusedWith(/./, { output: path('last/klar.pdf') });
    chmodSync(path('last'), 0o700);
    await refusedWith(/./, { output: path('finns-inte/klar.pdf') });
  });

  test('to prepare over what exists, or both into one', async () => {
    await prepare();
    for (const [options, message] of [
      [{}, /forberedd\.pdf exists already/],
      [{ output: path('ny.pdf') }, /begaran\.json exists already/],
      [{ output: path('ny'), request: path('ny') }, /cannot have the same name/],
      [{ output: path('ny.pdf'), request: path('ny.json'), field: 'finns inte' }, /no signature field/],
      [{ output: path('ny.pdf'), request: path('ny.json'), input: path('p-256.pem') }, /not a PDF/],
      [
        { output: path('ny.pdf'), request: path('ny.json'), certificate: path('beslut.pdf') },
        /contains no certificate/,
      ],
    ] as const)
      expect((await refusal(prepare(options))).text.en).toMatch(message);
    expect([existsSync(path('ny.pdf')), existsSync(path('ny.json')), existsSync(path('ny'))]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

test('more certificates than were foreseen still fit, and far too many are refused', async () => {
  answer(await prepare({ certificate: path('p-256.pem') }));
  await finish({ chain: path('chain.pem') });
  expectSigned('p-256');
});

test('whatever comes back, a file is finished only with the signature that was asked for', async () => {
  const pdf = new Uint8Array(readFileSync(path('beslut.pdf')));
  const { certificate, key } = pki.get('p-256');
  const { pdf: prepared, request } = prepareExternal(pdf, {
    certificate,
    at: pki.now,
    expires: pki.at(1),
    fileName: 'forberedd.pdf',
  });
  const good = service(key, asked(request));
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const bad = Buffer.from(good);
      bad[place] = (bad[place] ?? 0) ^ change;
      const given = { value: new Uint8Array(bad), now: pki.now };
      await refusal(finishExternal(new Uint8Array(prepared), request, given));
    }),
    runs(60),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(prepared.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const bad = Uint8Array.from(prepared);
      bad[place] = (bad[place] ?? 0) ^ change;
      await refusal(finishExternal(bad, request, { value: new Uint8Array(good), now: pki.now }));
    }),
    runs(60),
  );
});
