import { describe, expect, it } from 'vitest';
import type { Bodies } from './support/pdf-writer.js';
import { base, catalog, expectRefused, other, page1, page2, signedWith } from './support/attack.js';
import { sekreterare, signFile, stream, update, writeFile } from './support/pdf-writer.js';
import { once, people, twice, verify } from './support/files.js';
import { days, evidence } from './support/levels.js';

const { anna, bo, authority } = people;

describe('changes in a well-formed later revision', () => {
  const changes: [string, Bodies, RegExp][] = [
    ['page content replaced', { 6: other }, /Changed: the content of page 2/],
    [
      'page content pointed elsewhere',
      { 4: page2.replace('[6 0 R]', '30 0 R'), 30: other },
      /Changed: the content of page 2/,
    ],
    [
      'a font replaced',
      { 7: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' },
      /Changed: fonts or images on page 1/,
    ],
    [
      'a page appended',
      { 2: '<< /Type /Pages /Kids [3 0 R 4 0 R 30 0 R] /Count 3 >>', 30: page2 },
      /Changed: the order of the pages/,
    ],
    ['a page removed', { 2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>' }, /Changed: the order of the pages/],
    ['a page turned', { 4: page2.replace('>> >> >>', '>> >> /Rotate 90 >>') }, /Changed: the format of page 2/],
    [
      'an annotation over the text',
      { 3: page1.replace('9 0 R]', '9 0 R 30 0 R]'), 30: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 500 500] >>' },
      /An annotation \(FreeText\) was put on page 1/,
    ],
    ['an annotation taken away', { 3: page1.replace(' 9 0 R]', ']') }, /Annotations on page 1 were removed/],
    ['metadata changed', { 11: stream('<x/>', '/Type /Metadata /Subtype /XML ') }, /Changed: the file's metadata/],
    ['document information changed', { 14: '<< /Title (Annat) >>' }, /Changed: the document information/],
    [
      'document information taken over',
      { 14: '<< /Title (Beslut) /Author (Nagon) >>' },
      /Changed: the document information/,
    ],
    [
      'an action on opening',
      { 1: catalog.replace('/Pages', '/OpenAction << /S /URI /URI (https://x.example) >> /Pages') },
      /Added: the action on opening the file \(\/OpenAction\)/,
    ],
    [
      'the attached file replaced',
      { 12: stream('annan', '/Type /EmbeddedFile ') },
      /Changed: (the attached file|attached files)/,
    ],
    [
      'the attached file’s entry replaced',
      { 13: String(base[13]).replaceAll('12 0 R', '30 0 R'), 30: stream('annan') },
      /Changed: the attached file/,
    ],
    [
      'a signed field’s label changed',
      { 8: once.toString('latin1').split('8 0 obj\n').at(-1)?.split('\nendobj')[0]?.replace('Anna', 'Bo') ?? '' },
      /Changed: the field ordforande/,
    ],
    [
      'a signed field given a picture',
      {
        8:
          once
            .toString('latin1')
            .split('8 0 obj\n')
            .at(-1)
            ?.split('\nendobj')[0]
            ?.replace('/V', '/AP << /N 30 0 R >> /V') ?? '',
        30: other,
      },
      /Changed: the field ordforande/,
    ],
    ['a signature emptied', { 20: '<< /Type /Sig >>' }, /Changed: the signature in the field ordforande/],
    ['a signature removed', { 8: String(base[8]) }, /Changed: the field ordforande/],
    ['a field removed from the form', { 10: '<< /Fields [9 0 R] /SigFlags 3 >>' }, /Fields were removed/],
    ['the form removed', { 1: catalog.replace('/AcroForm 10 0 R', '') }, /The form was removed/],
    [
      'appearances to be made anew',
      { 10: '<< /Fields [8 0 R 9 0 R] /SigFlags 3 /NeedAppearances true >>' },
      /The form's \/NeedAppearances was changed/,
    ],
    [
      'a text field added',
      {
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        30: '<< /FT /Tx /T (x) /V (y) /Subtype /Widget /Rect [0 0 9 9] >>',
      },
      /A field that is not a signature was added/,
    ],
    ['an object deleted', { 6: null }, /Removed: the content of page 2/],
    ['an object nobody uses', { 30: other }, /Added: object 30, which nothing uses/],
    ['the catalog replaced', { 30: catalog }, /The file's \/Root was replaced/],
  ];

  it.each(changes)('%s: named and refused', async (what, bodies, named) => {
    const trailer = what === 'the catalog replaced' ? '/Root 30 0 R /Info 14 0 R' : undefined;
    await expectRefused(update(once, bodies, trailer), named);
  });

  it.each(changes)('%s: refused also behind a later signature', async (what, bodies, named) => {
    if (what === 'the catalog replaced' || what === 'the form removed') return;
    const changed = update(once, bodies);
    const field = { ...sekreterare };
    await expectRefused(signFile(changed, { signer: bo, chain: [authority], field, value: 21 }), named);
  });

  it('the same objects under another generation, or beyond a smaller size: refused', async () => {
    const again = update(once, { 6: String(base[6]) });
    expect((await verify(again)).indication).toBe('TOTAL-PASSED');
    const tail = again.toString('latin1', once.length).replace('6 0 obj', '6 1 obj').replace(' 00000 n', ' 00001 n');
    await expectRefused(Buffer.concat([once, Buffer.from(tail, 'latin1')]), /Changed: the content of page 2/);
    await expectRefused(update(once, { 6: String(base[6]) }, undefined, 7), /number of objects \(\/Size\) was lowered/);
  });

  it('writing the same again is allowed', async () => {
    const verdict = await verify(update(once, { 6: String(base[6]), 4: page2 }));
    expect(verdict).toMatchObject({
      indication: 'TOTAL-PASSED',
      changesAfterSigning: [{ allowed: true, what: { en: 'The file was saved again without a change.' } }],
    });
  });
});

describe('a later signature that brings more than itself', () => {
  const sign = (more: Bodies, options = {}): Buffer =>
    signFile(once, { signer: bo, chain: [authority], field: sekreterare, value: 21, more, ...options });

  it.each<[string, Buffer, RegExp]>([
    ['page content', sign({ 6: other }), /Changed: the content of page 2/],
    [
      'a new visible field over the text',
      sign({
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        3: page1.replace('9 0 R]', '9 0 R 30 0 R]'),
        30: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 500 500] /AP << /N 31 0 R >> >>',
        31: other,
      }),
      /A new visible field, x, was laid over/,
    ],
    [
      'a new field with an action',
      sign({
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        30: '<< /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] /AA << /E << /S /JavaScript /JS (1) >> >> >>',
      }),
      /The new field x has \/AA/,
    ],
    [
      'a new field with an old name',
      sign({
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        30: '<< /Subtype /Widget /FT /Sig /T (ordforande) /Rect [0 0 0 0] >>',
      }),
      /same name/,
    ],
    [
      'a field that shows another’s signature',
      sign({
        10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>',
        30: '<< /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] /V 20 0 R >>',
      }),
      /given a signature that was already in the file/,
    ],
    [
      'its field made visible',
      sign({ 9: String(base[9]).replace('[0 0 0 0]', '[0 0 500 500]').replace(' >>', ' /V 21 0 R >>') }),
      /The field sekreterare: \/Rect was changed/,
    ],
    [
      'its field unhidden',
      sign({ 9: String(base[9]).replace('/F 132', '/F 2').replace(' >>', ' /V 21 0 R >>') }),
      /its visibility was changed/,
    ],
    [
      'its field renamed',
      sign({ 9: String(base[9]).replace('Bo Prov', 'Eva').replace(' >>', ' /V 21 0 R >>') }),
      /its label was changed/,
    ],
    [
      'a structure element',
      sign({ 1: catalog.replace('/Pages', '/StructTreeRoot << >> /Pages') }),
      /Added: the structure for reading aloud/,
    ],
  ])('%s: named and refused', async (_, file, named) => {
    await expectRefused(file, named);
  });

  it.each<[string, Bodies, RegExp]>([
    [
      'an annotation that the new field leads to',
      {
        3: page1.replace('9 0 R]', '9 0 R 30 0 R 31 0 R]'),
        31: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 500 500] >>',
      },
      /An annotation \(FreeText\) was put on page 1/,
    ],
    [
      'a text field that the new field leads to',
      {
        10: '<< /Fields [8 0 R 9 0 R 30 0 R 31 0 R] /SigFlags 3 >>',
        31: '<< /Subtype /Widget /FT /Tx /T (y) /V (z) /Rect [0 0 9 9] >>',
      },
      /A field that is not a signature was added/,
    ],
  ])('%s: named and refused', async (_, more, named) => {
    const field = '<< /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 0 0] /Lock 31 0 R >>';
    await expectRefused(sign({ 10: '<< /Fields [8 0 R 9 0 R 30 0 R] /SigFlags 3 >>', 30: field, ...more }), named);
  });

  it('a picture as large as the page, in a field that waited there: refused', async () => {
    const waiting = String(base[9]).replace('[0 0 0 0]', '[0 0 595 842]');
    const first = signedWith({ 9: waiting });
    const file = signFile(first, {
      signer: bo,
      chain: [authority],
      field: sekreterare,
      value: 21,
      more: { 9: waiting.replace(' >>', ' /V 21 0 R /AP << /N 31 0 R >> >>'), 31: other },
    });
    await expectRefused(file, /a picture of a signature was laid over a large part of the page/);
  });

  it('a seal in the room that was reserved for it: allowed', async () => {
    const waiting = String(base[9]).replace('[0 0 0 0]', '[72 72 272 132]');
    const seal = stream(
      'BT /F1 9 Tf (Bo Prov) Tj ET',
      '/Type /XObject /Subtype /Form /BBox [0 0 200 60] /Resources << /Font << /F1 32 0 R >> >> ',
    );
    const file = signFile(signedWith({ 9: waiting }), {
      signer: bo,
      chain: [authority],
      field: sekreterare,
      value: 21,
      more: { 9: waiting.replace(' >>', ' /V 21 0 R /AP << /N 31 0 R >> >>'), 31: seal, 32: String(base[7]) },
    });
    expect(await verify(file)).toMatchObject({ indication: 'TOTAL-PASSED' });
  });

  it('anything at all, when the first signer certified that nothing may follow: refused', async () => {
    const reference = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]';
    const first = signFile(writeFile(), {
      signer: anna,
      chain: [authority],
      dictionary: reference,
      more: { 1: catalog.replace('/Pages', '/Perms << /DocMDP 20 0 R >> /Pages') },
    });
    expect((await verify(first)).indication).toBe('TOTAL-PASSED');
    await expectRefused(
      signFile(first, { signer: bo, chain: [authority], field: sekreterare, value: 21, more: {} }),
      /The first signer has forbidden that/,
    );
  });
});

describe('what may follow a signature', () => {
  it('default appearances of the form, as long as it holds nothing but signatures', async () => {
    const form = '<< /Fields [8 0 R 9 0 R] /SigFlags 3 /DA (/F1 9 Tf) /DR << /Font << /F1 30 0 R >> >> >>';
    const more = { 10: form, 30: String(base[7]) };
    expect(
      await verify(signFile(once, { signer: bo, chain: [authority], field: sekreterare, value: 21, more })),
    ).toMatchObject({ indication: 'TOTAL-PASSED' });
    const text = { 10: '<< /Fields [8 0 R 9 0 R 15 0 R] /SigFlags 3 >>', 15: '<< /FT /Tx /T (t) /V (x) >>' };
    await expectRefused(
      update(signedWith(text), { ...more, 10: form.replace('9 0 R]', '9 0 R 15 0 R]') }),
      /The form's \/DA was changed/,
    );
  });

  it('a note on when the file was last saved', async () => {
    const verdict = await verify(
      update(once, { 14: '<< /Title (Beslut) /ModDate (D:20240401000000Z) /Producer (x) >>' }),
    );
    expect(verdict).toMatchObject({
      indication: 'TOTAL-PASSED',
      changesAfterSigning: [{ allowed: true, what: { en: expect.stringMatching(/last saved/) } }],
    });
  });

  it('validation data and a document time-stamp', async () => {
    const store =
      '<< /Certs [31 0 R] /CRLs [32 0 R] /VRI << /0123456789ABCDEF0123456789ABCDEF01234567 << /Cert [31 0 R] >> >> >>';
    const { crls } = evidence('rsa-4096', days(0));
    const data = {
      1: catalog.replace('/Pages', '/DSS 30 0 R /Pages'),
      30: store,
      31: stream(Buffer.from(authority.der).toString('latin1')),
      32: stream(Buffer.from(crls[0] ?? []).toString('latin1')),
    };
    await expectRefused(update(twice, { ...data, 31: stream('certificate') }), /Something other than certificates/);
    await expectRefused(update(twice, { ...data, 32: stream('list') }), /Something other than certificates/);
    const stored = update(twice, data);
    expect(await verify(stored)).toMatchObject({
      indication: 'TOTAL-PASSED',
      changesAfterSigning: [
        { allowed: true },
        { allowed: true, what: { en: expect.stringMatching(/Data for checking/) } },
      ],
    });
    const stamped = update(stored, {
      10: '<< /Fields [8 0 R 9 0 R 33 0 R] /SigFlags 3 >>',
      3: page1.replace('9 0 R]', '9 0 R 33 0 R]'),
      33: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (stamp) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 34 0 R >>',
      34: '<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /ByteRange [0 1 2 3] /Contents <00> >>',
    });
    const verdict = await verify(stamped);
    expect(verdict.changesAfterSigning.map(({ what }) => what.en).join()).toMatch(
      /A time-stamp for the whole document was added/,
    );
    // It is let in as a change, and then has to be one.
    expect(verdict).toMatchObject({ indication: 'TOTAL-FAILED', timestamps: [{ subIndication: 'FORMAT_FAILURE' }] });
  });
});
