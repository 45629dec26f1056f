import { columnName } from './read-sheets.js';
import { writeZip } from './write-zip.js';

/** One sheet to be written. Every cell is text: nothing in it is ever a formula. */
export interface NewSheet {
  name: string;
  /** Neither shown nor offered to be shown. */
  hidden?: boolean;
  /** Widths in characters, one per column. */
  widths: readonly number[];
  /** The first row, which stays in sight. */
  header?: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns from 0 that may be edited; with it the rest is locked, without a password. */
  editable?: readonly number[];
  /** Columns from 0 with the words to choose from. */
  choices?: ReadonlyMap<number, readonly string[]>;
}

/** The most characters that a cell may hold. */
const longestCell = 32_767;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';
const main = `xmlns="${office}/spreadsheetml/2006/main"`;
/** Cell styles by their place in `styles.xml`. */
const style = { header: 1, locked: 2, editable: 3, plain: 4 } as const;

/** A workbook (SpreadsheetML, ECMA-376-1) with these sheets; the same sheets give the same bytes. */
export function writeSheets(title: string, sheets: readonly NewSheet[]): Uint8Array<ArrayBuffer> {
  const names = sheets.map((_, index) => `sheet${index + 1}.xml`);
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const relations = (list: readonly string[]) =>
    `${declaration}<Relationships xmlns="${office}/package/2006/relationships">${list.join('')}</Relationships>`;
  const part = (name: string, kind: string) => `<Override PartName="${name}" ContentType="${kind}"/>`;
  return writeZip([
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
        part('/xl/workbook.xml', `${type}.sheet.main+xml`),
        part('/xl/styles.xml', `${type}.styles+xml`),
        part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
        ...names.map((name) => part(`/xl/worksheets/${name}`, `${type}.worksheet+xml`)),
      ].join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      relations([
        relation('rId1', 'officeDocument/2006/relationships/officeDocument', 'xl/workbook.xml'),
        relation('rId2', 'package/2006/relationships/metadata/core-properties', 'docProps/core.xml'),
      ]),
    ],
    [
      'docProps/core.xml',
      `${declaration}<cp:coreProperties xmlns:cp="${office}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `${declaration}<workbook ${main} xmlns:r="${office}/officeDocument/2006/relationships"><bookViews><workbookView/></bookViews><sheets>${sheets
        .map(
          ({ name, hidden }, index) =>
            `<sheet name="${escaped(name)}" sheetId="${index + 1}"${hidden ? ' state="veryHidden"' : ''} r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...names.map((name, index) =>
          relation(`rId${index + 1}`, 'officeDocument/2006/relationships/worksheet', `worksheets/${name}`),
        ),
        relation(`rId${names.length + 1}`, 'officeDocument/2006/relationships/styles', 'styles.xml'),
      ]),
    ],
    ['xl/styles.xml', styles],
    ...sheets.map((sheet, index) => [`xl/worksheets/${names[index] ?? ''}`, sheetXml(sheet)] as const),
  ]);
}

// Text format (49) and quotePrefix: what begins with “=” stays text, also when the cell is edited.
const text =
  'fontId="0" borderId="1" xfId="0" numFmtId="49" quotePrefix="1" applyNumberFormat="1" applyAlignment="1" applyBorder="1"';
const wrapped = '<alignment vertical="top" wrapText="1"/>';
const styles = `${declaration}<styleSheet ${main}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9E2EC"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF3F4F6"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"><color rgb="FFBFC5CC"/></left><right style="thin"><color rgb="FFBFC5CC"/></right><top style="thin"><color rgb="FFBFC5CC"/></top><bottom style="thin"><color rgb="FFBFC5CC"/></bottom></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" fillId="2" borderId="1" xfId="0" numFmtId="49" quotePrefix="1" applyFont="1" applyFill="1" applyAlignment="1" applyBorder="1">${wrapped}</xf><xf ${text} fillId="3" applyFill="1">${wrapped}</xf><xf ${text} fillId="0" applyProtection="1">${wrapped}<protection locked="0"/></xf><xf ${text.replace('borderId="1"', 'borderId="0"')} fillId="0">${wrapped}</xf></cellXfs></styleSheet>`;

function sheetXml({ widths, header, rows, editable, choices }: NewSheet): string {
  const last = rows.length + (header ? 1 : 0);
  const styleOf = (column: number) =>
    editable ? (editable.includes(column) ? style.editable : style.locked) : style.plain;
  const all = [...(header ? [header] : []), ...rows];
  const lines = all.map((cells, index) => {
    const row = index + 1;
    const written = cells.map((value, column) =>
      cell(value, `${columnName(column)}${row}`, header && index === 0 ? style.header : styleOf(column)),
    );
    return `<row r="${row}">${written.join('')}</row>`;
  });
  const width = Math.max(0, ...all.map((cells) => cells.length));
  const views = header
    ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    : '<sheetViews><sheetView workbookViewId="0" showGridLines="0"/></sheetViews>';
  const columns = widths
    .map((each, index) => `<col min="${index + 1}" max="${index + 1}" width="${each}" customWidth="1"/>`)
    .join('');
  const locked = editable
    ? '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
    : '';
  const filter = header && rows.length > 0 ? `<autoFilter ref="A1:${columnName(Math.max(0, width - 1))}${last}"/>` : '';
  const lists = [...(rows.length > 0 ? (choices ?? []) : [])].map(
    ([column, words]) =>
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${columnName(column)}2:${columnName(column)}${last}"><formula1>${escaped(`"${words.join(',')}"`)}</formula1></dataValidation>`,
  );
  const validations =
    lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '';
  return `${declaration}<worksheet ${main}>${views}<cols>${columns}</cols><sheetData>${lines.join('')}</sheetData>${locked}${filter}${validations}</worksheet>`;
}

/** A cell of text, in the cell itself; an empty one still has its style, and so may be edited. */
const cell = (value: string, address: string, at: number): string =>
  value === ''
    ? `<c r="${address}" s="${at}"/>`
    : `<c r="${address}" s="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value.slice(0, longestCell))}</t></is></c>`;

const escaped = (value: string): string =>
  value
    // What looks like an escaped character is none (ECMA-376-1, 22.9.2.19).
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
