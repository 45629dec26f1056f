import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readStrictCertificate } from '../../src/cms/verify-certificate.js';
import type { Verdict } from '../../src/model/verdict.js';
import { bits } from './support/der-writer.js';
import { people, said, trusting, verify } from './support/files.js';
import { identity } from './support/identities.js';
import type { Identity } from './support/identities.js';
import { signFile, writeFile } from './support/pdf-writer.js';

const { root, authority, anna } = people;

const path = (signer: Identity, chain: Identity[], trust: Identity[] = [root]): Promise<Verdict> =>
  verify(signFile(writeFile(), { signer, chain }), trusting(...trust));

const keys = ({ key }: Identity): { publicKey: Identity['key']; privateKey: Identity['key'] } => ({
  publicKey: createPublicKey(key),
  privateKey: key,
});

const noAuthority = identity('Mellan', root, {});
const noSigning = identity('Mellan', root, { ca: {}, keyUsage: bits(Uint8Array.of(0x80), 7) });
const below = identity('Under', authority, { ca: {} });

describe('certificate paths', () => {
  it.each<[string, Identity, Identity[], string, RegExp]>([
    [
      'an issuer that is no authority',
      identity('Eva', noAuthority),
      [noAuthority],
      'CHAIN_CONSTRAINTS_FAILURE',
      /may not issue certificates/,
    ],
    [
      'an authority whose key may not sign',
      identity('Eva', noSigning),
      [noSigning],
      'CHAIN_CONSTRAINTS_FAILURE',
      /may not be used to issue/,
    ],
    [
      'a chain longer than its authority allows',
      identity('Eva', below),
      [authority, below],
      'CHAIN_CONSTRAINTS_FAILURE',
      /chain below Exempelutfärdare .* longer than allowed/,
    ],
    [
      'a signer who may not sign',
      identity('Eva', authority, { keyUsage: bits(Uint8Array.of(0x20), 5) }),
      [authority],
      'CHAIN_CONSTRAINTS_FAILURE',
      /not meant for signatures/,
    ],
    [
      'a web server',
      identity('www.exempel.example', authority, { purposes: ['1.3.6.1.5.5.7.3.1'] }),
      [authority],
      'CHAIN_CONSTRAINTS_FAILURE',
      /not meant for signatures/,
    ],
    [
      'an unknown critical extension',
      identity('Eva', authority, { criticalUnknown: true }),
      [authority],
      'CHAIN_CONSTRAINTS_FAILURE',
      /conditions that cannot be checked/,
    ],
    [
      'a certificate signed with SHA-1',
      identity('Eva', authority, { hash: 'sha1' }),
      [authority],
      'CRYPTO_CONSTRAINTS_FAILURE',
      /too weak/,
    ],
    [
      'an expired certificate',
      identity('Eva', authority, { until: new Date('2024-01-01') }),
      [authority],
      'OUT_OF_BOUNDS_NO_POE',
      /expired on 2024-01-01.*no proof/,
    ],
  ])('%s: untouched, not passed', async (_, signer, chain, subIndication, named) => {
    const verdict = await path(signer, chain);
    expect(verdict).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication,
      signatures: [{ untouched: true, signer: signer.name }],
    });
    expect(said(verdict)).toMatch(named);
  });

  it('issuers in a circle end in no chain', async () => {
    const one = identity('Ett', null, { ca: {} });
    const two = identity('Två', one, { ca: {} });
    const again = identity('Ett', two, { ca: {}, key: keys(one) });
    expect(await path(identity('Eva', again), [again, two])).toMatchObject({
      subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    });
  });

  it('an issuer of the right name and another key is no issuer', async () => {
    const impostor = identity(authority.name, null, { ca: {} });
    const signer = identity('Eva', impostor);
    expect(await path(signer, [impostor])).toMatchObject({ subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
    expect(await path(signer, [authority])).toMatchObject({ subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
    expect(await path(signer, [impostor], [authority])).toMatchObject({ subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' });
  });

  it('the good one of two paths is found', async () => {
    const old = identity(authority.name, root, { ca: {}, until: new Date('2021-01-01'), key: keys(authority) });
    expect(await path(anna, [authority], [old, root])).toMatchObject({ indication: 'TOTAL-PASSED' });
    expect(await path(anna, [], [old])).toMatchObject({ subIndication: 'OUT_OF_BOUNDS_NO_POE' });
  });

  it('a certificate is refused when an unsigned part of it is not the only one possible', () => {
    const { der } = root;
    expect(readStrictCertificate(der)).toMatchObject({ subjectName: root.name, authority: { path: null } });
    const outer = Buffer.from(der);
    // The last algorithm identifier is the outer one: ecdsa-with-SHA256 becomes ecdsa-with-SHA384.
    outer[outer.lastIndexOf(Buffer.from('2a8648ce3d040302', 'hex')) + 7] = 3;
    expect(() => readStrictCertificate(outer)).toThrow('contradicts itself');
    for (let tries = 0; tries < 40; tries += 1) {
      const even = identity('Jämn', null);
      const last = even.der.length - 1;
      if ((even.der[last] ?? 1) % 2 === 1) continue;
      const bit = Buffer.from(even.der);
      bit[bit.lastIndexOf(Buffer.from('2a8648ce3d040302', 'hex')) + 10] = 1;
      expect(() => readStrictCertificate(bit)).toThrow('ill-formed');
      return;
    }
    expect.unreachable('one of forty signatures ends in a zero bit');
  });
});
