/** A paragraph, list item, table row or other piece of prose that stands by itself. */
export interface Block {
  type: 'paragraph' | 'item' | 'row' | 'quote' | 'code' | 'rule';
  /** Without list marker and line wrapping; Markdown otherwise as written. */
  text: string;
  /** Line in the prose, from 0. */
  line: number;
}

const item = /^[ \t]*(?:[-*+]|(\d{1,9})[.)])[ \t]+(?=\S)/;
const fence = /^[ \t]*(`{3,}|~{3,})/;
const tableRule = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;
const thematicBreak = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;

/** Cuts prose into the pieces a reader would compare: lines that only wrap are joined, table rows and list items stand alone. */
export function blocks(prose: string): Block[] {
  const found: Block[] = [];
  let open: Block | undefined;
  let closing: string | undefined;
  const start = (type: Block['type'], text: string, line: number) => {
    open = { type, text, line };
    found.push(open);
  };
  for (const [line, raw] of prose.split('\n').entries()) {
    if (closing !== undefined && open) {
      open.text += `\n${raw}`;
      if (raw.trim().startsWith(closing) && raw.trim().replace(/[`~]/g, '') === '')
        [open, closing] = [undefined, undefined];
      continue;
    }
    const marker = item.exec(raw);
    const fenced = fence.exec(raw);
    if (raw.trim() === '') open = undefined;
    else if (fenced?.[1]) {
      start('code', raw.trim(), line);
      closing = fenced[1];
    } else if (/^[ \t]*\|/.test(raw)) {
      if (!(tableRule.test(raw) && raw.includes('-'))) found.push({ type: 'row', text: cells(raw), line });
      open = undefined;
    } else if (thematicBreak.test(raw)) {
      found.push({ type: 'rule', text: raw.trim(), line });
      open = undefined;
      // A number that wrapped to the start of a line is no list (CommonMark 5.2: only 1 may interrupt a paragraph).
    } else if (marker && !(open?.type === 'paragraph' && marker[1] !== undefined && marker[1] !== '1')) {
      start('item', raw.slice(marker[0].length).trimEnd(), line);
    } else if (/^[ \t]*>/.test(raw)) {
      const text = raw.replace(/^[ \t]*>[ \t]?/, '');
      if (open?.type === 'quote' && text.trim() !== '') open.text = joined(open.text, text);
      else if (text.trim() === '') open = undefined;
      else start('quote', text, line);
    } else if (open) open.text = joined(open.text, raw);
    else start('paragraph', raw, line);
  }
  return found.map((block) => ({ ...block, text: block.text.trim() })).filter((block) => block.text !== '');
}

/** A hard break (two spaces or a backslash) is kept; any other line end is a space. */
function joined(text: string, next: string): string {
  const hard = / {2,}$|\\$/.test(text);
  return hard ? `${text}\n${next.trim()}` : `${text.trimEnd()} ${next.trim()}`;
}

/** A row without the padding that only lines up its columns. */
const cells = (row: string): string =>
  row
    .trim()
    .replace(/[ \t]*\|[ \t]*/g, ' | ')
    .trim();
