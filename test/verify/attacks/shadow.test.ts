import { describe, expect, it } from 'vitest';
import { base, catalog, other, page1, page2, signedWith } from '../support/attack.js';
import { people, verify } from '../support/files.js';
import { lastXref, latin, sekreterare, signFile, stream, update, writeFile } from '../support/pdf-writer.js';
import { expectCaught } from './attack-outcome.js';

// Shadow attacks: the file is prepared before it is signed, so that a small change afterwards shows what was hidden.

const { anna, bo, authority } = people;
const image = stream(
  '\xff',
  '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ',
);

/** A page whose content is covered by an image. */
const covered = page2
  .replace('/Contents [6 0 R]', '/Contents [6 0 R 31 0 R]')
  .replace('/Font << /F1 7 0 R >>', '/Font << /F1 7 0 R >> /XObject << /Im 30 0 R >>');
const overlay = stream('q 595 0 0 842 0 0 cm /Im Do Q');

describe('shadow attacks: hide', () => {
  const first = signedWith({ 4: covered, 30: image, 31: overlay });

  it('starts from a file that passes as it stands', async () => {
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
  });

  it('the covering image is freed', async () => {
    await expectCaught(update(first, { 30: null }), { en: /Removed: /, sv: /Borttaget: / });
  });

  it('the covering image is replaced by a transparent one, or by nothing', async () => {
    await expectCaught(
      update(first, { 30: stream('\0', '/Type /XObject /Subtype /Image /ImageMask true /Width 1 /Height 1 ') }),
      { en: /Changed: fonts or images on page 2/, sv: /Ändrat: typsnitt eller bilder på sida 2/ },
    );
    await expectCaught(update(first, { 30: 'null' }), { en: /Changed: /, sv: /Ändrat: / });
  });

  it('the page drops the overlay, or the overlay draws nothing', async () => {
    await expectCaught(update(first, { 4: page2 }), { en: /Changed: .*page 2/, sv: /Ändrat: .*sida 2/ });
    await expectCaught(update(first, { 31: stream('q Q') }), {
      en: /Changed: the content of page 2/,
      sv: /Ändrat: innehållet på sida 2/,
    });
  });

  it('content that the page refers to and that is missing comes to light', async () => {
    const prepared = signedWith({ 4: page2.replace('[6 0 R]', '[6 0 R 40 0 R]') });
    const expected = {
      en: /Prepared content was brought forth: object 40, which page 2/,
      sv: /Förberett innehåll togs fram: objekt 40/,
    };
    await expectCaught(update(prepared, { 40: other }), expected);
    // The same, dressed up as the appearance of a signature.
    const more = { 40: other };
    const dressed = {
      signer: bo,
      chain: [authority],
      field: sekreterare,
      value: 21,
      fieldMore: '/AP << /N 40 0 R >> ',
      more,
    };
    await expectCaught(signFile(prepared, dressed), expected);
  });

  it('a layer is turned off', async () => {
    const layers = (off: string): string =>
      catalog.replace('/Pages', `/OCProperties << /OCGs [33 0 R] /D << /Order [33 0 R] ${off}>> >> /Pages`);
    const prepared = signedWith({ 1: layers(''), 33: '<< /Type /OCG /Name (Kontor) >>' });
    await expectCaught(update(prepared, { 1: layers('/OFF [33 0 R] ') }), { en: /the layers/, sv: /lagren/ });
  });
});

describe('shadow attacks: replace', () => {
  const textField =
    '<< /Type /Annot /Subtype /Widget /FT /Tx /T (belopp) /V (100) /Rect [72 600 300 620] /P 3 0 R /AP << /N 34 0 R >> >>';
  const form = '<< /Fields [8 0 R 9 0 R 32 0 R] /SigFlags 3 >>';
  const appearance = stream('BT /F1 12 Tf (100) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 228 20] ');
  const first = signedWith({
    3: page1.replace('[8 0 R 9 0 R]', '[8 0 R 9 0 R 32 0 R]'),
    10: form,
    32: textField,
    34: appearance,
  });

  it('starts from a file that passes as it stands', async () => {
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
  });

  it('the value of a form field, what it shows, or only one of the two', async () => {
    const expected = {
      en: /Changed: the (field|appearance of the field) belopp/,
      sv: /Ändrat: (fältet|utseendet på fältet) belopp/,
    };
    await expectCaught(update(first, { 32: textField.replace('(100)', '(100000)') }), expected);
    await expectCaught(update(first, { 34: appearance.replace('(100)', '(999)') }), expected);
    await expectCaught(update(first, { 32: textField.replace('/AP << /N 34 0 R >>', '') }), expected);
    await expectCaught(update(first, { 10: form.replace('/SigFlags', '/NeedAppearances true /SigFlags') }), {
      en: /form's \/NeedAppearances was changed/,
      sv: /Formulärets \/NeedAppearances har ändrats/,
    });
  });

  it('the font that the text is written in', async () => {
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [49 /nine] >> >>';
    await expectCaught(update(first, { 7: font }), {
      en: /fonts or images on page 1/,
      sv: /typsnitt eller bilder på sida 1/,
    });
    const dr = form.replace('/SigFlags', '/DR << /Font << /Helv 7 0 R >> >> /SigFlags');
    await expectCaught(update(first, { 10: dr }), {
      en: /form's \/DR was changed/,
      sv: /Formulärets \/DR har ändrats/,
    });
  });

  it('an array that a page and the form share grows for both', async () => {
    const shared = signedWith({
      3: page1.replace('[8 0 R 9 0 R]', '50 0 R'),
      10: '<< /Fields 50 0 R /SigFlags 3 >>',
      50: '[8 0 R 9 0 R]',
    });
    const more = { 50: '[8 0 R 9 0 R 51 0 R]', 51: '<< /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] >>' };
    await expectCaught(update(shared, more), { en: /Changed: /, sv: /Ändrat: / });
  });

  it('validation data that are also page content', async () => {
    const shared = signedWith({
      1: catalog.replace('/Pages', '/DSS << /Certs 50 0 R >> /Pages'),
      4: page2.replace('[6 0 R]', '50 0 R'),
      50: '[6 0 R]',
    });
    await expectCaught(update(shared, { 50: '[6 0 R 51 0 R]', 51: other }), { en: /Changed: /, sv: /Ändrat: / });
  });

  it('an annotation laid over the text', async () => {
    for (const kind of ['FreeText', 'Stamp', 'Square', 'Redact', 'Link', 'Popup', 'Widget']) {
      const note = `<< /Type /Annot /Subtype /${kind} /Rect [0 0 595 842] /AP << /N 31 0 R >> /Contents (Avslag) >>`;
      const page = page2
        .replace(' >>', ' /Annots [30 0 R] >>')
        .replace(/>>$/, '/Annots [30 0 R] >>')
        .replace(' /Annots [30 0 R]', '');
      const file = update(first, { 4: page, 30: note, 31: other });
      await expectCaught(file, { en: /annotation|Changed: /, sv: /anteckning|Ändrat: / });
    }
  });
});

describe('shadow attacks: hide and replace', () => {
  it('a table that points back into the signed bytes, where another object waits', async () => {
    const hidden = latin(`6 0 obj\n${other}\nendobj\n`);
    const file = writeFile({ ...base, 41: `<< /X (${'y'.repeat(hidden.length)}) >>` });
    const place = file.indexOf('y'.repeat(hidden.length));
    hidden.copy(file, place);
    const first = signFile(file, { signer: anna, chain: [authority] });
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
    const xref = `xref\n6 1\n${String(place).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 60 /Prev ${lastXref(first)} /Root 1 0 R /Info 14 0 R >>\nstartxref\n${first.length}\n%%EOF\n`;
    await expectCaught(Buffer.concat([first, latin(xref)]), {
      en: /Object 6 is listed at a place outside the revision/,
      sv: /Objekt 6 pekas ut utanför/,
    });
  });

  it('a second document in the file, brought forth by another root', async () => {
    const first = signedWith({
      40: '<< /Type /Catalog /Pages 41 0 R >>',
      41: '<< /Type /Pages /Kids [42 0 R] /Count 1 >>',
      42: page2.replace('[6 0 R]', '43 0 R').replace('/Parent 2', '/Parent 41'),
      43: other,
    });
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
    await expectCaught(update(first, {}, '/Root 40 0 R /Info 14 0 R'), {
      en: /The file's \/Root was replaced|no signature field/,
      sv: /Filens \/Root byttes ut|inget underskriftsfält/,
    });
    await expectCaught(update(first, { 1: catalog.replace('/Pages 2 0 R', '/Pages 41 0 R') }), {
      en: /Changed: the catalog's \/Pages/,
      sv: /Ändrat: katalogens \/Pages/,
    });
  });

  it('a content that is in the file and not shown takes the place of the one that is', async () => {
    const first = signedWith({ 40: other });
    await expectCaught(update(first, { 4: page2.replace('[6 0 R]', '[40 0 R]') }), {
      en: /Changed: the content of page 2/,
      sv: /Ändrat: innehållet på sida 2/,
    });
  });

  it('the trailer lowers /Size, so that the objects above it are gone', async () => {
    const first = signedWith({ 40: other });
    await expectCaught(update(first, { 14: '<< /Title (Beslut) >>' }, undefined, 20), {
      en: /number of objects \(\/Size\) was lowered/,
      sv: /antal objekt \(\/Size\) minskades/,
    });
  });
});
