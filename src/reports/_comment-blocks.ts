import type { Block, Inline } from '../model/document.js';
import { markdownBlocks } from '../parse/markdown-blocks.js';

/** What a responder wrote, as blocks that can do nothing but be read: headings become bold, what was struck out and links stand as text. */
export function commentBlocks(markdown: string): Block[] {
  // Most comments hold no marks at all, and there may be thousands.
  if (marks.test(markdown)) return markdownBlocks(markdown).map(tamed);
  return markdown
    .split(/\n\s*\n/)
    .flatMap((text) =>
      text.trim() === ''
        ? []
        : [{ type: 'paragraph', children: [{ type: 'text', text: text.trim().replace(/\s+/g, ' ') }] }],
    );
}

// Whatever may mean anything but itself in Markdown.
const marks = /[*_`[\]<>\\&!~|#@]|:\/\/|www\.|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^ *(?:=+|-+) *$|  $/m;

function tamed(block: Block): Block {
  switch (block.type) {
    case 'heading':
      return { type: 'paragraph', children: [{ type: 'strong', children: plainly(block.children) }] };
    case 'paragraph':
      return { type: 'paragraph', children: plainly(block.children) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map(tamed)) };
    case 'quote':
      return { type: 'quote', blocks: block.blocks.map(tamed) };
    case 'table':
      return { ...block, header: block.header.map(plainly), rows: block.rows.map((row) => row.map(plainly)) };
    default:
      return block;
  }
}

function plainly(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((inline): Inline[] => {
    switch (inline.type) {
      // A mark of the report's own says what the revision did, never what a responder meant.
      case 'delete':
      case 'insert':
        return [{ type: 'text', text: '~~' }, ...plainly(inline.children), { type: 'text', text: '~~' }];
      case 'link': {
        const children = plainly(inline.children);
        const said = children.map((child) => ('text' in child ? child.text : '')).join('');
        const address = inline.url.replace(/^mailto:/, '');
        return said === inline.url || said === address
          ? children
          : [...children, { type: 'text', text: ` (${inline.url})` }];
      }
      case 'strong':
      case 'emphasis':
        return [{ type: inline.type, children: plainly(inline.children) }];
      default:
        return [inline];
    }
  });
}

/** Blocks with a word before them that says what they are: in the first paragraph, where there is one. */
export function labelled(label: string, blocks: readonly Block[]): Block[] {
  const [first, ...rest] = blocks;
  const said: Inline[] = [
    { type: 'strong', children: [{ type: 'text', text: `${label}:` }] },
    { type: 'text', text: ' ' },
  ];
  return first?.type === 'paragraph'
    ? [{ type: 'paragraph', children: [...said, ...first.children] }, ...rest]
    : [{ type: 'paragraph', children: said.slice(0, 1) }, ...blocks];
}
