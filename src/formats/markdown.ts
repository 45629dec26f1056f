import { linked } from '../compose/fill.js';
import type { Block, ComposedDocument, Inline } from '../model/document.js';
import { blocksMarkdown } from '../parse/blocks-markdown.js';
import type { Format } from './_contract.js';
import { headFacts } from './_head-facts.js';

/** The document as one Markdown text (UTF-8), for mail, wikis and reading a diff of two renderings. */
export const markdown: Format = {
  extension: 'md',
  mediaType: 'text/markdown; charset=utf-8',
  render: (document) => Promise.resolve(new TextEncoder().encode(blocksMarkdown(withoutAnchors(withHead(document))))),
};

/** The letterhead goes below the title, since a Markdown text begins with its title. */
function withHead(document: ComposedDocument): Block[] {
  const sender = [document.organisation, document.unit, ...document.address].filter((line) => line !== undefined);
  const head: Inline[] = [
    { type: 'strong', children: [{ type: 'text', text: document.kindLabel }] },
    ...sender.flatMap((line): Inline[] => [{ type: 'break' }, ...linked(line)]),
  ];
  const facts = headFacts(document).map(({ term, value }) => ({ term, value: linked(value) }));
  return [
    { type: 'heading', level: 1, id: 'titel', children: [{ type: 'text', text: document.title }] },
    ...(document.roadmap?.draft
      ? [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', text: 'UTKAST' }] }] } as Block]
      : []),
    { type: 'paragraph', children: head },
    ...(facts.length > 0 ? [{ type: 'facts', facts } as Block] : []),
    ...document.blocks,
  ];
}

/** Links within the document as their words: headings have no ids in Markdown, so they would lead nowhere. */
function withoutAnchors<T>(value: T): T {
  if (Array.isArray(value))
    return value.flatMap((each: unknown) =>
      isAnchor(each) ? withoutAnchors(each.children) : [withoutAnchors(each)],
    ) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutAnchors(inner as unknown)]),
  ) as T;
}

const isAnchor = (value: unknown): value is Extract<Inline, { type: 'link' }> =>
  typeof value === 'object' &&
  value !== null &&
  'url' in value &&
  typeof value.url === 'string' &&
  value.url.startsWith('#');
