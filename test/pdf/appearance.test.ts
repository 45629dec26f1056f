import { PDFDict, PDFDocument, PDFName, PDFRawStream, decodePDFRawStream } from 'pdf-lib';
import { beforeAll, expect, it } from 'vitest';
import { pdf } from '../../src/formats/pdf.js';
import { signatureAppearance, type AppearanceBase } from '../../src/pdf/appearance.js';
import { resources } from './resources.js';
import { short } from './sample.js';

let base: AppearanceBase;
beforeAll(async () => {
  const { context, catalog } = await PDFDocument.load(await pdf.render(short, resources()), { updateMetadata: false });
  base = { context, catalog, resolve: (value) => context.lookup(value) };
});

const operators = (stream: PDFRawStream | undefined) =>
  stream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : '';
const size = (stream: PDFRawStream | undefined) => Number(/\/F ([\d.]+) Tf/.exec(operators(stream))?.[1]);

it('draws each line with a glyph for each letter, and no missing glyph', () => {
  const lines = ['Karin Åkerström Exempel', 'Ordförande – 2022-03-18 09:16 (UTC+1)', 'Żółć ę š Ț € Ñ'];
  const drawn = [
    ...operators(signatureAppearance(base, { lines, width: 200, height: 46 })).matchAll(/<([0-9a-f]+)> Tj/g),
  ];
  expect(drawn.map(([, codes]) => (codes ?? '').length / 4)).toEqual(lines.map((line) => [...line].length));
  expect(drawn.map(([, codes]) => codes).join()).not.toMatch(/(^|,)(....)*0000/);
});

it('replaces what it has no glyph for', () => {
  expect(operators(signatureAppearance(base, { lines: ['你 ặ'], width: 200, height: 46 }))).toMatch(
    /<([0-9a-f]{12})> Tj/,
  );
});

it('is exactly as big as the field, and small enough to fit', () => {
  const wide = signatureAppearance(base, { lines: ['kort'], width: 200, height: 46 });
  expect(wide?.dict.lookup(PDFName.of('BBox'))?.toString()).toBe('[ 0 0 200 46 ]');
  expect(size(wide)).toBe(9);
  const full = signatureAppearance(base, { lines: ['ett mycket långt namn '.repeat(6)], width: 200, height: 46 });
  expect(size(full)).toBeLessThan(5);
  const many = signatureAppearance(base, { lines: Array.from({ length: 8 }, () => 'rad'), width: 200, height: 46 });
  expect(size(many) * 1.25 * 8).toBeLessThanOrEqual(46);
});

it('has an embedded font and no transparency', () => {
  const stream = signatureAppearance(base, { lines: ['a'], width: 100, height: 40 });
  expect(stream?.dict.has(PDFName.of('Group'))).toBe(false);
  const fonts = stream?.dict.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of('Font'), PDFDict);
  const font = base.resolve(fonts?.get(PDFName.of('F')));
  expect(font instanceof PDFDict && font.lookup(PDFName.of('Subtype'))).toBe(PDFName.of('Type0'));
});

it('is nothing for a field without an area, or a document without the font', async () => {
  expect(signatureAppearance(base, { lines: ['a'], width: 0, height: 0 })).toBeUndefined();
  const { context, catalog } = await PDFDocument.create();
  const foreign = {
    context,
    catalog,
    resolve: (value: Parameters<AppearanceBase['resolve']>[0]) => context.lookup(value),
  };
  expect(signatureAppearance(foreign, { lines: ['a'], width: 100, height: 40 })).toBeUndefined();
});
