import { place, type Place, type Source } from '../core/source.js';
import type { Change } from '../model/change.js';
import type { Revisions } from './item-names.js';
import { sentencePrints, type SentencePrints, sentenceSpans } from './sentence-prints.js';

/**
 * Where a change stands in the revised text: the first sentence of it that is new or other, or what follows where one is gone. With `bound`,
 * the prints of the wording it was bound to, the first sentence that is not among them.
 */
export function placeOfChange(change: Change, { before, after }: Revisions, bound?: SentencePrints): Place {
  const { source } = after;
  if (!change.after) return whereItStood(change, before.source, source);
  const { text, line } = change.after;
  const offsets = offsetsOf(source, line, text);
  const spans = sentenceSpans(text);
  const at = (bound ? oddSentence(change, bound) : undefined) ?? sentenceAt(spans, firstDifference(change));
  const span = spans[Math.min(at, spans.length - 1)];
  if (!span) return onLine(source, line);
  return place(source, { start: offsets(span.start), end: offsets(span.end - 1) + 1 });
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

/** The sentence that holds an offset; between two, the one that follows. */
function sentenceAt(spans: readonly { end: number }[], offset: number): number {
  const found = spans.findIndex(({ end }) => offset < end);
  return found < 0 ? Math.max(0, spans.length - 1) : found;
}

/** The first sentence that the bound wording did not have; if it only had more, the one that follows what is gone. */
function oddSentence(change: Change, bound: SentencePrints): number | undefined {
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
  return seam < 0 ? undefined : seam;
}

/** More signs than this between two letters of a text are no line break, marker or anchor. */
const mostBetween = 200;

/**
 * Turns offsets in a text of the model into offsets in its source, where the same letters stand with other white space, list markers and
 * anchors between them. `line` (from 1) is where the text begins.
 */
function offsetsOf(source: Source, line: number, text: string): (offset: number) => number {
  const offsets = new Array<number>(text.length + 1);
  const start = startOfLine(source, line);
  // A heading or a cell begins somewhere on its line.
  const head = text.split(/\s/, 1)[0] ?? '';
  const lineEnd = source.text.indexOf('\n', start);
  const first = source.text.slice(start, lineEnd < 0 ? undefined : lineEnd).indexOf(head);
  let at = start + Math.max(0, first);
  for (let index = 0; index < text.length; index += 1) {
    offsets[index] = at;
    const letter = text[index] ?? '';
    if (/\s/.test(letter)) continue;
    const found = source.text.indexOf(letter, at);
    if (found < 0 || found - at > mostBetween) continue;
    offsets[index] = found;
    at = found + 1;
  }
  offsets[text.length] = at;
  return (offset) => offsets[Math.max(0, Math.min(offset, text.length))] ?? start;
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

/** For what is gone: the nearest line above it that is still there. */
function whereItStood({ before }: Change, earlier: Source, later: Source): Place {
  const lines = earlier.text.split(/\r\n|\r|\n/);
  const now = new Map<string, number | undefined>();
  for (const [index, raw] of later.text.split(/\r\n|\r|\n/).entries()) {
    const text = raw.trim();
    // What stands in several places tells nothing.
    if (text !== '') now.set(text, now.has(text) ? undefined : index + 1);
  }
  for (let at = (before?.line ?? 1) - 2; at >= 0; at -= 1) {
    const line = now.get(lines[at]?.trim() ?? '');
    if (line !== undefined) return onLine(later, line);
  }
  return onLine(later, 1);
}
