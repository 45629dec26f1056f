/** A value as JSON with sorted keys, so that equal values give equal texts. `turn` may replace a value, given its key. */
export function sortedJson(value: unknown, turn: (key: string, value: unknown) => unknown = (_, same) => same): string {
  // A value that is absent has no JSON.
  const written = JSON.stringify(value, (key, inner: unknown) => {
    const turned = turn(key, inner);
    if (typeof turned !== 'object' || turned === null || Array.isArray(turned)) return turned;
    return Object.fromEntries(Object.entries(turned).sort(([one], [two]) => (one < two ? -1 : 1)));
  }) as string | undefined;
  return written ?? '';
}
