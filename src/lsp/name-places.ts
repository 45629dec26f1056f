import { formOf } from '../core/form.js';
import type { Span } from '../core/source.js';
import type { Parsed } from '../parse/parsed.js';
import {
  type Holder,
  mentionsIn,
  type Name,
  namesIn,
  heldBy,
  type Mention,
  type Surroundings,
} from '../rules/_names.js';
import { placeOfId } from '../rules/_references.js';
import { matchesIn } from '../rules/_written.js';
import { cellAt } from './table-cells.js';

/** Where the id of something stands, or where it would be written: `write` makes the text to put there. */
export type NamePlace =
  { written: Span } | { implied: Span; insert: Span; write: (id: string) => string } | { implied: Span };

const idMark = /\{#([^{}\s]+)\}[\s\u00a0]*$/;

/** Where the id of `name` stands in its document. */
export function placeOfName({ document, name }: Holder): NamePlace {
  const { locations, source } = document;
  const { path, kind, id } = name;
  const own = locations.get([...path, 'id']);
  const span =
    kind === 'comment'
      ? locations.nearest(path)
      : (own ?? locations.get([...path, 'text']) ?? locations.get([...path, 'title']) ?? locations.nearest(path));
  const raw = source.text.slice(span.start, span.end);
  const bare = /^(["']?)(.*)\1$/s.exec(raw.trim())?.[2] ?? '';
  if (own && bare.normalize('NFC') === id) {
    const start = span.start + raw.indexOf(bare);
    return { written: { start, end: start + bare.length } };
  }
  const marked = markIn(raw, id);
  if (marked) return { written: { start: span.start + marked.start, end: span.start + marked.end } };
  if (kind === 'comment') return commentPlace(document, path, span);
  if (kind === 'section') return after(span, span.end);
  if (kind === 'statement') return after(span, span.start + raw.trimEnd().length);
  if (kind === 'milestone' || kind === 'indicator') {
    const row = locations.nearest(path);
    const cell = cellAt(source.text, row.start, 'id');
    if (cell) return { implied: span, insert: cell, write: (written) => ` ${written} ` };
    const inTable = source.text.slice(row.start, row.end).trimStart().startsWith('|');
    return inTable
      ? { implied: span }
      : after(span, row.start + source.text.slice(row.start, row.end).trimEnd().length);
  }
  return { implied: span };
}

const after = (implied: Span, at: number): NamePlace => ({
  implied,
  insert: { start: at, end: at },
  write: (id) => ` {#${id}}`,
});

/** The id within `{#…}` that ends a line of the text, if it is this one. */
function markIn(raw: string, id: string): Span | undefined {
  let at = 0;
  for (const line of raw.split('\n')) {
    const match = idMark.exec(line);
    if (match?.[1]?.normalize('NFC') === id) {
      const start = at + match.index + 2;
      return { start, end: start + match[1].length };
    }
    at += line.length + 1;
  }
  return undefined;
}

const label = /^\s*(?:[-*+]\s+)?\*{0,2}\p{L}+\s*:/u;

function commentPlace(document: Parsed, path: Name['path'], span: Span): NamePlace {
  const lines = document.source.text.slice(span.start, span.end).split('\n');
  let at = span.start;
  for (const line of lines) {
    const said = line.trimEnd();
    // After a label an id would be read as a part of its value.
    if (said !== '' && !label.test(line)) return after(document.locations.key(path), at + said.length);
    at += line.length + 1;
  }
  return { implied: document.locations.key(path) };
}

/** A mention with where its id stands. */
export interface PlacedMention extends Mention {
  span: Span;
}

/** Everything in a document that names something by id, links in prose among them, with where the id stands. */
function placedMentions(document: Parsed): PlacedMention[] {
  const inFields = mentionsIn(document).flatMap((mention): PlacedMention[] => {
    const span = spanOfMention(document, mention);
    return span ? [{ ...mention, span }] : [];
  });
  if (document.kind !== 'roadmap') return inFields;
  const links = [...matchesIn(document, /\]\(#([^\s()]*)/gu, ['](#'])].flatMap(({ match, span }): PlacedMention[] => {
    const id = match[1] ?? '';
    return id === ''
      ? []
      : [
          {
            id,
            at: [],
            to: ['section', 'statement', 'milestone', 'indicator'],
            span: { start: span.end - id.length, end: span.end },
          },
        ];
  });
  return [...inFields, ...links];
}

function spanOfMention(document: Parsed, { id, at }: Mention): Span | undefined {
  const { locations, source } = document;
  const step = at.at(-1);
  const keyed = at.includes('sentences') && typeof step === 'string' && step.startsWith(`${id}/`);
  // An answer says what it is about in its heading, and only if the id is written there.
  if (document.kind === 'response' && step === 'item' && formOf(document.source) === 'markdown') {
    const span = locations.nearest(at);
    const marked = markIn(source.text.slice(span.start, span.end), id);
    return marked && { start: span.start + marked.start, end: span.start + marked.end };
  }
  const found = keyed ? locations.key(at) : locations.get(at);
  if (!found) return undefined;
  const raw = source.text.slice(found.start, found.end);
  const index = raw.indexOf(id);
  const span =
    keyed || raw.startsWith(id) || /^["']/.test(raw)
      ? { start: found.start + index, end: found.start + index + id.length }
      : placeOfId(document, at, id);
  return index >= 0 && source.text.slice(span.start, span.end) === id ? span : undefined;
}

/** What stands at an offset: something that has an id, or something that names one. */
export type AtOffset =
  { type: 'name'; holder: Holder; span: Span } | { type: 'mention'; mention: PlacedMention; span: Span };

/** The id at `offset`, whether it is given there or named there. */
export function nameAt(document: Parsed, offset: number): AtOffset | undefined {
  const inside = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  const mention = placedMentions(document).find(({ span }) => inside(span));
  const names = [...namesIn(document)].map((name) => ({ name, place: placeOfName({ document, name }) }));
  const written = names.find(({ place }) => 'written' in place && inside(place.written));
  if (written && 'written' in written.place && written.name.kind !== 'comment') {
    return { type: 'name', holder: { document, name: written.name }, span: written.place.written };
  }
  if (mention) return { type: 'mention', mention, span: mention.span };
  if (written && 'written' in written.place) {
    return { type: 'name', holder: { document, name: written.name }, span: written.place.written };
  }
  // A heading stands for its id, also when that is not written.
  const implied = names.find(({ name, place }) => 'implied' in place && name.path.length > 0 && inside(place.implied));
  return implied && 'implied' in implied.place
    ? { type: 'name', holder: { document, name: implied.name }, span: implied.place.implied }
    : undefined;
}

/** What the id at an offset is the id of; the nearest first. */
export const holdersAt = (found: AtOffset, document: Parsed, around: Surroundings): Holder[] =>
  found.type === 'name' ? [found.holder] : heldBy(found.mention, document, around);

/** Every mention of `holder` in the documents of its workspace. With `strict`, only those that mean this very revision of it. */
export function mentionsOf(
  holder: Holder,
  around: Surroundings,
  { strict }: { strict: boolean },
): { document: Parsed; mention: PlacedMention }[] {
  const wanted = wholeId(holder);
  return around.documents.flatMap((document) =>
    placedMentions(document).flatMap((mention) => {
      if (mention.id !== wanted && !(wanted.includes('#') && mention.id === wanted)) return [];
      const held = heldBy(mention, document, around);
      const meant = (strict ? held.slice(0, 1) : held).some((other) => same(other, holder, strict));
      return meant ? [{ document, mention }] : [];
    }),
  );
}

/** The id as others write it: a comment with its answer. */
export const wholeId = ({ document, name }: Holder): string =>
  name.kind === 'comment' ? `${String((document.model as { id?: string }).id)}#${name.id}` : name.id;

function same(one: Holder, other: Holder, strict: boolean): boolean {
  if (one.name.id !== other.name.id || (one.name.kind !== other.name.kind && strict)) return false;
  if (one.document.source === other.document.source) return true;
  // The same item in another revision of the same roadmap.
  return !strict && one.document.kind === 'roadmap' && idOf(one.document) === idOf(other.document);
}

const idOf = (document: Parsed): unknown => (document.model as { id?: unknown }).id;
