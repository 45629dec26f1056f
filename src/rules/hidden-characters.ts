import { text, type Text } from '../core/text.js';
import { kinds } from '../model/kinds.js';
import type { Parsed } from '../parse/parsed.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { isMarkdownFile, lineEnd, readable } from '../parse/readable.js';
import { type Finding, rule } from './_contract.js';
import { codePoint, hasUncommon } from './_code-points.js';

/** What a character that is not seen does; the first pattern that it matches tells. */
const groups: readonly { sort: 'bidi' | 'zero-width' | 'hyphen' | 'control' | 'line'; pattern: RegExp; what: Text }[] =
  [
    {
      sort: 'bidi',
      pattern: /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
      what: text(
        'vänder läsriktningen och kan få texten att se ut att säga något annat',
        'turns the direction of reading and can make the text seem to say something else',
      ),
    },
    {
      sort: 'hyphen',
      pattern: /^\u00ad+$/,
      what: text('är ett bindestreck som inte syns', 'is a hyphen that cannot be seen'),
    },
    {
      sort: 'line',
      pattern: /[\u000b\u000c\u0085\u2028\u2029]/,
      what: text('är ett radslut som många program inte känner till', 'is a line break that many programs ignore'),
    },
    {
      sort: 'control',
      pattern: /[\u0000-\u001f\u007f-\u009f\ufff0-\ufffb]/,
      what: text('är ett styrtecken som inte hör hemma i text', 'is a control character that does not belong in text'),
    },
    {
      sort: 'zero-width',
      pattern: /(?:)/,
      what: text('inte syns men delar ord, id och länkar', 'is invisible but splits words, ids and links'),
    },
  ];

const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** The same characters written as escapes of YAML and of HTML: seen in the file, not by those who read it. */
const escapes =
  /\\u(?:200[b-f]|202[a-e]|206[0-9a-f]|feff|061c|00ad)|&(?:#x0*(?:200[b-f]|202[a-e]|206[0-9a-f]|feff|61c);?|#0*(?:820[3-7]|823[4-8]|828[89]|829\d|830[0-3]|65279|1564);?|(?:zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak);)/gi;

/** Nothing in a document is hidden from those who read it. */
export const hiddenCharacters = rule({
  kinds,
  severity: 'error',
  title: text('Inga tecken är dolda i texten', 'No characters are hidden in the text'),
  why: text(
    'Tecken som inte syns kan dölja ord eller vända på dem, så att ett beslut säger en sak på skärmen och en annan i filen. De gör också att sökning, id och länkar slutar stämma.',
    'Characters that cannot be seen can hide words or turn them round, so that a decision says one thing on the screen and another in the file. They also make searches, ids and links fail.',
  ),
  good: '## Målbild\n\nVården är nära och trygg.\n',
  bad: '## Målbild\n\nVården är nära och tr\u200bygg.\n',
  *check(document) {
    const { text: source } = document.source;
    if (hasUncommon(document)) yield* standing(document, source);
    if (source.includes('\\u') || source.includes('&')) yield* escaped(document, source);
  },
});

function* standing(document: Parsed, source: string): Generator<Finding> {
  let last = 0;
  for (const match of source.matchAll(hidden)) {
    const [character] = match;
    const [start, end] = [match.index, match.index + character.length];
    // A run of hidden characters is one fault.
    if (start < last || belongs(source, start, character)) continue;
    const pair = closer(source, start, character);
    if (pair !== undefined) {
      last = pair + 1;
      yield turned(source, start, pair);
      continue;
    }
    const run = runFrom(source, start);
    const whole = source.slice(start, run);
    const group = groups.find(({ pattern }) => pattern.test(whole));
    if (!group || (group.sort === 'hyphen' && !inName(document, start, end))) continue;
    last = run;
    const name = namesOf(whole);
    const more = text(`Här står ${name.sv}, som ${group.what.sv}`, `This is ${name.en}, which ${group.what.en}`);
    // A line end that is taken away joins two words, and a direction that is taken away may change what stands first.
    const safe = group.sort === 'zero-width' || group.sort === 'hyphen' || group.sort === 'control';
    const change = {
      title:
        group.sort === 'line'
          ? text('Byt det mot ett mellanslag', 'Replace it with a space')
          : text('Ta bort det dolda tecknet', 'Remove the hidden character'),
      edits: [{ span: { start, end: run }, text: group.sort === 'line' ? ' ' : '' }],
    };
    yield {
      at: { start, end: run },
      message: more,
      help:
        group.sort === 'bidi'
          ? text(
              'Läs raden en gång till utan tecknet, och ta sedan bort det.',
              'Read the line again without the character, then remove it.',
            )
          : text(
              'Ta bort det. Det följer ofta med text som har kopierats.',
              'Remove it. It often comes along with text that was copied.',
            ),
      ...(safe && !inAddress(source, start) ? { fix: change } : { suggestions: [change] }),
    };
  }
}

/** Where the direction that a character turns is turned back, on the same line; nothing for other characters. */
function closer(source: string, start: number, character: string): number | undefined {
  const close = /[\u202a\u202b\u202d\u202e]/.test(character)
    ? '\u202c'
    : /[\u2066-\u2068]/.test(character)
      ? '\u2069'
      : undefined;
  const at = close === undefined ? -1 : source.indexOf(close, start);
  return at < 0 || at > lineEnd(source, start) ? undefined : at;
}

/** A stretch that is shown the other way round. */
function turned(source: string, start: number, close: number): Finding {
  const [first, last] = [codePoint(source.charAt(start)), codePoint(source.charAt(close))];
  const within = source.slice(start + 1, close);
  const edits = Array.from(within.matchAll(hidden), ({ index, 0: character }) => ({
    span: { start: start + 1 + index, end: start + 1 + index + character.length },
    text: '',
  }));
  return {
    at: { start, end: close + 1 },
    message: text(
      `Dolda tecken (${first} … ${last}) vänder läsriktningen, så att texten kan se ut att säga något annat än ”${shown(within)}”`,
      `Hidden characters (${first} … ${last}) turn the direction of reading, so that the text can seem to say something else than “${shown(within)}”`,
    ),
    help: text(
      'Läs raden en gång till utan tecknen, och ta sedan bort dem.',
      'Read the line again without the characters, then remove them.',
    ),
    suggestions: [
      {
        title: text('Ta bort de dolda tecknen', 'Remove the hidden characters'),
        edits: [
          { span: { start, end: start + 1 }, text: '' },
          ...edits,
          { span: { start: close, end: close + 1 }, text: '' },
        ],
      },
    ],
  };
}

function shown(within: string): string {
  const plain = within.replace(hidden, '').trim();
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}

/** Where the run of hidden characters from `start` ends. */
function runFrom(source: string, start: number): number {
  const run = new RegExp(`(?:${hidden.source})+`, 'yu');
  run.lastIndex = start;
  return start + (run.exec(source)?.[0].length ?? 1);
}

function namesOf(run: string): Text {
  const characters = [...run];
  const first = codePoint(characters[0] ?? '');
  const more = characters.length - 1;
  return more === 0
    ? text(`det dolda tecknet ${first}`, `the hidden character ${first}`)
    : text(`${more + 1} dolda tecken (${first} först)`, `${more + 1} hidden characters (${first} first)`);
}

/** Whether a joiner does what it is for: between emoji, or in a script that is written with it. */
function belongs(source: string, at: number, character: string): boolean {
  if (character !== '\u200d' && character !== '\u200c') return false;
  const before = source.slice(Math.max(0, at - 3), at);
  const after = source.slice(at + 1, at + 4);
  if (character === '\u200d' && /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})\ufe0f?$/u.test(before)) {
    return /^\p{Extended_Pictographic}/u.test(after);
  }
  const joined = /[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]/;
  return joined.test(before) && joined.test(after);
}

/** Whether a place is in a title, an id or a name: there even a hyphen that may be shown divides a word that others search for. */
function inName(document: Parsed, start: number, end: number): boolean {
  const { text: source } = document.source;
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const line = source.slice(from, lineEnd(source, end));
  return (
    /^\s{0,3}#{1,6}\s|^\s*(?:- *)?(?:[{] *)?["']?(?:id|titel|title|kort titel|namn|name|alias|fardplan|profil)["']?:/u.test(
      line,
    ) || /\{#[^}\n]*$/.test(source.slice(Math.max(0, start - farthest), start))
  );
}

/** No address is longer, within reason. */
const farthest = 300;

/** Within an address or a written id, what others refer to may hold the same character. */
function inAddress(source: string, start: number): boolean {
  const before = source.slice(Math.max(0, start - farthest), start);
  return /(?:\{#|\]\(|:\/\/)[^\s)}]*$/.test(before);
}

function* escaped(document: Parsed, source: string): Generator<Finding> {
  const body = isMarkdownFile(document) ? readable(document)[0]?.text : undefined;
  const front = isMarkdownFile(document) ? partFrontMatter(source).body : '';
  for (const match of source.matchAll(escapes)) {
    const [written] = match;
    // An escaped backslash is a backslash, and code shows what it says.
    if (written.startsWith('\\') && /(?<!\\)(?:\\\\)*\\$/.test(source.slice(0, match.index))) continue;
    // In a Markdown file the one sort is written in the body, the other in the front matter, and neither in code.
    if (body !== undefined) {
      const inBody = front.startsWith(written, match.index);
      if (inBody !== written.startsWith('&') || (inBody && !body.startsWith(written, match.index))) continue;
    }
    yield {
      at: { start: match.index, end: match.index + written.length },
      message: text(
        `”${written}” blir ett tecken som läsaren inte ser`,
        `“${written}” becomes a character that the reader does not see`,
      ),
      help: text('Ta bort det.', 'Remove it.'),
      suggestions: [
        {
          title: text('Ta bort det dolda tecknet', 'Remove the hidden character'),
          edits: [{ span: { start: match.index, end: match.index + written.length }, text: '' }],
        },
      ],
    };
  }
}
