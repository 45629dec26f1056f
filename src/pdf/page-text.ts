import { Malformed } from '../core/malformed.js';
import { joined } from '../core/bytes.js';
import { text } from '../core/text.js';
import { readContent } from './content-reader.js';
import { type FontText, fontText } from './font-text.js';
import { type Budget, decodeStream } from './object-reader-filters.js';
import { textString } from './object-reader-text.js';
import type { PdfDictionary, PdfKind, PdfValue } from './object-reader.js';
import { entriesOf, entry, resolve, type View } from './revisions-view.js';
import type { Page } from './page-tree.js';
import { type Place, textGathered } from './text-gathered.js';

/** What a page says. */
export interface PageText {
  /** Its text in the order it is drawn, with line ends; words divided at a line end are whole. */
  body: string;
  /** What stands outside the document's own text (artifacts): running heads, page numbers, marks. */
  margin: string;
  /** Letters that the file gives no Unicode value for. */
  unknown: number;
}

type Matrix = readonly [number, number, number, number, number, number];
const identity: Matrix = [1, 0, 0, 1, 0, 0];
const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

/** Text and graphics state, as far as it says where letters stand (ISO 32000-1, 8.4 and 9.3). */
interface State {
  ctm: Matrix;
  font: FontText | undefined;
  size: number;
  spacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

const start: State = {
  ctm: identity,
  font: undefined,
  size: 1,
  spacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
};
const deepest = 8;
/** In all pages of a file together: a decision has some thousands. */
const mostOperators = 3_000_000;
const operatorsLeft = new WeakMap<Budget, { left: number }>();
/** Fonts that have been read, by the file as it was seen: most pages share them. */
const readFonts = new WeakMap<View, Map<PdfValue, FontText>>();

/** The decoded content of a page: its streams one after the other (ISO 32000-1, 7.8.2). Throws {@link Malformed}. */
export function pageContent(view: View, page: PdfDictionary, allowance: Budget): Uint8Array {
  const contents = resolve(view, page.get('Contents'));
  const streams = (contents?.kind === 'array' ? contents.items.map((item) => resolve(view, item)) : [contents]).filter(
    (value): value is PdfKind<'stream'> => value?.kind === 'stream',
  );
  return joined(streams.flatMap((stream) => [decodeStream(stream, allowance), Uint8Array.of(10)]));
}

/** The text of a page with that of the forms it draws. Throws {@link Malformed} when the content cannot be read. */
export function pageText(view: View, page: Page, allowance: Budget): PageText {
  const reading = begun(view, allowance);
  read(pageContent(view, page.entries, allowance), page.entries, start, reading);
  return reading.out.text();
}

/** The text of one form XObject by itself, such as an annotation's appearance. */
export function formText(view: View, form: PdfKind<'stream'>, allowance: Budget): PageText {
  const reading = begun(view, allowance);
  read(decodeStream(form, allowance), form.entries, start, reading);
  return reading.out.text();
}

function begun(view: View, allowance: Budget): Reading {
  const fonts = readFonts.get(view) ?? new Map<PdfValue, FontText>();
  readFonts.set(view, fonts);
  const count = operatorsLeft.get(allowance) ?? { left: mostOperators };
  operatorsLeft.set(allowance, count);
  return { view, allowance, out: textGathered(), depth: 0, fonts, count };
}

interface Reading {
  view: View;
  allowance: Budget;
  out: ReturnType<typeof textGathered>;
  depth: number;
  fonts: Map<PdfValue, FontText>;
  count: { left: number };
}

function read(content: Uint8Array, owner: PdfDictionary, initial: State, reading: Reading): void {
  const { view, allowance, out, fonts, count } = reading;
  const resources = entry(view, owner, 'Resources', 'dictionary')?.entries;
  const resource = (kind: string, value: PdfValue | undefined): PdfValue | undefined =>
    value?.kind === 'name'
      ? resolve(view, entry(view, resources, kind, 'dictionary')?.entries.get(value.value))
      : undefined;
  let state = initial;
  const saved: State[] = [];
  let line: Matrix = identity;
  let at: Matrix = identity;

  const place = (): Place => {
    const matrix = times(at, state.ctm);
    const [, , c, d, e, f] = matrix;
    return { x: e + state.rise * c, y: f + state.rise * d, size: Math.abs(state.size) * Math.hypot(c, d) };
  };
  const move = (x: number, y: number): void => {
    line = times([1, 0, 0, 1, x, y], line);
    at = line;
  };
  const advance = (x: number): void => {
    at = times([1, 0, 0, 1, x, 0], at);
  };
  const show = (bytes: Uint8Array): void => {
    const { font } = state;
    if (!font) return;
    let shown = '';
    const from = place();
    let unknown = 0;
    for (let index = 0; index + font.size <= bytes.length; index += font.size) {
      const code = font.size === 1 ? (bytes[index] ?? 0) : (bytes[index] ?? 0) * 256 + (bytes[index + 1] ?? 0);
      const letters = font.letters(code);
      if (letters === undefined) unknown += 1;
      shown += letters ?? '\ufffd';
      const space = font.size === 1 && code === 32 ? state.wordSpacing : 0;
      advance(((font.width(code) / 1000) * state.size + state.spacing + space) * state.scale);
    }
    out.show(shown, from, place(), unknown);
  };
  const spread = (items: readonly PdfValue[]): void => {
    for (const item of items) {
      if (item.kind === 'string') show(item.bytes);
      else if (item.kind === 'number') advance((-item.value / 1000) * state.size * state.scale);
    }
  };

  for (const { operator: name, operands } of readContent(content)) {
    if ((count.left -= 1) < 0) throw new Malformed(text('Sidan är för stor.', 'The page is too large.'), 0);
    const n = (index: number): number => {
      const value = operands[index];
      return value?.kind === 'number' ? value.value : 0;
    };
    const matrix = (): Matrix => [n(0), n(1), n(2), n(3), n(4), n(5)];
    const [first] = operands;
    const string = (value: PdfValue | undefined): void => {
      if (value?.kind === 'string') show(value.bytes);
    };
    switch (name) {
      case 'q':
        saved.push(state);
        break;
      case 'Q':
        state = saved.pop() ?? state;
        break;
      case 'cm':
        state = { ...state, ctm: times(matrix(), state.ctm) };
        break;
      case 'BT':
        line = identity;
        at = identity;
        break;
      case 'Tf': {
        const font = entriesOf(resource('Font', first));
        const value = resource('Font', first);
        if (font && value && !fonts.has(value)) fonts.set(value, fontText(view, font, allowance));
        state = { ...state, font: value && fonts.get(value), size: n(1) };
        break;
      }
      case 'Tc':
        state = { ...state, spacing: n(0) };
        break;
      case 'Tw':
        state = { ...state, wordSpacing: n(0) };
        break;
      case 'Tz':
        state = { ...state, scale: n(0) / 100 };
        break;
      case 'TL':
        state = { ...state, leading: n(0) };
        break;
      case 'Ts':
        state = { ...state, rise: n(0) };
        break;
      case 'Td':
        move(n(0), n(1));
        break;
      case 'TD':
        state = { ...state, leading: -n(1) };
        move(n(0), n(1));
        break;
      case 'Tm':
        line = matrix();
        at = line;
        break;
      case 'T*':
        move(0, -state.leading);
        break;
      case 'Tj':
        string(first);
        break;
      case "'":
        move(0, -state.leading);
        string(first);
        break;
      case '"':
        state = { ...state, wordSpacing: n(0), spacing: n(1) };
        move(0, -state.leading);
        string(operands[2]);
        break;
      case 'TJ':
        if (first?.kind === 'array') spread(first.items);
        break;
      case 'BMC':
      case 'BDC': {
        const [, properties] = operands;
        const about =
          properties?.kind === 'dictionary' ? properties.entries : entriesOf(resource('Properties', properties));
        const actual = entry(view, about, 'ActualText', 'string');
        out.open(first?.kind === 'name' && first.value === 'Artifact', actual && replacement(actual.bytes));
        break;
      }
      case 'EMC':
        out.close(place());
        break;
      case 'Do': {
        const form = resource('XObject', first);
        if (form?.kind !== 'stream' || entry(view, form.entries, 'Subtype', 'name')?.value !== 'Form') break;
        if (reading.depth >= deepest)
          throw new Malformed(text('Formulären är för djupt nästlade.', 'Forms are nested too deeply.'), 0);
        const own = (entry(view, form.entries, 'Matrix', 'array')?.items ?? []).map((item) =>
          item.kind === 'number' ? item.value : 0,
        );
        const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = own;
        const inner = { ...state, ctm: times([a, b, c, d, e, f], state.ctm) };
        const resourced = form.entries.has('Resources') ? form.entries : new Map([...owner, ...form.entries]);
        read(decodeStream(form, allowance), resourced, inner, { ...reading, depth: reading.depth + 1 });
        break;
      }
    }
  }
}

/** ActualText as written; a soft hyphen counts, where other text strings lose their unshown characters. */
function replacement(bytes: Uint8Array): string {
  const isSoftHyphen = bytes.length === 4 && bytes[0] === 0xfe && bytes[2] === 0 && bytes[3] === 0xad;
  return isSoftHyphen ? '\u00ad' : textString(bytes);
}
