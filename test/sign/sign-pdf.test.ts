import { PDFDict, PDFDocument, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { readBase } from '../../src/pdf/incremental-base.js';
import { signatureFields } from '../../src/pdf/signature-fields.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import type { SignRequest } from '../../src/sign/sign-pdf.js';
import type { Signer } from '../../src/signers/_contract.js';
import { runs } from '../setup/runs.js';
import { decision } from './documents.js';
import { at, cmsOf, holds, identity, open, plainPdf, refusal, signaturesIn, signedBytes } from './helpers.js';

let ec: Signer;
let rsa: Signer;
let rsaPss: Signer;
let typeset: Uint8Array;

beforeAll(async () => {
  const first = await identity();
  const authority = { p12: first.authorityP12, file: 'ca.p12' };
  const second = await identity({ name: 'Bo Ek', keyType: 'rsa', authority });
  [ec, rsa, rsaPss] = await Promise.all([open(first.p12), open(second.p12), open(second.p12, { scheme: 'RSA-PSS' })]);
  typeset = await decision();
});

const sign = (pdf: Uint8Array, signer: Signer, request: Partial<SignRequest> = {}) =>
  signPdf(pdf, { signer, at, ...request });

const two = [{ name: 'ordforande' }, { name: 'sekreterare', label: 'Underskrift: Bo Ek, sekreterare' }];

const inputs: [string, () => Promise<Uint8Array>][] = [
  ['a typeset decision', () => Promise.resolve(typeset)],
  ['no form, cross-reference table', () => plainPdf()],
  ['no form, object streams', () => plainPdf([], true)],
  ['two fields, cross-reference table', () => plainPdf(two)],
  ['two fields, object streams', () => plainPdf(two, true)],
];

describe.each(inputs)('%s', (_, make) => {
  it('three signatures, each over everything but its own value, earlier bytes untouched', async () => {
    let pdf = await make();
    const original = pdf;
    for (const signer of [ec, rsa, rsaPss]) {
      const before = pdf;
      ({ pdf } = await sign(before, signer));
      expect(Buffer.from(pdf.subarray(0, before.length)).equals(before)).toBe(true);
    }
    expect(Buffer.from(pdf.subarray(0, original.length)).equals(original)).toBe(true);
    const found = signaturesIn(pdf);
    expect(found).toHaveLength(3);
    found.forEach(({ byteRange: [start, hole, after, rest], contents }, index) => {
      expect(start).toBe(0);
      // The gap is the hexadecimal value with its brackets, and nothing else.
      expect(after - hole).toBe(contents.length * 2 + 2);
      expect(String.fromCharCode(pdf[hole] ?? 0, pdf[after - 1] ?? 0)).toBe('<>');
      const revisionEnd = found[index + 1] ? after + rest : pdf.length;
      expect(after + rest).toBe(revisionEnd);
      expect(Buffer.from(pdf.subarray(after + rest - 6, after + rest)).toString()).toBe('%%EOF\n');
    });
    const [one, other, third] = found;
    if (!one || !other || !third) throw new Error('signatures');
    expect(holds(pdf, one, ec.chain[0], 'sha256')).toBe(true);
    expect(holds(pdf, other, rsa.chain[0], 'sha256')).toBe(true);
    expect(holds(pdf, third, rsa.chain[0], 'sha256', true)).toBe(true);
  });

  it('a reader that follows the file finds every field signed and SigFlags 3', async () => {
    const once = await sign(await make(), ec);
    const twice = await sign(once.pdf, rsa);
    const document = await PDFDocument.load(twice.pdf, { updateMetadata: false });
    const form = document.catalog.lookup(PDFName.of('AcroForm'), PDFDict);
    expect(form.lookup(PDFName.of('SigFlags'), PDFNumber).asNumber()).toBe(3);
    const signed = signatureFields(readBase(twice.pdf)).filter((field) => field.signed);
    expect(signed.map(({ name }) => name)).toEqual([once.field, twice.field]);
    for (const { label, dict } of signed) {
      expect(label).toBeTruthy();
      expect(dict.lookup(PDFName.of('F'), PDFNumber).asNumber()).toBe(132);
    }
  });

  it('the trailer keeps the first half of its identifier', async () => {
    const before = readBase(await make())
      .trailer.get(PDFName.of('ID'))
      ?.toString()
      .toLowerCase();
    const { pdf } = await sign(await make(), ec);
    const after = readBase(pdf).trailer.get(PDFName.of('ID'))?.toString().toLowerCase();
    expect(after).toMatch(/^\[ <[0-9a-f]+> <[0-9a-f]{32}> \]$/);
    if (before) expect(after?.split('>')[0]).toBe(before.split('>')[0]);
  });
});

describe('the signature dictionary', () => {
  it('has the time in Swedish local time with its offset, the reason and the place', async () => {
    const { pdf } = await sign(await plainPdf(), ec, { reason: 'Beslut enligt delegation', location: 'Borås' });
    const { dictionary } = signaturesIn(pdf)[0] ?? { dictionary: '' };
    const utf16 = (value: string): string =>
      `<FEFF${Buffer.from(value, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
    expect(dictionary).toContain("/M (D:20220318091611+01'00')");
    expect(dictionary).toContain('/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n');
    expect(dictionary).toContain(`/Name ${utf16('Åsa Exempelsson (TEST)')}`);
    expect(dictionary).toContain(`/Reason ${utf16('Beslut enligt delegation')}`);
    expect(dictionary).toContain(`/Location ${utf16('Borås')}`);
  });

  it('in summer time too', async () => {
    const later = await identity({ at: new Date('2022-07-01T06:00:00Z') });
    const { pdf } = await sign(await plainPdf(), await open(later.p12), { at: new Date('2022-07-01T22:30:00Z') });
    expect(signaturesIn(pdf)[0]?.dictionary).toContain("/M (D:20220702003000+02'00')");
  });

  it('same key, file and clock give the same bytes with RSA PKCS #1 v1.5', async () => {
    const [one, other] = [await sign(typeset, rsa), await sign(typeset, rsa)];
    expect(Buffer.from(one.pdf).equals(other.pdf)).toBe(true);
  });

  it('with ECDSA everything but the value is the same', async () => {
    const [one, other] = [await sign(typeset, ec), await sign(typeset, ec)];
    const ranges = signaturesIn(one.pdf)[0]?.byteRange ?? [0, 0, 0, 0];
    expect(signedBytes(one.pdf, ranges).equals(signedBytes(other.pdf, ranges))).toBe(true);
  });

  it('any covered byte that changes breaks it', async () => {
    const { pdf } = await sign(await plainPdf(), ec);
    const [found] = signaturesIn(pdf);
    if (!found) throw new Error('signature');
    const [, hole, after] = found.byteRange;
    fc.assert(
      fc.property(fc.nat(pdf.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
        fc.pre(place < hole || place >= after);
        const changed = Uint8Array.from(pdf);
        changed[place] = (changed[place] ?? 0) ^ difference;
        expect(holds(changed, found, ec.chain[0], 'sha256')).toBe(false);
      }),
      runs(),
    );
  });
});

describe('which field', () => {
  it('the first unsigned one, then the next, then a new one without a visible area', async () => {
    const first = await sign(await plainPdf(two), ec);
    const second = await sign(first.pdf, rsa);
    const third = await sign(second.pdf, ec);
    expect([first.field, second.field, third.field]).toEqual(['ordforande', 'sekreterare', 'Signature1']);
    const added = signatureFields(readBase(third.pdf)).at(-1);
    expect(added).toMatchObject({ width: 0, height: 0, signed: true });
    expect(added?.label).toBe('Elektroniskt undertecknad av Åsa Exempelsson (TEST) 2022-03-18 09:16 (UTC+1)');
  });

  it('the named one', async () => {
    expect((await sign(await plainPdf(two), ec, { field: 'sekreterare' })).field).toBe('sekreterare');
  });

  it('a label that was there stays, since a changed one would break earlier signatures for other verifiers', async () => {
    const { pdf } = await sign(await plainPdf(two), ec, { field: 'sekreterare' });
    expect(signatureFields(readBase(pdf))[1]?.label).toBe('Underskrift: Bo Ek, sekreterare');
  });

  it('unknown: lists those that can be signed, and guesses', async () => {
    const { pdf } = await sign(await plainPdf([...two, { name: 'justerare' }]), ec);
    const { text, help } = await refusal(sign(pdf, ec, { field: 'sekreterar' }));
    expect(text.sv).toBe('Det finns inget underskriftsfält som heter sekreterar.');
    expect(help?.sv).toBe('Menade du sekreterare? Fält som går att underteckna: sekreterare och justerare.');
  });

  it('already signed', async () => {
    const { pdf } = await sign(await plainPdf(two), ec);
    const { text, help } = await refusal(sign(pdf, rsa, { field: 'ordforande' }));
    expect(text.en).toBe('The field ordforande is already signed.');
    expect(help?.en).toBe('Fields that can be signed: sekreterare.');
  });

  it('no field left: says how to go on', async () => {
    const { pdf } = await sign(await plainPdf([{ name: 'enda' }]), ec);
    expect((await refusal(sign(pdf, rsa, { field: 'enda' }))).help?.sv).toContain('Utan --field');
  });

  it('fields in a hierarchy go by their full names', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage();
    const { context } = document;
    const kid = context.register(context.obj({ Type: 'Annot', Subtype: 'Widget', Rect: [0, 0, 0, 0], F: 132 }));
    context.lookup(kid, PDFDict).set(PDFName.of('T'), PDFString.of('ordforande'));
    const parent = context.obj({ FT: 'Sig', Kids: [kid] });
    parent.set(PDFName.of('T'), PDFString.of('beslut'));
    page.node.addAnnot(kid);
    document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [context.register(parent)] }));
    const signed = await sign(await document.save({ updateFieldAppearances: false }), ec, {
      field: 'beslut.ordforande',
    });
    expect(signed.field).toBe('beslut.ordforande');
  });
});

describe('a visible field of a typeset decision', () => {
  it('gets an appearance with the document’s own font', async () => {
    const { pdf, field } = await sign(typeset, ec);
    const found = signatureFields(readBase(pdf)).find(({ name }) => name === field);
    expect(found?.height).toBeGreaterThan(0);
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    const widget = document.context.lookup(found?.widgetRef, PDFDict);
    const appearance = document.context.lookup(widget.lookup(PDFName.of('AP'), PDFDict).get(PDFName.of('N')));
    expect(appearance?.toString()).toContain('/Subtype /Form');
    expect(appearance?.toString()).toContain('/Font');
  });
});

describe('refuses before anyone is asked for a passphrase', () => {
  const never: SignRequest['signer'] = () => {
    throw new Error('the signer was opened');
  };

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['empty', () => new Uint8Array(), 'The file is empty'],
    ['not a PDF', () => new TextEncoder().encode('# Färdplan\n'), 'The file is not a PDF'],
    ['cut short', () => typeset.subarray(0, typeset.length - 40), 'cut short'],
    ['cut in half', () => typeset.subarray(0, typeset.length / 2), 'cut short'],
    ['bytes after the end', () => Buffer.concat([typeset, Buffer.from('<script>')]), 'damaged or manipulated'],
    [
      'encrypted',
      async () => {
        const document = await PDFDocument.create();
        document.addPage();
        document.encrypt({ userPassword: 'hemligt', ownerPassword: 'hemligare' });
        return document.save();
      },
      'encrypted',
    ],
  ])('%s', async (_, make, message) => {
    const failure = await refusal(signPdf(await make(), { signer: never, at }));
    expect(failure.text.en).toContain(message);
    expect(failure.text.sv).not.toBe(failure.text.en);
    expect(failure.help).toBeDefined();
    expect(failure.code).toBe(2);
  });

  it('certified against every change', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    const { context } = document;
    const certified = (level: number): void => {
      const reference = { TransformMethod: 'DocMDP', TransformParams: { Type: 'TransformParams', P: level } };
      const perms = context.obj({ DocMDP: context.register(context.obj({ Type: 'Sig', Reference: [reference] })) });
      document.catalog.set(PDFName.of('Perms'), perms);
    };
    certified(1);
    const failure = await refusal(signPdf(await document.save(), { signer: never, at }));
    expect(failure.text.en).toContain('certified');
    certified(2);
    expect((await sign(await document.save(), ec)).field).toBe('Signature1');
  });

  it('an expired certificate', async () => {
    const failure = await refusal(sign(typeset, ec, { at: new Date('2022-06-01T00:00:00Z') }));
    expect(failure.text.sv).toContain('Certifikatet för Åsa Exempelsson (TEST) gick ut 2022-04-17 10:16');
  });

  it('a key that is for issuing certificates', async () => {
    const authority = await open((await identity()).authorityP12);
    expect((await refusal(sign(typeset, authority))).text.en).toContain('keyUsage');
  });
});

it('signs or refuses, whatever is done to the bytes of a file, and never fails otherwise', async () => {
  const pdf = await plainPdf(two);
  const places = fc.array(fc.tuple(fc.nat(pdf.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(places, fc.nat(pdf.length), async (changes, cut) => {
      const bytes = Uint8Array.from(pdf);
      for (const [place, byte] of changes) bytes[place] = byte;
      for (const input of [bytes, pdf.subarray(0, cut)]) {
        try {
          const signed = await sign(input, ec);
          expect(Buffer.from(signed.pdf.subarray(0, input.length)).equals(input)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }
    }),
    runs(60),
  );
});

it('the CMS fills its room but for the few bytes an ECDSA value may be shorter', async () => {
  const [found] = signaturesIn((await sign(typeset, ec)).pdf);
  if (!found) throw new Error('signature');
  expect(found.contents.length - cmsOf(found).length).toBeLessThan(12);
  expect(found.contents.subarray(cmsOf(found).length).every((byte) => byte === 0)).toBe(true);
});
