import type { Fix } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import type { Settings } from '../model/settings.js';
import type { Words } from '../model/words.js';
import { place } from '../core/source.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { isMarkdownFile, lineEnd, readable } from '../parse/readable.js';
import { rule, type RuleContext } from './_contract.js';

const letter = 'A-Za-z0-9\\u00c0-\\u024f\\u0300-\\u03ff';
/** Two to six capitals that are a word, or the first part of one (SIP-möte, SIP:en). */
const capitals = new RegExp(
  `(?=[A-ZÅÄÖ][A-ZÅÄÖ\\u0300-\\u036f])(?<![${letter}_@#/&.:-])(?:[A-ZÅÄÖ][\\u0300-\\u036f]?){2,6}(?![${letter}_@/&]|[.-][${letter}]{0,3}\\d)`,
  'g',
);

/** Words that are left to be replaced; another rule tells of them. */
const placeholder = /^(?:TODO|FIXME|TBD|X+|Å+|Y+|M+|D+)$/;
/** No document that people write has so many. */
const mostLooks = 1000;
const roman = /^(?:X{0,3}(?:I[XV]|V?I{0,3}))$/;

/** Every abbreviation is explained where it is first used. */
export const unexplainedAbbreviation = rule({
  kinds: ['roadmap', 'decision', 'missive'],
  severity: 'info',
  title: text('Förkortningar förklaras första gången', 'Abbreviations are explained the first time'),
  why: text(
    'Den som är ny i en fråga, och den som bor i kommunen, vet inte vad SVPL eller VVG står för. Språket i offentlig verksamhet ska vara vårdat, enkelt och begripligt (11 § språklagen).',
    'Those who are new to a question, and those who live in the municipality, do not know what SVPL or VVG stands for. The language of public bodies must be cultivated, simple and comprehensible (section 11 of the Language Act, 2009:600).',
  ),
  good: '## Syfte\n\nDen som vill får en samordnad individuell plan (SIP). En SIP görs tillsammans.\n',
  bad: '## Syfte\n\nDen som vill får en SIP, och den görs tillsammans.\n',
  *check(document, context) {
    const first = new Map<string, number>();
    const { text: source } = document.source;
    let looks = 0;
    for (const match of source.matchAll(capitals)) {
      const [word] = match;
      if (first.has(word) || roman.test(word) || placeholder.test(word)) continue;
      if ((looks += 1) > mostLooks) break;
      if (isShown(document, match.index, word) && !isShouted(source, match.index, word)) first.set(word, match.index);
    }
    if (first.size === 0) return;
    const known = knownIn(document, context);
    for (const [word, at] of first) {
      if (known.has(word.normalize('NFC')) || isExplained(source, word, at, context.words)) continue;
      yield told(document, word, at, context.words);
    }
  },
});

/** Whether a place is text that readers see: not code or a comment, nor a key, an id, an address or a reference number of the front matter. */
function isShown(document: Parsed, at: number, word: string): boolean {
  const { text: source } = document.source;
  const from = source.lastIndexOf('\n', at - 1) + 1;
  const line = source.slice(from, lineEnd(source, at));
  const before = line.slice(0, at - from);
  const after = line.slice(at - from + word.length);
  if (/(?:\]\(|\{#|<|:\/\/)[^\s)}>]*$/.test(before)) return false;
  // RS 2021/00123, SKF 2022-41: the series of a reference number.
  if (/^[ -]?\d{2,4}[-/:]\d/.test(after) || /^ ?\d{4,}/.test(after)) return false;
  // In the body, code and comments are spaces in what is readable.
  const body = isMarkdownFile(document) ? readable(document)[0]?.text : undefined;
  if (body?.startsWith(word, at)) return true;
  if (body !== undefined && at > bodyStart(document)) return false;
  if (/(?:^|\s)#\s/.test(before)) return false;
  return !/^\s*(?:- *)?(?:[{] *)?(?:id|diarienummer|reference|profil|profile|län|fardplan|version|nyckeltal|kpi|källa|source|paragraf|undertecknare|kontakt|e-post|adress|layout|mall)["']?:/u.test(
    line,
  );
}

const starts = new WeakMap<Parsed, number>();

/** Where the body of a Markdown file begins. */
function bodyStart(document: Parsed): number {
  let start = starts.get(document);
  if (start === undefined) {
    const { yaml, yamlStart } = partFrontMatter(document.source.text);
    starts.set(document, (start = yamlStart + yaml.length));
  }
  return start;
}

/** Capitals for their own sake: a whole heading or phrase in them, or a word that stands in the text in small letters too. */
function isShouted(source: string, at: number, word: string): boolean {
  const before = source.slice(Math.max(0, at - 30), at);
  const after = source.slice(at + word.length, at + word.length + 30);
  const neighbour =
    /(?:^|[^a-zåäö0-9])[A-ZÅÄÖ]{2,}[,:;–-]?\s+$/.test(before) || /^[,:;–-]?\s+[A-ZÅÄÖ]{2,}(?![a-zåäö0-9])/.test(after);
  if (neighbour) return true;
  const small = word.toLowerCase();
  for (let other = source.indexOf(small); other >= 0; other = source.indexOf(small, other + 1)) {
    if (!inWord.test(source.charAt(other - 1)) && !inWord.test(source.charAt(other + small.length))) return true;
  }
  return false;
}

const inWord = new RegExp(`[${letter}_-]`);

/** What every reader knows, and the names of those who take part. */
function knownIn(document: Parsed, { words, settings, documents }: RuleContext): ReadonlySet<string> {
  const known = new Set(knownEverywhere(words, settings));
  const name = (written: string | undefined): void => {
    for (const [word] of (written ?? '').matchAll(capitals)) known.add(word);
  };
  const party = ({ id, name: written }: { id: string; name: string }): void => {
    known.add(id.toUpperCase());
    name(written);
  };
  if (isKind(document, 'roadmap')) document.model.parties?.forEach(party);
  if (isKind(document, 'decision')) name(document.model.organisation);
  for (const other of documents) if (isKind(other, 'parties')) other.model.parties.forEach(party);
  return known;
}

const knownEverywhere = (words: Words, { abbreviations }: Settings): string[] => [
  ...words.knownAbbreviations,
  ...(abbreviations ?? []),
];

const longOf = (words: Words, word: string): string | undefined =>
  words.abbreviations.find(({ short }) => short === word.normalize('NFC'))?.long;

/** Whether the text says what it stands for, at the first use or before it. */
function isExplained(source: string, word: string, at: number, words: Words): boolean {
  const before = source.slice(Math.max(0, at - 200), at);
  const after = source.slice(at + word.length, at + word.length + 200);
  // “samordnad individuell plan (SIP)”, “(förkortat SIP)”, “(VIS), …”
  if (new RegExp(`[${letter}”"*_]\\s+\\((?:[^()]{0,40}\\s)?[”"*_]*$`).test(before) && /^[”"*_]*[),;]/.test(after))
    return true;
  // “SIP (samordnad individuell plan)”, “SIP, det vill säga …”, “SIP – samordnad …”, “SIP står för …”, “SIP: samordnad …”
  if (/^[*_”"]*\s+\((?=[^)]{8})/.test(after)) return true;
  if (
    /^[*_”"]*(?:,? (?:det vill säga|dvs\.?|alltså|som (?:står för|betyder))| (?:står för|betyder|är (?:en )?förkortning)|\s[–—=]\s+\p{Ll}|:\s+\p{L}|\s*\|\s*\p{L})/u.test(
      after,
    )
  ) {
    return /^[*_”"]*(?:,| (?:s|b|ä)|\s[–—=])/.test(after) || inGlossary(source, at);
  }
  const long = longOf(words, word);
  return (
    long !== undefined &&
    `${before}${after}`.normalize('NFC').replace(/\s+/g, ' ').toLowerCase().includes(long.toLowerCase())
  );
}

/** Whether a place is under a heading that says that words are explained there. */
function inGlossary(source: string, at: number): boolean {
  const headings = source.slice(0, at).match(/^#{1,6} .*$/gm);
  return /förkort|ordlist|begrepp|definition|abbreviat|glossary/i.test(headings?.at(-1) ?? '');
}

function told(document: Parsed, word: string, at: number, words: Words) {
  const { source } = document;
  const span = { start: at, end: at + word.length };
  const long = longOf(words, word);
  const later = explainedLater(source.text, word, at, words);
  const line = later === undefined ? undefined : place(source, { start: later, end: later }).line;
  const suggestions: Fix[] =
    long === undefined
      ? []
      : [
          {
            title: text(`Skriv ”${long} (${word})”`, `Write “${long} (${word})”`),
            edits: [{ span, text: `${long} (${word})` }],
          },
        ];
  return {
    at: span,
    message:
      line === undefined
        ? text(`Förkortningen ”${word}” förklaras inte`, `The abbreviation “${word}” is not explained`)
        : text(
            `Förkortningen ”${word}” används här men förklaras först på rad ${line}`,
            `The abbreviation “${word}” is used here but not explained until line ${line}`,
          ),
    help:
      long === undefined
        ? text(
            `Skriv ut den första gången, med förkortningen inom parentes. Känner alla läsare till den: lägg till den under ”förkortningar” i fardplan.yaml.`,
            'Write it out the first time, with the abbreviation in brackets. If every reader knows it, add it under “abbreviations” in fardplan.yaml.',
          )
        : text(`Skriv ”${long} (${word})” första gången.`, `Write “${long} (${word})” the first time.`),
    ...(suggestions.length > 0 ? { suggestions } : {}),
  };
}

/** Where it is explained after its first use. */
function explainedLater(source: string, word: string, first: number, words: Words): number | undefined {
  const pattern = new RegExp(`(?<![${letter}])${word}(?![${letter}])`, 'g');
  pattern.lastIndex = first + word.length;
  for (let count = 0; count < 50; count += 1) {
    const match = pattern.exec(source);
    if (!match) return undefined;
    if (isExplained(source, word, match.index, words)) return match.index;
  }
  return undefined;
}
