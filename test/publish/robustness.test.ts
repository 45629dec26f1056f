import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import { Malformed } from '../../src/core/malformed.js';
import { readStoredFile } from '../../src/pdf/read-stored-file.js';
import { readOriginal } from '../../src/publish/read-original.js';
import { textsInPdf } from '../../src/publish/texts-in-pdf.js';
import { readPages } from '../../src/verify/rebuild-pages.js';
import { runs } from '../setup/runs.js';
import { stream, writeFile, baseObjects } from '../verify/support/pdf-writer.js';
import { composed, rendered, repository, signed } from './documents.js';

const usual = 60;

const original = (async () => {
  const top = repository();
  return signed(await rendered(top, await composed(top)));
})();

test('mutated files are read, or refused in words', async () => {
  const bytes = await original;
  const change = fc.record({
    at: fc.integer({ min: 0, max: bytes.length - 1 }),
    value: fc.integer({ min: 0, max: 255 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.option(fc.integer({ min: 0, max: bytes.length })),
      async (changes, end) => {
        const mutated = Uint8Array.from(bytes.subarray(0, end ?? bytes.length));
        for (const { at, value } of changes) if (at < mutated.length) mutated[at] = value;
        for (const read of [
          () => textsInPdf(mutated),
          () => readPages(mutated),
          () => readOriginal(mutated, 'x.pdf'),
        ]) {
          try {
            await read();
          } catch (error) {
            if (!(error instanceof Malformed) && !(error instanceof Failure)) throw error;
          }
        }
      },
    ),
    runs(usual),
  );
});

test('an attached document that is anything else is not read', () => {
  const read = (value: string) => readStoredFile(new TextEncoder().encode(value));
  expect(read('')).toBeUndefined();
  expect(read('{}')).toBeUndefined();
  expect(read('['.repeat(100_000))).toBeUndefined();
  expect(read(`{"a":${'['.repeat(61)}${']'.repeat(61)}}`)).toBeUndefined();
  expect(readStoredFile(new Uint8Array(9 * 1024 * 1024))).toBeUndefined();
  fc.assert(
    fc.property(fc.json(), (value) => read(value) === undefined),
    runs(),
  );
});

test('forms that draw themselves, over and over, come to an end', () => {
  const bodies = baseObjects();
  const many = '/Fx Do '.repeat(2000);
  const form = stream(many, '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fx 40 0 R >> >>');
  const page = String(bodies[3]).replace('/Resources <<', '/Resources << /XObject << /Fx 40 0 R >>');
  expect(page).not.toBe(bodies[3]);
  const contents = Number(/\/Contents (\d+)/.exec(page)?.[1]);
  const file = writeFile({ ...bodies, 3: page, [contents]: stream(many), 40: form });
  const began = performance.now();
  const found = textsInPdf(file);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect('unread' in found && found.unread.length).toBeGreaterThan(0);
});

test('what stands where: pages, metadata, attachments, labels', async () => {
  const found = textsInPdf(await original);
  if ('sv' in found) throw new Error(found.en);
  const texts = new Map(found.texts.map(({ where, text }) => [where, text]));
  expect([...texts.keys()]).toEqual(
    expect.arrayContaining([
      'page=1',
      'page=2',
      'page=3',
      'metadata',
      'signature',
      'ef=fardplan.md',
      'ef=rekommendation.md',
      'ef=document.json',
    ]),
  );
  expect(found.unread).toEqual([]);
  expect(texts.get('page=1')).toContain('Rekommendation till beslut om Färdplan Nära vård');
  expect(texts.get('metadata')).toContain('Underskrift: Elin Granbäck');
  expect(texts.get('signature')).toContain('Åsa Exempelsson'.slice(1));
  expect(texts.get('ef=fardplan.md')).toBe(readFileSync('roadmaps/vasterbotten/fardplan.md', 'utf8').trim());
});
