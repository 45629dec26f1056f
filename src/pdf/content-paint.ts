import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { colourOf, componentsOf } from './content-colour.js';
import { contentFont, type ContentFont } from './content-font.js';
import { asMatrix, initialState, nameOf, numbers, type Paint, type PaintState } from './content-state.js';
import { textStep, type TextObject } from './content-text.js';
import { boxAround, identity, intersection, multiply, transform } from './content-geometry.js';
import type { Box, Point } from './content-geometry.js';
import { readContent, type Operation } from './content-reader.js';
import { decodeStream } from './object-reader-filters.js';
import type { PdfDictionary, PdfKind, PdfValue } from './object-reader.js';
import type { PdfStructure } from './revisions.js';
import { entriesOf, entry, resolve, type View } from './revisions-view.js';

const deepest = 12;
const mostPaints = 200_000;
const mostForms = 20_000;

interface Work {
  structure: PdfStructure;
  view: View;
  fonts: Map<PdfDictionary, ContentFont>;
  paints: Paint[];
  /** How many forms have been drawn: forms that draw forms can make few bytes take forever. */
  forms: number;
}

/** Paints one content stream with its resources; forms that it draws are painted where they stand. */
class Painter {
  private state: PaintState;
  private readonly saved: PaintState[] = [];
  private path: Point[][] = [];
  private clipNext = false;
  private readonly text: TextObject = { matrix: identity, line: identity };

  constructor(
    private readonly work: Work,
    private readonly resources: PdfDictionary | undefined,
    start: Pick<PaintState, 'ctm' | 'clip'> & Partial<PaintState>,
    private readonly depth: number,
  ) {
    this.state = { ...initialState, ...start };
  }

  run(bytes: Uint8Array): void {
    for (const operation of readContent(bytes)) this.step(operation);
  }

  private resource(kind: string, name: string): PdfValue | undefined {
    return resolve(this.work.view, entry(this.work.view, this.resources, kind, 'dictionary')?.entries.get(name));
  }

  private add(paint: Paint): void {
    if (this.work.paints.length >= mostPaints)
      throw new Malformed(text('En sida ritar för mycket för att prövas.', 'A page paints too much to be checked.'), 0);
    this.work.paints.push(paint);
  }

  private step({ operator, operands }: Operation): void {
    const values = numbers(operands);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
    const { state } = this;
    switch (operator) {
      case 'q':
        if (this.saved.length < 512) this.saved.push({ ...state });
        return;
      case 'Q':
        this.state = this.saved.pop() ?? state;
        return;
      case 'cm':
        state.ctm = multiply(asMatrix(values), state.ctm);
        return;
      case 'gs':
        this.graphicsState(nameOf(operands[0]));
        return;
      case 'g':
      case 'rg':
      case 'k':
        state.space = undefined;
        state.fill = colourOf(values);
        return;
      case 'cs':
        state.space = this.resource('ColorSpace', nameOf(operands[0])) ?? operands[0];
        state.fill = colourOf(Array<number>(componentsOf(this.work.view, state.space) ?? 0).fill(0));
        return;
      case 'sc':
      case 'scn':
        state.fill =
          state.space === undefined || componentsOf(this.work.view, state.space) === values.length
            ? colourOf(values)
            : undefined;
        return;
      case 'm':
        this.path.push([this.at(a, b)]);
        return;
      case 'l':
        this.extend(a, b);
        return;
      case 'c':
        this.extend(e, f);
        return;
      case 'v':
      case 'y':
        this.extend(c, d);
        return;
      case 're':
        this.path.push([this.at(a, b), this.at(a + c, b), this.at(a + c, b + d), this.at(a, b + d)]);
        return;
      case 'W':
      case 'W*':
        this.clipNext = true;
        return;
      case 'f':
      case 'F':
      case 'f*':
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        this.endPath(true);
        return;
      case 'S':
      case 's':
      case 'n':
        this.endPath(false);
        return;
      case 'sh':
        this.add({ kind: 'fill', shape: corners(state.clip), clip: state.clip, colour: undefined, alpha: state.alpha });
        return;
      case 'Tf':
        this.setFont(this.resource('Font', nameOf(operands[0])), b);
        return;
      case 'BI':
        this.image();
        return;
      case 'Do':
        this.external(nameOf(operands[0]));
        return;
      default:
        for (const paint of textStep(this.text, state, operator, operands)) this.add(paint);
    }
  }

  private at(x: number, y: number): Point {
    return transform(this.state.ctm, { x, y });
  }

  private extend(x: number, y: number): void {
    this.path.at(-1)?.push(this.at(x, y));
  }

  private endPath(fills: boolean): void {
    const { clip, fill, alpha } = this.state;
    if (fills)
      for (const shape of this.path) if (shape.length > 2) this.add({ kind: 'fill', shape, clip, colour: fill, alpha });
    // A clip that is no upright box is taken as the box around it: what lies outside that cannot be seen either way.
    if (this.clipNext) this.state.clip = this.path.length > 0 ? intersection(clip, boxAround(this.path.flat())) : clip;
    this.clipNext = false;
    this.path = [];
  }

  private graphicsState(name: string): void {
    const { view } = this.work;
    const entries = entriesOf(this.resource('ExtGState', name));
    const alpha = entry(view, entries, 'ca', 'number')?.value;
    if (alpha !== undefined) this.state.alpha = alpha;
    const [font, size] = entry(view, entries, 'Font', 'array')?.items ?? [];
    if (font) this.setFont(resolve(view, font), size?.kind === 'number' ? size.value : 0);
  }

  private setFont(font: PdfValue | undefined, size: number): void {
    const entries = entriesOf(font);
    const { fonts, structure, view } = this.work;
    const known = entries && (fonts.get(entries) ?? contentFont(structure, view, entries));
    if (entries && known) fonts.set(entries, known);
    this.state.font = known;
    this.state.size = size;
  }

  private image(): void {
    const { clip, alpha } = this.state;
    const shape = [this.at(0, 0), this.at(1, 0), this.at(1, 1), this.at(0, 1)];
    this.add({ kind: 'image', shape, clip, colour: undefined, alpha });
  }

  private external(name: string): void {
    const object = this.resource('XObject', name);
    if (object?.kind !== 'stream') return;
    const { view } = this.work;
    if (entry(view, object.entries, 'Subtype', 'name')?.value === 'Image') {
      // A mask lets through what is beneath.
      const masked = ['SMask', 'Mask', 'ImageMask'].some((key) => object.entries.has(key));
      if (!masked) this.image();
      return;
    }
    paintForm(this.work, object, { ...this.state }, this.resources, this.depth + 1);
  }
}

const corners = ({ left, bottom, right, top }: Box): Point[] => [
  { x: left, y: bottom },
  { x: right, y: bottom },
  { x: right, y: top },
  { x: left, y: top },
];

function paintForm(
  work: Work,
  form: PdfKind<'stream'>,
  state: Pick<PaintState, 'ctm' | 'clip'> & Partial<PaintState>,
  outer: PdfDictionary | undefined,
  depth: number,
): void {
  work.forms += 1;
  if (depth > deepest || work.forms > mostForms)
    throw new Malformed(
      text('Sidans delar ligger för djupt i varandra.', 'The parts of the page are nested too deeply.'),
      0,
    );
  const { view, structure } = work;
  const list = (key: string): number[] | undefined => {
    const items = entry(view, form.entries, key, 'array')?.items;
    return items && numbers(items.flatMap((item) => resolve(view, item) ?? []));
  };
  const ctm = multiply(asMatrix(list('Matrix') ?? []), state.ctm);
  const [left = 0, bottom = 0, right = 0, top = 0] = list('BBox') ?? [];
  const clip = intersection(
    state.clip,
    boxAround(corners({ left, bottom, right, top }).map((point) => transform(ctm, point))),
  );
  const resources = entry(view, form.entries, 'Resources', 'dictionary')?.entries ?? outer;
  new Painter(work, resources, { ...state, ctm, clip }, depth).run(decodeStream(form, structure.allowance));
}

/** Everything a page paints. Throws {@link Malformed} for content that cannot be read to its end. */
export function paintsOfPage(
  structure: PdfStructure,
  view: View,
  page: { contents: readonly PdfKind<'stream'>[]; resources: PdfDictionary | undefined; box: Box },
): Paint[] {
  const work: Work = { structure, view, fonts: new Map(), paints: [], forms: 0 };
  const parts = page.contents.map((stream) => decodeStream(stream, structure.allowance));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length + 1, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    // Parts are read as if white space stood between them (ISO 32000-1, 7.8.2).
    whole[at + part.length] = 10;
    at += part.length + 1;
  }
  // What lies outside the page is looked at too, so nothing is clipped to begin with.
  const everywhere = { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };
  new Painter(work, page.resources, { ctm: identity, clip: everywhere }, 0).run(whole);
  return work.paints;
}
