import type { Locations } from '../core/locations.js';
import { parseOutline } from './outline.js';
import { type HeadingNode, headingTree, Ids, sourceOf, spanOf } from './markdown.js';

/** The body of a decision as plain values: one part per heading of level 2; deeper headings stay in its prose. */
export function readDecisionBody(
  body: string,
  locations: Locations,
): { title?: string; parts: Record<string, unknown>[] } {
  const { lead, headings } = headingTree(parseOutline(body), body.length);
  const first = headings[0];
  const titled = first?.depth === 1 ? first : undefined;
  const nodes = [...(titled?.children ?? []), ...(titled ? headings.slice(1) : headings)];
  const ids = new Ids();
  const parts: Record<string, unknown>[] = [];
  const leading = sourceOf(body, [...lead, ...(titled?.blocks ?? [])]);
  const at = [...lead, ...(titled?.blocks ?? [])][0];
  if (leading !== '' && at) {
    // Text before the first heading is the summary; authors often write it so.
    locations.set(['parts', 0], spanOf(at));
    locations.set(['parts', 0, 'text'], spanOf(at));
    parts.push({ id: ids.take('sammanfattning'), title: 'Sammanfattning', text: leading });
  }
  for (const node of nodes) parts.push(part(node, body, ids, locations, parts.length));
  return { ...(titled ? { title: titled.title } : {}), parts };
}

function part(node: HeadingNode, body: string, ids: Ids, locations: Locations, index: number): Record<string, unknown> {
  const path = ['parts', index];
  const [first] = node.blocks;
  const start = first ? spanOf(first).start : (node.children[0]?.whole.start ?? node.whole.end);
  locations.set(path, node.whole, node.span);
  locations.set([...path, 'title'], node.span);
  locations.set([...path, 'id'], node.span);
  locations.set([...path, 'text'], { start, end: node.whole.end });
  const text = body.slice(start, node.whole.end).normalize('NFC').replace(/\r\n?/g, '\n').trim();
  return { id: node.id === undefined ? ids.make(node.title) : ids.take(node.id), title: node.title, text };
}
