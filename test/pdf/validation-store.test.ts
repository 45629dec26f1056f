import fc from 'fast-check';
import { PDFDict, PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { readBase } from '../../src/pdf/incremental-base.js';
import { appendUpdate } from '../../src/pdf/incremental-update.js';
import { addValidationData, readStore, storeKey } from '../../src/pdf/validation-store.js';
import type { ValidationData } from '../../src/pdf/validation-store.js';
import { runs } from '../setup/runs.js';
import { plainPdf } from '../sign/helpers.js';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const none: ValidationData = { certificates: [], ocsp: [], crls: [] };
const texts = (list: readonly Uint8Array[]): string[] => list.map((each) => Buffer.from(each).toString()).sort();
const added = (
  pdf: Uint8Array,
  data: ValidationData,
  signatures = [] as (ValidationData & { contents: Uint8Array })[],
) => addValidationData(readBase(pdf), data, signatures) ?? new Uint8Array();
const partsOf = (pdf: Uint8Array): PDFDict | undefined => {
  const base = readBase(pdf);
  return base.dict(base.dict(base.catalog.get(PDFName.of('DSS')))?.get(PDFName.of('VRI')));
};

describe.each([
  ['a table', false],
  ['a stream', true],
])('in a file whose cross-references are %s', (_, streams) => {
  it('holds each piece once, whatever order it comes in, and leaves what was there untouched', async () => {
    const plain = await plainPdf([], streams);
    const piece = fc.array(fc.constantFrom('a', 'b', 'c', 'd'.repeat(500)), { maxLength: 5 });
    const data = fc.record({ certificates: piece, ocsp: piece, crls: piece });
    fc.assert(
      fc.property(fc.array(data, { minLength: 1, maxLength: 4 }), (rounds) => {
        let pdf: Uint8Array = plain;
        const held = { certificates: new Set<string>(), ocsp: new Set<string>(), crls: new Set<string>() };
        for (const round of rounds) {
          const now = {
            certificates: round.certificates.map(bytes),
            ocsp: round.ocsp.map(bytes),
            crls: round.crls.map(bytes),
          };
          const next = addValidationData(readBase(pdf), now, []);
          const kinds = ['certificates', 'ocsp', 'crls'] as const;
          const isNew = kinds.some((kind) => round[kind].some((each) => !held[kind].has(each)));
          expect(next !== undefined).toBe(isNew);
          for (const kind of kinds) for (const each of round[kind]) held[kind].add(each);
          if (!next) continue;
          expect(Buffer.from(next.subarray(0, pdf.length)).equals(pdf)).toBe(true);
          pdf = next;
          const store = readStore(readBase(pdf));
          for (const kind of kinds) expect(texts(store[kind])).toEqual([...held[kind]].sort());
        }
      }),
      runs(30),
    );
  });

  it('names the part of a signature by the SHA-1 of its value, and refers to the same pieces', async () => {
    const contents = bytes('signatur\0\0\0');
    const pdf = added(await plainPdf([], streams), none, [
      { contents, certificates: [bytes('c')], ocsp: [bytes('o')], crls: [] },
    ]);
    const part = readBase(pdf).dict(partsOf(pdf)?.get(PDFName.of(storeKey(contents))));
    expect(storeKey(contents)).toMatch(/^[0-9A-F]{40}$/);
    expect(part?.has(PDFName.of('CRL'))).toBe(false);
    const store = readBase(pdf).dict(readBase(pdf).catalog.get(PDFName.of('DSS')));
    expect(part?.get(PDFName.of('Cert'))?.toString()).toBe(store?.get(PDFName.of('Certs'))?.toString());
    expect(addValidationData(readBase(pdf), none, [{ contents, ...none }])).toBe(undefined);
  });

  it('goes on from a store that another program wrote into the catalog', async () => {
    const base = readBase(await plainPdf([], streams));
    const catalog = base.catalog.clone(base.context);
    const stream = base.context.stream('gammal');
    catalog.set(PDFName.of('DSS'), base.context.obj({ Certs: ['x'], VRI: { ['A'.repeat(40)]: { Cert: [] } } }));
    catalog.set(PDFName.of('Extensions'), base.context.obj({ ADBE: { BaseVersion: '1.7', ExtensionLevel: 8 } }));
    const { bytes: old } = appendUpdate(base, [
      { number: base.catalogRef.objectNumber, body: catalog },
      { number: base.size, body: stream },
    ]);
    const pdf = added(old, { ...none, crls: [bytes('ny')] }, [{ contents: bytes('s'), ...none }]);
    expect(partsOf(pdf)?.keys().map(String)).toEqual([`/${'A'.repeat(40)}`, `/${storeKey(bytes('s'))}`]);
    expect(texts(readStore(readBase(pdf)).crls)).toEqual(['ny']);
    // What holds the extension is named already.
    expect(readBase(pdf).catalog.get(PDFName.of('Extensions'))?.toString()).not.toContain('ESIC');
  });
});
