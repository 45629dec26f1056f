import type { Edit, Fix } from '../core/diagnostic.js';
import { text, type Text } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';
import { isMarkdownFile, lineEnd, readable } from '../parse/readable.js';
import { type Finding, rule } from './_contract.js';
import { commentsIn, type HtmlElement, htmlIn } from './_html.js';

/** What is written is written in Markdown: tags of HTML stand as they are in what is printed, and comments are read by some and not by others. */
export const rawHtml = rule({
  kinds: ['roadmap', 'decision', 'missive', 'response'],
  severity: 'warning',
  title: text('Texten är skriven i Markdown, inte i HTML', 'The text is written in Markdown, not in HTML'),
  why: text(
    'På en webbsida blir taggar till utseende, men i beslut, PDF och Word står de som tecken mitt i texten. En kommentar (<!-- … -->) syns inte på webbsidan men finns i den fil som beslutas, och skrivs ut i beslutet. Alla ska läsa samma text.',
    'On a web page tags become looks, but in decisions, PDF and Word they stand as characters in the middle of the text. A comment (<!-- … -->) is not seen on the page but is in the file that is decided on, and is printed in the decision. Everybody is to read the same text.',
  ),
  good: '## Målbild\n\nVården är **nära** och trygg, se [protokollet från SRO](https://exempel.example/protokoll).\n',
  bad: '## Målbild\n\nVården är <b>nära</b> och trygg.\n',
  *check(document) {
    const starts = startsIn(document);
    for (const element of htmlIn(document)) yield tag(element, document, starts.has(element.span.start));
    // In an answer comments are notes, which are never part of it.
    if (document.kind !== 'response') yield* comments(document);
  },
});

const ways: Readonly<Record<string, Text>> = {
  b: text('Skriv **fet text** mellan två par stjärnor.', 'Write **bold text** between two pairs of asterisks.'),
  i: text('Skriv *kursiv text* mellan två stjärnor.', 'Write *italic text* between two asterisks.'),
  br: text(
    'Skriv en tom rad, så börjar ett nytt stycke. Ett radbrott inom stycket skrivs \\ sist på raden.',
    'Leave an empty line to begin a new paragraph. A line break within one is written \\ at the end of the line.',
  ),
  a: text('Skriv [det som länken leder till](adressen).', 'Write [what the link leads to](the address).'),
  img: text(
    'Skriv ![vad bilden säger läsaren](bildens adress).',
    'Write ![what the image tells the reader](its address).',
  ),
  table: text(
    'Skriv tabellen med lodstreck: en rad med rubriker, en rad med streck, och sedan en rad i taget.',
    'Write the table with bars: a row of headers, a row of dashes, and then one row at a time.',
  ),
  ul: text('Skriv varje punkt på en egen rad efter ”- ”.', 'Write each item on a line of its own after “- ”.'),
  ol: text('Skriv varje punkt på en egen rad efter ”1. ”.', 'Write each item on a line of its own after “1. ”.'),
  h1: text(
    'Skriv rubriken på en egen rad efter ## eller ###.',
    'Write the heading on a line of its own after ## or ###.',
  ),
  sup: text(
    'Skriv tecknet självt (m², CO₂), eller en fotnot: [^1].',
    'Write the character itself (m², CO₂), or a footnote: [^1].',
  ),
  details: text(
    'Skriv texten under en egen rubrik. I ett beslut finns inget att fälla ut.',
    'Write the text under a heading of its own. In a decision there is nothing to unfold.',
  ),
  hr: text('Skriv --- på en egen rad, med en tom rad före.', 'Write --- on a line of its own, after an empty line.'),
  code: text('Skriv `texten` mellan två grava accenter.', 'Write `the text` between two backticks.'),
};
const same: Readonly<Record<string, string>> = {
  strong: 'b',
  em: 'i',
  sub: 'sup',
  li: 'ul',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  pre: 'code',
  summary: 'details',
  tr: 'table',
  td: 'table',
  th: 'table',
  thead: 'table',
  tbody: 'table',
  h2: 'h1',
  h3: 'h1',
  h4: 'h1',
  h5: 'h1',
  h6: 'h1',
  picture: 'img',
};
const others = text(
  'Ta bort taggarna, och behåll texten mellan dem. Utseendet bestäms av mallen.',
  'Remove the tags and keep the text between them. How it looks is for the template to say.',
);

/** Where plain values of YAML begin: a sign that Markdown means something by, such as * or ! or [, would be no text there. */
const startsIn = (document: Parsed): ReadonlySet<number> =>
  new Set(isMarkdownFile(document) ? [] : readable(document).map(({ start }) => start));

function tag(element: HtmlElement, document: Parsed, begins: boolean): Finding {
  const { name, span } = element;
  const edit = begins ? undefined : inMarkdown(element, document);
  const help = ways[same[name] ?? name] ?? others;
  const fix: Fix | undefined = edit && { title: text('Skriv det i Markdown', 'Write it in Markdown'), edits: [edit] };
  return {
    at: { start: span.start, end: Math.min(span.end, lineEnd(document.source.text, span.start)) },
    message: text(
      `<${name}> är HTML, och står som tecken i beslut, PDF och Word`,
      `<${name}> is HTML, and stands as characters in decisions, PDF and Word`,
    ),
    help,
    ...(fix ? { fix } : {}),
  };
}

/** Words on one line without any sign that Markdown gives a meaning, so that marks around them are marks. */
const plain = /^[\p{L}\p{N}](?:[^\n\r*_`<>[\]\\|]*[\p{L}\p{N}.!?%)])?$/u;

/** The same in Markdown, where there is but one way to write it that is sure to say the same. */
function inMarkdown({ name, span, inside, attributes }: HtmlElement, document: Parsed): Edit | undefined {
  const { text: source } = document.source;
  const { href = '', src = '', alt = '' } = attributes;
  const words = inside && plain.test(inside.text) ? inside.text : undefined;
  const kind = same[name] ?? name;
  const beside = /[\p{L}\p{N}*_\\]/u.test(source.charAt(span.start - 1) + source.charAt(span.end));
  if ((kind === 'b' || kind === 'i') && words !== undefined && !beside) {
    const mark = kind === 'b' ? '**' : '*';
    return { span, text: `${mark}${words}${mark}` };
  }
  if (kind === 'a' && words !== undefined && address.test(href) && !opens(source, span.start))
    return { span, text: `[${words}](${href})` };
  if (name === 'img' && plain.test(alt) && address.test(src)) return { span, text: `![${alt}](${src})` };
  if (name === 'br') return lineBreak(document, span);
  return undefined;
}

const address = /^[^\s()<>"'&|\\]+$/;
/** An exclamation mark makes an image of a link, and a link that is open already can hold no other. */
function opens(source: string, at: number): boolean {
  // No words of a link are longer, and lines may be.
  const before = source.slice(Math.max(0, at - 1000), at);
  return (
    before.endsWith('!') || before.lastIndexOf('[') > Math.max(before.lastIndexOf(']'), before.lastIndexOf('\n\n'))
  );
}

/** A line break in running prose; not where a line means something else: in a table, a heading, a list, or a field of YAML. */
function lineBreak(document: Parsed, { start, end }: HtmlElement['span']): Edit | undefined {
  const { text: source } = document.source;
  if (!isMarkdownFile(document)) return undefined;
  const line = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  if (!/^(?:[\p{L}\p{N}("”“]|\*\*)/u.test(line) || /^\d+[.)]\s/.test(line)) return undefined;
  // Two breaks after each other are meant to be an empty line.
  if (/<br\s*\/?>\s*$/i.test(line)) return undefined;
  if (line.includes('|') || source.slice(end, lineEnd(source, end)).includes('|')) return undefined;
  const after = /^[ \t]*(\r?\n)?/.exec(source.slice(end, end + 200));
  const next = end + (after?.[0].length ?? 0);
  // What follows has to go on as prose; at the end of a paragraph a break says nothing.
  if (!/^[\p{L}"”“(]/u.test(source.slice(next, next + 2))) return undefined;
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const before = /[ \t]*$/.exec(line)?.[0].length ?? 0;
  return { span: { start: start - before, end: next }, text: `\\${newline}` };
}

function* comments(document: Parsed): Generator<Finding> {
  const { text: source } = document.source;
  for (const span of commentsIn(document)) {
    const printed = document.kind !== 'roadmap';
    yield {
      at: { start: span.start, end: Math.min(span.end, lineEnd(source, span.start)) },
      message: printed
        ? text(
            'Kommentaren skrivs ut i dokumentet, ord för ord',
            'The comment is printed in the document, word for word',
          )
        : text(
            'Kommentaren syns inte på en webbsida, men finns i den fil som beslutas',
            'The comment is not seen on a web page, but is in the file that is decided on',
          ),
      help: text(
        'Ska det läsas: skriv det som vanlig text. Är det en anteckning: ta bort den, eller skriv den efter # överst mellan raderna med ---.',
        'If it is to be read, write it as ordinary text. If it is a note, remove it, or write it after # at the top between the lines of ---.',
      ),
      suggestions: [{ title: text('Ta bort kommentaren', 'Remove the comment'), edits: [{ span, text: '' }] }],
    };
  }
}
