import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { parseOutline, writtenText } from '../../src/parse/outline.js';
import { parseSimple } from '../../src/parse/simple-outline.js';
import { manyComments } from '../consultation/many.js';

/** A tree as its types and spans; of a heading its words too. */
const shape = (node: Nodes, text: string): unknown => [
  node.type,
  ...(node.type === 'root' ? [] : [node.position?.start.offset, node.position?.end.offset]),
  ...(node.type === 'heading' ? [node.depth, writtenText(text, node)] : []),
  ...(node.type === 'heading' || node.type === 'paragraph' || !('children' in node)
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
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(100);
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
