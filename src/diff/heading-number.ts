/** What a heading's number says itself: of `3.2` under 3 only `.2`, since the rest follows from above. */
export const ownNumber = (number: string | undefined, above: string | undefined): string | undefined =>
  above !== undefined && number?.startsWith(`${above}.`) ? number.slice(above.length) : number;

/** The number that a heading has when only the one above it has changed: `3.2` under 3 is `4.2` when 3 has become 4. */
export function headingNumber(number: string, aboveBefore: string | undefined, aboveAfter: string | undefined): string {
  const own = ownNumber(number, aboveBefore);
  return own === number || own === undefined ? number : `${aboveAfter ?? ''}${own}`;
}
