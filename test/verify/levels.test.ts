import { describe, expect, it } from 'vitest';
import type { FetchMaterial } from '../../src/verify/context.js';
import type { Verdict } from '../../src/model/verdict.js';
import { said } from './support/files.js';
import { atLevels, days, evidence, judge, pki, signed, stamped, stored, token } from './support/levels.js';

const brief = ({ indication, subIndication, signatures: [first] }: Verdict) => [
  indication,
  subIndication,
  first?.level,
];

/** Everything said of time-stamps, in English. */
const ofStamps = ({ timestamps, signatures }: Verdict): string =>
  [...timestamps, ...signatures.flatMap((each) => each.timestamps)]
    .flatMap(({ reasons }) => reasons.map(({ en }) => en))
    .join('\n');

/** Answers for the PKI as its servers would on a given day, and notes who was asked about. */
function fetcher(at: Date): { fetch: FetchMaterial; asked: string[] } {
  const asked: string[] = [];
  const fetch: FetchMaterial = ({ certificate }) => {
    const id = pki.ids.find((each) => Buffer.from(pki.get(each).certificate).equals(certificate));
    if (id === undefined) return Promise.resolve({});
    asked.push(id);
    return Promise.resolve(evidence(id, at));
  };
  return { fetch, asked };
}

describe('levels', () => {
  const good = atLevels('p-256');
  const short = atLevels('short-revoked');

  it('are told by what stands in the file; without revocation information nothing is settled', async () => {
    expect(brief(await judge(good['B-B'], days(1)))).toEqual(['INDETERMINATE', 'TRY_LATER', 'PAdES-B-B']);
    expect(brief(await judge(good['B-T'], days(1)))).toEqual(['INDETERMINATE', 'TRY_LATER', 'PAdES-B-T']);
    expect(brief(await judge(good['B-LT'], days(1)))).toEqual(['TOTAL-PASSED', null, 'PAdES-B-LT']);
    expect(brief(await judge(good['B-LTA'], days(1)))).toEqual(['TOTAL-PASSED', null, 'PAdES-B-LTA']);
  });

  it('say when a file was signed, and what proves it', async () => {
    const [claimed] = (await judge(good['B-B'], days(1))).signatures;
    expect(claimed).toMatchObject({ signedAt: '2024-03-18T08:16:11Z', timeSource: 'claimed' });
    const [proven] = (await judge(good['B-LT'], days(1))).signatures;
    expect(proven).toMatchObject({ timeSource: 'timestamp', claimedAt: '2024-03-18T08:16:11Z' });
    expect(new Date(proven?.signedAt ?? 0).getTime() - days(0.01).getTime()).toBeLessThan(5000);
    expect(proven?.timestamps).toMatchObject([{ kind: 'signature', indication: 'TOTAL-PASSED' }]);
  });

  it('a B-LTA file outlives certificates that expire and are revoked; the lower levels do not', async () => {
    // On day 5 the signer is revoked, on day 10 the certificate expires, on day 60 its issuer's does.
    const later = days(400);
    expect(brief(await judge(short['B-LTA'], later))).toEqual(['TOTAL-PASSED', null, 'PAdES-B-LTA']);
    for (const level of ['B-B', 'B-T'] as const) {
      const verdict = await judge(short[level], later);
      expect(brief(verdict)).toEqual(['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', `PAdES-${level}`]);
      expect(said(verdict)).toMatch(/expired on 2024-03-28\. Without a time-stamp there is no proof/);
    }
    const kept = await judge(short['B-LT'], later);
    expect(brief(kept)).toEqual(['INDETERMINATE', 'TRY_LATER', 'PAdES-B-LT']);
    expect(said(kept)).toMatch(/whoever signed it has expired or was revoked, and nothing proves/);
  });

  it('a revocation that is known counts from its time on: before it nothing, after it everything without proof', async () => {
    const { fetch } = fetcher(days(7));
    const plain = await judge(short['B-B'], days(7), { fetch });
    expect(brief(plain)).toEqual(['INDETERMINATE', 'REVOKED_NO_POE', 'PAdES-B-B']);
    expect(said(plain)).toMatch(
      /was revoked on 2024-03-23 .*\(the key may have fallen into the wrong hands\), and nothing proves/,
    );
    expect(plain.signatures[0]?.chain[0]).toMatchObject({ revocation: 'revoked', embedded: false, source: 'ocsp' });
    const proven = await judge(short['B-T'], days(7), { fetch: fetcher(days(7)).fetch });
    expect(brief(proven)).toEqual(['TOTAL-PASSED', null, 'PAdES-B-T']);
    expect(said(proven)).toMatch(/Note: the certificate .* was revoked on 2024-03-23 .* proven to be older/);
  });

  it('what is lacking is fetched once, and only when it is allowed', async () => {
    const { fetch, asked } = fetcher(days(1));
    expect(brief(await judge(good['B-B'], days(1), { fetch }))).toEqual(['TOTAL-PASSED', null, 'PAdES-B-B']);
    expect(asked).toEqual(['p-256', 'issuer']);
    const whole = fetcher(days(1));
    expect((await judge(good['B-LTA'], days(1), { fetch: whole.fetch })).indication).toBe('TOTAL-PASSED');
    expect(whole.asked).toEqual([]);
    // A network that gives nothing changes nothing.
    const silent = await judge(good['B-B'], days(1), { fetch: () => Promise.resolve({ ocsp: [Uint8Array.of(1)] }) });
    expect(brief(silent)).toEqual(['INDETERMINATE', 'TRY_LATER', 'PAdES-B-B']);
  });
});

describe('signers that must not pass', () => {
  it.each([
    ['revoked-before', 'REVOKED_NO_POE', /was revoked on 2024-03-08/],
    ['on-hold', 'TRY_LATER', /has been on hold since 2024-03-08/],
    ['under-revoked', 'REVOKED_CA_NO_POE', /certificate of Fardplan Test Revoked Issuer .* was revoked on 2024-02-27/],
    ['revoked-crl-only', 'REVOKED_NO_POE', /superseded by a new one/],
    ['expired', 'OUT_OF_BOUNDS_NO_POE', /expired on/],
    ['wrong-usage', 'CHAIN_CONSTRAINTS_FAILURE', /not meant for signatures/],
    ['untrusted', 'NO_CERTIFICATE_CHAIN_FOUND', /not in your list/],
  ])('%s: %s, at every level', async (id, sub, named) => {
    const files = atLevels(id);
    for (const level of ['B-LT', 'B-LTA'] as const) {
      const verdict = await judge(files[level], days(1));
      expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: sub });
      expect(said(verdict)).toMatch(named);
    }
  });

  it('not yet valid when it is proven to have signed: failed', async () => {
    expect(await judge(atLevels('not-yet-valid')['B-LTA'], days(50))).toMatchObject({
      indication: 'TOTAL-FAILED',
      subIndication: 'NOT_YET_VALID',
    });
  });

  it('revoked, when an older time-stamp in the file shows that the signature came after: failed', async () => {
    const base = stamped(signed('p-256'), days(8), { store: null });
    const file = signed('short-revoked', {
      base,
      field: { number: 9, name: 'sekreterare', label: 'Underskrift: Bo Prov, sekreterare' },
      value: 21,
    });
    const { fetch } = fetcher(days(9));
    const { signatures } = await judge(file, days(9), { fetch });
    expect(signatures.at(-1)).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'REVOKED' });
    // The same in a file where nothing shows that.
    const alone = await judge(signed('short-revoked'), days(9), { fetch });
    expect(alone).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_NO_POE' });
    const expired = await judge(
      signed('short', {
        base: stamped(signed('p-256'), days(12), { store: null }),
        field: { number: 9, name: 'sekreterare', label: 'Underskrift: Bo Prov, sekreterare' },
        value: 21,
      }),
      days(13),
      { fetch: fetcher(days(13)).fetch },
    );
    expect(expired.signatures.at(-1)).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'EXPIRED' });
  });
});

describe('time-stamps', () => {
  const soon = days(0.01);
  const kept = (tsa: string) =>
    stored(signed('p-256', { stampedAt: soon, tsa }), { about: ['p-256', tsa], at: days(0.02) });

  it.each([
    ['tsa-other', 'NO_CERTIFICATE_CHAIN_FOUND', /issued the time-stamp is not in your list/],
    ['tsa-no-purpose', 'SIG_CONSTRAINTS_FAILURE|CHAIN_CONSTRAINTS_FAILURE', /time-?stamp/i],
    ['tsa-revoked', 'REVOKED_NO_POE', /was revoked/],
    ['tsa-expired', 'CHAIN_CONSTRAINTS_FAILURE', /states a time at which its certificate was not valid/],
  ])('by %s: prove nothing, and keep the file from passing', async (tsa, sub, named) => {
    const verdict = await judge(kept(tsa), days(1));
    expect(verdict.indication).toBe('INDETERMINATE');
    expect(verdict.subIndication).toMatch(new RegExp(`^(${sub})$`));
    expect(ofStamps(verdict)).toMatch(named);
    expect(verdict.signatures[0]?.timeSource).toBe('claimed');
  });

  it('over another signature: unsettled, since anybody could put it there', async () => {
    const file = signed('p-256', {
      cms: { stamp: () => [tokenOver(Buffer.from('annat'))] },
    });
    const verdict = await judge(file, days(1));
    expect(verdict.signatures[0]).toMatchObject({ indication: 'INDETERMINATE', untouched: true, level: 'PAdES-B-B' });
    expect(ofStamps(verdict)).toMatch(/about other content/);
  });

  it('over the document that are over something else: failed', async () => {
    const whole = atLevels('p-256')['B-LTA'];
    const value = /\/DocTimeStamp[^>]*\/Contents <([0-9a-f]+)>/.exec(whole.toString('latin1'));
    const start = (value?.index ?? 0) + (value?.[0].indexOf('<') ?? 0) + 1;
    const other = Buffer.from(whole);
    other.write(
      Buffer.from(tokenOver(Buffer.from('annat')))
        .toString('hex')
        .padEnd(value?.[1]?.length ?? 0, '0'),
      start,
      'latin1',
    );
    const verdict = await judge(other, days(1));
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', timestamps: [{ subIndication: 'HASH_FAILURE' }] });
    expect(verdict.signatures[0]?.untouched).toBe(false);
  });

  it('in the wrong order contradict each other', async () => {
    const first = stored(signed('p-256', { stampedAt: days(3) }), { about: ['p-256', 'tsa'], at: days(3.1) });
    const verdict = await judge(stamped(first, days(2)), days(4));
    expect(verdict).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TIMESTAMP_ORDER_FAILURE' });
    expect((await judge(stamped(first, days(3.2)), days(4))).indication).toBe('TOTAL-PASSED');
  });

  it('renewed in time carry each other, from the latest to the first', async () => {
    const tsa = 'tsa-short'; // good until day 40
    const once = stamped(kept(tsa), days(0.03), { tsa });
    const late = days(400);
    expect((await judge(once, late)).indication).toBe('INDETERMINATE');
    const more = stored(once, { about: ['p-256', tsa], at: days(30), stamps: 1, number: 50 });
    const twice = stamped(more, days(30.1), { index: 1, tsa: 'tsa-next', store: 50 });
    const withTsa = stored(twice, { about: ['tsa-next'], at: days(30.2), stamps: 2, number: 70 });
    const verdict = await judge(withTsa, late);
    expect(said(verdict) + ofStamps(verdict)).not.toMatch(/expired/);
    expect(verdict).toMatchObject({
      indication: 'TOTAL-PASSED',
      timestamps: [{ indication: 'TOTAL-PASSED' }, { indication: 'TOTAL-PASSED' }],
    });
    // Renewed too late: when the first had already expired.
    const tooLate = stamped(stored(once, { about: ['p-256', tsa], at: days(50), stamps: 1, number: 50 }), days(50.1), {
      index: 1,
      tsa: 'tsa-next',
      store: 50,
    });
    expect(
      (await judge(stored(tooLate, { about: ['tsa-next'], at: days(50.2), stamps: 2, number: 70 }), late)).indication,
    ).toBe('INDETERMINATE');
  });
});

describe('algorithms', () => {
  it('that no longer count are accepted when the signature is proven to be older', async () => {
    const files = atLevels('rsa-2048');
    const after = new Date('2029-06-01T00:00:00Z');
    const whole = await judge(files['B-LTA'], after);
    expect(whole.indication).toBe('TOTAL-PASSED');
    const plain = await judge(files['B-B'], after, { trust: [pki.root] });
    expect(plain.signatures[0]?.reasons.map(({ en }) => en).join()).toMatch(
      /not proven to be older than the end of its algorithm/,
    );
    expect(plain.indication).toBe('INDETERMINATE');
  });
});

function tokenOver(bytes: Uint8Array): Uint8Array {
  return token(bytes, days(0.01));
}
