import fc from 'fast-check';
import { expect, it } from 'vitest';
import { storedBinding, xmpPacket } from '../../src/pdf/xmp.js';
import { runs } from '../setup/runs.js';
import { sample } from './sample.js';

const options = { accessible: true, identifier: '0'.repeat(32), producer: 'fardplan' };
// XML cannot hold control characters or halves of surrogate pairs.
const word = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((value) => !/[\u0000-\u001f\ud800-\udfff\ufffe\uffff]/u.test(value));

it('reads back every binding it writes', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          id: word,
          title: word,
          version: word,
          commit: word,
          sha256: word,
          fileName: word,
          draft: fc.constantFrom('uncommitted' as const, 'no-git' as const),
        },
        { requiredKeys: ['id', 'title', 'version', 'sha256', 'fileName'] },
      ),
      (roadmap) => {
        const attachment = { ...sample.attachment, name: roadmap.fileName };
        const stored = storedBinding(xmpPacket({ ...sample, roadmap, attachment }, options));
        expect({ ...stored, title: roadmap.title }).toEqual(roadmap);
      },
    ),
    runs(),
  );
});

it('writes well-formed text whatever the title holds', () => {
  const packet = xmpPacket({ ...sample, title: '<a & "b"> \u0000\u0007]]>' }, options);
  expect(packet).toContain('&lt;a &amp; &quot;b&quot;&gt; ]]&gt;');
});

it('describes every property of its own', () => {
  const packet = xmpPacket({ ...sample, roadmap: { ...sample.roadmap, draft: 'no-git' } }, options);
  const used = [...packet.matchAll(/<fardplan:(\w+)>/g)].map((match) => match[1]);
  const described = packet.slice(packet.indexOf('<pdfaSchema:prefix>fardplan<'));
  expect(used.length).toBeGreaterThan(4);
  for (const property of used) expect(described).toContain(`<pdfaProperty:name>${property}</pdfaProperty:name>`);
});

it('finds no binding in a foreign packet', () => {
  expect(storedBinding('<x:xmpmeta/>')).toBeUndefined();
});
