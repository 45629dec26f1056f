import type { Locations } from '../core/locations.js';
import { prose } from '../core/text.js';
import { headingTree, sourceOf, spanOf } from './markdown.js';
import { parseOutline } from './outline.js';

/** The body of a missive as plain values: the text before the first heading, and one part per heading of level 2. */
export function readMissiveBody(
  body: string,
  locations: Locations,
): { title?: string; lead: string; parts: Record<string, unknown>[] } {
  const { lead, headings } = headingTree(parseOutline(body), body.length);
  const first = headings[0];
  const titled = first?.depth === 1 ? first : undefined;
  const nodes = [...(titled?.children ?? []), ...(titled ? headings.slice(1) : headings)];
  const opening = [...lead, ...(titled?.blocks ?? [])];
  const [block] = opening;
  if (titled) locations.set(['title'], titled.span);
  if (block) locations.set(['lead'], { start: spanOf(block).start, end: nodes[0]?.whole.start ?? body.length });
  const parts = nodes.map((node, index) => {
    const [own] = node.blocks;
    const start = own ? spanOf(own).start : (node.children[0]?.whole.start ?? node.whole.end);
    locations.set(['parts', index], node.whole, node.span);
    locations.set(['parts', index, 'title'], node.span);
    locations.set(['parts', index, 'text'], { start, end: node.whole.end });
    return { title: node.title, text: prose(body.slice(start, node.whole.end)) };
  });
  return { ...(titled ? { title: titled.title } : {}), lead: sourceOf(body, opening), parts };
}
