import type { Block, ComposedDocument, Inline } from '../model/document.js';
import { type RevisedBlock, type RevisedParagraph, type RevisedRun, trackedChanges } from '../ooxml/tracked-changes.js';
import type { Format } from './_contract.js';
import { headFacts } from './_head-facts.js';

/** The document as a Word file, to go on writing in: headings are headings, lists are lists. It has no tracked changes and no attachments. */
export const docx: Format = {
  extension: 'docx',
  mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  render: (document) =>
    trackedChanges({
      title: document.title,
      author: document.organisation,
      date: document.date ?? '2000-01-01',
      footer: [document.organisation, document.kindLabel, document.date].filter(Boolean).join(' · '),
      blocks: [...head(document), ...blocksOf(document.blocks)],
    }),
};

function head(document: ComposedDocument): RevisedBlock[] {
  const facts = headFacts(document).map(({ term, value }) => `${term}: ${value}`);
  const sender = [document.organisation, document.unit, ...document.address].filter((line) => line !== undefined);
  return [
    { type: 'paragraph', style: 'Title', runs: [{ text: document.title }] },
    { type: 'paragraph', style: 'Subtitle', runs: [{ text: document.kindLabel }] },
    ...(document.roadmap?.draft ? [plain('UTKAST', true)] : []),
    plain([...sender, ...facts].join('\n')),
  ];
}

const plain = (text: string, bold = false): RevisedParagraph => ({
  type: 'paragraph',
  runs: [{ text, ...(bold ? { bold } : {}) }],
});

/** Blocks as Word has them; quotations are paragraphs of a style, and lists within cells are lines. */
function blocksOf(blocks: readonly Block[], within: Pick<RevisedParagraph, 'style'> = {}): RevisedBlock[] {
  let lists = 0;
  const listBlocks = (block: Extract<Block, { type: 'list' }>, depth: number): RevisedBlock[] => {
    if (block.ordered) lists += 1;
    const number = block.ordered ? { number: lists } : {};
    return block.items.flatMap((item) =>
      item.flatMap((inner, index): RevisedBlock[] =>
        inner.type === 'list'
          ? listBlocks(inner, depth + 1)
          : inner.type === 'paragraph'
            ? [
                {
                  type: 'paragraph',
                  runs: runsOf(inner.children),
                  ...(index === 0 ? { list: { depth, ...number } } : {}),
                },
              ]
            : convert(inner),
      ),
    );
  };
  const convert = (block: Block): RevisedBlock[] => {
    switch (block.type) {
      case 'heading':
        return [
          {
            type: 'paragraph',
            style: headings[block.level - 1] ?? 'Heading4',
            runs: runsOf(block.children),
            bookmark: bookmarkOf(block.id),
          },
        ];
      case 'paragraph':
        return [
          {
            type: 'paragraph',
            ...within,
            runs: runsOf(block.children),
            ...(block.id === undefined ? {} : { bookmark: bookmarkOf(block.id) }),
          },
        ];
      case 'list':
        return listBlocks(block, 0);
      case 'quote':
        return block.blocks
          .flatMap((inner) => convert(inner))
          .map((inner) => (inner.type === 'paragraph' && !inner.list ? { ...inner, style: 'Citat' as const } : inner));
      case 'table':
        return [
          ...(block.caption === undefined ? [] : [plain(block.caption, true)]),
          {
            type: 'table',
            header: block.header.some((cell) => cell.length > 0),
            rows: [
              ...(block.header.some((cell) => cell.length > 0)
                ? [{ cells: block.header.map((cell) => cellOf(cell, true)) }]
                : []),
              ...block.rows.map((row) => ({ cells: row.map((cell) => cellOf(cell)) })),
            ],
          },
          // Two tables without a paragraph between them would become one.
          { type: 'paragraph', runs: [] },
        ];
      case 'facts':
        return block.facts.map(({ term, value }) => ({
          type: 'paragraph',
          runs: [{ text: `${term}: `, bold: true }, ...runsOf(value)],
        }));
      case 'clauses':
        return [
          ...(block.lead ? [{ type: 'paragraph' as const, runs: runsOf(block.lead) }] : []),
          ...listBlocks(
            {
              type: 'list',
              ordered: block.style === 'sentence',
              items: block.clauses.map((children) => [{ type: 'paragraph', children }]),
            },
            0,
          ),
        ];
      case 'signatures':
        return block.signers.map(({ name, role }) => plain(`${name}, ${role}`));
    }
  };
  return blocks.flatMap(convert);
}

const cellOf = (cell: readonly Inline[], bold = false): RevisedParagraph[] => [
  { type: 'paragraph', runs: runsOf(cell).map((run) => (bold ? { ...run, bold } : run)) },
];

/** The title stands above all headings, so those of the second level come first. */
const headings = [undefined, 'Heading1', 'Heading2', 'Heading3'] as const;

/** Word takes letters, digits and underscores, at most 40 of them. */
const bookmarkOf = (id: string): string => `b_${id.replace(/[^\p{L}\p{N}]+/gu, '_')}`.slice(0, 40);

function runsOf(inlines: readonly Inline[], style: Omit<RevisedRun, 'text'> = {}): RevisedRun[] {
  return inlines.flatMap((inline): RevisedRun[] => {
    switch (inline.type) {
      case 'text':
        return [{ ...style, text: inline.text }];
      case 'code':
        return [{ ...style, text: `”${inline.text}”` }];
      case 'break':
        return [{ ...style, text: '\n' }];
      case 'strong':
        return runsOf(inline.children, { ...style, bold: true });
      case 'emphasis':
        return runsOf(inline.children, { ...style, italic: true });
      // The signs say it where neither line nor colour is seen or heard.
      case 'insert':
        return [
          { ...style, text: '[+' },
          ...runsOf(inline.children, { ...style, shown: 'insert' }),
          { ...style, text: '+]' },
        ];
      case 'delete':
        return [
          { ...style, text: '[−' },
          ...runsOf(inline.children, { ...style, shown: 'delete' }),
          { ...style, text: '−]' },
        ];
      case 'link':
        return inline.url.startsWith('#')
          ? runsOf(inline.children, { ...style, anchor: bookmarkOf(inline.url.slice(1)) })
          : runsOf(inline.children, style);
    }
  });
}
