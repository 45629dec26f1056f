import { describe, it } from 'vitest';
import { base, catalog, other, page2, signedWith } from '../support/attack.js';
import { once } from '../support/files.js';
import { lastXref, latin, update } from '../support/pdf-writer.js';
import { streamUpdate } from '../support/object-streams.js';
import { expectCaught } from './attack-outcome.js';
import type { Expected } from './attack-outcome.js';

// Two of what there should be one of: readers differ on which one counts, so the file would mean different things to different people.

const doubled: Expected = { en: /stands twice in one dictionary/, sv: /står två gånger i samma post/ };
const text = once.toString('latin1');

describe('duplicate keys', () => {
  it.each<[string, Record<number, string>]>([
    ['in the catalog', { 1: catalog.replace('/Pages 2 0 R', '/Pages 2 0 R /Pages 40 0 R') }],
    ['in a page', { 4: page2.replace('/Contents [6 0 R]', '/Contents [6 0 R] /Contents [5 0 R]') }],
    ['in a field', { 8: String(base[8]).replace('/T (ordforande)', '/T (ordforande) /T (annan)') }],
    ['spelled otherwise', { 4: page2.replace('/Contents [6 0 R]', '/Contents [6 0 R] /Cont#65nts [5 0 R]') }],
    ['the type of a stream', { 6: String(base[6]).replace('<< ', '<< /Length 5 ') }],
  ])('%s, before signing', async (_, bodies) => {
    // An object that cannot be read is missing for whoever signs too, so the file is not passed, though nothing was changed after.
    const unread = bodies[1] === undefined ? 'INDETERMINATE' : 'TOTAL-FAILED';
    await expectCaught(signedWith(bodies), { ...doubled, indication: unread });
  });

  it('in the signature dictionary: a second value, or second ranges', async () => {
    const room = text.match(/\/M \(D:[^)]*\)/)?.[0] ?? '';
    for (const key of ['/Contents <00>', '/ByteRange []', '/Type /Sig', '/SubFilter /X', '/Cont#65nts <00>']) {
      await expectCaught(latin(text.replace(room, key.padEnd(room.length))), {
        en: /stands twice|no signature field/,
        sv: /två gånger|inget underskriftsfält/,
      });
    }
  });

  it('in a trailer, and in an update', async () => {
    const good = update(once, { 14: '<< /Title (Beslut) >>' }, '/Root 1 0 R /Root 40 0 R /Info 14 0 R');
    await expectCaught(good, doubled);
    await expectCaught(update(once, { 4: page2.replace('/Type', '/Type /Page /Type') }), doubled);
  });
});

describe('duplicate objects', () => {
  it('two of one number in a revision, only one of them listed', async () => {
    const evil = `6 0 obj\n${other}\nendobj\n`;
    const good = update(once, { 14: '<< /Title (Beslut) >>' }).toString('latin1');
    const at = once.length;
    const shifted = good
      .slice(at)
      .replace(/startxref\n(\d+)/, (_, old: string) => `startxref\n${Number(old) + evil.length}`);
    const early =
      evil +
      shifted.replace(
        /(xref\n14 1\n)(\d{10})/,
        (_, head: string, old: string) => head + String(Number(old) + evil.length).padStart(10, '0'),
      );
    const expected = { en: /a hidden object 6|belong to no object/, sv: /gömt objekt 6|inte till något objekt/ };
    await expectCaught(Buffer.concat([once, latin(early)]), expected);
    await expectCaught(Buffer.concat([once, latin(shifted.replace('xref\n14', `${evil}xref\n14`))]), expected);
  });

  it('a number listed twice in a table, in two sections of it, or in a stream', async () => {
    const good = update(once, { 14: '<< /Title (Beslut) >>' }).toString('latin1');
    const row = /xref\n14 1\n(.{19}\n)/.exec(good.slice(lastXref(once)))?.[1] ?? '';
    const twice = { en: /object 14 stands there twice/, sv: /objekt 14 står där två gånger/ };
    await expectCaught(latin(good.replace(`xref\n14 1\n${row}`, `xref\n14 1\n${row}14 1\n${row}`)), twice);
    await expectCaught(
      streamUpdate(once, { plain: { 14: '<< /Title (Beslut) >>' }, rows: (rows) => [...rows, ...rows.slice(0, 1)] }),
      twice,
    );
  });

  it('one number in the open and in an object stream', async () => {
    await expectCaught(
      streamUpdate(once, { plain: { 6: String(base[6]) }, packed: { 6: '<< >>', 14: '<< /Title (Beslut) >>' } }),
      { en: /stands there twice|hides object/, sv: /står där två gånger|gömmer objekt/ },
    );
  });

  it('another generation of an object', async () => {
    const evil = update(once, { 6: other }).toString('latin1');
    const generation = latin(
      evil.slice(0, once.length) + evil.slice(once.length).replace('6 0 obj', '6 1 obj').replace('00000 n', '00001 n'),
    );
    await expectCaught(generation, { en: /Changed: the content of page 2/, sv: /Ändrat: innehållet på sida 2/ });
    const mixed = latin(evil.slice(0, once.length) + evil.slice(once.length).replace('00000 n', '00001 n'));
    await expectCaught(mixed, { en: /stands at byte \d+, not object 6 1/, sv: /Vid byte \d+ står objekt/ });
  });

  it('two fields of one name', async () => {
    const field = String(base[9]).replace('(sekreterare)', '(ordforande)').replace('/P 3 0 R', '/P 4 0 R');
    await expectCaught(
      update(once, {
        4: page2.replace('/Contents', '/Annots [30 0 R] /Contents'),
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        30: field,
      }),
      {
        en: /same name as another one: ordforande/,
        sv: /samma namn som ett annat: ordforande/,
      },
    );
  });
});
