import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '../../src/model/document.js';
import { blocksMarkdown } from '../../src/parse/blocks-markdown.js';
import { markdownBlocks, type MarkdownLoss } from '../../src/parse/markdown-blocks.js';
import { runs } from '../setup/runs.js';

const text = (value: string): Inline => ({ type: 'text', text: value });
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });

describe('markdownBlocks', () => {
  it.each<[string, string, Block[]]>([
    ['a wrapped paragraph', 'Ett\nstycke.', [paragraph(text('Ett stycke.'))]],
    [
      'marks',
      '**Fet** och *kursiv* `kod`',
      [
        paragraph(
          { type: 'strong', children: [text('Fet')] },
          text(' och '),
          { type: 'emphasis', children: [text('kursiv')] },
          text(' '),
          { type: 'code', text: 'kod' },
        ),
      ],
    ],
    ['a hard break', 'Ett\\\ntvå', [paragraph(text('Ett'), { type: 'break' }, text('två'))]],
    [
      'links of three kinds',
      '[a](https://a.example) [b][b] c@d.example\n\n[b]: https://b.example',
      [
        paragraph(
          { type: 'link', url: 'https://a.example', children: [text('a')] },
          text(' '),
          { type: 'link', url: 'https://b.example', children: [text('b')] },
          text(' '),
          { type: 'link', url: 'mailto:c@d.example', children: [text('c@d.example')] },
        ),
      ],
    ],
    [
      'a list in a list',
      '1. a\n   - b\n2. c',
      [
        {
          type: 'list',
          ordered: true,
          items: [
            [paragraph(text('a')), { type: 'list', ordered: false, items: [[paragraph(text('b'))]] }],
            [paragraph(text('c'))],
          ],
        },
      ],
    ],
    [
      'a task list',
      '- [x] gjort\n- [ ] kvar',
      [{ type: 'list', ordered: false, items: [[paragraph(text('☑ gjort'))], [paragraph(text('☐ kvar'))]] }],
    ],
    [
      'a table with a short row',
      '| a | b |\n| - | - |\n| 1 |',
      [{ type: 'table', header: [[text('a')], [text('b')]], rows: [[[text('1')], []]] }],
    ],
    [
      'a quote with a heading in it',
      '> ## R\n>\n> t',
      [{ type: 'quote', blocks: [paragraph({ type: 'strong', children: [text('R')] }), paragraph(text('t'))] }],
    ],
    [
      'code',
      '```\na\n  b\n```',
      [paragraph({ type: 'code', text: 'a' }, { type: 'break' }, { type: 'code', text: '  b' })],
    ],
    [
      'html, as it was written',
      '<b>x</b>\n\n<div>\n<script>alert(1)</script>\n</div>',
      [paragraph(text('<b>x</b>')), paragraph(text('<div> <script>alert(1)</script> </div>'))],
    ],
    [
      'a footnote',
      'Text[^1].\n\n[^1]: Noten.',
      [paragraph(text('Text [1].')), { type: 'list', ordered: true, items: [[paragraph(text('Noten.'))]] }],
    ],
  ])('%s', (_, markdown, expected) => {
    expect(markdownBlocks(markdown)).toEqual(expected);
  });

  it('gives headings level 3, nested ones 4, and never skips', () => {
    const levels = (markdown: string) =>
      markdownBlocks(markdown, { prefix: 'p' }).flatMap((block) =>
        block.type === 'heading' ? [[block.level, block.id]] : [],
      );
    expect(levels('### a\n\n#### b\n\n##### c\n\n### d')).toEqual([
      [3, 'p-1'],
      [4, 'p-2'],
      [4, 'p-3'],
      [3, 'p-4'],
    ]);
    expect(levels('##### djupt\n\n# högt {#eget}')).toEqual([
      [3, 'p-1'],
      [3, 'eget'],
    ]);
  });

  it('tells of images and html, with their places', () => {
    const lost: MarkdownLoss[] = [];
    const markdown = 'Se ![kartan](k.png) och <br>.';
    expect(markdownBlocks(markdown, { lost: (loss) => lost.push(loss) })).toEqual([
      paragraph(text('Se [Bild: kartan, k.png] och <br>.')),
    ]);
    expect(lost.map(({ type, span }) => [type, markdown.slice(span.start, span.end)])).toEqual([
      ['image', '![kartan](k.png)'],
      ['html', '<br>'],
    ]);
  });

  it('tells of what stands after a code fence; an empty code block is nothing', () => {
    const lost: MarkdownLoss[] = [];
    const markdown = '- a\n  ```js  title=b\n  c\n  ```\n\n```zebra';
    const told = (loss: MarkdownLoss) => lost.push(loss);
    expect(markdownBlocks(markdown, { lost: told })).toEqual([
      {
        type: 'list',
        ordered: false,
        items: [[paragraph(text('a')), paragraph({ type: 'code', text: 'c' })]],
      },
    ]);
    expect(lost.map((loss) => [loss.type, loss.text])).toEqual([
      ['info-string', 'js title=b'],
      ['info-string', 'zebra'],
    ]);
  });

  it('never throws, and keeps every word or tells of it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'zebra',
            '# ',
            '- ',
            '1. ',
            '> ',
            '\n',
            '\n\n',
            '**',
            '_',
            '`',
            '```',
            '| a | b |\n|-|-|\n',
            '[x](y)',
            '<i>',
            '    ',
            '![a](b)',
            '[^1]',
            '\\',
          ),
          { maxLength: 30 },
        ),
        (pieces) => {
          const markdown = pieces.join('');
          const count = (value: string) => value.split('zebra').length - 1;
          const leftOut: string[] = [];
          const blocks = markdownBlocks(markdown, {
            lost: (loss) => {
              if (loss.type === 'info-string') leftOut.push(loss.text);
            },
          });
          expect(count(JSON.stringify([blocks, leftOut]))).toBe(count(markdown));
        },
      ),
      { ...runs(500), examples: [[['```', 'zebra']]] },
    );
  });
});

describe('blocksMarkdown', () => {
  const words = fc.stringMatching(/^[a-zåäö*_#|<>[\]()@.1-]{1,8}( [a-zåäö*_#|<>[\]()@.!-]{1,8}){0,3}$/);
  const plain = words.map(text);
  const inlines = fc.oneof(
    plain.map((one) => [one]),
    fc
      .tuple(plain, fc.constantFrom('strong' as const, 'emphasis' as const), fc.stringMatching(/^[a-zåäö]{2,8}$/))
      .map(([one, type, word]): Inline[] => [
        ...('text' in one ? [text(`${one.text} `)] : []),
        { type, children: [text(word)] },
      ]),
  );
  const block = fc.oneof(
    inlines.map((children): Block => ({ type: 'paragraph', children })),
    inlines.map((children): Block => ({ type: 'quote', blocks: [{ type: 'paragraph', children }] })),
    fc.array(inlines, { minLength: 1, maxLength: 3 }).map((items): Block => ({
      type: 'list',
      ordered: false,
      items: items.map((children) => [{ type: 'paragraph', children }]),
    })),
    fc
      .array(inlines, { minLength: 2, maxLength: 2 })
      .map((cells): Block => ({ type: 'table', header: cells, rows: [cells] })),
  );

  it('is read back as it was', () => {
    fc.assert(
      fc.property(block, (one) => {
        // A bare address is told as a link when it is read; what it says is the same.
        fc.pre(!/@|www\.|\*\*|__/.test(JSON.stringify(one)));
        expect(markdownBlocks(blocksMarkdown([one]))).toEqual([one]);
      }),
      runs(300),
    );
  });

  it('marks changes, lists facts, numbers clauses and names signers', () => {
    const markdown = blocksMarkdown([
      { type: 'heading', level: 2, id: 'x', children: [text('Rubrik')] },
      { type: 'facts', facts: [{ term: 'Datum', value: [text('2022-03-18')] }] },
      { type: 'clauses', style: 'sentence', clauses: [[text('Ett.')], [text('Två.')]] },
      { type: 'clauses', style: 'sentence', clauses: [[text('Ensam.')]] },
      { type: 'clauses', style: 'att', lead: [text('Nämnden beslutar')], clauses: [[text('att anta planen')]] },
      paragraph({ type: 'delete', children: [text('gammalt')] }, text(' '), {
        type: 'insert',
        children: [text('nytt')],
      }),
      { type: 'signatures', signers: [{ field: 'a', name: 'Vega Norrby', role: 'Ordförande' }] },
    ]);
    expect(markdown).toBe(
      '## Rubrik\n\n- **Datum:** 2022-03-18\n\n1. Ett.\n2. Två.\n\nEnsam.\n\nNämnden beslutar\n\n- att anta planen\n\n<del>gammalt</del> <ins>nytt</ins>\n\n- **Vega Norrby**, Ordförande\n',
    );
  });
});
