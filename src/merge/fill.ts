/** The width that paragraphs are wrapped at, in characters: the longest line among those that run over several; `undefined` where none does. */
export function widthOf(paragraphs: readonly string[]): number | undefined {
  const lines = paragraphs.map((each) => each.split(/\r?\n/)).filter((each) => each.length > 1);
  return lines.length === 0 ? undefined : Math.max(...lines.flat().map(({ length }) => length));
}

/** A line that begins so would be something else than the middle of a paragraph. */
const sign = /^(?:[-*+>#=|<~`]|\d+[.)]|:)/;

/** A paragraph wrapped anew at `width`, if a line of it is longer; hard breaks and the indent of its lines are kept. */
export function filled(paragraph: string, width: number): string {
  const lines = paragraph.split('\n');
  if (lines.every(({ length }) => length <= width) || / {2,}\n|\\\n/.test(paragraph)) return paragraph;
  const indent = /^[ \t]*/.exec(lines[1] ?? '')?.[0] ?? '';
  const words = paragraph.split(/[ \t\n]+/).filter((word) => word !== '');
  const result: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`;
    if (longer.length <= width || sign.test(word) || line.trim() === '') line = longer;
    else {
      result.push(line);
      line = indent + word;
    }
  }
  return [...result, line].join('\n');
}
