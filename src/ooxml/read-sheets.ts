import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { openPackage, type OfficePackage } from './open-package.js';
import { cellDay, isDateFormat } from './sheet-dates.js';
import { childElement, childElements, elementsBelow, textBelow, type XmlElement } from './xml-tree.js';

/** One row of a sheet. Values are text as a reader sees it: dates as `YYYY-MM-DD`, the value of a formula, never its formula. */
export interface SheetRow {
  /** From 1. */
  row: number;
  hidden: boolean;
  /** By column from 0; empty cells are ''. */
  cells: string[];
  /** What a merged cell above says of a column, by column. */
  spanned: ReadonlyMap<number, string>;
}

/** One sheet of a workbook. */
export interface Sheet {
  name: string;
  hidden: boolean;
  /** Rows that hold anything. */
  rows: SheetRow[];
  /** Formulas whose value the file does not hold, as addresses: `C7`. */
  uncalculated: string[];
  /** Pictures and charts lie on it. */
  drawings: boolean;
}

/** A workbook (SpreadsheetML, ECMA-376-1): its sheets in order, and its own custom properties. */
export interface Workbook {
  sheets: Sheet[];
  properties: ReadonlyMap<string, string>;
}

const most = { columns: 1000, cells: 2_000_000 };

/** Reads a workbook. Nothing in it is calculated, run or fetched. Refuses with a `Failure` (exit 2) what {@link openPackage} does, and what is no workbook. */
export function readSheets(bytes: Uint8Array, name: string): Workbook {
  const opened = openPackage(bytes, name);
  const workbookPart = mainPart(opened);
  const workbook = workbookPart === undefined ? undefined : opened.xml(workbookPart);
  if (workbookPart === undefined || workbook?.name !== 's:workbook') {
    throw new Failure(
      text(`${name} är ingen Excel-arbetsbok`, `${name} is no Excel workbook`),
      text('Ange en .xlsx-fil.', 'Give an .xlsx file.'),
    );
  }
  const parts = relationships(opened, workbookPart);
  const part = (type: string): string | undefined =>
    [...parts.values()].find((each) => each.type.endsWith(`/${type}`))?.target;
  const context = {
    strings: sharedStrings(opened, part('sharedStrings')),
    dates: dateStyles(opened, part('styles')),
    early: childElement(workbook, 's:workbookPr')?.attributes.get('date1904') === '1',
    left: most.cells,
    name,
  };
  const sheets = childElements(childElement(workbook, 's:sheets'), 's:sheet').flatMap((sheet): Sheet[] => {
    const target = parts.get(sheet.attributes.get('r:id') ?? '')?.target;
    const content = target === undefined ? undefined : opened.xml(target);
    // Sheets may be charts alone.
    if (content?.name !== 's:worksheet') return [];
    const state = sheet.attributes.get('state') ?? 'visible';
    return [readSheet(content, { name: sheet.attributes.get('name') ?? '', hidden: state !== 'visible' }, context)];
  });
  return { sheets, properties: customProperties(opened) };
}

/** `A`, `Z`, `AA` … for a column from 0. */
export function columnName(column: number): string {
  let name = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    name = String.fromCharCode(65 + (left % 26)) + name;
  return name;
}

interface Context {
  strings: readonly string[];
  dates: readonly boolean[];
  early: boolean;
  left: number;
  name: string;
}

function readSheet(content: XmlElement, about: Pick<Sheet, 'name' | 'hidden'>, context: Context): Sheet {
  const sheet: Sheet = {
    ...about,
    rows: [],
    uncalculated: [],
    drawings: childElement(content, 's:drawing') !== undefined,
  };
  const merges = mergesOf(content);
  let row = 0;
  for (const element of childElements(childElement(content, 's:sheetData'), 's:row')) {
    row = Number(element.attributes.get('r') ?? row + 1);
    const cells: string[] = [];
    let column = -1;
    for (const cell of childElements(element, 's:c')) {
      column = columnOf(cell.attributes.get('r')) ?? column + 1;
      const value = valueOf(cell, context);
      context.left -= 1 + Math.max(0, column - cells.length);
      if (column > most.columns || context.left < 0) throw tooLarge(context.name);
      while (cells.length < column) cells.push('');
      cells[column] = value ?? '';
      if (value === undefined) sheet.uncalculated.push(`${columnName(column)}${row}`);
    }
    const spanned = new Map<number, string>();
    for (const merge of merges) {
      if (row === merge.top) merge.value = cells[merge.left] ?? '';
      else if (row > merge.top && row <= merge.bottom && merge.value !== '') spanned.set(merge.left, merge.value);
    }
    if (cells.some((value) => value.trim() !== ''))
      sheet.rows.push({ row, hidden: isOn(element.attributes.get('hidden')), cells, spanned });
  }
  return sheet;
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

const tooLarge = (name: string): Failure =>
  new Failure(
    text(`${name} är orimligt stor för en tabell med svar`, `${name} is unreasonably large for a table of answers`),
    text(
      'Ta bort tomma rader och kolumner, eller dela upp filen.',
      'Remove empty rows and columns, or divide the file.',
    ),
  );

/** Column from 0 of an address such as `AB12`. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(address ?? '')?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function mergesOf(content: XmlElement): { left: number; top: number; bottom: number; value: string }[] {
  return childElements(childElement(content, 's:mergeCells'), 's:mergeCell').flatMap((merge) => {
    const match = /^([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)$/.exec(merge.attributes.get('ref') ?? '');
    const left = columnOf(match?.[1]);
    return match && left !== undefined ? [{ left, top: Number(match[2]), bottom: Number(match[3]), value: '' }] : [];
  });
}

/** What a cell shows; `undefined` for a formula that nobody has calculated. */
function valueOf(cell: XmlElement, { strings, dates, early }: Context): string | undefined {
  const type = cell.attributes.get('t') ?? 'n';
  if (type === 'inlineStr') return stringOf(childElement(cell, 's:is'));
  const element = childElement(cell, 's:v');
  if (!element) return childElement(cell, 's:f') ? undefined : '';
  const written = textBelow(element);
  if (type === 's') return strings[Number(written)] ?? '';
  if (type === 'b') return written === '1' ? 'ja' : 'nej';
  if (type === 'str' || type === 'e' || type === 'd') return decoded(written);
  const number = Number(written);
  if (!Number.isFinite(number)) return written;
  if (dates[Number(cell.attributes.get('s') ?? 0)] === true) return cellDay(number, early);
  // Stored as binary fractions; people see fifteen digits at most.
  return String(Number(number.toPrecision(15)));
}

/** Text of a string item, with its runs and without the reading aids of East Asian text. */
function stringOf(item: XmlElement | undefined): string {
  const texts = childElements(item).flatMap((child) =>
    child.name === 's:t' ? [child] : child.name === 's:r' ? childElements(child, 's:t') : [],
  );
  return decoded(texts.map(textBelow).join(''));
}

/** Characters that XML cannot hold are written `_xHHHH_` (ECMA-376-1, 22.9.2.19). */
const decoded = (value: string): string =>
  value.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const sharedStrings = (opened: OfficePackage, part: string | undefined): string[] =>
  childElements(part === undefined ? undefined : opened.xml(part), 's:si').map(stringOf);

/** For each cell style, whether its numbers are dates. */
function dateStyles(opened: OfficePackage, part: string | undefined): boolean[] {
  const styles = part === undefined ? undefined : opened.xml(part);
  const formats = new Map(
    childElements(childElement(styles, 's:numFmts'), 's:numFmt').map(({ attributes }) => [
      attributes.get('numFmtId'),
      attributes.get('formatCode') ?? '',
    ]),
  );
  return childElements(childElement(styles, 's:cellXfs'), 's:xf').map(({ attributes }) => {
    const id = attributes.get('numFmtId');
    return isDateFormat(Number(id ?? 0), formats.get(id));
  });
}

interface Target {
  type: string;
  target: string;
}

function relationships(opened: OfficePackage, part: string): Map<string, Target> {
  const folder = part.replace(/[^/]*$/, '');
  const list = opened.xml(`${folder}_rels/${part.slice(folder.length)}.rels`);
  return new Map(
    childElements(list, 'rel:Relationship').flatMap(({ attributes }): [string, Target][] => {
      // What lies outside the file is never asked for.
      if (attributes.get('TargetMode') === 'External') return [];
      const target = attributes.get('Target') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : folder + target;
      return [[attributes.get('Id') ?? '', { type: attributes.get('Type') ?? '', target: normal(path) }]];
    }),
  );
}

function normal(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

const mainPart = (opened: OfficePackage): string | undefined =>
  [...relationships(opened, '').values()].find(({ type }) => type.endsWith('/officeDocument'))?.target;

function customProperties(opened: OfficePackage): Map<string, string> {
  const found = new Map<string, string>();
  const root = opened.names.includes('docProps/custom.xml') ? opened.xml('docProps/custom.xml') : undefined;
  for (const property of root ? elementsBelow(root, 'op:property') : []) {
    found.set(property.attributes.get('name') ?? '', textBelow(property).trim());
  }
  return found;
}
