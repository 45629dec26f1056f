/** Letters that take two columns where others take one: East Asian ones and most pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud83c-\ud83e][\udc00-\udfff]/g;
/** What takes none: marks on the letter before, joiners, selectors, soft hyphens. */
const none = /[\u0300-\u036f\u200b-\u200d\u00ad\ufe00-\ufe0f\ufeff]/g;

/** How many columns a text takes where every letter is as wide: å counts once, also as a and a ring. */
export function widthOf(text: string): number {
  if (/^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/.test(text)) return text.length;
  const shown = text.replace(none, '');
  return [...shown].length + (shown.match(wide)?.length ?? 0);
}
