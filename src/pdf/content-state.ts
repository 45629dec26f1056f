import type { Colour } from './content-colour.js';
import type { ContentFont } from './content-font.js';
import type { Box, Matrix, Point } from './content-geometry.js';
import type { PdfValue } from './object-reader.js';

/** Something that a page paints, in the order it is painted; points in the page's space. */
export type Paint = {
  /** What may be seen of it. */
  clip: Box;
  colour: Colour | undefined;
  /** 1 covers, 0 cannot be seen. */
  alpha: number;
} & (
  | {
      kind: 'text';
      /** Points along the run, a little above its baseline. */
      points: Point[];
      /** Height of the letters, in points. */
      size: number;
      /** Rendering mode (ISO 32000-1, 9.3.6). */
      mode: number;
      letters: string;
    }
  | { kind: 'fill'; shape: Point[] }
  | { kind: 'image'; shape: Point[] }
);

/** The graphics state, as far as it decides what can be seen (ISO 32000-1, 8.4 and 9.3). */
export interface PaintState {
  ctm: Matrix;
  clip: Box;
  fill: Colour | undefined;
  space: PdfValue | undefined;
  alpha: number;
  font: ContentFont | undefined;
  size: number;
  spacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
}

/** The state a content stream begins in. */
export const initialState: Omit<PaintState, 'ctm' | 'clip'> = {
  fill: [0, 0, 0],
  space: undefined,
  alpha: 1,
  font: undefined,
  size: 0,
  spacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
};

/** Operands as numbers; what is none counts as 0. */
export const numbers = (operands: readonly PdfValue[]): number[] =>
  operands.map((value) => (value.kind === 'number' ? value.value : 0));
/** The name that an operand is; else empty. */
export const nameOf = (value: PdfValue | undefined): string => (value?.kind === 'name' ? value.value : '');

/** Six operands as a matrix. */
export const asMatrix = (values: readonly number[]): Matrix => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values;
  return [a, b, c, d, e, f];
};
