import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/model/verdict.js';
import { other } from '../support/attack.js';
import { oid, seq, set } from '../support/der-writer.js';
import { atLevels, days, judge, signed, stamped, stored, token } from '../support/levels.js';
import { baseObjects, contentsOf, update, writeFile } from '../support/pdf-writer.js';

// Time-stamps and validation data that belong to something else, come too late, or are changed: none of them may make a file better than it is.

const good = atLevels('p-256');
const soon = days(0.01);
const attribute = '1.2.840.113549.1.9.16.2.14';

/** Everything said of a file and its time-stamps, in both languages. */
function said(verdict: Verdict): { sv: string; en: string } {
  const stamps = [...verdict.timestamps, ...verdict.signatures.flatMap(({ timestamps }) => timestamps)];
  const all = [
    ...verdict.reasons,
    ...verdict.signatures.flatMap(({ reasons }) => reasons),
    ...stamps.flatMap(({ reasons }) => reasons),
    ...verdict.changesAfterSigning.flatMap(({ allowed, what }) => (allowed ? [] : [what])),
  ];
  return { sv: all.map(({ sv }) => sv).join('\n'), en: all.map(({ en }) => en).join('\n') };
}

async function expectCaught(file: Uint8Array, en: RegExp, sv: RegExp, at = days(1)): Promise<Verdict> {
  const verdict = await judge(file, at);
  expect(verdict.indication).not.toBe('TOTAL-PASSED');
  expect(said(verdict).en).toMatch(en);
  expect(said(verdict).sv).toMatch(sv);
  return verdict;
}

/** A file with a store of validation data, whose signature carries this token. */
const carrying = (make: (value: Uint8Array) => Uint8Array[]): Buffer =>
  stored(signed('p-256', { cms: { stamp: make } }), { about: ['p-256', 'tsa'], at: days(0.02) });

describe('mixed-up time-stamps', () => {
  it('start from files that pass', async () => {
    expect(
      (
        await judge(
          carrying((value) => [token(value, soon)]),
          days(1),
        )
      ).indication,
    ).toBe('TOTAL-PASSED');
    expect((await judge(good['B-LTA'], days(1))).indication).toBe('TOTAL-PASSED');
  });

  it('the token of another signature, of the file instead of the value, of nothing', async () => {
    for (const stranger of ['annat', '', 'x'.repeat(64)]) {
      const verdict = await expectCaught(
        carrying(() => [token(Buffer.from(stranger), soon)]),
        /about other content/,
        /annat innehåll/,
      );
      expect(verdict.signatures[0]).toMatchObject({ timeSource: 'claimed', level: 'PAdES-B-B' });
    }
  });

  it('a right token beside a wrong one', async () => {
    const file = carrying((value) => [token(value, soon), token(Buffer.from('annat'), days(-100))]);
    const verdict = await judge(file, days(1));
    expect(verdict.signatures[0]?.signedAt ?? '').not.toMatch(/^2023/);
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
  });

  it('a token that is older than the certificate it is to vouch for', async () => {
    const verdict = await judge(
      carrying((value) => [token(value, days(-3000))]),
      days(1),
    );
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
  });

  it('a token with a byte changed, anywhere in it', async () => {
    const real = carrying((value) => [token(value, soon)]);
    const { start, end } = contentsOf(real);
    const value = real.toString('latin1', start, end);
    const at = value.indexOf(Buffer.from(oid(attribute)).toString('hex'));
    expect(at).toBeGreaterThan(0);
    const used = value.replace(/(00)+$/, '').length;
    for (let place = at + 40; place < used; place += 158) {
      const changed = Buffer.from(real);
      const byte = parseInt(value.slice(place - (place % 2), place - (place % 2) + 2), 16) ^ 1;
      changed.write(byte.toString(16).padStart(2, '0'), start + place - (place % 2), 'latin1');
      const verdict = await judge(changed, days(1));
      expect(verdict.indication, `byte ${place / 2}`).not.toBe('TOTAL-PASSED');
    }
  });

  it('something that is no token where one should be', async () => {
    for (const nothing of [seq(), seq(oid('1.2.3')), set()]) {
      await expectCaught(
        carrying(() => [nothing]),
        /time-?stamp/i,
        /DER-kodningen bryts|tidsstämpel/i,
      );
    }
  });
});

describe('document time-stamps', () => {
  it('do not make good what was changed before them', async () => {
    const changed = update(good['B-LT'], { 6: other }, undefined, 300);
    await expectCaught(stamped(changed, days(0.03)), /Changed: the content of page 2/, /Ändrat: innehållet på sida 2/);
  });

  it('with something changed after them fail with the rest', async () => {
    const changed = update(good['B-LTA'], { 6: other }, undefined, 300);
    await expectCaught(changed, /Changed: the content of page 2/, /Ändrat: innehållet på sida 2/);
  });

  it('without a signature are no signature', async () => {
    const verdict = await judge(stamped(writeFile(), soon, { store: null }), days(1));
    expect(verdict.indication).not.toBe('TOTAL-PASSED');
    expect(verdict.signatures.filter(({ untouched }) => untouched)).toEqual([]);
  });
});

describe('validation data', () => {
  it('of somebody else, or none, settle nothing', async () => {
    const once = signed('p-256', { stampedAt: soon });
    for (const about of [['tsa'], ['rsa-2048', 'tsa']]) {
      const verdict = await judge(stored(once, { about, at: days(0.02) }), days(1));
      expect(verdict.indication).toBe('INDETERMINATE');
    }
    const bare = await judge(stored(once, { about: ['p-256', 'tsa'], at: days(0.02), without: 'revocation' }), days(1));
    expect(bare.indication).toBe('INDETERMINATE');
  });

  it('cannot bring page content with them', async () => {
    const base = baseObjects();
    const store = '<< /Type /DSS /Certs [51 0 R] /OCSPs [] /CRLs [] >>';
    const catalog = String(base[1]).replace('/Pages', '/DSS 50 0 R /Pages');
    const page = String(base[4]).replace('[6 0 R]', '[6 0 R 51 0 R]');
    const file = update(good['B-T'], { 1: catalog, 4: page, 50: store, 51: other }, undefined, 300);
    await expectCaught(file, /Changed: the content of page 2/, /Ändrat: innehållet på sida 2/);
  });

  it('cannot be something else that is called so', async () => {
    const base = baseObjects();
    const catalog = String(base[1]).replace('/Pages', '/DSS 50 0 R /Pages');
    for (const store of [
      '<< /Certs [3 0 R] /Kids [3 0 R] >>',
      '<< /OpenAction << /S /JavaScript /JS (x) >> >>',
      '[51 0 R]',
      '(x)',
    ]) {
      const file = update(good['B-T'], { 1: catalog, 50: store }, undefined, 300);
      const verdict = await judge(file, days(1));
      expect(verdict.indication, store).not.toBe('TOTAL-PASSED');
    }
  });
});
