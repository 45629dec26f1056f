import type { ModelPath } from '../core/locations.js';
import type { Span } from '../core/source.js';
import type { Decision } from '../model/decision.js';
import type { Missive } from '../model/missive.js';
import type { Words } from '../model/words.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { readableAt } from '../parse/readable.js';
import { sectionsOf } from './_sections.js';

/** Running text of one part of a document: where its heading stands, and the stretches of the source that it consists of. */
export interface Passage {
  title: string;
  heading: ModelPath;
  stretches: readonly Span[];
}

function* readPassages(document: Parsed): Generator<Passage> {
  const stretches = (...paths: ModelPath[]): Span[] =>
    paths.flatMap((path) => {
      const span = document.locations.get(path);
      return span && span.end > span.start ? [span] : [];
    });
  if (isKind(document, 'roadmap')) {
    const { title } = document.model;
    yield {
      title,
      heading: document.locations.get(['heading']) ? ['heading'] : ['lead'],
      stretches: stretches(['lead']),
    };
    for (const { section, path } of sectionsOf(document.model)) {
      const own = stretches([...path, 'text'], [...path, 'closing']);
      yield { title: section.title, heading: [...path, 'title'], stretches: own };
    }
    return;
  }
  if (!isKind(document, 'decision') && !isKind(document, 'missive')) return;
  const { parts, title } = document.model as Decision | Missive;
  if (isKind(document, 'missive')) yield { title, heading: ['lead'], stretches: stretches(['lead']) };
  for (const [index, part] of parts.entries()) {
    yield { title: part.title, heading: ['parts', index, 'title'], stretches: stretches(['parts', index, 'text']) };
  }
}

/** One sentence of running text. */
export interface Sentence {
  /** Offsets of the file. */
  span: Span;
  words: readonly string[];
}

/** A quick look at a stretch of the source: near the truth in plain prose, and above it where there are tables, links or code. */
export interface Gauge {
  words: number;
  /** Words of more than six letters. */
  long: number;
  /** Sentences as LIX counts them: a colon ends one. */
  sentences: number;
  /** Words of the longest sentence. */
  longest: number;
}

/** Gauges running text by its characters; most of it is plain, and needs no closer look. */
function gauge(text: string): Gauge {
  const found: Gauge = { words: 0, long: 0, sentences: 0, longest: 0 };
  let [run, sentence] = [0, 0];
  // One step beyond the end, so that the last word is counted.
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (
      (code > 96 && code < 123) ||
      (code > 64 && code < 91) ||
      (code > 191 && code < 592) ||
      (code > 47 && code < 58) ||
      (code > 767 && code < 880)
    ) {
      run += 1;
      continue;
    }
    if (run > 0) {
      found.words += 1;
      sentence += 1;
      if (run > 6) found.long += 1;
      run = 0;
    }
    if (code === 32) continue;
    const next = text.charCodeAt(at + 1);
    // . ! ? : before a space or a line end; a line end before a blank line, an item or a row.
    const stop = (code === 46 || code === 33 || code === 63 || code === 58) && !(next > 32);
    const ends = stop || (code === 10 && (next === 10 || next === 13 || next === 45 || next === 124)) || code !== code;
    if (!ends || sentence === 0) continue;
    found.sentences += 1;
    if (sentence > found.longest) found.longest = sentence;
    if (code !== 58) sentence = 0;
  }
  return found;
}

const gauges = new WeakMap<Parsed, Map<number, Gauge>>();

/** {@link gauge} of a stretch of a document, taken once. */
export function gaugeOf(document: Parsed, { start, end }: Span): Gauge {
  let known = gauges.get(document);
  if (!known) gauges.set(document, (known = new Map()));
  let found = known.get(start);
  if (!found) known.set(start, (found = gauge(document.source.text.slice(start, end))));
  return found;
}

const passages = new WeakMap<Parsed, readonly Passage[]>();

/** The running text of a document by heading, each heading’s own text only; read once. */
export function passagesOf(document: Parsed): readonly Passage[] {
  let found = passages.get(document);
  if (!found) passages.set(document, (found = [...readPassages(document)]));
  return found;
}

/** Sentences of a stretch; tables and headings are left out, and every item of a list ends where the next begins. */
export function* sentencesIn(document: Parsed, stretch: Span, words: Words): Generator<Sentence & { item: boolean }> {
  const text = readableAt(document, stretch);
  for (const block of blocksOf(text)) {
    const written = text.slice(block.start, block.end);
    for (const { start, end } of partsOf(written, words)) {
      const found = wordsOf(written.slice(start, end));
      const at = stretch.start + block.start;
      if (found.length > 0) yield { span: { start: at + start, end: at + end }, words: found, item: block.item };
    }
  }
}

const marker = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;

/** Paragraphs and items, as offsets in the text. */
function* blocksOf(text: string): Generator<Span & { item: boolean }> {
  let open: (Span & { item: boolean }) | undefined;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end);
    const bare = line.trimStart();
    const lead = marker.exec(line)?.[0].length;
    const apart =
      bare === '' || bare.startsWith('|') || bare.startsWith('#') || /^(?:-{3,}|\*{3,}|_{3,}|\[[^\]]+\]:)/.test(bare);
    if (open && (apart || lead !== undefined)) {
      yield open;
      open = undefined;
    }
    if (!apart) {
      const first = at + (lead ?? line.length - bare.length);
      open = open
        ? { ...open, end: at + line.trimEnd().length }
        : { start: first, end: at + line.trimEnd().length, item: lead !== undefined };
    }
    at = end + 1;
  }
  if (open) yield open;
}

const candidate = /(?<![.!?…])[.!?…]+[*_”"'’»)\]]*(?=\s)/g;

function* partsOf(text: string, { knownAbbreviations }: Words): Generator<Span> {
  let start = 0;
  for (const match of text.matchAll(candidate)) {
    const end = match.index + match[0].length;
    const next = /\S/.exec(text.slice(end))?.[0] ?? '';
    if (next !== next.toUpperCase()) continue;
    const word = /[^\s(”"'*_[]*$/.exec(text.slice(start, match.index + 1))?.[0].toLowerCase() ?? '';
    const abbreviated =
      match[0].startsWith('.') && (knownAbbreviations.includes(word) || /^(?:\p{L}|\d+)\.$/u.test(word));
    // “2 kap. 3 §”, “A. Ek”; but a year ends a sentence as often as not.
    if (abbreviated && !/\d{3,}\.$/.test(word)) continue;
    yield { start, end };
    start = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  }
  if (start < text.length) yield { start, end: text.length };
}

const letters = '[0-9A-Za-z\\u00c0-\\u024f\\u0300-\\u036f]';
const word = new RegExp(`${letters}+(?:[-–:’'.,/]${letters}+)*`, 'g');

/** What stands in text but is not read as words: ids, addresses of links, bare addresses. None holds what another begins with: that ends the look. */
const unread = /\{#[^{}]*\}|\]\([^)\]]*\)|\b(?:https?:\/\/|www\.)\S+|&[a-z]+;/g;

const wordsOf = (written: string): string[] =>
  (/[{\]:&w]/.test(written) ? written.replace(unread, ' ') : written).normalize('NFC').match(word) ?? [];

/** LIX (Björnsson 1968): words per sentence, and the share of words with more than six letters, added. A colon ends a sentence in it. */
export function lixOf(
  sentences: readonly Sentence[],
  colons: number,
): { lix: number; perSentence: number; long: number } {
  const words = sentences.flatMap((sentence) => sentence.words);
  const long = (100 * words.filter((each) => each.length > 6).length) / Math.max(1, words.length);
  const perSentence = words.length / Math.max(1, sentences.length + colons);
  return { lix: perSentence + long, perSentence, long };
}
