import { identity, multiply, transform } from './content-geometry.js';
import type { Matrix } from './content-geometry.js';
import { asMatrix, numbers, type Paint, type PaintState } from './content-state.js';
import type { PdfValue } from './object-reader.js';

/** Where text stands within `BT` and `ET`. */
export interface TextObject {
  matrix: Matrix;
  line: Matrix;
}

/** A text operator, other than `Tf`: what it paints, having moved `text` and set `state`. */
export function textStep(
  text: TextObject,
  state: PaintState,
  operator: string,
  operands: readonly PdfValue[],
): Paint[] {
  const values = numbers(operands);
  const [a = 0, b = 0] = values;
  const move = (x: number, y: number): void => {
    text.line = multiply([1, 0, 0, 1, x, y], text.line);
    text.matrix = text.line;
  };
  switch (operator) {
    case 'BT':
      text.matrix = text.line = identity;
      break;
    case 'Tc':
      state.spacing = a;
      break;
    case 'Tw':
      state.wordSpacing = a;
      break;
    case 'Tz':
      state.scale = a / 100;
      break;
    case 'TL':
      state.leading = a;
      break;
    case 'Ts':
      state.rise = a;
      break;
    case 'Tr':
      state.mode = a;
      break;
    case 'Tm':
      text.matrix = text.line = asMatrix(values);
      break;
    case 'Td':
      move(a, b);
      break;
    case 'TD':
      state.leading = -b;
      move(a, b);
      break;
    case 'T*':
      move(0, -state.leading);
      break;
    case "'":
    case '"':
      if (operator === '"') [state.wordSpacing, state.spacing] = [a, b];
      move(0, -state.leading);
      return show(text, state, operands.slice(-1));
    case 'Tj':
      return show(text, state, operands);
    case 'TJ':
      return show(text, state, operands[0]?.kind === 'array' ? operands[0].items : []);
  }
  return [];
}

/** Shows strings, each number between them moving the next (ISO 32000-1, 9.4.3). */
function show(text: TextObject, state: PaintState, items: readonly PdfValue[]): Paint[] {
  const { font, size, scale, rise, mode, ctm, clip, fill, alpha, spacing, wordSpacing } = state;
  const length = font?.codeLength ?? 1;
  let along = 0;
  let letters = '';
  for (const item of items) {
    if (item.kind === 'number') along -= (item.value / 1000) * size * scale;
    if (item.kind !== 'string') continue;
    for (let index = 0; index + length <= item.bytes.length; index += length) {
      const code =
        length === 2 ? (item.bytes[index] ?? 0) * 256 + (item.bytes[index + 1] ?? 0) : (item.bytes[index] ?? 0);
      letters += font?.unicode.get(code) ?? (length === 1 ? String.fromCharCode(code) : '\ufffd');
      const space = length === 1 && code === 32 ? wordSpacing : 0;
      along += (((font?.width(code) ?? 500) / 1000) * size + spacing + space) * scale;
    }
  }
  const whole = multiply(text.matrix, ctm);
  const height = size * 0.3 + rise;
  const points = [0, 0.5, 1].map((part) => transform(whole, { x: along * part, y: height }));
  const [, , c, d] = whole;
  text.matrix = multiply([1, 0, 0, 1, along, 0], text.matrix);
  if (letters.trim() === '') return [];
  return [
    {
      kind: 'text',
      points,
      size: Math.abs(size) * Math.hypot(c, d),
      mode,
      letters,
      clip,
      colour: fill,
      alpha,
    },
  ];
}
