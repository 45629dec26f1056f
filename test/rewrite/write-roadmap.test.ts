import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { writeModel } from '../../src/parse/write-model.js';
import { runs } from '../setup/runs.js';
import { profile, roadmapModel } from './generated.js';
import { markdownOf } from './markdown-of.js';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const lookup = (id: string | undefined) => (id === 'prov' ? profile : undefined);

function read(path: string, text: string): unknown {
  const parsed = parseDocument({ path, text }, lookup);
  if (!('kind' in parsed)) throw new Error('no document');
  return plain(parsed.model);
}

test('a roadmap written as Markdown is read back as it was', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(roadmapModel, (model) => {
      const text = markdownOf(model, lookup);
      expect(read('f.md', text), text).toEqual(plain(model));
    }),
    runs(60),
  );
});

test('a roadmap written as YAML is read back as it was, in both languages', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(roadmapModel, fc.constantFrom('sv' as const, 'en' as const), (model, language) => {
      const text = writeModel(Roadmap, model, { language });
      expect(read('f.yaml', text), text).toEqual(plain(model));
    }),
    runs(60),
  );
});

test('what a profile knows need not be said', () => {
  const model = Roadmap.parse({
    fardplan: 'roadmap/v1',
    id: 'exempel',
    title: 'Färdplan: nära vård',
    profile: 'prov',
    version: '2.0',
    date: '2022-02-24',
    period: { from: '2023', to: '2030' },
    lead: 'Ingress.',
    sections: [
      {
        id: 'mal1',
        title: 'Målbild',
        kind: 'target-picture',
        text: 'Så här.',
        statements: [{ id: 'trygg', text: 'Trygg.' }],
      },
      {
        id: 'tid',
        title: 'Tidsplan',
        kind: 'timeline',
        number: '2',
        milestones: [{ id: 'start', when: '2024', until: '2026', title: 'Start', kind: 'checkpoint' }],
        closing: '- En lista.',
        noIndicator: 'mäts inte',
      },
    ],
  });
  expect(markdownOf(model, lookup)).toBe(`---
fardplan: roadmap/v1
id: exempel
titel: "Färdplan: nära vård"
profil: prov
version: "2.0"
datum: 2022-02-24
period: { från: 2023, till: 2030 }
---

# Färdplan: nära vård

Ingress.

## Målbild {#mal1}

Så här.

- Trygg. {#trygg}

## 2. Tidsplan {#tid typ=tidsplan}

| När       | Vad   | Typ        | Id    |
| --------- | ----- | ---------- | ----- |
| 2024–2026 | Start | avstämning | start |

Indikator saknas: mäts inte

<!-- avslutning -->

- En lista.
`);
});
