import type { Span } from '../core/source.js';
import { text } from '../core/text.js';
import { lineEnd, readable, type Stretch } from '../parse/readable.js';
import { type Finding, rule } from './_contract.js';

const list = (second: string) => `## Syfte

Huvudmännen är överens om

- att hälsan ska bli mer jämlik
- att vården ska komma nära den som behöver den
- ${second}
`;

/** The items of a list are written in one way: all of them att-clauses, or none. */
export const listStyle = rule({
  kinds: ['roadmap', 'decision', 'missive'],
  severity: 'info',
  title: text('Punkterna i en lista är skrivna på samma sätt', 'The items of a list are written in one way'),
  why: text(
    'Att-satser läses ihop med inledningen före listan, hela meningar står för sig. Blandas de stannar läsaren upp, och det går inte att se vad som hör till inledningen.',
    'Att-clauses are read together with the words that lead to the list, whole sentences stand alone. Where they are mixed a reader stops, and cannot see what belongs to the lead.',
  ),
  good: list('att medarbetarna ska räcka till'),
  bad: list('Medarbetarna ska räcka till.'),
  *check(document) {
    if (!/att\s/i.test(document.source.text)) return;
    for (const stretch of readable(document)) for (const items of listsIn(stretch)) yield* judged(items);
  },
});

interface Item {
  /** Its own words, up to an empty line or a list of its own. */
  words: string;
  /** The first line of them, in the file. */
  span: Span;
}

interface OpenList {
  indent: number;
  /** In how many quotes it stands. */
  quotes: number;
  /** A list of another sign is another list. */
  sign: string;
  items: Item[];
}

const marker = /^([ \t>]*)([-*+]|\d{1,9}[.)])[ \t]+(?=\S)/;
/** A line across the page looks like an item. */
const rulers = /^[ \t>]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$/;
/** What ends every list, wherever it stands. */
const others = /^[ \t>]*(?:#{1,6}[ \t]|\||---)/;

function* listsIn({ start: offset, text: written }: Stretch): Generator<readonly Item[]> {
  const open: OpenList[] = [];
  let blank = true;
  /** Ends lists from the innermost, for as long as they are to end. */
  function* ended(ends: (list: OpenList) => boolean): Generator<readonly Item[]> {
    for (let last = open.at(-1); last && ends(last); last = open.at(-1)) {
      open.pop();
      yield last.items;
    }
  }
  for (let at = 0; at < written.length; at = lineEnd(written, at) + 1) {
    const line = written.slice(at, lineEnd(written, at)).trimEnd();
    if (line === '') {
      blank = true;
      continue;
    }
    const [lead = ''] = /^[ \t>]*/.exec(line) ?? [];
    const indent = lead.length;
    const quotes = lead.split('>').length - 1;
    /** The list stands in a quote that has ended, or a quote begins that does not stand in the list. */
    const isApart = (list: OpenList): boolean =>
      list.quotes > quotes || (list.quotes < quotes && lead.indexOf('>') <= list.indent);
    const [mark, , sign = ''] = rulers.test(line) ? [] : (marker.exec(line) ?? []);
    if (mark === undefined) {
      const all = others.test(line);
      yield* ended(
        (list) => all || (blank && list.indent >= indent) || ((blank || list.quotes < quotes) && isApart(list)),
      );
      // What goes on without an empty line is part of the item, also where it is not moved in.
      const item = open.at(-1)?.items.at(-1);
      if (item && !blank) item.words += ` ${line.trim()}`;
      blank = false;
      continue;
    }
    const kind = sign.slice(-1);
    yield* ended((list) => isApart(list) || list.indent > indent || (list.indent === indent && list.sign !== kind));
    let last = open.at(-1);
    if (last?.indent !== indent) open.push((last = { indent, quotes, sign: kind, items: [] }));
    const span = { start: offset + at + mark.length, end: offset + at + line.length };
    last.items.push({ words: line.slice(mark.length), span });
    blank = false;
  }
  for (const { items } of open) yield items;
}

/** The last item often begins with what joins it to the others: “samt att”. */
const attClause = /^(?:(?:och|samt|eller|men|dels|även|också|inte)\s+){0,3}att\s/i;

/** What an item is: names, figures and single words go with anything. */
function styleOf({ words }: Item): 'att' | 'other' | undefined {
  const plain = words
    .replace(/\{#[^{}]*\}/g, '')
    .replace(/^\[[ x]\]\s+/i, '')
    .replace(/[*_`\[\]"”“]/g, '')
    .trim();
  const sentence = /[.!?]$/.test(plain);
  // “Att bli äldre är ingen sjukdom.” is a sentence, and may be either.
  if (attClause.test(plain)) return /^[A-ZÅÄÖ]/.test(plain) && sentence ? undefined : 'att';
  // “för att vården ska komma nära” is read together with the lead too.
  if (/^(?:för|genom|så|utan|med|om)\s+att\s/i.test(plain)) return undefined;
  const all = plain.split(/\s+/);
  const lower = all.slice(1).filter((word) => /^[a-zåäöé]/.test(word)).length;
  return all.length >= 3 && lower * 2 >= all.length && !/^[\d§(]/.test(plain) ? 'other' : undefined;
}

const counted = ({ length }: readonly Item[], language: 'sv' | 'en'): string =>
  language === 'sv'
    ? `${length} ${length === 1 ? 'punkt' : 'punkter'}`
    : `${length} ${length === 1 ? 'item' : 'items'}`;

function* judged(items: readonly Item[]): Generator<Finding> {
  const styled = items.map((item) => ({ item, style: styleOf(item) }));
  const of = (style: 'att' | 'other') => styled.flatMap((one) => (one.style === style ? [one.item] : []));
  const [att, other] = [of('att'), of('other')];
  if (att.length === 0 || other.length === 0) return;
  // What most of them are, and at a draw what comes first, is what was meant.
  const meant =
    att.length === other.length ? styled.find(({ style }) => style)?.style === 'att' : att.length > other.length;
  const [odd, usual] = meant ? [other, att] : [att, other];
  const [first, ...more] = odd;
  if (!first) return;
  yield {
    at: first.span,
    message: meant
      ? text(
          `${counted(odd, 'sv')} i listan är ${odd.length === 1 ? 'ingen att-sats' : 'inga att-satser'}, men ${usual.length} är det`,
          `${counted(odd, 'en')} of the list ${odd.length === 1 ? 'is no att-clause' : 'are no att-clauses'}, but ${usual.length === 1 ? '1 is' : `${usual.length} are`}`,
        )
      : text(
          `${counted(odd, 'sv')} i listan är ${odd.length === 1 ? 'en att-sats' : 'att-satser'}, men ${usual.length} är det inte`,
          `${counted(odd, 'en')} of the list ${odd.length === 1 ? 'is an att-clause' : 'are att-clauses'}, but ${usual.length === 1 ? '1 is' : `${usual.length} are`} not`,
        ),
    help: meant
      ? text(
          'Börja alla punkter med ”att”, så att de läses ihop med inledningen. Eller skriv alla utan.',
          'Begin every item with “att”, so that they are read together with the lead. Or write all of them without it.',
        )
      : text(
          'Skriv alla punkter utan ”att”. Eller börja alla med ”att”, så att de läses ihop med inledningen.',
          'Write every item without “att”. Or begin all of them with “att”, so that they are read together with the lead.',
        ),
    related: [
      ...more.map(({ span }) => ({ at: span, message: text('Den här också', 'This one too') })),
      ...usual.slice(0, 1).map(({ span }) => ({
        at: span,
        message: text('De andra är skrivna så här', 'The others are written this way'),
      })),
    ],
  };
}
