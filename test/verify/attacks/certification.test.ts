import { describe, expect, it } from 'vitest';
import { base, catalog, other, page2 } from '../support/attack.js';
import { people, verify } from '../support/files.js';
import { sekreterare, signFile, stream, update, writeFile } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';

// Attacks on certified files: the certification itself allows something (signatures from level 2, annotations at level 3), and that is used to
// show something else. What may follow a signature is decided by the allow-list here, never widened by what a certification says.

const { anna, bo, authority } = people;

/** A file that Anna has certified at `level` (DocMDP, ISO 32000-1, 12.8.2.2). */
function certified(level: 1 | 2 | 3, more: Record<number, string> = {}): Buffer {
  const parameters = `<< /Type /TransformParams /P ${level} /V /1.2 >>`;
  return signFile(writeFile({ ...base, ...more }), {
    signer: anna,
    chain: [authority],
    dictionary: `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams ${parameters} >>]`,
    more: { 1: catalog.replace('/Pages', '/Perms << /DocMDP 20 0 R >> /Pages') },
  });
}

const levels = [1, 2, 3] as const;
const withAnnotation = page2.replace('/Contents', '/Annots [30 0 R] /Contents');
const appearance = stream(
  '1 g 0 0 595 842 re f BT /F1 24 Tf (Avslag) Tj ET',
  '/Type /XObject /Subtype /Form /BBox [0 0 595 842] ',
);
const annotated = { en: /An annotation \(\w+\) was put on page 2/, sv: /En anteckning \(\w+\) lades på sida 2/ };

describe.each(levels)('certified at level %i', (level) => {
  const first = certified(level);

  it('passes as it stands', async () => {
    expect(await verify(first)).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ coversWholeFile: true }] });
  });

  it.each([
    'FreeText',
    'Stamp',
    'Redact',
    'Ink',
    'Square',
    'Caret',
    'Text',
    'Highlight',
    'Line',
    'Polygon',
    'FileAttachment',
    'Watermark',
    'Screen',
    '3D',
    'Link',
    'Popup',
  ])('evil annotation: %s over the page', async (kind) => {
    const note = `<< /Type /Annot /Subtype /${kind} /Rect [0 0 595 842] /F 4 /AP << /N 31 0 R >> /Contents (Avslag) /P 4 0 R >>`;
    await expectCaught(update(first, { 4: withAnnotation, 30: note, 31: appearance }), annotated);
  });

  it('evil annotation: invisible in the list of comments, in reply to another, or hidden in a signature’s revision', async () => {
    const quiet =
      '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /F 196 /AP << /N 31 0 R >> /IRT 8 0 R /RT /Group >>';
    await expectCaught(update(first, { 4: withAnnotation, 30: quiet, 31: appearance }), annotated);
    const more = { 4: withAnnotation, 30: quiet, 31: appearance };
    await expectCaught(
      signFile(first, { signer: bo, chain: [authority], field: sekreterare, value: 21, more }),
      annotated,
    );
  });

  it('sneaky signature: a new signature field as large as the page', async () => {
    const widget =
      '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ny) /F 4 /Rect [0 0 595 842] /P 4 0 R /AP << /N 31 0 R >> >>';
    const file = update(first, {
      4: withAnnotation,
      10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
      30: widget,
      31: appearance,
    });
    await expectCaught(file, {
      en: /new visible field, ny, was laid over the content of a page|forbidden/,
      sv: /nytt synligt fält, ny, lades över sidans innehåll|förbjudit/,
    });
  });

  it('sneaky signature: the waiting field is signed, with an appearance that is a page of its own, or somewhere else', async () => {
    const large = {
      en: /visible field|picture of a signature was laid over|Rect was changed|visibility was changed|forbidden/,
      sv: /synligt fält|underskriftsbild lades över|Rect har ändrats|synligheten har ändrats|förbjudit/,
    };
    const wide = certified(level, { 9: String(base[9]).replace('[0 0 0 0]', '[0 0 595 842]') });
    const signed = { signer: bo, chain: [authority], field: sekreterare, value: 21, more: { 31: appearance } };
    // The writer sets the rectangle to zero again, so the attack is in an update of its own.
    const shown = String(base[9]).replace('[0 0 0 0]', '[0 0 595 842]').replace(' >>', ' /AP << /N 31 0 R >> >>');
    await expectCaught(update(wide, { 9: shown, 31: appearance }), { en: /sekreterare/, sv: /sekreterare/ });
    const moved = signFile(first, { ...signed, fieldMore: '/AP << /N 31 0 R >> ' });
    await expectCaught(update(moved, { 9: shown.replace(' >>', ' /V 21 0 R >>') }), {
      ...large,
      en: /sekreterare|forbidden/,
      sv: /sekreterare|förbjudit/,
    });
  });

  it('the permissions are changed or taken away afterwards', async () => {
    const permitted = catalog.replace('/Pages', '/Perms << /DocMDP 20 0 R >> /Pages');
    await expectCaught(update(first, { 1: catalog }), { en: /Perms/, sv: /Perms/ });
    await expectCaught(
      update(first, {
        1: permitted.replace('20 0 R', '30 0 R'),
        30: '<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>] >>',
      }),
      { en: /Perms|30/, sv: /Perms|30/ },
    );
  });

  it('the value of a field is filled in, though the certification may allow it', async () => {
    const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (belopp) /V (100) /Rect [72 600 300 620] /P 3 0 R >>';
    const form = '<< /Fields [8 0 R 9 0 R 32 0 R] /SigFlags 3 >>';
    const filled = certified(level, { 3: String(base[3]).replace('9 0 R]', '9 0 R 32 0 R]'), 10: form, 32: field });
    expect((await verify(filled)).indication).toBe('TOTAL-PASSED');
    await expectCaught(update(filled, { 32: field.replace('(100)', '(100000)') }), {
      en: /Changed: the field belopp/,
      sv: /Ändrat: fältet belopp/,
    });
  });

  it('the content itself is changed', async () => {
    await expectCaught(update(first, { 6: other }), {
      en: /Changed: the content of page 2/,
      sv: /Ändrat: innehållet på sida 2/,
    });
  });
});

describe('what a certification allows', () => {
  const second = (first: Buffer): Buffer =>
    signFile(first, { signer: bo, chain: [authority], field: sekreterare, value: 21 });

  it('a further signature from level 2, none at level 1', async () => {
    await expectCaught(second(certified(1)), { en: /forbidden/, sv: /förbjud/ });
    expect((await verify(second(certified(2)))).indication).toBe('TOTAL-PASSED');
    expect((await verify(second(certified(3)))).indication).toBe('TOTAL-PASSED');
  });

  it('is read from the signed revision: a later one cannot loosen it', async () => {
    const first = certified(1);
    const loosened = update(first, { 1: catalog.replace('/Pages', '/Perms << >> /Pages') });
    await expectCaught(second(loosened), { en: /Perms/, sv: /Perms/ });
  });
});
