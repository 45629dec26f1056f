/** The font files of the built-in layouts, as package paths for the caller to resolve and read: Source Sans 3 (OFL). */
export const fontFiles: readonly string[] = [
  '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  '@expo-google-fonts/source-sans-3/600SemiBold_Italic/SourceSans3_600SemiBold_Italic.ttf',
];

/** The family name under which layouts find Source Sans 3. */
export const sansFamily = 'Fardplan Sans';

const found = 'Source Sans 3';

/** Where the OpenType table `tag` stands in a font file, or `undefined` (OpenType 1.9, table directory). */
function table(font: Uint8Array, tag: string): { start: number; end: number } | undefined {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const count = font.byteLength >= 12 ? view.getUint16(4) : 0;
  for (let index = 0; index < count && 28 + 16 * index <= font.byteLength; index += 1) {
    const at = 12 + 16 * index;
    if (String.fromCharCode(...font.subarray(at, at + 4)) !== tag) continue;
    const start = view.getUint32(at + 8);
    return { start, end: Math.min(start + view.getUint32(at + 12), font.byteLength) };
  }
  return undefined;
}

/**
 * A copy of Source Sans 3 whose family is called {@link sansFamily}; any other font comes back as it is.
 * Typst prefers fonts installed on the machine to those it is given, and an installed version of the same family would change the bytes.
 */
export function underOwnName(font: Uint8Array): Uint8Array {
  const names = table(font, 'name');
  if (!names) return font;
  const before = Buffer.from(font.subarray(names.start, names.end));
  // Both names have the same length, so that every offset in the table stays true; Windows names are UTF-16, Macintosh names bytes.
  const after = [
    { from: Buffer.from(found, 'utf16le').swap16(), to: Buffer.from(sansFamily, 'utf16le').swap16() },
    { from: Buffer.from(found, 'latin1'), to: Buffer.from(sansFamily, 'latin1') },
  ].reduce((bytes, { from, to }) => {
    const copy = Buffer.from(bytes);
    for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + to.length)) to.copy(copy, at);
    return copy;
  }, before);
  if (after.equals(before)) return font;
  const copy = Uint8Array.from(font);
  copy.set(after, names.start);
  return copy;
}
