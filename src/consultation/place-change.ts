import { place, type Place, type Source, type Span } from '../core/source.js';
import type { Change } from '../model/change.js';
import type { Revisions } from './item-names.js';
import { partSpans, sentencePrints, type SentencePrints } from './sentence-prints.js';

/**
 * Where a change stands in the revised text: the first sentence of it that is new or other, or where one is gone. With `bound`, the prints of
 * the wording it was bound to, the first sentence that is not among them.
 */
export function placeOfChange(change: Change, { before, after }: Revisions, bound?: SentencePrints): Place {
  const { source } = after;
  if (!change.after) return lineWhereItStood(change, before.source, source);
  const { text, line } = change.after;
  const spans = partSpans(change, text);
  const odd = bound && oddSentence(change, bound);
  // Every sentence is as it was, so what is new is the name above them, or their place.
  if (odd === 'none') return onLine(source, line);
  const at = odd ?? sentenceAt(spans, firstDifference(change));
  const last = spans.at(-1);
  // What is gone at the end leaves nothing but the word before it.
  const span =
    spans[at] ?? (last && { start: Math.max(last.start, text.lastIndexOf(' ', last.end - 1) + 1), end: last.end });
  if (!span) return onLine(source, line);
  if (tableRows.has(change.item)) return inRow(source, line, text.slice(span.start, span.end));
  const region = change.item === 'field' && change.after.at ? after.locations.get(change.after.at.path) : undefined;
  const offsets = offsetsOf(source, region ?? { start: startOfLine(source, line), end: source.text.length }, text);
  return place(source, { start: offsets(span.start), end: offsets(span.end - 1) + 1 });
}

const tableRows = new Set<Change['item']>(['milestone', 'indicator', 'organ']);

/** A value of a row stands on the line of the row, in whatever column. */
function inRow(source: Source, line: number, value: string): Place {
  const start = startOfLine(source, line);
  const end = source.text.indexOf('\n', start);
  const found = source.text.slice(start, end < 0 ? undefined : end).indexOf(value);
  return found < 0 || value === ''
    ? onLine(source, line)
    : place(source, { start: start + found, end: start + found + value.length });
}

/** Offset in the later text of the first word that came or went. */
function firstDifference({ words, after }: Change): number {
  let at = 0;
  for (const { op, text } of words) {
    if (op === 'delete') return at;
    if (op === 'insert') return at + (text.length - text.trimStart().length);
    at += text.length;
  }
  // A heading that moved is new all of it.
  return after ? 0 : at;
}

/** The sentence that holds an offset; between two, the one that follows; after the last, as many as there are. */
function sentenceAt(spans: readonly { end: number }[], offset: number): number {
  const found = spans.findIndex(({ end }) => offset < end);
  return found < 0 ? spans.length : found;
}

/** The first sentence that the bound wording did not have; if it only had more, the one that follows what is gone. */
function oddSentence(change: Change, bound: SentencePrints): number | 'none' | undefined {
  const now = sentencePrints(change).after;
  if (bound.after.length === 0) return undefined;
  const left = [...bound.after];
  const odd = now.findIndex((print) => {
    const at = left.indexOf(print);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (odd >= 0) return odd;
  const seam = bound.after.findIndex((print, index) => now[index] !== print);
  return seam < 0 ? 'none' : seam;
}

/** More signs than this between two letters of a text are no line break, marker or anchor. */
const mostBetween = 200;
/** A sign that is not there at once was set by the model, between the values of a row. */
const mostBeforeSign = 3;

/**
 * Turns offsets in a text of the model into offsets in its source, where the same letters stand with other white space, list markers and
 * anchors between them. The region begins where the text, or the heading above it, stands.
 */
function offsetsOf(source: Source, { start, end }: Span, text: string): (offset: number) => number {
  const offsets = new Array<number>(text.length + 1);
  let at = start + beginning(source.text.slice(start, start + 5_000), text);
  for (let index = 0; index < text.length; index += 1) {
    offsets[index] = at;
    const letter = text[index] ?? '';
    if (/\s/.test(letter)) continue;
    const found = source.text.indexOf(letter, at);
    if (found < 0 || found >= end || found - at > (/[\p{L}\p{N}]/u.test(letter) ? mostBetween : mostBeforeSign))
      continue;
    offsets[index] = found;
    at = found + 1;
  }
  offsets[text.length] = at;
  return (offset) => offsets[Math.max(0, Math.min(offset, text.length))] ?? start;
}

/** Where the first words of a text stand in the source that follows, as many of them as stand together. */
function beginning(source: string, text: string): number {
  const words = text.trim().split(/\s+/).slice(0, 5);
  for (let many = words.length; many > 0; many -= 1) {
    const escaped = words.slice(0, many).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const match = new RegExp(escaped.join('\\s+')).exec(source);
    if (match) return match.index;
  }
  return 0;
}

function startOfLine({ text }: Source, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

function onLine(source: Source, line: number): Place {
  const start = startOfLine(source, line);
  const end = source.text.indexOf('\n', start);
  return place(source, { start, end: end < 0 ? source.text.length : end });
}

/** For what is gone: the last line before the place where it stood. */
function lineWhereItStood({ before }: Change, earlier: Source, later: Source): Place {
  const [was, is] = [earlier, later].map(({ text }) => text.split(/\r\n|\r|\n/).map((line) => line.trim()));
  if (!was || !is) return onLine(later, 1);
  const known = sameLines(was, is);
  const gone = (before?.line ?? 1) - 1;
  const below = [...was.keys()].slice(gone + 1).find((at) => known.has(at) && was[at] !== '');
  const above = [...was.keys()].slice(0, gone).findLast((at) => known.has(at) && was[at] !== '');
  const from = above === undefined ? 0 : (known.get(above) ?? 0);
  const to = below === undefined ? is.length : Math.max(from + 1, known.get(below) ?? 0);
  // Between the lines that are left others may have been rewritten; they are counted off.
  let at = Math.min(from + (above === undefined ? 0 : gone - 1 - above), to - 1);
  while (at > from && is[at] === '') at -= 1;
  return onLine(later, at + 1);
}

/** Lines that stand in both texts, by index: those that stand once in each, and equal ones next to them. */
function sameLines(was: readonly string[], is: readonly string[]): Map<number, number> {
  const [first, second] = [was, is].map((lines) => {
    const once = new Map<string, number>();
    for (const [index, line] of lines.entries()) once.set(line, once.has(line) ? -1 : index);
    return once;
  });
  const known = new Map<number, number>();
  for (const [line, at] of first ?? []) {
    const then = second?.get(line) ?? -1;
    if (line !== '' && at >= 0 && then >= 0) known.set(at, then);
  }
  for (const step of [1, -1]) {
    for (const [at, then] of known) {
      for (let away = step; !known.has(at + away) && was[at + away] === is[then + away]; away += step) {
        if (was[at + away] === undefined) break;
        known.set(at + away, then + away);
      }
    }
  }
  return known;
}
