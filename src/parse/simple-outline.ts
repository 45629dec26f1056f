import type { List, ListItem, Paragraph, Root, RootContent } from 'mdast';

/** What needs the whole parser wherever it stands: code, HTML, tables, links, escapes, tabs, other line ends. */
const elsewhere = /[`<|[\\\t\r]|~~~/;

/** How a paragraph may begin, so that it cannot be anything else. */
const words = /^(?:\*\*)?[A-Za-z0-9\u00a7\u00c0-\u02af"“”‘’«»(–—…]/;
const numbered = /^\d{1,9}[.)]/;
const heading = /^(#{1,6}) +(?=\S)/;
/** In a heading these may be marks. */
const marked = /[*_&!>\]]|#$/;

/**
 * The blocks of a text that has headings, paragraphs and plain lists only, as most answers have: the same as {@link parseOutline} gives, at a
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
    else if (indent === 0 && text.startsWith('- ')) {
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
