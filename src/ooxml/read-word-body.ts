import type { WordStyles } from './read-word-styles.js';
import type { WordBlock, WordParagraph, WordRun, WordTable } from './word-text.js';
import { childElement, childElements, elementsBelow, textBelow, type XmlElement } from './xml-tree.js';

/** What the body refers to. */
export interface BodyParts {
  styles: WordStyles;
  /** Texts of notes by kind and id. */
  notes: ReadonlyMap<string, string>;
  links: ReadonlyMap<string, string>;
  /** Cells that go over several columns are followed by empty ones, so that every row has all columns. */
  grid: boolean;
}

/** Reads blocks, and remembers what comments were attached to. */
export interface BodyReader {
  blocks(element: XmlElement): WordBlock[];
  /** The text that a comment is attached to. */
  quote(comment: string): string;
  tracked(): boolean;
  /** How many parts there were of kinds that are not read, such as embedded documents. */
  embedded(): number;
  /** Text that is hidden, and left out; text that is struck through by hand, and kept. Each by its run. */
  marked(): { hidden: string[]; struck: string[] };
}

/** What surrounds the place that is read. */
interface Around {
  tags: readonly string[];
  prompt?: boolean;
  contents?: boolean;
  inserted?: boolean;
  deleted?: boolean;
  url?: string;
}

const isOn = (element: XmlElement | undefined): boolean =>
  element !== undefined && !/^(0|false|off|none)$/.test(element.attributes.get('w:val') ?? '');

/** A reader of the body of a Word file (ECMA-376-1, 17.2 and 17.3), with tracked changes as changes. */
export function bodyReader({ styles, notes, links, grid }: BodyParts): BodyReader {
  let paragraphs = 0;
  let tables = 0;
  let tracked = false;
  let embedded = 0;
  const marked = { hidden: [] as string[], struck: [] as string[] };
  const open = new Set<string>();
  const quotes = new Map<string, string>();

  const blocksOf = (element: XmlElement, around: Around): WordBlock[] => {
    const found: WordBlock[] = [];
    let joined: WordParagraph | undefined;
    for (const child of childElements(element)) {
      if (child.name === 'w:p') {
        const { paragraph, boxes, joins } = paragraphOf(child, around);
        if (joined) append(joined, paragraph);
        else found.push(paragraph);
        // Where the mark between two paragraphs is deleted, they are one.
        joined = joins ? (joined ?? paragraph) : undefined;
        found.push(...boxes);
      } else if (child.name === 'w:tbl') found.push(tableOf(child, around));
      else found.push(...otherBlocks(child, around));
    }
    return found;
  };

  const otherBlocks = (element: XmlElement, around: Around): WordBlock[] => {
    switch (element.name) {
      case 'w:sdt':
        return blocksOf(childElement(element, 'w:sdtContent') ?? element, within(element, around));
      case 'w:ins':
      case 'w:moveTo':
        return blocksOf(element, changed(around, 'inserted'));
      case 'w:del':
      case 'w:moveFrom':
        return blocksOf(element, changed(around, 'deleted'));
      case 'w:customXml':
      case 'w:smartTag':
        return blocksOf(element, around);
      case 'mc:AlternateContent':
        return blocksOf(childElement(element, 'mc:Choice') ?? childElement(element, 'mc:Fallback') ?? element, around);
      case 'w:altChunk':
      case 'w:subDoc':
        embedded += 1;
        return [];
      default:
        commentMark(element, undefined);
        return [];
    }
  };

  const changed = (around: Around, how: 'inserted' | 'deleted'): Around => {
    tracked = true;
    return { ...around, [how]: true };
  };

  const within = (control: XmlElement, around: Around): Around => {
    const properties = childElement(control, 'w:sdtPr');
    const tag = childElement(properties, 'w:tag')?.attributes.get('w:val');
    return {
      ...around,
      tags: tag === undefined ? around.tags : [...around.tags, tag],
      ...(isOn(childElement(properties, 'w:showingPlcHdr')) ? { prompt: true } : {}),
      ...(isContents(properties) ? { contents: true } : {}),
    };
  };

  const paragraphOf = (element: XmlElement, around: Around) => {
    const properties = childElement(element, 'w:pPr');
    const level = styles.level(properties);
    const list = styles.list(properties);
    paragraphs += 1;
    const paragraph: WordParagraph = {
      type: 'paragraph',
      number: paragraphs,
      runs: [],
      ...(level === undefined ? {} : { level }),
      ...(list === undefined ? {} : { list }),
      ...(around.contents || styles.contents(properties) ? { contents: true } : {}),
      tags: [...around.tags],
      bookmarks: [],
      comments: [],
      pictures: [],
    };
    const boxes: WordBlock[] = [];
    inlines(element, around, paragraph, boxes);
    const mark = childElement(properties, 'w:rPr');
    const joins = childElement(mark, 'w:del') !== undefined || childElement(mark, 'w:moveFrom') !== undefined;
    if (joins || childElement(mark, 'w:ins')) tracked = true;
    return { paragraph, boxes, joins };
  };

  const inlines = (element: XmlElement, around: Around, into: WordParagraph, boxes: WordBlock[]): void => {
    for (const child of childElements(element)) {
      const go = (next: Around): void => inlines(child, next, into, boxes);
      switch (child.name) {
        case 'w:r':
          runOf(child, around, into, boxes);
          break;
        case 'w:ins':
        case 'w:moveTo':
          go(changed(around, 'inserted'));
          break;
        case 'w:del':
        case 'w:moveFrom':
          go(changed(around, 'deleted'));
          break;
        case 'w:hyperlink': {
          const url = links.get(child.attributes.get('r:id') ?? '');
          go(url === undefined ? around : { ...around, url });
          break;
        }
        case 'w:sdt': {
          const inner = within(child, around);
          into.tags.push(...inner.tags.slice(around.tags.length));
          inlines(childElement(child, 'w:sdtContent') ?? child, inner, into, boxes);
          break;
        }
        case 'mc:AlternateContent':
          inlines(childElement(child, 'mc:Choice') ?? childElement(child, 'mc:Fallback') ?? child, around, into, boxes);
          break;
        case 'w:bookmarkStart':
          into.bookmarks.push(child.attributes.get('w:name') ?? '');
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          add(into, [...elementsBelow(child, 'm:t')].map(textBelow).join(''), around);
          break;
        case 'w:fldSimple':
        case 'w:smartTag':
        case 'w:customXml':
        case 'w:dir':
        case 'w:bdo':
          go(around);
          break;
        default:
          commentMark(child, into);
      }
    }
  };

  const commentMark = (element: XmlElement, into: WordParagraph | undefined): void => {
    const id = element.attributes.get('w:id') ?? '';
    if (element.name === 'w:commentRangeStart') {
      open.add(id);
      quotes.set(id, '');
      into?.comments.push(id);
    } else if (element.name === 'w:commentRangeEnd') open.delete(id);
  };

  const runOf = (element: XmlElement, around: Around, into: WordParagraph, boxes: WordBlock[]): void => {
    const properties = childElement(element, 'w:rPr');
    const words = (): string => childElements(element, 'w:t').map(textBelow).join('').trim();
    if (isOn(childElement(properties, 'w:vanish'))) {
      marked.hidden.push(words());
      return;
    }
    if (['w:strike', 'w:dstrike'].some((name) => isOn(childElement(properties, name)))) marked.struck.push(words());
    const style = childElement(properties, 'w:rStyle')?.attributes.get('w:val');
    const prompt = around.prompt === true || styles.prompts(style);
    const { bold = false, italic = false } = styles.looks(style);
    const own = (name: string, byStyle: boolean): boolean => {
      const mark = childElement(properties, name);
      return mark === undefined ? byStyle : isOn(mark);
    };
    const looks = {
      ...around,
      ...(prompt ? { prompt } : {}),
      bold: own('w:b', bold),
      italic: own('w:i', italic),
    };
    const content = (child: XmlElement): void => {
      switch (child.name) {
        case 'w:t':
        case 'w:delText':
          add(into, textBelow(child), looks);
          break;
        case 'w:tab':
        case 'w:ptab':
          add(into, ' ', looks);
          break;
        case 'w:br':
        case 'w:cr':
          add(into, '\n', looks);
          break;
        case 'w:noBreakHyphen':
          add(into, '\u2011', looks);
          break;
        case 'w:sym':
          add(into, symbol(child), looks);
          break;
        case 'w:footnoteReference':
        case 'w:endnoteReference': {
          const kind = child.name.replace('Reference', '');
          const note = notes.get(`${kind}:${child.attributes.get('w:id') ?? ''}`);
          if (note) add(into, ` (Fotnot: ${note})`, { ...looks, note });
          break;
        }
        case 'w:commentReference': {
          const id = child.attributes.get('w:id') ?? '';
          if (!quotes.has(id)) into.comments.push(id);
          break;
        }
        case 'w:drawing':
        case 'w:pict':
        case 'w:object':
          drawing(child, around, into, boxes);
          break;
        case 'mc:AlternateContent':
          for (const inner of childElements(childElement(child, 'mc:Choice') ?? childElement(child, 'mc:Fallback')))
            content(inner);
          break;
        default:
      }
    };
    for (const child of childElements(element)) content(child);
  };

  const drawing = (element: XmlElement, around: Around, into: WordParagraph, boxes: WordBlock[]): void => {
    const texts = [...elementsBelow(element, 'w:txbxContent')];
    for (const box of texts) boxes.push(...blocksOf(box, { ...around, tags: [] }));
    if (texts.length > 0) return;
    const named = [...elementsBelow(element)].find(({ name }) => name === 'wp:docPr' || name === 'v:shape');
    const called = ['descr', 'title', 'alt', 'name'].map((name) => named?.attributes.get(name)).find((name) => name);
    into.pictures.push(called ?? '');
  };

  const add = (
    into: WordParagraph,
    text: string,
    looks: Around & { bold?: boolean; italic?: boolean; note?: string },
  ): void => {
    if (text === '') return;
    const { bold, italic, url, inserted, deleted, prompt, note } = looks;
    if (!deleted && !prompt) for (const id of open) quotes.set(id, (quotes.get(id) ?? '') + text);
    into.runs.push({
      text,
      ...(bold ? { bold } : {}),
      ...(italic ? { italic } : {}),
      ...(url === undefined ? {} : { url }),
      ...(inserted ? { inserted } : {}),
      ...(deleted ? { deleted } : {}),
      ...(prompt ? { prompt } : {}),
      ...(note === undefined ? {} : { note }),
    } satisfies WordRun);
  };

  const tableOf = (element: XmlElement, around: Around): WordTable => {
    tables += 1;
    const number = tables;
    const rows = rowsOf(element, around).map(({ row, inside }) => cellsOf(row, inside));
    return { type: 'table', number, rows };
  };

  const rowsOf = (element: XmlElement, around: Around): { row: XmlElement; inside: Around }[] =>
    childElements(element).flatMap((child) => {
      if (child.name === 'w:sdt') return rowsOf(childElement(child, 'w:sdtContent') ?? child, within(child, around));
      if (child.name === 'w:customXml') return rowsOf(child, around);
      if (child.name !== 'w:tr') return [];
      const gone = childElement(childElement(child, 'w:trPr'), 'w:del') !== undefined;
      if (gone) tracked = true;
      return gone ? [] : [{ row: child, inside: around }];
    });

  const cellsOf = (row: XmlElement, around: Around): WordBlock[][] =>
    childElements(row).flatMap((child) => {
      if (child.name === 'w:sdt') return cellsOf(childElement(child, 'w:sdtContent') ?? child, within(child, around));
      if (child.name === 'w:customXml') return cellsOf(child, around);
      if (child.name !== 'w:tc') return [];
      const wide = grid
        ? Number(childElement(childElement(child, 'w:tcPr'), 'w:gridSpan')?.attributes.get('w:val'))
        : 1;
      const more = Math.min(63, Math.max(0, (Number.isInteger(wide) ? wide : 1) - 1));
      return [blocksOf(child, around), ...Array.from({ length: more }, (): WordBlock[] => [])];
    });

  return {
    blocks: (element) => blocksOf(element, { tags: [] }),
    quote: (comment) => (quotes.get(comment) ?? '').replace(/\s+/g, ' ').trim(),
    tracked: () => tracked,
    embedded: () => embedded,
    marked: () => ({
      hidden: marked.hidden.filter((words) => words !== ''),
      struck: marked.struck.filter((words) => words !== ''),
    }),
  };
}

/** The building block that Word puts a table of contents in (ECMA-376-1, 17.5.2.12). */
const isContents = (properties: XmlElement | undefined): boolean =>
  childElement(childElement(properties, 'w:docPartObj'), 'w:docPartGallery')?.attributes.get('w:val') ===
  'Table of Contents';

function append(to: WordParagraph, from: WordParagraph): void {
  to.runs.push(...from.runs);
  to.tags.push(...from.tags);
  to.bookmarks.push(...from.bookmarks);
  to.comments.push(...from.comments);
  to.pictures.push(...from.pictures);
}

/** Symbol fonts keep their letters in the private area; the ordinary ones of Word are bullets and check marks. */
function symbol(element: XmlElement): string {
  const code = Number.parseInt(element.attributes.get('w:char') ?? '', 16);
  if (!Number.isInteger(code) || code < 0x20 || code > 0x10ffff) return '';
  const known: Record<number, string> = { 0xf0b7: '•', 0xf0fc: '✓', 0xf0fe: '☑', 0xf0a8: '☐', 0xf0e0: '→' };
  return known[code] ?? (code >= 0xe000 && code <= 0xf8ff ? '•' : String.fromCodePoint(code));
}
