import type { List, ListItem, RootContent } from 'mdast';
import type { Locations, ModelPath } from '../core/locations.js';
import { oneLine, prose, slug } from '../core/text.js';
import { meant, metaOf } from '../model/field.js';
import { stance } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import { headingTree, Ids, type HeadingNode, sourceOf, spanOf, withoutId } from './markdown.js';
import { matchHeading } from './match-headings.js';
import { parseOutline } from './outline.js';
import { parseSimple } from './simple-outline.js';
import { responseLabels } from './response-labels.js';

/** The body of an answer as plain values: the summary, and one comment per heading or per item of its list. */
export function readResponseBody(
  body: string,
  profile: Profile | undefined,
  locations: Locations,
): { summary: string; comments: Record<string, unknown>[] } {
  const { lead, headings } = headingTree(parseSimple(body) ?? parseOutline(body), body.length);
  const first = headings[0];
  const titled = first?.depth === 1 ? first : undefined;
  const nodes = [...(titled?.children ?? []), ...(titled ? headings.slice(1) : headings)];
  const comments: Record<string, unknown>[] = [];
  const ids = new Ids();
  let summary = written(body, [...lead, ...(titled?.blocks ?? [])]);
  for (const node of nodes) {
    // A heading “Sammanfattning” is the summary, as many answers have it (source practice), not a comment.
    if (node.id === undefined && slug(node.title) === 'sammanfattning') {
      summary = [summary, written(body, node.blocks)].filter((part) => part !== '').join('\n\n');
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
  let open: string | undefined;
  const inForm = isForm(node.blocks, body);
  for (const block of node.blocks) {
    if (isNote(body, block)) continue;
    const label = block.type === 'paragraph' ? labelOf(sourceOf(body, [block])) : undefined;
    if (label) open = (inForm || label.value === '') && label.field !== 'stance' ? label.field : undefined;
    // What follows a label with nothing after it, as in a form, belongs to it.
    if (block.type === 'list' && open === undefined) lists.push(block);
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
  const { fields, id } = readLabelled(about, body);
  if (says(fields)) add(fields, about, id);
  else if (fields['stance'] !== undefined) {
    // A stance on a heading with nothing but a list below holds for every item of the list.
    shared['stance'] = fields['stance'];
    if (lists.length === 0) add({ text: '' }, about, id);
  }
  for (const listItem of lists.flatMap((list) => list.children)) addItem(listItem, body, add);
  for (const child of node.children) readNode(child, profile, body, ids, comments, locations);
}

const says = (fields: Fields): boolean => ['text', 'motive', 'quote'].some((name) => (fields[name] ?? '') !== '');

function addItem(
  item: ListItem,
  body: string,
  add: (comment: Record<string, unknown>, blocks: RootContent[], id: string | undefined) => void,
): void {
  const blocks = item.children.filter((block) => !isNote(body, block));
  const { fields, id } = readLabelled(blocks, body, contentColumn(item, body));
  // A form may have bullets that nobody filled in.
  if (id !== undefined || says(fields) || fields['stance'] !== undefined) add(fields, blocks, id);
}

/** A comment in HTML is a note to whoever fills in a form, or from whoever took an answer in. */
const isNote = (body: string, block: RootContent): boolean =>
  block.type === 'html' && /^<!--(?:(?!-->)[^])*-->$/.test(sourceOf(body, [block]));

/** The source of consecutive blocks, without notes. */
function written(body: string, blocks: readonly RootContent[]): string {
  if (!blocks.some((block) => isNote(body, block))) return sourceOf(body, blocks);
  return blocks.flatMap((block) => (isNote(body, block) ? [] : [sourceOf(body, [block])])).join('\n\n');
}

/** How far what an item of a list says stands from the beginning of its lines. */
function contentColumn(item: ListItem, body: string): number {
  const first = item.children[0];
  if (!first) return 0;
  const { start } = spanOf(first);
  const line = body.lastIndexOf('\n', start - 1) + 1;
  // Looked for on the line only: where there is none, every line before it would be gone through.
  return start - line - (body.slice(line, start).lastIndexOf('\r') + 1);
}

type Fields = Record<string, unknown> & { text: string };

/** Parts labelled paragraphs (`**Motiv:** …`, or `**Motiv:**` and a quote) from the rest of a comment, whose blocks stand `column` in. */
function readLabelled(
  blocks: readonly RootContent[],
  body: string,
  column = 0,
): { fields: Fields; id: string | undefined } {
  const named: Record<string, string> = {};
  const rest: string[] = [];
  const inset = new RegExp(`\\n {0,${column}}`, 'g');
  const source = (block: RootContent): string =>
    column === 0 ? sourceOf(body, [block]) : sourceOf(body, [block]).replace(inset, '\n');
  const inForm = isForm(blocks, body);
  let open: string | undefined;
  let first = false;
  for (const block of blocks) {
    const label = block.type === 'paragraph' ? labelOf(source(block)) : undefined;
    if (label) {
      open = inForm || label.value === '' ? label.field : undefined;
      if (label.field === 'stance' && label.value !== '') open = undefined;
      if (label.field === 'text') rest.push(label.value);
      else named[label.field] = joined(named[label.field], label.value);
      first = label.value === '';
    } else if (open === undefined || open === 'text' || (open === 'stance' && !isStance(source(block)))) {
      rest.push(source(block));
    } else {
      const quoted = first && block.type === 'blockquote';
      named[open] = joined(named[open], quoted ? source(block).replace(/^ {0,3}> ?/gm, '') : source(block));
      first = false;
      if (open === 'stance') open = undefined;
    }
  }
  const marked = idApart(rest.filter((part) => part !== '').join('\n\n'));
  const { stance: standing, quote, ...others } = named;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(others)) if (value !== '') fields[name] = prose(value);
  if (standing) fields['stance'] = meant(metaOf(stance).words ?? {}, oneLine(standing));
  if (quote) fields['quote'] = oneLine(quote);
  const text = prose(marked.text);
  return { fields: { ...fields, text: text === '' ? String(fields['proposal'] ?? '') : text }, id: marked.id };
}

/** In a form every part has its label, so what follows one belongs to it. */
const isForm = (blocks: readonly RootContent[], body: string): boolean =>
  blocks.some((block) => block.type === 'paragraph' && labelOf(sourceOf(body, [block]))?.field === 'text');

const isStance = (source: string): boolean =>
  stance.safeParse(meant(metaOf(stance).words ?? {}, oneLine(source))).success;

const joined = (one: string | undefined, other: string): string => [one, other].filter(Boolean).join('\n\n');

function labelOf(source: string): { field: string; value: string } | undefined {
  const match = /^\*{0,2}(\p{L}+)\s*:\s*\*{0,2}\s*([^]*)$/u.exec(source);
  const label = match?.[1]?.toLowerCase() ?? '';
  const field = Object.hasOwn(responseLabels, label) ? responseLabels[label] : undefined;
  return field === undefined ? undefined : { field, value: match?.[2] ?? '' };
}

/** Parts the id from a comment: it stands at the end of the first line, else at the end of all. */
function idApart(text: string): { text: string; id?: string } {
  const [first = '', ...more] = text.split('\n');
  const marked = withoutId(first);
  return marked.id === undefined ? withoutId(text) : { text: [marked.text, ...more].join('\n'), id: marked.id };
}
