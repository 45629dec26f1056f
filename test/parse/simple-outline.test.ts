import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { parseTables } from '../../src/parse/markdown.js';
import { parseOutline, writtenText } from '../../src/parse/outline.js';
import { parseSimple } from '../../src/parse/simple-outline.js';
import { manyComments } from '../consultation/many.js';
import { runs } from '../setup/runs.js';

/** A tree as its types and spans; of a heading its words too. Of what is in a cell only where it begins and ends, which is all that is read. */
const shape = (node: Nodes, text: string): unknown => [
  node.type,
  ...(node.type === 'root' ? [] : [node.position?.start.offset, node.position?.end.offset]),
  ...(node.type === 'heading' ? [node.depth, writtenText(text, node)] : []),
  ...(node.type === 'tableCell'
    ? [node.children[0]?.position?.start.offset, node.children.at(-1)?.position?.end.offset]
    : []),
  ...(['heading', 'paragraph', 'tableCell'].includes(node.type) || !('children' in node)
    ? []
    : node.children.map((child) => shape(child, text))),
];

const line = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '## Målgrupp {#malgrupp}',
    '### 2. Arbetssätt',
    '# Yttrande #',
    '####### sju',
    '- Första punkten. {#ett}',
    '- Andra punkten',
    '-  Två mellanrum',
    '- 1. numrerad',
    '-',
    '---',
    '===',
    '  fortsätter här',
    '  **Motiv:** därför',
    '    djupt indraget',
    '      ännu djupare',
    ' ett mellanrum',
    '   - inne i listan',
    '1. numrerad',
    '2) numrerad',
    '**Ståndpunkt:** instämmer',
    'Vanlig text som går vidare,',
    'och en rad till.',
    'slutar med mellanrum  ',
    '> citat',
    '* annan punkt',
    '+ tredje',
    '2027 är året',
    '_kursiv_',
    '(parentes)',
    '![bild](x)',
    '| a | b |',
    '#utan mellanrum',
    '## *Kursiv* rubrik',
  ),
  fc.string({ maxLength: 12 }),
);

test('reads what it reads as the whole parser does, and leaves the rest', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const text = lines.join('\n');
      const simple = parseSimple(text);
      if (!simple) return;
      read += 1;
      expect(shape(simple, text)).toEqual(shape(parseOutline(text), text));
    }),
    runs(3000),
  );
  expect(read).toBeGreaterThan(100);
});

/** A node with all its places, but for what cells say. */
const placed = (node: Nodes): unknown => ({
  ...node,
  ...('children' in node
    ? {
        children:
          node.type === 'tableCell'
            ? [node.children[0]?.position?.start, node.children.at(-1)?.position?.end]
            : node.children.map(placed),
      }
    : {}),
});

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'Mål',
    ' Mål ',
    '  två  ord ',
    ' **fet** ',
    ' *a* b',
    '--',
    ' --- ',
    ':-:',
    ' :-- ',
    '\u00a0',
    ' 60 % (2025) ',
  ),
  fc.constantFrom(
    ' a_b ',
    '~~x~~',
    ' &amp; ',
    '&#124;',
    '> 90 %',
    ' www.a.example ',
    '# a',
    '- b',
    '\\',
    '`',
    '[a](b)',
    '<b>',
    '\t',
    '\f',
  ),
  fc.string({ maxLength: 5 }),
);
const row = fc.array(cell, { maxLength: 4 }).map((cells) => `|${cells.join('|')}|`);
const dashes = fc
  .array(fc.constantFrom('---', ' --- ', ':-', ' -:', ':---:', '  -', 'x', ''), { minLength: 1, maxLength: 4 })
  .map((cells) => `|${cells.join('|')}|`);
const header = fc
  .tuple(fc.array(cell, { minLength: 1, maxLength: 4 }), fc.constantFrom('---', ' :-- ', '-:', ' :-: '))
  .map(([cells, dash]) => `|${cells.join('|')}|\n|${cells.map(() => dash).join('|')}|`);
const tableLine = fc.oneof(
  { weight: 4, arbitrary: header },
  { weight: 6, arbitrary: row },
  dashes,
  line,
  fc.constantFrom('', '', 'a | b', '| öppen', '| a |  ', ' | a |', '> | a |', '- | a |', '|', '||', '|-|'),
);

test('reads tables as the whole parser does, cell by cell', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(tableLine, { maxLength: 9 }), (lines) => {
      const text = lines.join('\n');
      const simple = parseSimple(text);
      if (!simple) return;
      const whole = parseTables(text);
      expect(shape(simple, text)).toEqual(shape(whole, text));
      const tables = whole.children.filter(({ type }) => type === 'table');
      expect(simple.children.filter(({ type }) => type === 'table').map(placed)).toEqual(tables.map(placed));
      read += tables.length;
    }),
    runs(5000),
  );
  expect(read).toBeGreaterThan(200);
});

test('reads the answers of the example, and those of a whole county', () => {
  const folder = fileURLToPath(new URL('../../roadmaps/vastra-gotaland/consultation/responses', import.meta.url));
  const answers = readdirSync(folder).map((name) =>
    readFileSync(`${folder}/${name}`, 'utf8').replace(/^---[\s\S]*?\n---\n/, ''),
  );
  const many = Object.entries(manyComments({ parties: 2, comments: 20, sections: 9 })).flatMap(([path, text]) =>
    path.includes('responses') ? [text.replace(/^---[\s\S]*?\n---\n/, '')] : [],
  );
  const read = [...answers, ...many].filter((text) => {
    const simple = parseSimple(text);
    if (simple) expect(shape(simple, text)).toEqual(shape(parseOutline(text), text));
    return simple !== undefined;
  });
  expect(read.length).toBeGreaterThan(answers.length * 0.8);
});
