import type { YamlNode } from '../parse/yaml-tree.js';
import { putSentences } from './sentences.js';
import { type Part, part, put } from './tree.js';

/** A shorter value is one thing; in a longer one sentences can be told apart. */
const longValue = 60;

/** Puts a YAML text, read as a tree, under `into`. With `whole` no value is cut into sentences. */
export function putYaml(text: string, node: YamlNode, into: Part, whole: boolean): void {
  const { kind, start, end, name } = node;
  if (kind === 'scalar') {
    putScalar(text, node, into, whole);
    return;
  }
  if (kind === 'comment') put(part('comment', start, end, undefined, true), into);
  else if (kind === 'key') put(part('word', start, end, 'key', true), into);
  else if (kind === 'mark') put(part('mark', start, end, name, true), into);
  else {
    const own = put(part(kind, start, end, kind === 'pair' ? (name ?? '') : undefined), into);
    for (const child of node.children) putYaml(text, child, own, whole);
  }
}

function putScalar(text: string, { style, start, end, content }: YamlNode, into: Part, whole: boolean): void {
  if (whole || end - start < longValue) {
    put(part(style === 'block' ? 'opaque' : 'sentence', start, end, 'value', true), into);
    return;
  }
  const own = put(part('text', start, end, 'value'), into);
  if (style === 'block') {
    const from = content ?? start;
    put(part('word', start, start + text.slice(start, from).trimEnd().length, 'style', true), own);
    putParagraphs(text, from, end, own);
  } else if (style === 'quoted') {
    put(part('word', start, start + 1, 'style', true), own);
    putParagraphs(text, start + 1, end - 1, own);
    put(part('mark', end - 1, end, 'close', true), own);
  } else putParagraphs(text, start, end, own);
}

/** Paragraphs of a text, parted by blank lines; a line that begins as a list item or a row begins one too. */
function putParagraphs(text: string, start: number, end: number, into: Part): void {
  let at = start;
  const slice = text.slice(start, end);
  for (const match of [...slice.matchAll(/\r?\n(?=[ \t]*(?:\r?\n|[-*+|#] |\d+[.)] |\|))\s*/g), undefined]) {
    const stop = match ? start + match.index : end;
    const lead = /^\s*/.exec(text.slice(at, stop))?.[0].length ?? 0;
    const paragraph = text.slice(at + lead, stop).trimEnd();
    if (paragraph !== '') {
      const own = put(part('paragraph', at + lead, at + lead + paragraph.length), into);
      putSentences(text, own.start, own.end, own);
    }
    if (match) at = start + match.index + match[0].length;
  }
}
