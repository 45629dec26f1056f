import type { BlockContent, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import type { Span } from '../core/source.js';
import type { Block, Inline } from '../model/document.js';
import { parseMarkdown, spanOf, withoutId } from './markdown.js';

/** Something in the Markdown that a document cannot show as it stands: it has been replaced by text or, the info string of a code block, left out. */
export interface MarkdownLoss {
  type: 'image' | 'html' | 'info-string';
  /** The image's alternative text and address, the HTML as written, or the words after the code fence. */
  text: string;
  /** Offsets in the given Markdown. */
  span: Span;
}

type Heading = Extract<Block, { type: 'heading' }>;

/**
 * Prose as format-free blocks (CommonMark + GFM). Its headings become level 3 and, when nested, 4, and get the ids `PREFIX-1`, `PREFIX-2` ….
 * HTML is kept as literal text and an image as its alternative text and address; what follows a code fence, by custom the name of a language, is
 * left out. `lost` is told of all three.
 */
export function markdownBlocks(
  markdown: string,
  options: { prefix?: string; lost?: (loss: MarkdownLoss) => void } = {},
): Block[] {
  const root = parseMarkdown(markdown);
  const reader = new Reader(root.children, options.prefix ?? 'rubrik', options.lost ?? (() => undefined));
  return [...reader.blocks(root.children), ...reader.notes()];
}

class Reader {
  readonly #definitions = new Map<string, string>();
  readonly #footnotes = new Map<string, Nodes>();
  readonly #cited: string[] = [];
  readonly #depths: number[] = [];
  #headings = 0;

  constructor(
    nodes: readonly RootContent[],
    private readonly prefix: string,
    private readonly lost: (loss: MarkdownLoss) => void,
  ) {
    this.#collect(nodes);
  }

  #collect(nodes: readonly Nodes[]): void {
    for (const node of nodes) {
      if (node.type === 'definition') this.#definitions.set(node.identifier, node.url);
      else if (node.type === 'footnoteDefinition') this.#footnotes.set(node.identifier, node);
      if ('children' in node) this.#collect(node.children);
    }
  }

  blocks(nodes: readonly Nodes[]): Block[] {
    return nodes.flatMap((node) => this.#block(node as BlockContent));
  }

  /** Footnotes in the order they were cited, as a numbered list; uncited ones last. */
  notes(): Block[] {
    for (const id of this.#footnotes.keys()) if (!this.#cited.includes(id)) this.#cited.push(id);
    const items: Block[][] = [];
    // A note may itself cite a note, which makes the list grow while it is read.
    for (let index = 0; index < this.#cited.length; index += 1) {
      const note = this.#footnotes.get(this.#cited[index] ?? '');
      items.push(note && 'children' in note ? this.blocks(note.children) : []);
    }
    return items.length > 0 ? [{ type: 'list', ordered: true, items }] : [];
  }

  #block(node: BlockContent): Block[] {
    switch (node.type) {
      case 'paragraph': {
        const children = this.inlines(node.children);
        return children.length > 0 ? [{ type: 'paragraph', children }] : [];
      }
      case 'heading':
        return [this.#heading(node.depth, this.inlines(node.children))];
      case 'list':
        return [
          {
            type: 'list',
            ordered: node.ordered === true,
            items: node.children.map((item) => this.#item(item.checked, item.children)),
          },
        ];
      case 'blockquote':
        return [{ type: 'quote', blocks: this.blocks(node.children).map(asParagraph) }];
      case 'table':
        return [this.#table(node)];
      case 'code':
        if (node.lang) this.#lose('info-string', [node.lang, node.meta].filter(Boolean).join(' '), node);
        return node.value === '' ? [] : [{ type: 'paragraph', children: lines(node.value) }];
      case 'html':
        this.#lose('html', node.value, node);
        return [{ type: 'paragraph', children: [{ type: 'text', text: plain(node.value) }] }];
      case 'thematicBreak':
      // Definitions and footnotes are told where they are used; a thematic break says nothing by itself.
      default:
        return [];
    }
  }

  #heading(depth: number, children: Inline[]): Heading {
    while ((this.#depths.at(-1) ?? 0) >= depth) this.#depths.pop();
    this.#depths.push(depth);
    this.#headings += 1;
    const last = children.at(-1);
    const marked = last?.type === 'text' ? withoutId(last.text) : undefined;
    return {
      type: 'heading',
      level: this.#depths.length > 1 ? 4 : 3,
      id: marked?.id ?? `${this.prefix}-${this.#headings}`,
      children:
        marked?.id === undefined ? children : merged([...children.slice(0, -1), { type: 'text', text: marked.text }]),
    };
  }

  #item(checked: boolean | null | undefined, children: readonly Nodes[]): Block[] {
    const blocks = this.blocks(children).map(asParagraph);
    if (typeof checked !== 'boolean') return blocks;
    const box: Inline = { type: 'text', text: checked ? '☑ ' : '☐ ' };
    const [first, ...rest] = blocks;
    if (first?.type === 'paragraph') return [{ ...first, children: merged([box, ...first.children]) }, ...rest];
    return [{ type: 'paragraph', children: [box] }, ...blocks];
  }

  #table(table: Table): Block {
    const [head, ...body] = table.children.map((row) => row.children.map((cell) => this.inlines(cell.children)));
    const header = head ?? [];
    const width = Math.max(header.length, ...body.map((row) => row.length));
    const padded = (row: Inline[][]): Inline[][] => Array.from({ length: width }, (_, index) => row[index] ?? []);
    return { type: 'table', header: padded(header), rows: body.map(padded) };
  }

  inlines(nodes: readonly PhrasingContent[]): Inline[] {
    return merged(nodes.flatMap((node) => this.#inline(node)));
  }

  #inline(node: PhrasingContent): Inline[] {
    switch (node.type) {
      case 'text':
        return [{ type: 'text', text: plain(node.value) }];
      case 'strong':
      case 'emphasis':
      case 'delete':
        return [{ type: node.type, children: this.inlines(node.children) }];
      case 'inlineCode':
        return [{ type: 'code', text: node.value }];
      case 'break':
        return [{ type: 'break' }];
      case 'link':
        return [{ type: 'link', url: node.url, children: this.inlines(node.children) }];
      case 'linkReference': {
        const url = this.#definitions.get(node.identifier);
        const children = this.inlines(node.children);
        return url === undefined ? children : [{ type: 'link', url, children }];
      }
      case 'image':
        return [this.#image(node.alt, node.url, node)];
      case 'imageReference':
        return [this.#image(node.alt, this.#definitions.get(node.identifier) ?? '', node)];
      case 'html':
        this.#lose('html', node.value, node);
        return [{ type: 'text', text: plain(node.value) }];
      case 'footnoteReference': {
        if (!this.#cited.includes(node.identifier)) this.#cited.push(node.identifier);
        return [{ type: 'text', text: ` [${this.#cited.indexOf(node.identifier) + 1}]` }];
      }
      default:
        return [];
    }
  }

  #image(alt: string | null | undefined, url: string, node: Nodes): Inline {
    const shown = [alt, url].filter(Boolean).join(', ');
    this.#lose('image', shown, node);
    return { type: 'text', text: `[Bild: ${shown}]` };
  }

  #lose(type: MarkdownLoss['type'], lostText: string, node: Nodes): void {
    this.lost({
      type,
      text: lostText,
      span: spanOf(node),
    });
  }
}

/** A heading inside a list item or a quote would break the outline, so it is told in bold. */
function asParagraph(block: Block): Block {
  return block.type === 'heading'
    ? { type: 'paragraph', children: [{ type: 'strong', children: block.children }] }
    : block;
}

/** A line end inside a paragraph is a space. */
const plain = (value: string): string => value.replace(/(?<![ \t])[ \t]*\r?\n[ \t]*/g, ' ');

function lines(code: string): Inline[] {
  return code
    .split(/\r?\n/)
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ type: 'break' } as const] : []),
      ...(line === '' ? [] : [{ type: 'code', text: line } as const]),
    ]);
}

function merged(inlines: readonly Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { type: 'text', text: last.text + inline.text };
    else if (inline.type !== 'text' || inline.text !== '') result.push(inline);
  }
  return result;
}
