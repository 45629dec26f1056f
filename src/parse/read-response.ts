import type { List, ListItem, RootContent } from 'mdast';
import { parseOutline, writtenText } from './outline.js';
import type { Locations, ModelPath } from '../core/locations.js';
import { oneLine, prose, slug } from '../core/text.js';
import { meant, metaOf } from '../model/field.js';
import { stance } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import { headingTree, Ids, type HeadingNode, sourceOf, spanOf, withoutId } from './markdown.js';
import { matchHeading } from './match-headings.js';

/** The body of an answer as plain values: the summary, and one comment per heading or per item of its list. */
export function readResponseBody(
  body: string,
  profile: Profile | undefined,
  locations: Locations,
): { summary: string; comments: Record<string, unknown>[] } {
  const { lead, headings } = headingTree(parseOutline(body), body.length);
  const first = headings[0];
  const titled = first?.depth === 1 ? first : undefined;
  const nodes = [...(titled?.children ?? []), ...(titled ? headings.slice(1) : headings)];
  const comments: Record<string, unknown>[] = [];
  const ids = new Ids();
  const summaryBlocks = [...lead, ...(titled?.blocks ?? [])];
  let summary = sourceOf(body, summaryBlocks);
  for (const node of nodes) {
    // A heading “Sammanfattning” is the summary, as many answers have it (source practice), not a comment.
    if (node.id === undefined && slug(node.title) === 'sammanfattning') {
      summary = [summary, sourceOf(body, node.blocks)].filter((part) => part !== '').join('\n\n');
      continue;
    }
    readNode(node, profile, body, ids, comments, locations);
  }
  return { summary, comments };
}

function readNode(
  node: HeadingNode,
  profile: Profile | undefined,
  body: string,
  ids: Ids,
  comments: Record<string, unknown>[],
  locations: Locations,
): void {
  const item = node.id ?? matchHeading(node, profile, undefined, true).id;
  const base = item ?? slug(node.title);
  const shared: Record<string, unknown> = { heading: node.title, ...(item === undefined ? {} : { item }) };
  const about: RootContent[] = [];
  const lists: List[] = [];
  for (const block of node.blocks) {
    if (block.type === 'list') lists.push(block);
    else about.push(block);
  }
  const add = (comment: Record<string, unknown>, blocks: RootContent[], id: string | undefined) => {
    const path: ModelPath = ['comments', comments.length];
    const first = blocks[0];
    const last = blocks.at(-1);
    const span = first && last ? { start: spanOf(first).start, end: spanOf(last).end } : node.span;
    locations.set(path, span, node.span);
    locations.set([...path, 'text'], span);
    locations.set([...path, 'heading'], node.span);
    locations.set([...path, 'item'], node.span);
    comments.push({ ...shared, ...comment, id: id === undefined ? ids.make(base) : ids.take(id) });
  };
  const labelled = readLabelled(about, body);
  const own = labelled.text !== '' || labelled.fields['proposal'] !== undefined;
  if (own)
    add(
      { ...labelled.fields, text: labelled.text === '' ? String(labelled.fields['proposal']) : labelled.text },
      about,
      undefined,
    );
  else if (labelled.fields['stance'] !== undefined) {
    // A stance on a heading with nothing but a list below holds for every item of the list.
    shared['stance'] = labelled.fields['stance'];
    if (lists.length === 0) add({ text: about[0] ? writtenText(body, about[0]) : '' }, about, undefined);
  }
  for (const listItem of lists.flatMap((list) => list.children)) addItem(listItem, body, add);
  for (const child of node.children) readNode(child, profile, body, ids, comments, locations);
}

function addItem(
  item: ListItem,
  body: string,
  add: (comment: Record<string, unknown>, blocks: RootContent[], id: string | undefined) => void,
): void {
  const { fields, text } = readLabelled(item.children, body);
  const lines = text.split('\n');
  const marked = withoutId(lines[0] ?? '');
  const ended =
    marked.id === undefined ? withoutId(text) : { text: [marked.text, ...lines.slice(1)].join('\n'), id: marked.id };
  add({ ...fields, text: prose(ended.text) }, item.children, ended.id);
}

const labels: Record<string, string> = {
  ståndpunkt: 'stance',
  stance: 'stance',
  motiv: 'motive',
  motivering: 'motive',
  motive: 'motive',
  ändringsförslag: 'proposal',
  förslag: 'proposal',
  proposal: 'proposal',
};

/** Parts labelled paragraphs (`**Motiv:** …`) from the rest of a comment. */
function readLabelled(blocks: readonly RootContent[], body: string): { fields: Record<string, unknown>; text: string } {
  const fields: Record<string, unknown> = {};
  const rest: string[] = [];
  for (const block of blocks) {
    const source = sourceOf(body, [block]);
    const match = block.type === 'paragraph' ? /^\*{0,2}([\p{L}]+)\s*:\s*\*{0,2}\s*([\s\S]*)$/u.exec(source) : null;
    const field = match?.[1] === undefined ? undefined : labels[match[1].toLowerCase()];
    if (field === undefined || match?.[2] === undefined) rest.push(source);
    else fields[field] = field === 'stance' ? meant(metaOf(stance).words ?? {}, oneLine(match[2])) : prose(match[2]);
  }
  return { fields, text: rest.join('\n\n') };
}
