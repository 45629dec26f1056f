import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { decision } from './documents.js';
import { cmsOf, identity, installed, open, plainPdf, run, signaturesIn, signedBytes } from './helpers.js';

let folder: string;
let signed: [string, Uint8Array][];
const path = (name: string): string => join(folder, name);

// Tools judge certificates by the real clock.
const now = new Date();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fardplan-'));
  const first = await identity({ at: now });
  const authority = { p12: first.authorityP12, file: 'ca.p12' };
  const second = await identity({ at: now, name: 'Bo Ek', keyType: 'rsa', authority });
  const signers = [await open(first.p12), await open(second.p12)];
  const inputs: [string, Uint8Array][] = [
    ['decision.pdf', await decision()],
    ['table.pdf', await plainPdf([{ name: 'ordforande' }])],
    ['streams.pdf', await plainPdf([{ name: 'ordforande' }], true)],
  ];
  signed = [];
  for (const [name, input] of inputs) {
    let pdf = input;
    for (const signer of signers) ({ pdf } = await signPdf(pdf, { signer, at: now, reason: 'Beslut' }));
    writeFileSync(path(name), pdf);
    signed.push([name, pdf]);
  }
  writeFileSync(path('ca.pem'), first.authorityPem);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!installed('pdfsig', '-v'))('pdfsig (skipped without poppler-utils)', () => {
  it('finds both signatures valid, the last over the whole file', () => {
    for (const [name] of signed) {
      const told = run('pdfsig', '-nocert', path(name));
      expect(told.match(/Signature is Valid/g)).toHaveLength(2);
      expect(told.match(/Signature Type: ETSI.CAdES.detached/g)).toHaveLength(2);
      expect(told.match(/Total document signed/g)).toHaveLength(1);
    }
  });
});

describe.skipIf(!installed('qpdf', '--version'))('qpdf --check (skipped without qpdf)', () => {
  it('finds no errors and no warnings', () => {
    for (const [name] of signed)
      expect(run('qpdf', '--check', path(name))).toContain('No syntax or stream encoding errors');
  });
});

describe.skipIf(!installed('openssl', 'version'))('openssl cms -verify (skipped without openssl)', () => {
  it('verifies each signature and its chain', () => {
    for (const [name, pdf] of signed) {
      for (const found of signaturesIn(pdf)) {
        writeFileSync(path('content'), signedBytes(pdf, found.byteRange));
        writeFileSync(path('cms'), cmsOf(found));
        const files = ['-in', path('cms'), '-content', path('content'), '-CAfile', path('ca.pem'), '-out', '/dev/null'];
        expect(
          () => run('openssl', 'cms', '-verify', '-binary', '-cades', '-inform', 'DER', ...files),
          name,
        ).not.toThrow();
      }
    }
  });

  it('and refuses when a byte of the content changes', () => {
    const [, pdf] = signed[0] ?? ['', new Uint8Array()];
    const [found] = signaturesIn(pdf);
    if (!found) throw new Error('signature');
    const content = signedBytes(pdf, found.byteRange);
    content[100] = (content[100] ?? 0) ^ 1;
    writeFileSync(path('content'), content);
    writeFileSync(path('cms'), cmsOf(found));
    const files = ['-in', path('cms'), '-content', path('content'), '-CAfile', path('ca.pem'), '-out', '/dev/null'];
    expect(() => run('openssl', 'cms', '-verify', '-binary', '-cades', '-inform', 'DER', ...files)).toThrow();
  });
});
