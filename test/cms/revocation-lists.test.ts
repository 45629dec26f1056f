import { sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { findInCrl, readCrl } from '../../src/cms/read-crl.js';
import { revocationStatus } from '../../src/cms/revocation.js';
import type { RevocationStatus } from '../../src/cms/revocation.js';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import { Malformed } from '../../src/core/malformed.js';
import {
  bits,
  bool,
  context,
  extension,
  int,
  integer,
  octets,
  oid,
  primitive,
  seq,
  tlv,
  x509Time,
} from '../pki/der.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';

let pki: Pki;
beforeAll(async () => {
  pki = await openPki({ now: new Date('2026-03-18T08:16:11Z') });
});

const enumerated = (value: number): Uint8Array => tlv(0x0a, Uint8Array.of(value));
const reason = (code: number): Uint8Array => extension('2.5.29.21', false, enumerated(code));

interface Entry {
  id: string;
  extensions?: Uint8Array[];
}
interface ListOptions {
  entries?: Entry[];
  extensions?: Uint8Array[];
  by?: string;
  version?: number | null;
  next?: Date | null;
}

/** A list of `issuer`, signed by it unless another is named. */
function list({
  entries = [],
  extensions = [],
  by = 'issuer',
  version = 1,
  next = pki.at(7),
}: ListOptions): Uint8Array {
  const algorithm = seq(oid('1.2.840.10045.4.3.2'));
  const revoked = entries.map(({ id, extensions: own }) =>
    seq(integer(pki.issued.get(id)?.serial ?? int(0)), x509Time(pki.at(-10)), ...(own ? [seq(...own)] : [])),
  );
  const body = seq(
    ...(version === null ? [] : [int(version)]),
    algorithm,
    pki.issued.get('issuer')?.subject ?? seq(),
    x509Time(pki.at(-1)),
    ...(next ? [x509Time(next)] : []),
    ...(revoked.length > 0 ? [seq(...revoked)] : []),
    ...(extensions.length > 0 ? [context(0, seq(...extensions))] : []),
  );
  return new Uint8Array(seq(body, algorithm, bits(sign('sha256', body, pki.get(by).key))));
}

const ask = (id: string, made: ListOptions, others: string[] = []): Promise<RevocationStatus> =>
  revocationStatus({
    certificate: readStrictCertificate(pki.get(id).certificate),
    issuer: readStrictCertificate(pki.get('issuer').certificate),
    ocsp: [],
    crls: [readCrl(list(made))],
    at: pki.now,
    others: others.map((other) => readStrictCertificate(pki.get(other).certificate)),
  });
const told = ({ status, problems }: RevocationStatus): string => `${status} ${problems.map(({ en }) => en).join(' ')}`;

/** issuingDistributionPoint (RFC 5280, 5.2.5). */
const scope = (...fields: Uint8Array[]): Uint8Array => extension('2.5.29.28', true, seq(...fields));
const yes = Uint8Array.of(0xff);
const place = (url: string): Uint8Array => context(0, context(0, primitive(6, Buffer.from(url))));

describe('what a list is about', () => {
  it.each<[string, () => Uint8Array[], RegExp]>([
    ['everything', () => [], /^good $/],
    ['users', () => [scope(primitive(1, yes))], /^good $/],
    ['authorities', () => [scope(primitive(2, yes))], /^unknown .*other kinds/],
    ['attributes', () => [scope(primitive(5, yes))], /^unknown .*other kinds/],
    ['others too', () => [scope(primitive(4, yes))], /^unknown .*indirect/],
    ['some reasons', () => [scope(primitive(3, Uint8Array.of(5, 0x60)))], /^unknown .*some reasons/],
    ['its own place', () => [scope(place(`${pki.base}/crl/issuer.crl`))], /^good $/],
    ['another place', () => [scope(place('http://127.0.0.1/other.crl'))], /^unknown .*another part/],
    [
      'a place told by name',
      () => [scope(context(0, context(1, seq(oid('2.5.4.3'), octets(yes)))))],
      /^unknown .*not supported/,
    ],
    ['what changed', () => [extension('2.5.29.27', true, int(1))], /^unknown .*delta/],
    [
      'something critical that is not known',
      () => [extension('1.2.3.4', true, octets(yes))],
      /^unknown .*cannot be checked/,
    ],
    ['something else that is not known', () => [extension('1.2.3.4', false, octets(yes))], /^good $/],
  ])('%s', async (_, extensions, said) => {
    expect(told(await ask('p-256', { extensions: extensions() }))).toMatch(said);
  });

  it('a list for some reasons still tells who is revoked', async () => {
    const extensions = [scope(primitive(3, Uint8Array.of(5, 0x60)))];
    expect(await ask('p-256', { extensions, entries: [{ id: 'p-256', extensions: [reason(1)] }] })).toMatchObject({
      status: 'revoked',
      reason: 'keyCompromise',
    });
  });
});

describe('entries', () => {
  const invalid = extension('2.5.29.24', false, tlv(0x18, Buffer.from('20260101000000Z')));
  it('tell when, why, and since when the key was in doubt', async () => {
    const entries = [{ id: 'p-384' }, { id: 'p-256', extensions: [reason(4), invalid] }];
    expect(await ask('p-256', { entries })).toMatchObject({
      status: 'revoked',
      reason: 'superseded',
      revokedAt: pki.at(-10),
      invalidAt: new Date('2026-01-01T00:00:00Z'),
    });
    expect(await ask('p-384', { entries })).toMatchObject({ status: 'revoked', reason: null });
    expect(await ask('p-521', { entries })).toMatchObject({ status: 'good' });
  });
  it('of other issuers, or that lift a revocation, make a list unusable', async () => {
    const other = extension('2.5.29.29', true, seq(context(4, pki.issued.get('root')?.subject ?? seq())));
    expect(told(await ask('p-256', { entries: [{ id: 'p-384', extensions: [other] }] }))).toMatch(
      /^unknown .*cannot be checked/,
    );
    expect(told(await ask('p-256', { entries: [{ id: 'p-256', extensions: [reason(8)] }] }))).toMatch(
      /^unknown .*delta/,
    );
  });
  it('are looked through when the list is read', () => {
    const whole = list({
      entries: [
        { id: 'p-384', extensions: [reason(1)] },
        { id: 'p-256', extensions: [reason(1)] },
      ],
    });
    const crl = readCrl(whole);
    expect(crl.count).toBe(2);
    expect(findInCrl(crl, pki.issued.get('p-256')?.serial ?? new Uint8Array())?.reason).toBe(1);
    expect(findInCrl(crl, Uint8Array.of(1))).toBeNull();
    expect(() => readCrl(list({ entries: [{ id: 'p-384', extensions: [reason(7)] }] }))).toThrow(Malformed);
    expect(() => readCrl(list({ entries: [{ id: 'p-384', extensions: [reason(1), reason(1)] }] }))).toThrow(
      /stands twice/,
    );
    expect(() => readCrl(list({ version: 0 }))).toThrow(Malformed);
    expect(() => readCrl(list({ version: null, extensions: [extension('1.2.3', false, nothing)] }))).toThrow(
      /contradicts itself/,
    );
  });
});

const nothing = bool(true);

describe('who may issue a list', () => {
  it('only its issuer, or somebody of the same name whom it vouches for', async () => {
    expect(told(await ask('p-256', { by: 'p-256' }))).toMatch(/^unknown .*signature does not hold/);
    expect(told(await ask('p-256', { by: 'p-384' }, ['p-384']))).toMatch(/^unknown .*signature does not hold/);
    expect(told(await ask('p-256', { by: 'root' }, ['root']))).toMatch(/^unknown .*signature does not hold/);
  });
  it('and a list without an end is good for a day', async () => {
    expect(told(await ask('p-256', { next: null }))).toMatch(/^good $/);
    const late = await revocationStatus({
      certificate: readStrictCertificate(pki.get('p-256').certificate),
      issuer: readStrictCertificate(pki.get('issuer').certificate),
      ocsp: [],
      crls: [readCrl(list({ next: null }))],
      at: pki.at(0.5),
    });
    expect(told(late)).toMatch(/^unknown .*too old/);
  });
});
