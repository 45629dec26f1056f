/** What a value is after both sides: theirs where only they changed it, else ours, unless ours has none. */
export function threeWay<T>(base: T | undefined, ours: T | undefined, theirs: T | undefined): T | undefined {
  if (ours === undefined || theirs === undefined) return ours ?? theirs ?? base;
  return ours === base ? theirs : ours;
}
