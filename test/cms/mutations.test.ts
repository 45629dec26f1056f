import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Malformed } from '../../src/core/malformed.js';
import { readCrl } from '../../src/cms/read-crl.js';
import { ocspStatus, readBasicOcsp, readOcspResponse } from '../../src/cms/read-ocsp.js';
import { readTimestampResponse, readTimestampToken } from '../../src/cms/read-timestamp.js';
import { revocationStatus } from '../../src/cms/revocation.js';
import type { RevocationStatus } from '../../src/cms/revocation.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import { verifyTimestamp } from '../../src/cms/verify-timestamp.js';
import { keyHash } from '../pki/certificate.js';
import { int, integer, nil, octets, oid, seq, tlv } from '../pki/der.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import { runs, times } from '../setup/runs.js';

let pki: Pki;
let answer: Uint8Array;
let token: Uint8Array;
let ocsp: Record<'good' | 'revoked', Uint8Array>;
let crl: Uint8Array;
const data = Buffer.from('Beslut');

beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11Z') });
  const servers = await startServers(pki);
  const get = async (url: string, body?: Uint8Array, type = ''): Promise<Uint8Array> => {
    const init = body ? { method: 'POST', body: Buffer.from(body), headers: { 'content-type': type } } : {};
    return new Uint8Array(await (await fetch(url, init)).arrayBuffer());
  };
  const imprint = seq(seq(oid('2.16.840.1.101.3.4.2.1'), nil), octets(createHash('sha256').update(data).digest()));
  const query = seq(int(1), imprint, integer(Uint8Array.of(7)), tlv(0x01, Uint8Array.of(0xff)));
  answer = await get(servers.tsa(), query, 'application/timestamp-query');
  token = readTimestampResponse(answer).token ?? new Uint8Array();
  const about = (id: string): Promise<Uint8Array> => {
    const issuer = pki.issued.get('issuer');
    const own = pki.issued.get(id);
    if (!issuer || !own) throw new Error(id);
    const name = createHash('sha1').update(issuer.subject).digest();
    const certId = seq(seq(oid('1.3.14.3.2.26'), nil), octets(name), octets(keyHash(issuer.key)), integer(own.serial));
    return get(servers.ocsp(), seq(seq(seq(seq(certId)))), 'application/ocsp-request');
  };
  ocsp = { good: await about('p-256'), revoked: await about('revoked-before') };
  crl = await get(servers.crl());
  await servers.stop();
});

/** Something that may happen to bytes: one is set, some are cut out, some are put in twice, an end is lost. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  byte: fc.nat(255),
  length: fc.integer({ min: 1, max: 30 }),
  how: fc.constantFrom('set', 'flip', 'cut', 'double', 'end'),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function changed(bytes: Uint8Array, { at, byte, length, how }: Mutation): Uint8Array {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (how === 'end') return new Uint8Array(before);
  if (how === 'cut') return new Uint8Array(Buffer.concat([before, after.subarray(length)]));
  if (how === 'double') return new Uint8Array(Buffer.concat([before, after.subarray(0, length), after]));
  const copy = Uint8Array.from(bytes);
  copy[place] = how === 'set' ? byte : (copy[place] ?? 0) ^ (1 << (byte & 7));
  return copy;
}

/** What a strict reader makes of bytes: a value, or nothing when it refuses them in its own way; anything else it throws is a fault. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

const certificate = (id: string) => readStrictCertificate(pki.get(id).certificate);

describe('whatever is done to evidence, it says the same or nothing', () => {
  it('a time-stamp', async () => {
    const anchors = [readStrictCertificate(pki.root)];
    const others = [certificate('tsa-issuer')];
    const sound = readTimestampToken(token);
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(mutation, async (how) => {
        const facts = await verifyTimestamp({
          token: changed(token, how),
          stamped: data,
          anchors,
          others,
          at: pki.now,
        });
        if (facts.problems.length > 0) return;
        accepted += 1;
        expect(facts.read).toMatchObject({
          time: sound.time,
          policy: sound.policy,
          serial: sound.serial,
          info: sound.info,
        });
        expect(facts.signer?.der).toEqual(pki.get('tsa').certificate);
      }),
      runs(1500),
    );
    // A byte set to what it was, and little else.
    expect(accepted).toBeLessThan(100 * times);
  });

  const ask = async (id: string, evidence: { ocsp?: Uint8Array; crl?: Uint8Array }): Promise<RevocationStatus> => {
    const response = evidence.ocsp && attempt(() => readOcspResponse(evidence.ocsp ?? new Uint8Array()));
    const list = evidence.crl && attempt(() => readCrl(evidence.crl ?? new Uint8Array()));
    return revocationStatus({
      certificate: certificate(id),
      issuer: certificate('issuer'),
      ocsp: response ? [response] : [],
      crls: list ? [list] : [],
      at: pki.now,
      now: pki.at(1),
    });
  };

  it('an OCSP response', async () => {
    const before = {
      good: await ask('p-256', { ocsp: ocsp.good }),
      revoked: await ask('revoked-before', { ocsp: ocsp.revoked }),
    };
    expect([before.good.status, before.revoked.status]).toEqual(['good', 'revoked']);
    await fc.assert(
      fc.asyncProperty(mutation, fc.constantFrom('good' as const, 'revoked' as const), async (how, which) => {
        const id = which === 'good' ? 'p-256' : 'revoked-before';
        const after = await ask(id, { ocsp: changed(ocsp[which], how) });
        if (after.status !== 'unknown')
          expect({ ...after, evidence: null, signer: null }).toEqual({
            ...before[which],
            evidence: null,
            signer: null,
          });
      }),
      runs(1200),
    );
  });

  it('a revocation list', async () => {
    const before = { good: await ask('p-256', { crl }), revoked: await ask('revoked-before', { crl }) };
    expect([before.good.status, before.revoked.status]).toEqual(['good', 'revoked']);
    await fc.assert(
      fc.asyncProperty(mutation, fc.constantFrom('good' as const, 'revoked' as const), async (how, which) => {
        const id = which === 'good' ? 'p-256' : 'revoked-before';
        const after = await ask(id, { crl: changed(crl, how) });
        if (after.status !== 'unknown')
          expect({ ...after, evidence: null }).toEqual({ ...before[which], evidence: null });
      }),
      runs(1200),
    );
  });

  it('a certificate', () => {
    fc.assert(
      fc.property(
        mutation,
        fc.constantFrom('p-256', 'issuer-policy', 'issuer-constrained', 'rsa-3072', 'ocsp'),
        (how, id) => {
          attempt(() => readStrictCertificate(changed(pki.get(id).certificate, how)));
        },
      ),
      runs(3000),
    );
  });
});

describe('bytes of any kind', () => {
  it('are read, or refused in the readers’ own way', () => {
    const readers = [
      readOcspResponse,
      readBasicOcsp,
      ocspStatus,
      readCrl,
      readTimestampResponse,
      readTimestampToken,
      readStrictCertificate,
    ];
    const nested = fc.letrec<{ tree: Uint8Array }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.uint8Array({ maxLength: 12 }).map((bytes) => tlv(0x04, bytes)),
        fc.constantFrom(
          nil,
          int(1),
          oid('1.2.840.113549.1.7.2'),
          tlv(0x17, Buffer.from('260318081611Z')),
          tlv(0x0a, Uint8Array.of(0)),
        ),
        fc
          .tuple(fc.constantFrom(0x30, 0x31, 0xa0, 0xa1, 0x80), fc.array(tie('tree'), { maxLength: 6 }))
          .map(([tag, parts]) => tlv(tag, ...parts)),
      ),
    })).tree;
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), nested), fc.constantFrom(...readers), (bytes, read) => {
        attempt(() => read(new Uint8Array(bytes)));
      }),
      runs(4000),
    );
  });

  it('nested ten thousand deep are refused', () => {
    let deep: Uint8Array = nil;
    for (let level = 0; level < 10_000; level += 1) deep = tlv(level % 2 ? 0x30 : 0xa0, deep);
    for (const read of [readOcspResponse, readBasicOcsp, readCrl, readTimestampToken, readStrictCertificate])
      expect(attempt(() => read(new Uint8Array(deep)))).toBeUndefined();
  });

  it('in BER are said to be unsupported', () => {
    const indefinite = Uint8Array.of(0x30, 0x80, 0x0a, 0x01, 0x00, 0x00, 0x00);
    expect(() => readOcspResponse(indefinite)).toThrow(/BER, which is not supported/);
    expect(() => readCrl(indefinite)).toThrow(/BER, which is not supported/);
    expect(() => readTimestampToken(indefinite)).toThrow(Malformed);
  });
});

describe('bytes that are there to keep a reader busy', () => {
  const soon = (read: () => unknown): void => {
    const started = performance.now();
    expect(attempt(read)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(5000);
  };
  const many = (count: number): Buffer => Buffer.alloc(count * 2, Uint8Array.of(0x05, 0x00));
  it('are refused: very many parts, very long identifiers and bit strings', () => {
    const long = Buffer.alloc(3_000_000, 0x81);
    const signedData = (inside: Uint8Array): Uint8Array =>
      new Uint8Array(wide(0x30, Buffer.concat([oid('1.2.840.113549.1.7.2'), wide(0xa0, wide(0x30, inside))])));
    soon(() => readTimestampToken(signedData(many(3_000_000))));
    soon(() => readTimestampToken(new Uint8Array(wide(0x30, wide(0x06, long)))));
    soon(() => readStrictCertificate(new Uint8Array(wide(0x30, wide(0x06, long)))));
    soon(() =>
      readCrl(new Uint8Array(wide(0x30, Buffer.concat([seq(), seq(), wide(0x03, Buffer.alloc(30_000_000))])))),
    );
    soon(() => readOcspResponse(new Uint8Array(wide(0x30, Buffer.alloc(30_000_000)))));
  });

  /** An element whose length takes four bytes. */
  function wide(tag: number, contents: Uint8Array): Buffer {
    const head = Buffer.alloc(6);
    head[0] = tag;
    head[1] = 0x84;
    head.writeUInt32BE(contents.length, 2);
    const short = contents.length >= 0x1000000 ? head : Buffer.from([tag, 0x83, ...head.subarray(3)]);
    return Buffer.concat([short, contents]);
  }
});
