import type { BlockContent, Html, List, PhrasingContent, Root, RootContent, TableRow } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { Block, Inline } from '../model/document.js';

const writer = unified().use(remarkGfm).use(remarkStringify, { bullet: '-', emphasis: '*', rule: '-', fences: true });

/**
 * Blocks as Markdown (CommonMark + GFM), the counterpart of `markdownBlocks`. Insertions and deletions become `<ins>` and `<del>`;
 * facts, clauses and signatures become lists; heading ids are left out.
 */
export function blocksMarkdown(blocks: readonly Block[]): string {
  const root: Root = { type: 'root', children: blocks.flatMap(blockNodes) };
  return writer.stringify(root);
}

function blockNodes(block: Block): RootContent[] {
  switch (block.type) {
    case 'heading':
      return [{ type: 'heading', depth: block.level, children: phrases(block.children) }];
    case 'paragraph':
      return [paragraph(block.children)];
    case 'list':
      return [
        list(
          block.ordered,
          block.items.map((item) => item.flatMap(blockNodes) as BlockContent[]),
        ),
      ];
    case 'quote':
      return [{ type: 'blockquote', children: block.blocks.flatMap(blockNodes) as BlockContent[] }];
    case 'table':
      return [
        ...(block.caption === undefined
          ? []
          : [paragraph([{ type: 'strong', children: [{ type: 'text', text: block.caption }] }])]),
        { type: 'table', children: [row(block.header), ...block.rows.map(row)] },
      ];
    case 'facts':
      return [
        list(
          false,
          block.facts.map(({ term, value }) => [
            paragraph([
              { type: 'strong', children: [{ type: 'text', text: `${term}:` }] },
              { type: 'text', text: ' ' },
              ...value,
            ]),
          ]),
        ),
      ];
    case 'clauses':
      return [
        ...(block.lead ? [paragraph(block.lead)] : []),
        block.style === 'sentence' && block.clauses.length === 1
          ? paragraph(block.clauses[0] ?? [])
          : list(
              block.style === 'sentence',
              block.clauses.map((clause) => [paragraph(clause)]),
            ),
      ];
    case 'signatures':
      return [
        list(
          false,
          block.signers.map(({ name, role }) => [
            paragraph([
              { type: 'strong', children: [{ type: 'text', text: name }] },
              { type: 'text', text: `, ${role}` },
            ]),
          ]),
        ),
      ];
  }
}

function list(ordered: boolean, items: BlockContent[][]): List {
  const spread = items.some((item) => item.length > 1);
  return {
    type: 'list',
    ordered,
    spread,
    children: items.map((children) => ({ type: 'listItem', spread, children })),
  };
}

const paragraph = (inlines: readonly Inline[]): BlockContent => ({ type: 'paragraph', children: phrases(inlines) });

const row = (cells: readonly Inline[][]): TableRow => ({
  type: 'tableRow',
  children: cells.map((cell) => ({ type: 'tableCell', children: phrases(cell) })),
});

const html = (value: string): Html => ({ type: 'html', value });

function phrases(inlines: readonly Inline[]): PhrasingContent[] {
  return inlines.flatMap((inline): PhrasingContent[] => {
    switch (inline.type) {
      case 'text':
        return [{ type: 'text', value: inline.text }];
      case 'code':
        return [{ type: 'inlineCode', value: inline.text }];
      case 'break':
        return [{ type: 'break' }];
      case 'link':
        return [{ type: 'link', url: inline.url, children: phrases(inline.children) }];
      case 'strong':
      case 'emphasis':
        return [{ type: inline.type, children: phrases(inline.children) }];
      case 'insert':
        return [html('<ins>'), ...phrases(inline.children), html('</ins>')];
      case 'delete':
        return [html('<del>'), ...phrases(inline.children), html('</del>')];
    }
  });
}
