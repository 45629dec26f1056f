import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { readTrust } from '../../src/verify/trust.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { at, identity, open, plainPdf, refusal } from '../sign/helpers.js';

const someone = await identity();
const trust = readTrust(new TextEncoder().encode(someone.authorityPem), 'ca.pem').certificates;
const sign = async (pdf: Uint8Array) => (await signPdf(pdf, { signer: () => open(someone.p12), at })).pdf;

test('who was to sign and has not is told; it changes nothing else', async () => {
  const once = await sign(await plainPdf([{ name: 'a' }, { name: 'b', label: 'Underskrift: Bo Exempel, Ordförande' }]));
  const verdict = await verifyPdf(once, { file: 'a.pdf', trust, at });
  expect(verdict.indication).toBe('TOTAL-PASSED');
  expect(verdict.reasons.map(({ en }) => en)).toContainEqual('Note: Bo Exempel, Ordförande has not signed.');
  const twice = await verifyPdf(await sign(once), { file: 'a.pdf', trust, at });
  expect(twice.reasons.map(({ en }) => en).join()).not.toContain('has not signed');
});

test('a file with an XFA form is neither signed nor passed', async () => {
  const document = await PDFDocument.load(await plainPdf([{ name: 'a' }]));
  const form = document.catalog.lookup(PDFName.of('AcroForm'));
  if (!form || !('set' in form)) throw new Error('no form');
  (form as unknown as { set(key: PDFName, value: PDFString): void }).set(PDFName.of('XFA'), PDFString.of('<xdp/>'));
  const bytes = await document.save({ useObjectStreams: false });
  expect((await refusal(sign(bytes))).text.en).toContain('XFA');
  const verdict = await verifyPdf(bytes, { file: 'x.pdf', trust, at });
  expect(verdict.indication).not.toBe('TOTAL-PASSED');
  expect(verdict.reasons.map(({ en }) => en).join()).toContain('XFA');
});
