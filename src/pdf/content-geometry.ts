/** A matrix of ISO 32000-1, 8.3.3: `[a b c d e f]`. */
export type Matrix = readonly [number, number, number, number, number, number];
/** A place on a page, in its units. */
export interface Point {
  x: number;
  y: number;
}
/** An upright rectangle. */
export interface Box {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** Leaves every point where it is. */
export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `one`, then `other`. */
export const multiply = (one: Matrix, other: Matrix): Matrix => {
  const [a, b, c, d, e, f] = one;
  const [g, h, i, j, k, l] = other;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
};

/** A point in the space that the matrix leads to. */
export const transform = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

/** The smallest box around points; of nothing, an empty box. */
export const boxAround = (points: readonly Point[]): Box =>
  // Not by spreading: a path may hold more points than a call takes arguments.
  points.reduce<Box>(
    (box, { x, y }) => ({
      left: Math.min(box.left, x),
      bottom: Math.min(box.bottom, y),
      right: Math.max(box.right, x),
      top: Math.max(box.top, y),
    }),
    { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity },
  );

/** What two boxes share; turned inside out when they share nothing. */
export const intersection = (one: Box, other: Box): Box => ({
  left: Math.max(one.left, other.left),
  bottom: Math.max(one.bottom, other.bottom),
  right: Math.min(one.right, other.right),
  top: Math.min(one.top, other.top),
});

/** Whether a point lies in a box that is `margin` points larger. */
export const isWithin = ({ x, y }: Point, { left, bottom, right, top }: Box, margin = 0): boolean =>
  x >= left - margin && x <= right + margin && y >= bottom - margin && y <= top + margin;

/** Whether a point lies in a closed shape, by the even-odd rule. */
export function isInside({ x, y }: Point, shape: readonly Point[]): boolean {
  let inside = false;
  for (let index = 0; index < shape.length; index += 1) {
    const from = shape[index];
    const to = shape[(index + 1) % shape.length];
    if (!from || !to || from.y > y === to.y > y) continue;
    if (x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x) inside = !inside;
  }
  return inside;
}
