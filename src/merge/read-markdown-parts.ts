import { fold } from '../core/text.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { spanOf } from '../parse/markdown.js';
import { parseOutline } from '../parse/outline.js';
import { yamlTree } from '../parse/yaml-tree.js';
import { putYaml } from './read-yaml-parts.js';
import { putSentences } from './sentences.js';
import { type Part, part, put } from './tree.js';

type Nodes = ReturnType<typeof parseOutline>['children'];
type Node = Nodes[number];

/** A Markdown text as parts, its front matter first; `undefined` when the front matter cannot be read. With `whole` no YAML value is cut up. */
export function markdownParts(text: string, whole: boolean): Part | undefined {
  const root = part('root', 0, text.length);
  const parted = partFrontMatter(text);
  if (parted.error) return undefined;
  if (parted.yamlStart > 0 && !putFrontMatter(text, parted, root, whole)) return undefined;
  const open: Part[] = [root];
  for (const node of parseOutline(parted.body).children) {
    if (node.type !== 'heading') {
      putBlock(text, node, open.at(-1) ?? root);
      continue;
    }
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    const { start, end } = spanOf(node);
    const section = put(part('section', start, end), open.at(-1) ?? root);
    section.depth = node.depth;
    putHeading(text, start, end, section);
    open.push(section);
  }
  stretch(root);
  root.end = text.length;
  return root;
}

function putFrontMatter(
  text: string,
  { yaml, yamlStart }: { yaml: string; yamlStart: number },
  root: Part,
  whole: boolean,
): boolean {
  const tree = yamlTree(yaml, yamlStart);
  if (!tree) return false;
  const fence = text.indexOf('---');
  const front = put(part('front', fence, fence), root);
  put(part('mark', fence, fence + 3, 'open', true), front);
  putYaml(text, tree, front, whole);
  const close = yamlStart + yaml.length;
  put(part('mark', close, close + 3, 'close', true), front);
  return true;
}

const headingParts =
  /^(#{1,6})([ \t]+)((?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]?)[ \t\u00a0]+(?=\S))?(.*?)(\{#[^{}\s]+(?:\s[^{}]*)?\})?([ \t]+#+)?[ \t]*$/s;

function putHeading(text: string, start: number, end: number, section: Part): void {
  const heading = put(part('heading', start, end, 'heading'), section);
  const add = (kind: 'word' | 'mark', role: string, from: number, written: string | undefined) => {
    const own = written?.trim() ?? '';
    if (written === undefined || own === '') return;
    const at = from + written.indexOf(own);
    put(part(kind, at, at + own.length, role, true), heading);
  };
  const match = headingParts.exec(text.slice(start, end));
  if (!match) {
    // Underlined.
    add('word', 'title', start, text.slice(start, end));
    return;
  }
  const [, marks = '', space = '', number = '', title = '', id, closing] = match;
  let at = start;
  add('mark', 'depth', at, marks);
  at += marks.length + space.length;
  add('word', 'number', at, number);
  at += number.length;
  add('word', 'title', at, title);
  at += title.length;
  add('word', 'id', at, id);
  add('mark', 'closing', at + (id?.length ?? 0), closing);
}

function putBlock(text: string, node: Node, into: Part): void {
  const { start, end } = spanOf(node);
  if (node.type === 'paragraph') {
    const own = put(part('paragraph', start, end), into);
    putSentences(text, start, end, own);
  } else if (node.type === 'list') {
    const list = put(part('list', start, end), into);
    for (const item of node.children) putItem(text, item, list);
  } else if (node.type === 'table') putTable(text, node, into);
  else put(part('opaque', start, end, node.type, true), into);
}

function putItem(text: string, item: Extract<Node, { type: 'list' }>['children'][number], list: Part): void {
  const { start, end } = spanOf(item);
  const own = put(part('item', start, end), list);
  const marker = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\])?/.exec(text.slice(start, end))?.[0] ?? '';
  const [first] = item.children;
  if (first?.type !== 'paragraph' || marker === '' || /[\r\n]/.test(text.slice(start, spanOf(first).start))) {
    own.leaf = true;
    return;
  }
  put(part('mark', start, start + marker.length, 'marker', true), own);
  for (const child of item.children) putBlock(text, child as Node, own);
  // A box stands before the paragraph or in it, depending on who reads it.
  const paragraph = own.children[1];
  const sentence = paragraph?.children[0];
  if (sentence && sentence.start < start + marker.length) {
    const rest = text.slice(start + marker.length, sentence.end);
    sentence.start = start + marker.length + (rest.length - rest.trimStart().length);
  }
}

function putTable(text: string, table: Extract<Node, { type: 'table' }>, into: Part): void {
  const { start, end } = spanOf(table);
  const own = put(part('table', start, end), into);
  const rows = table.children.map(spanOf);
  const [header] = rows;
  if (!header) return;
  const columns = cellsOf(text, header.start, header.end).map((cell) => fold(text.slice(cell.start, cell.end)));
  const roles = columns.map((name, index) => (columns.indexOf(name) === index ? name : `${name} ${index}`));
  const add = (from: number, to: number, role: string | undefined) => {
    const row = put(part('row', from, to, role), own);
    const written = text.slice(from, to);
    if (written.startsWith('|')) put(part('mark', from, from + 1, 'open', true), row);
    for (const [index, cell] of cellsOf(text, from, to).entries()) {
      const kind = role === 'rule' ? 'mark' : 'cell';
      put(part(kind, cell.start, cell.end, roles[index] ?? `+${index}`, true), row);
    }
    if (/(?<!\\)\|$/.test(written) && written.length > 1) put(part('mark', to - 1, to, 'close', true), row);
  };
  add(header.start, header.end, 'header');
  const rule = /\S[^\r\n]*/.exec(text.slice(header.end));
  if (rule) {
    const from = header.end + rule.index;
    add(from, from + rule[0].trimEnd().length, 'rule');
  }
  for (const row of rows.slice(1)) add(row.start, row.end, undefined);
}

/** The cells of a row; an empty one stands after the bar and a space. */
function cellsOf(text: string, start: number, end: number): { start: number; end: number }[] {
  const row = text.slice(start, end);
  const cells: { start: number; end: number }[] = [];
  let at = row.startsWith('|') ? 1 : 0;
  for (const bar of [...row.slice(at).matchAll(/(?<!\\)\|/g)].map(({ index }) => index + at).concat(row.length)) {
    if (bar === row.length && at === bar && at > 0) break;
    const written = row.slice(at, bar);
    const own = written.trim();
    const from = own === '' ? at + Math.min(1, written.length) : at + written.indexOf(own);
    cells.push({ start: start + from, end: start + from + own.length });
    at = bar + 1;
  }
  return cells;
}

/** Lets every section reach to the end of what stands under it. */
function stretch(root: Part): void {
  for (const child of root.children) stretch(child);
  const last = root.children.at(-1);
  if (last && !root.leaf) root.end = Math.max(root.end, last.end);
}
