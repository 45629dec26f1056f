import { describe, expect, it } from 'vitest';
import { base, catalog, expectRefused, other, page1 } from './support/attack.js';
import { once, people, refused, said, verify } from './support/files.js';
import { atLevels, days, judge, pki, signed, stamped, stored } from './support/levels.js';
import { sekreterare, signFile, stream, update, writeFile } from './support/pdf-writer.js';
import type { Bodies } from './support/pdf-writer.js';

const { anna, bo, authority } = people;

const docMdp = (level: number): string =>
  `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`;
const fieldMdp = (action: string, fields = ''): string =>
  `/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /Action /${action} ${fields} /V /1.2 >> >>]`;

const first = (dictionary: string, more: Bodies = {}): Buffer =>
  signFile(writeFile({ ...base, ...more }), { signer: anna, chain: [authority], dictionary });
const certified = (level: number): Buffer =>
  signFile(writeFile(), {
    signer: anna,
    chain: [authority],
    dictionary: docMdp(level),
    more: { 1: catalog.replace('/Pages', '/Perms << /DocMDP 20 0 R >> /Pages') },
  });
const second = (file: Uint8Array): Buffer =>
  signFile(file, { signer: bo, chain: [authority], field: sekreterare, value: 21 });

describe('certification (DocMDP)', () => {
  it.each([1, 2, 3] as const)('level %i is shown; signatures may follow from 2 on', async (level) => {
    const file = certified(level);
    expect((await verify(file)).signatures[0]?.permissions).toEqual({ certification: level, locks: [] });
    const signedAgain = signFile(file, { signer: bo, chain: [authority], field: sekreterare, value: 21, more: {} });
    const verdict = await verify(signedAgain);
    expect(verdict.indication).toBe(level === 1 ? 'TOTAL-FAILED' : 'TOTAL-PASSED');
    if (level === 1) expect(refused(verdict).join()).toMatch(/The first signer has forbidden that/);
  });

  it('without a catalog that names it, the restriction of the signature still counts', async () => {
    const verdict = await verify(second(first(docMdp(1))));
    expect(verdict.indication).toBe('TOTAL-FAILED');
  });

  it.each<[string, Bodies, RegExp]>([
    [
      'a note (evil annotation)',
      {
        3: page1.replace('9 0 R]', '9 0 R 30 0 R]'),
        30: '<< /Type /Annot /Subtype /FreeText /Rect [50 50 500 500] /Contents (Avslag) /AP << /N 31 0 R >> >>',
        31: other,
      },
      /An annotation \(FreeText\) was put on page 1/,
    ],
    [
      'a signature field with a picture (sneaky signature)',
      {
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        3: page1.replace('9 0 R]', '9 0 R 30 0 R]'),
        30: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [50 50 500 500] /AP << /N 31 0 R >> >>',
        31: other,
      },
      /A new visible field, x, was laid over/,
    ],
    ['the certification taken away', { 1: catalog }, /Changed: the certification of the file \(\/Perms\)/],
  ])('level 3 lets no attack in: %s', async (what, bodies, named) => {
    const file = certified(3);
    const perms = catalog.replace('/Pages', '/Perms << /DocMDP 20 0 R >> /Pages');
    const kept: Bodies = what.startsWith('the certification') ? {} : { 1: perms };
    await expectRefused(update(file, { ...kept, ...bodies }), named);
  });
});

describe('locked fields (FieldMDP and /Lock)', () => {
  it.each<[string, string, boolean]>([
    ['all', fieldMdp('All'), false],
    ['those named, this one among them', fieldMdp('Include', '/Fields [(sekreterare)]'), false],
    ['those named, this one not', fieldMdp('Include', '/Fields [(annat)]'), true],
    ['all but this one', fieldMdp('Exclude', '/Fields [(sekreterare)]'), true],
    ['all but another', fieldMdp('Exclude', '/Fields [(annat)]'), false],
  ])('%s', async (_, dictionary, passes) => {
    const verdict = await verify(second(first(dictionary)));
    expect(verdict.indication).toBe(passes ? 'TOTAL-PASSED' : 'TOTAL-FAILED');
    if (!passes) expect(refused(verdict).join()).toMatch(/The signature in the field ordforande locks that field/);
    expect(verdict.signatures[0]?.permissions.locks).toHaveLength(1);
  });

  it('a lock in the field counts as well, also for what it says of the whole file', async () => {
    const locked = (lock: string): Buffer =>
      second(
        signFile(writeFile(), {
          signer: anna,
          chain: [authority],
          fieldMore: `/Lock << /Type /SigFieldLock ${lock} >> `,
        }),
      );
    expect((await verify(locked('/Action /Include /Fields [(sekreterare)]'))).indication).toBe('TOTAL-FAILED');
    expect((await verify(locked('/Action /Include /Fields [(annat)] /P 1'))).indication).toBe('TOTAL-FAILED');
    expect((await verify(locked('/Action /Include /Fields [(annat)] /P 2'))).indication).toBe('TOTAL-PASSED');
  });
});

describe('time-stamps and validation data', () => {
  it('may follow whatever a signature forbids: they are no changes', async () => {
    const file = signed('p-256', { stampedAt: days(0.01), dictionary: `${docMdp(1)}` });
    const whole = stamped(stored(file, { about: ['p-256', 'tsa'], at: days(0.02) }), days(0.03));
    expect(await judge(whole, days(1))).toMatchObject({
      indication: 'TOTAL-PASSED',
      signatures: [{ level: 'PAdES-B-LTA', permissions: { certification: 1 } }],
    });
  });
});

describe('the security store', () => {
  const { 'B-T': plain } = atLevels('p-256');
  const certificate = Buffer.from(pki.get('p-256').certificate).toString('latin1');
  const withStore = (store: string, more: Bodies = {}): Buffer =>
    update(plain, {
      1: catalog.replace('/Pages', '/DSS 30 0 R /Pages'),
      30: store,
      31: stream(certificate),
      ...more,
    });
  const part = (inside: string): string => `<< /VRI << /0123456789ABCDEF0123456789ABCDEF01234567 << ${inside} >> >> >>`;

  it.each<[string, string, Bodies]>([
    ['a list of certificates', '<< /Type /DSS /Certs [31 0 R] >>', {}],
    ['a part for a signature', part('/Type /VRI /Cert [31 0 R] /TU (D:20240101000000Z)'), {}],
    ['lists of their own', '<< /Certs 32 0 R >>', { 32: '[31 0 R]' }],
  ])('may hold %s', async (_, store, more) => {
    const { changesAfterSigning } = await judge(withStore(store, more), days(1));
    expect(changesAfterSigning).toMatchObject([{ allowed: true, kind: 'validation-data' }]);
  });

  it.each<[string, string, Bodies]>([
    ['what is no certificate', '<< /Certs [31 0 R] >>', { 31: stream('hej') }],
    ['a certificate with something after it', '<< /Certs [31 0 R] >>', { 31: stream(`${certificate}x`) }],
    ['a picture', '<< /Certs [31 0 R] >>', { 31: stream(certificate, '/Type /XObject /Subtype /Form ') }],
    ['a certificate among the answers', '<< /OCSPs [31 0 R] >>', {}],
    ['something else', '<< /Certs [31 0 R] /Other 32 0 R >>', { 32: '<< /S /JavaScript /JS (1) >>' }],
    ['a dictionary in a list', '<< /Certs [<< /S /URI >> 31 0 R] >>', {}],
    ['a part with another name', '<< /VRI << /Annat << /Cert [31 0 R] >> >> /Certs [31 0 R] >>', {}],
    ['a part with something else', part('/Cert [31 0 R] /AA << >>'), {}],
    ['a time-stamp that is none', part('/Cert [31 0 R] /TS 32 0 R'), { 32: stream('hej') }],
  ])('may not hold %s', async (_, store, more) => {
    const verdict = await judge(withStore(store, more), days(1));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    expect(refused(verdict).join()).toMatch(/put among the validation data|JavaScript/);
  });

  it('may not be taken away', async () => {
    const kept = atLevels('p-256')['B-LT'];
    const verdict = await judge(update(kept, { 1: catalog }, undefined, 300), days(1));
    expect(refused(verdict).join()).toMatch(/validation data were removed/);
  });
});

describe('what was changed', () => {
  it.each<[string, Bodies, string]>([
    ['page', { 6: other }, 'the content of page 2'],
    ['metadata', { 11: stream('<x/>', '/Type /Metadata /Subtype /XML ') }, 'metadata'],
    ['attachment', { 12: stream('annan', '/Type /EmbeddedFile ') }, 'attached'],
    ['structure', { 1: catalog.replace('/Pages', '/StructTreeRoot << >> /Pages') }, 'structure'],
    ['outline', { 1: catalog.replace('/Pages', '/Outlines << >> /Pages') }, 'bookmarks'],
    ['action', { 1: catalog.replace('/Pages', '/OpenAction << /S /JavaScript /JS (1) >> /Pages') }, 'JavaScript'],
    ['catalog', { 1: catalog.replace('/Pages', '/Lang (sv) /Pages') }, '/Lang'],
    [
      'annotation',
      { 3: page1.replace('9 0 R]', '9 0 R 30 0 R]'), 30: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >>' },
      'Stamp',
    ],
    ['field', { 8: String(base[8]) }, 'ordforande'],
  ])('is named by its kind: %s', async (kind, bodies, named) => {
    const verdict = await verify(update(once, bodies));
    expect(verdict.indication).toBe('TOTAL-FAILED');
    const changes = verdict.changesAfterSigning.filter((change) => change.kind === kind);
    expect(changes.map(({ what }) => what.en).join()).toContain(named);
  });

  it('a form value: told apart from a signature field', async () => {
    const text = { 10: '<< /Fields [8 0 R 9 0 R 15 0 R] /SigFlags 3 >>', 15: '<< /FT /Tx /T (belopp) /V (1) >>' };
    const file = signFile(writeFile({ ...base, ...text }), { signer: anna, chain: [authority] });
    const verdict = await verify(update(file, { 15: '<< /FT /Tx /T (belopp) /V (2) >>' }));
    expect(verdict.changesAfterSigning).toMatchObject([{ allowed: false, kind: 'form' }]);
    expect(said(verdict)).toContain('the field belopp');
  });
});
