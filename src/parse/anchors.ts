import { slug } from '../core/text.js';

const heading = /^[ \t>]{0,4}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*\r?$/gm;
const given = /\{#([^{}\s]+)\}|<[a-z][^<>]*?\s(?:id|name)=["']([^"']+)["']/gi;

/** The anchors that a title is given: that of fardplan, and that of git hosts, which keep å, ä and ö. */
export const anchorsFor = (title: string): string[] => [
  slug(title),
  title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-'),
];

/** Where a link into a Markdown text may lead: written ids, and headings as pages make anchors of them; in lower case. */
export function anchorsIn(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const count = new Map<string, number>();
  for (const [, written = ''] of markdown.matchAll(heading)) {
    // A link within a heading gives its words only.
    const title = written.replace(/\{#[^{}]*\}/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    for (const anchor of anchorsFor(title)) {
      const before = count.get(anchor) ?? 0;
      count.set(anchor, before + 1);
      anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
    }
  }
  for (const [, mark, attribute] of markdown.matchAll(given)) {
    anchors.add((mark ?? attribute ?? '').normalize('NFC').toLowerCase());
  }
  return anchors;
}
