import type { AlignType, List, ListItem, Paragraph, Root, RootContent, Table, TableRow } from 'mdast';

/** What needs the whole parser wherever it stands: code, HTML, links, escapes, tabs, other line ends. */
const elsewhere = /[`<[\\\t\r]|~~~/;

/** How a paragraph may begin, so that it cannot be anything else. */
const words = /^(?:\*\*)?[A-Za-z0-9\u00a7\u00c0-\u02af"“”‘’«»(–—…]/;
const numbered = /^\d{1,9}[.)]/;
const heading = /^(#{1,6}) +(?=\S)/;
/** In a heading these may be marks. */
const marked = /[*_&!>\]]|#$/;

/**
 * The blocks of a text that has headings, paragraphs, plain lists and plain tables only, as most answers have: the same as {@link parseOutline} gives, at a
 * tenth of the time. `undefined` for any other text, which the whole parser must read.
 */
export function parseSimple(markdown: string): Root | undefined {
  if (elsewhere.test(markdown)) return undefined;
  const root: RootContent[] = [];
  let paragraph: Paragraph | undefined;
  let item: ListItem | undefined;
  let list: List | undefined;
  let blank = false;
  let line = 0;
  for (let at = 0; at < markdown.length;) {
    const next = markdown.indexOf('\n', at);
    const end = next < 0 ? markdown.length : next;
    const raw = markdown.slice(at, end);
    line += 1;
    const indent = raw.length - raw.trimStart().length;
    const text = raw.slice(indent);
    const span = (from: number, to: number) => ({
      start: { line, column: from - at + 1, offset: from },
      end: { line, column: to - at + 1, offset: to },
    });
    /** Lets what is open end with this line. */
    const extend = () => {
      const here = span(end, end).end;
      for (const node of [paragraph, item, list]) if (node?.position) node.position.end = { ...here };
    };
    const open = (from: number): Paragraph => ({
      type: 'paragraph',
      children: [{ type: 'text', value: '' }],
      position: span(from, end),
    });
    if (text === '') {
      paragraph = undefined;
      blank = true;
    } else if (/\s$/.test(text)) return undefined;
    else if (text.includes('|')) {
      // What goes on with a paragraph is a table only sometimes.
      const table = paragraph ? undefined : readTable(markdown, at, line);
      if (!table) return undefined;
      [item, list, blank] = [undefined, undefined, false];
      root.push(table.node);
      line = table.line;
      at = table.end + 1;
      continue;
    } else if (indent === 0 && text.startsWith('- ')) {
      const content = text.slice(2);
      if (!words.test(content) || numbered.test(content)) return undefined;
      paragraph = open(at + 2);
      item = { type: 'listItem', spread: false, checked: null, children: [paragraph], position: span(at, end) };
      if (list) {
        if (blank) list.spread = true;
        list.children.push(item);
        if (list.position) list.position.end = span(end, end).end;
      } else {
        list = { type: 'list', ordered: false, start: null, spread: false, children: [item], position: span(at, end) };
        root.push(list);
      }
      blank = false;
    } else if (indent === 0 && heading.test(text)) {
      const [start = '', hashes = ''] = heading.exec(text) ?? [];
      const value = text.slice(start.length);
      if (marked.test(value)) return undefined;
      [paragraph, item, list, blank] = [undefined, undefined, undefined, false];
      root.push({
        type: 'heading',
        depth: hashes.length as 1 | 2 | 3 | 4 | 5 | 6,
        children: [{ type: 'text', value, position: span(at + start.length, end) }],
        position: span(at, end),
      });
    } else if (!words.test(text) || numbered.test(text)) return undefined;
    else if (paragraph) extend();
    else if (item && indent >= 2) {
      // Four spaces more than the text of the item are code.
      if (indent >= 6) return undefined;
      if (blank) item.spread = true;
      blank = false;
      paragraph = open(at + indent);
      item.children.push(paragraph);
      extend();
    } else {
      if (indent >= 4) return undefined;
      [item, list, blank] = [undefined, undefined, false];
      paragraph = open(at + indent);
      root.push(paragraph);
    }
    at = end + 1;
  }
  return { type: 'root', children: root };
}

/** A table whose rows all begin and end with a bar, up to a blank line or the end; `undefined` for any other. */
function readTable(
  markdown: string,
  start: number,
  first: number,
): { node: Table; end: number; line: number } | undefined {
  const rows: TableRow[] = [];
  let align: AlignType[] | undefined;
  let line = first - 1;
  let [lineStart, end] = [start, start];
  for (let at = start; at < markdown.length; at = end + 1) {
    const next = markdown.indexOf('\n', at);
    const stop = next < 0 ? markdown.length : next;
    const text = markdown.slice(at, stop);
    if (text.trim() === '') break;
    line += 1;
    [lineStart, end] = [at, stop];
    if (text.length < 2 || !text.startsWith('|') || !text.endsWith('|')) return undefined;
    if (rows.length === 1 && !align) {
      align = alignment(text);
      if (align?.length !== rows[0]?.children.length) return undefined;
    } else rows.push(readRow(text, at, line));
  }
  const position = {
    start: { line: first, column: 1, offset: start },
    end: { line, column: end - lineStart + 1, offset: end },
  };
  return align && { node: { type: 'table', align, children: rows, position }, end, line };
}

/** What a row of dashes says of its columns. */
function alignment(row: string): AlignType[] | undefined {
  if (!/^\|(?: *:?-+:? *\|)+$/.test(row)) return undefined;
  return Array.from(row.matchAll(/(:?)-+(:?)/g), ([, left, right]) =>
    left ? (right ? 'center' : 'left') : right ? 'right' : null,
  );
}

/** A cell begins with the bar before it; the last one ends with that after it. */
function readRow(row: string, offset: number, line: number): TableRow {
  const span = (from: number, to: number) => ({
    start: { line, column: from + 1, offset: offset + from },
    end: { line, column: to + 1, offset: offset + to },
  });
  const node: TableRow = { type: 'tableRow', children: [], position: span(0, row.length) };
  for (let bar = 0; bar < row.length - 1;) {
    const next = row.indexOf('|', bar + 1);
    let [from, to] = [bar + 1, next];
    while (row[from] === ' ') from += 1;
    while (to > from && row[to - 1] === ' ') to -= 1;
    node.children.push({
      type: 'tableCell',
      children: from < to ? [{ type: 'text', value: '', position: span(from, to) }] : [],
      position: span(bar, next === row.length - 1 ? row.length : next),
    });
    bar = next;
  }
  return node;
}
