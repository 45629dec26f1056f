import { type CST, Parser } from 'yaml';
import { parseYaml } from './parse-yaml.js';

/** A part of a YAML text with its place. What stands between the leaves is white space, commas and colons. */
export interface YamlNode {
  kind: 'map' | 'seq' | 'pair' | 'entry' | 'key' | 'scalar' | 'comment' | 'mark';
  /** For a pair, its key as written, without quotes; for a mark, what it is. */
  name?: string;
  /** For a scalar: how it is written, and for a block scalar where its lines begin. */
  style?: 'plain' | 'quoted' | 'block';
  content?: number;
  /** Offsets in the file, half-open, without white space around. */
  start: number;
  end: number;
  children: YamlNode[];
}

/**
 * The source of a YAML text as a tree that leaves nothing out, comments included; `offset` is where `yaml` starts in its file. A text with
 * several documents or that cannot be read gives `undefined`.
 */
export function yamlTree(yaml: string, offset = 0): YamlNode | undefined {
  // The parser of sources goes on where the reader of values would not.
  if (parseYaml(yaml).errors.length > 0) return undefined;
  const root: YamlNode = { kind: 'map', start: offset, end: offset + yaml.length, children: [] };
  let documents = 0;
  for (const token of new Parser().parse(yaml)) {
    if (token.type === 'error') return undefined;
    if (token.type === 'document') {
      documents += 1;
      readTokens(token.start, root, offset);
      if (token.value) readValue(token.value, root, offset);
      readTokens(token.end ?? [], root, offset);
    } else if ('source' in token) readTokens([token as CST.SourceToken], root, offset);
  }
  return documents > 1 || broken(root) ? undefined : settled(root);
}

const kept = new Set([
  'comment',
  'anchor',
  'tag',
  'doc-start',
  'explicit-key-ind',
  'directive-line',
  'doc-end',
  'directive',
]);

/** Takes what an author may have written between values: comments, and the marks that are no mere punctuation. */
function readTokens(tokens: readonly CST.SourceToken[], into: YamlNode, offset: number): void {
  for (const token of tokens) {
    if (!kept.has(token.type) && token.type !== 'seq-item-ind') continue;
    const start = token.offset + offset;
    const written = token.source.trimEnd();
    const kind = token.type === 'comment' ? ('comment' as const) : ('mark' as const);
    into.children.push({ kind, name: token.type, start, end: start + written.length, children: [] });
  }
}

function readValue(token: CST.Token, into: YamlNode, offset: number): void {
  const start = token.offset + offset;
  switch (token.type) {
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar': {
      const style = token.type.endsWith('quoted-scalar') ? ('quoted' as const) : ('plain' as const);
      into.children.push({ kind: 'scalar', style, start, end: start + token.source.length, children: [] });
      readTokens(token.end ?? [], into, offset);
      return;
    }
    case 'block-scalar': {
      const last = token.props.at(-1);
      const content = last && 'source' in last ? last.offset + last.source.length + offset : start;
      readTokens(
        token.props.filter((each): each is CST.SourceToken => each.type !== 'block-scalar-header') as CST.SourceToken[],
        into,
        offset,
      );
      const header = token.props.find((each) => each.type === 'block-scalar-header');
      const end = content + token.source.trimEnd().length;
      into.children.push({
        kind: 'scalar',
        style: 'block',
        content,
        start: header ? header.offset + offset : start,
        end: Math.max(end, content),
        children: [],
      });
      return;
    }
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      readCollection(token, into, offset);
      return;
    default:
      into.children.push({ kind: 'mark', name: 'error', start, end: start, children: [] });
  }
}

function readCollection(
  token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection,
  into: YamlNode,
  offset: number,
): void {
  const flow = token.type === 'flow-collection';
  const kind = token.type === 'block-map' || (flow && token.start.type === 'flow-map-start') ? 'map' : 'seq';
  const node: YamlNode = { kind, start: token.offset + offset, end: token.offset + offset, children: [] };
  into.children.push(node);
  const mark = (each: CST.SourceToken, name: string) => {
    const start = each.offset + offset;
    node.children.push({ kind: 'mark', name, start, end: start + each.source.length, children: [] });
  };
  if (flow) mark(token.start, 'open');
  for (const item of token.items) readItem(item, node, offset);
  if (!flow) return;
  for (const each of token.end) {
    if (each.type === 'flow-map-end' || each.type === 'flow-seq-end') mark(each, 'close');
    // What follows the closing bracket on its line belongs to whatever holds the collection.
    else readTokens([each], into, offset);
  }
}

type Item = (CST.BlockMap | CST.BlockSequence | CST.FlowCollection)['items'][number];

function readItem(item: Item, node: YamlNode, offset: number): void {
  // A comment above an item stands by itself, so that it can be kept, moved or dropped by itself.
  const own = item.start.findIndex(
    ({ type }) => type === 'seq-item-ind' || type === 'anchor' || type === 'tag' || type === 'explicit-key-ind',
  );
  readTokens(own < 0 ? item.start : item.start.slice(0, own), node, offset);
  const marks = own < 0 ? [] : item.start.slice(own);
  const { key, sep, value } = item as { key?: CST.Token | null; sep?: CST.SourceToken[]; value?: CST.Token };
  if (marks.length === 0 && !key && !value && !sep) return;
  const paired = key !== undefined || sep !== undefined;
  const child: YamlNode = { kind: paired ? 'pair' : 'entry', start: 0, end: 0, children: [] };
  node.children.push(child);
  readTokens(marks, child, offset);
  if (key) {
    const inside: YamlNode = { ...child, children: [] };
    readValue(key, inside, offset);
    child.children.push(...inside.children.map((each) => ({ ...each, kind: 'key' as const })));
    child.name = 'source' in key ? key.source.replace(/^(["'])(.*)\1$/, '$2').normalize('NFC') : '';
  }
  readTokens(sep ?? [], child, offset);
  if (value) readValue(value, child, offset);
}

const broken = (node: YamlNode): boolean => node.name === 'error' || node.children.some(broken);

/** Every node with the place that its leaves take, and without collections that hold nothing. */
function settled(node: YamlNode): YamlNode {
  const children = node.children
    .map(settled)
    .filter(({ kind, children: inner }) => inner.length > 0 || !containers.has(kind));
  const [first, last] = [children[0], children.at(-1)];
  return first && last ? { ...node, start: first.start, end: last.end, children } : { ...node, children };
}

const containers = new Set(['map', 'seq', 'pair', 'entry']);
