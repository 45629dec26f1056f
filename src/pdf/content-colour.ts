import type { PdfValue } from './object-reader.js';
import { entriesOf, entry, resolve, type View } from './revisions-view.js';

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [number, number, number];

/** How many components a colour space has; `undefined` for those whose colours are not told by their numbers (patterns, separations, indexes). */
export function componentsOf(view: View, space: PdfValue | undefined): number | undefined {
  const found = resolve(view, space);
  if (found?.kind === 'name') return { DeviceGray: 1, DeviceRGB: 3, DeviceCMYK: 4 }[found.value];
  if (found?.kind !== 'array') return undefined;
  const [family, parameters] = found.items;
  const name = family?.kind === 'name' ? family.value : '';
  if (name === 'CalGray') return 1;
  if (name === 'CalRGB') return 3;
  if (name === 'ICCBased') {
    const count = entry(view, entriesOf(resolve(view, parameters)), 'N', 'number')?.value;
    return count === 1 || count === 3 || count === 4 ? count : undefined;
  }
  return undefined;
}

/** Gray, RGB or CMYK by the number of components; `undefined` for any other number. */
export function colourOf(values: readonly number[]): Colour | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = values;
  if (values.length === 1) return [a, a, a];
  if (values.length === 3) return [a, b, c];
  if (values.length === 4) return [(1 - a) * (1 - d), (1 - b) * (1 - d), (1 - c) * (1 - d)];
  return undefined;
}

/** How much two colours differ, 0 to 1. */
export const colourDistance = (one: Colour, other: Colour): number =>
  Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))));
