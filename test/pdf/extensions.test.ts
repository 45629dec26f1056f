import { PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { nameEdDsa, namePades } from '../../src/pdf/extensions.js';
import { readBase } from '../../src/pdf/incremental-base.js';
import { plainPdf } from '../sign/helpers.js';

const after = (pdf: Uint8Array, name: typeof namePades): string | undefined => {
  const base = readBase(pdf);
  const catalog = base.catalog.clone(base.context);
  name(base, catalog);
  // A second time adds nothing.
  const once = catalog.toString();
  name(base, catalog);
  expect(catalog.toString()).toBe(once);
  return catalog.get(PDFName.of('Extensions'))?.toString().replace(/\s+/g, ' ');
};

const inVersion = (pdf: Uint8Array, version: string): Uint8Array =>
  Uint8Array.from(Buffer.from(Buffer.from(pdf).toString('latin1').replace('%PDF-1.7', `%PDF-${version}`), 'latin1'));

describe('the catalog names what a file uses beyond its version', () => {
  it('PAdES, in PDF 1.7 alone', async () => {
    const pdf = await plainPdf();
    expect(after(pdf, namePades)).toBe('<< /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >>');
    expect(after(inVersion(pdf, '2.0'), namePades)).toBe(undefined);
    expect(after(inVersion(pdf, '1.4'), namePades)).toBe(undefined);
  });

  it('EdDSA', async () => {
    const named = after(await plainPdf(), nameEdDsa);
    expect(named).toContain('/ISO_ [ << /BaseVersion /2.0 /ExtensionLevel 32002 /ExtensionRevision (:2022)');
  });
});
