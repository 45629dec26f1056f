import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseMarkdown, spanOf } from '../../src/parse/markdown.js';
import { parseOutline, writtenText } from '../../src/parse/outline.js';
import { toString } from 'mdast-util-to-string';
import { oneLine } from '../../src/core/text.js';
import { runs } from '../setup/runs.js';

/** The blocks of a tree with their places; what stands inside a paragraph does not matter. */
function blocks(node: Nodes): unknown {
  const inside =
    'children' in node && node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell';
  return [
    node.type,
    spanOf(node),
    'depth' in node ? node.depth : null,
    inside ? node.children.map((child) => blocks(child)) : [],
  ];
}

const words = fc.constantFrom(
  'Vården ges nära den som behöver den, och alla vet vem som svarar',
  'Regionen och kommunerna planerar tillsammans (se nedan) – varje år.',
  'å ä ö',
  '2024 är året då allt ska vara klart enligt planen som vi har gjort',
  '**Så märks det.** Fler får svar direkt, och färre behöver ringa igen',
  'Se [avtalet](https://avtal.example/a_b) för mer om hur det fungerar',
  'kod `a|b` och <b>fet</b> text som fortsätter en bra bit till på raden',
  'slutar med två mellanslag och fortsätter därför på en egen rad  ',
  'slutar med snedstreck och fortsätter därför på en egen rad här\\',
  'mobila team {#mobila-team}',
  '| a | en lång cell med mycket text |------',
);
const starts = fc.constantFrom(
  '',
  '',
  '',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '  ',
  '    ',
  '> ',
  '> - ',
  '- - ',
  '# ',
  '### ',
  '\t',
);
const lines = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(starts, words).map(([start, text]) => start + text) },
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '---',
      '===',
      '- - -',
      '***',
      '```',
      '~~~ kod',
      '<div>',
      '<!--',
      '-->',
      '| a | b |',
      '|---|---|',
      ':-',
      '-:',
      '| 1 | en lång cell med mycket text i |',
      '|   |  två   ord   |',
      '  | ----- | :------: |',
      '|      x     | `a     b`     |',
      '-',
      '+',
      '    kod som är indragen och lång nog att kortas',
    ),
  },
);
const documents = fc
  .tuple(fc.array(lines, { maxLength: 24 }), fc.constantFrom('\n', '\r\n'))
  .map(([all, end]) => all.join(end));

describe('the outline of a text', () => {
  test('has the blocks and places that the whole parse has', () => {
    fc.assert(
      fc.property(documents, (text) => {
        expect(blocks(parseOutline(text))).toEqual(blocks(parseMarkdown(text)));
      }),
      runs(3000),
    );
  });

  test('says what headings, cells, items and paragraphs say', () => {
    const compare = (text: string, one: Nodes, two: Nodes): void => {
      if (['heading', 'tableCell', 'listItem', 'paragraph'].includes(one.type)) {
        // Inside a quote the source has marks of its own, which no reader of ours asks about.
        expect(writtenText(text, one)).toBe(oneLine(toString(two)));
      }
      if (one.type === 'blockquote' || !('children' in one) || !('children' in two)) return;
      for (const [index, child] of one.children.entries()) compare(text, child, two.children[index] as Nodes);
    };
    // An item's own text is parsed by itself, so a row of dashes that belongs to what stands around it is left out here.
    const simple = documents.filter((text) => !/^\s*(>|- -)|^[ \t]{2,}|```|~~~|<|^[-:=*+]+$|^2\)/m.test(text));
    fc.assert(
      fc.property(simple, (text) => compare(text, parseOutline(text), parseMarkdown(text))),
      runs(300),
    );
    // Rows that are no table, since they only go on with the paragraph of the item.
    // Bars and dashes in a heading are words, whichever kind of heading it is.
    const row = '| a | en lång cell med mycket text i |----';
    for (const heading of [`## ${row}`, `> # ${row}`, `${row}\n===`, `- ${row}\n  ---`, `> ${row}\n> ==`])
      compare(heading, parseOutline(heading), parseMarkdown(heading));
    for (const head of ['| a | b |', '| x | `a     b` |', '| x | `a \\| b` |']) {
      const lazy = `1. Vården ges nära den som behöver den\n${head}\n|---|---|`;
      compare(lazy, parseOutline(lazy), parseMarkdown(lazy));
    }
  });

  test.each([
    'vastra-gotaland/fardplan.md',
    'vastra-gotaland/revisions/remiss.md',
    'vasterbotten/fardplan.md',
    'stockholm/handlingsplan.md',
  ])('%s', (path) => {
    const text = readFileSync(new URL(`../../roadmaps/${path}`, import.meta.url), 'utf8').replace(
      /^---\n[\s\S]*?\n---\n/,
      '',
    );
    expect(blocks(parseOutline(text))).toEqual(blocks(parseMarkdown(text)));
  });

  test.each([
    'Ett [ord]: som ser ut som en definition men fortsätter\n"med en titel som aldrig slutar',
    'rubrik som är så lång att den hade kortats annars\n===',
    'kolumn som är så lång att den hade kortats annars\n:-\nrad utan streck som är så lång att den hade kortats',
  ])('a text whose line ends decide: %j', (text) => {
    expect(blocks(parseOutline(text))).toEqual(blocks(parseMarkdown(text)));
  });
});
