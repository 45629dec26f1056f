import { responseLabels } from './response-labels.js';

/** Lines are cut at spaces near this width, so that a change in git is one of lines. */
const width = 118;
/** Far below what the reader of Markdown takes in one line (letters) and one paragraph (marks). */
const most = { word: 20_000, marks: 1_000 };

const bullet = /^(?:[•·▪▫◦‣●○■□\uf0b7\u2043]\s*|[-–—*+]\s+)(?=\S)/;

/** Text as people send it, without what can neither be shown nor stored: `\n` line ends, composed letters, no control characters. */
export const cleanText = (written: string): string =>
  written
    .normalize('NFC')
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, '');

/**
 * Plain text as Markdown that says the same: nothing in it becomes a heading, a link, HTML, a table, an id or a label. Blank lines part
 * paragraphs, line ends are kept, and lines that begin with a bullet become a list.
 */
export function plainMarkdown(written: string): string {
  return cleanText(written)
    .split(/\n(?:[^\S\n]*\n)+/)
    .flatMap((paragraph) => blocks(paragraph.split('\n').map((line) => line.trim())))
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Plain text as Markdown on one line, for headings: {@link plainMarkdown} without blocks. */
export const plainInline = (written: string): string => inline(cleanText(written).replace(/\s+/g, ' ').trim());

/** The blocks of one paragraph: runs of bulleted lines as lists, the rest as paragraphs. */
function blocks(lines: readonly string[]): string[] {
  const found: { list: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const list = bullet.test(line);
    const last = found.at(-1);
    const text = list ? line.replace(bullet, '') : line;
    if (last?.list === list) last.lines.push(text);
    else found.push({ list, lines: [text] });
  }
  return found.map(({ list, lines: texts }) =>
    list ? texts.map((text) => `- ${paragraph([text]).replace(/\n(?=.)/g, '\n  ')}`).join('\n') : paragraph(texts),
  );
}

/** Lines as one paragraph with kept line ends; as several, where it holds more marks than a reader takes. */
function paragraph(texts: readonly string[]): string {
  let whole = '';
  let marks = 0;
  for (const [index, text] of texts.entries()) {
    for (const [at, piece] of wrapped(inline(text)).entries()) {
      marks += piece.match(/[*_~[\]`]/g)?.length ?? 0;
      const apart = marks > most.marks;
      if (apart) marks = 0;
      const first = index === 0 && at === 0;
      const join = first ? '' : apart ? '\n\n' : at > 0 ? '\n' : '\\\n';
      whole += join + safeStart(piece, first || apart);
    }
  }
  return whole;
}

/** An address that can stand as a link without anything in it meaning something else. */
const address = /(https?:\/\/[^\s<>\\`*[\]|"{}~&^]*[\p{L}\p{N}/])/u;

const inline = (text: string): string =>
  text
    .replace(/[ \t]+/g, ' ')
    .split(address)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : escaped(part)))
    .join('');

const escaped = (text: string): string =>
  text
    .replace(/[\\`*[\]<~|]/g, '\\$&')
    // Within a word an underscore means nothing, and addresses are full of them.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\{(?=#)/g, '{\\')
    // What looks like an address becomes a link by itself, and takes the escapes in it for its own.
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&');

function wrapped(text: string): string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ +/).flatMap(pieces)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** No word is this long, but a picture that was pasted as letters is. An escape is not cut in two. */
const pieces = (word: string): string[] =>
  word.length <= most.word
    ? [word]
    : (word.match(new RegExp(`(?:\\\\.|[^\\\\]|\\\\$){1,${most.word}}`, 'gsu')) ?? [word]);

/** A line that cannot begin a block of another kind, nor, where a paragraph begins, be a label. */
function safeStart(line: string, opens: boolean): string {
  const label = opens ? /^(\p{L}+)\s*:/u.exec(line) : null;
  if (label?.[1] !== undefined && Object.hasOwn(responseLabels, label[1].toLowerCase())) {
    return line.replace(':', '\\:');
  }
  return line
    .replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-{2,}|:(?=[-:\s]))/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
