import { tint } from './form-styles.js';

/** Pieces of WordprocessingML as text (ECMA-376-1, 17), for what the library has no words for: content controls and described tables. */

/** Text made safe between tags and in attributes; control characters, which XML cannot hold, are left out. */
export const escaped = (value: string): string =>
  value
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Stands before text of spaces alone, which the library's reader of XML would leave out; {@link wordParts} takes it away again. */
export const spaceHolder = '\ue0f2';

/** Text of a run (17.3.3.31), or of one that was deleted (`delText`), with its spaces. */
export const wordText = (tag: string, line: string): string =>
  `<w:${tag} xml:space="preserve">${line.trim() === '' ? spaceHolder : ''}${escaped(line)}</w:${tag}>`;

/** A run of text (17.3.2.25), in a character style or bold. Line ends become line breaks. */
export function run(value: string, { style, bold }: { style?: string; bold?: boolean } = {}): string {
  const properties = `${style === undefined ? '' : `<w:rStyle w:val="${style}"/>`}${bold ? '<w:b/>' : ''}`;
  const lines = value.split('\n').map((line) => wordText('t', line));
  return `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}${lines.join('<w:br/>')}</w:r>`;
}

/** A paragraph of runs (17.3.1.22), in a paragraph style. */
export const paragraph = (runs: string, { style, keepNext }: { style?: string; keepNext?: boolean } = {}): string =>
  `<w:p><w:pPr>${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${keepNext ? '<w:keepNext/>' : ''}</w:pPr>${runs}</w:p>`;

/** A bookmark around some content (17.13.6); `id` is its number in the document. */
export const bookmarked = (content: string, name: string, id: number): string =>
  `<w:bookmarkStart w:id="${id}" w:name="${escaped(name)}"/>${content}<w:bookmarkEnd w:id="${id}"/>`;

/** What kind of content control, what it is called, and what may be done with it. */
export interface Control {
  tag: string;
  /** Read aloud and shown at the control. */
  title: string;
  /** Number in the document. */
  id: number;
  kind: 'rich' | 'line' | 'date' | { choices: readonly string[]; none: string };
  /** The content is what stands there until somebody writes. */
  prompt?: boolean;
  /** Nobody may change the content; else only the control itself is kept from being removed. */
  fixed?: boolean;
}

/** A content control (17.5.2) around content: runs, or paragraphs when it is `rich`. */
export function control({ tag, title, id, kind, prompt, fixed }: Control, content: string): string {
  const type =
    kind === 'rich'
      ? ''
      : kind === 'line'
        ? '<w:text/>'
        : kind === 'date'
          ? '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="sv-SE"/><w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
          : `<w:dropDownList>${item(kind.none, '')}${kind.choices.map((choice) => item(choice, choice)).join('')}</w:dropDownList>`;
  return (
    `<w:sdt><w:sdtPr><w:alias w:val="${escaped(shortened(title))}"/><w:tag w:val="${escaped(tag)}"/><w:id w:val="${id}"/>` +
    `<w:lock w:val="${fixed ? 'sdtContentLocked' : 'sdtLocked'}"/>${prompt ? '<w:showingPlcHdr/>' : ''}${type}</w:sdtPr>` +
    `<w:sdtContent>${content}</w:sdtContent></w:sdt>`
  );
}

const item = (shown: string, value: string): string =>
  `<w:listItem w:displayText="${escaped(shown)}" w:value="${escaped(value)}"/>`;

/** Word takes at most 64 characters in the title of a control. */
const shortened = (title: string): string => (title.length <= 64 ? title : `${title.slice(0, 63)}…`);

/** A cell of a table: blocks, and how wide it is, in twentieths of a point. */
export interface Cell {
  content: string;
  width: number;
  /** Heads its row. */
  header?: boolean;
}

/** A row of cells, at least `height` high, in twentieths of a point. */
export interface Row {
  cells: readonly Cell[];
  height?: number;
}

/** A table (17.4.38) whose first column heads the rows, with a title and a description for those who listen to it. */
export function table(rows: readonly Row[], words: { title: string; description: string }): string {
  const columns = rows[0]?.cells.map(({ width }) => `<w:gridCol w:w="${width}"/>`).join('') ?? '';
  const total = rows[0]?.cells.reduce((sum, { width }) => sum + width, 0) ?? 0;
  return (
    `<w:tbl><w:tblPr><w:tblStyle w:val="Falt"/><w:tblW w:w="${total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
    '<w:tblLook w:val="0080" w:firstRow="0" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>' +
    `<w:tblCaption w:val="${escaped(words.title)}"/><w:tblDescription w:val="${escaped(words.description)}"/></w:tblPr>` +
    `<w:tblGrid>${columns}</w:tblGrid>${rows.map(tableRow).join('')}</w:tbl>`
  );
}

const tableRow = ({ cells, height }: Row): string =>
  `<w:tr><w:trPr><w:cantSplit${height === undefined ? '' : ' w:val="0"'}/>${height === undefined ? '' : `<w:trHeight w:val="${height}"/>`}</w:trPr>${cells
    .map(
      ({ content, width, header }) =>
        `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${header ? `<w:shd w:val="clear" w:color="auto" w:fill="${tint}"/>` : ''}</w:tcPr>${content}</w:tc>`,
    )
    .join('')}</w:tr>`;
