import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readIndirectObject } from './object-reader-indirect.js';
import type { IndirectObject } from './object-reader-indirect.js';
import { isSpace, skipSpace } from './object-reader.js';
import type { Cursor } from './object-reader.js';
import type { Link } from './revisions-chain.js';
import { readPacked } from './revisions-packed.js';
import type { PdfObject, PdfStructure, Revision } from './revisions.js';

interface Place {
  number: number;
  generation: number;
  offset: number;
  /** Where the next object, or the section, begins. */
  limit: number;
}

interface Work {
  structure: PdfStructure;
  revision: Revision;
  link: Link;
  /** The objects that stand in this revision's own bytes, by offset. */
  placed: Place[];
  byNumber: Map<number, Place>;
}

function problem(work: Work, start: number, end: number, what: Text): void {
  work.structure.problems.push({ start, end: Math.max(end, start + 1), what });
}

function earlier(work: Work, number: number): PdfObject | undefined {
  for (let index = work.structure.revisions.length - 1; index >= 0; index -= 1) {
    const revision = work.structure.revisions[index];
    const object = revision?.objects.get(number);
    if (object || revision?.freed.has(number)) return object;
  }
  return undefined;
}

/** An entry may repeat what already holds; pointing at other old bytes would bring hidden content to light. */
const repeats = (before: PdfObject | undefined, offset: number): boolean =>
  before !== undefined && before.container === null && before.start === offset;

function pointsElsewhere(work: Work, number: number): void {
  problem(
    work,
    work.link.section.start,
    work.link.section.end,
    text(
      `Objekt ${number} pekas ut utanför den version som listar det: gömt innehåll kan ha tagits fram.`,
      `Object ${number} is listed at a place outside the revision that lists it: hidden content may have been brought forth.`,
    ),
  );
}

function sortEntries(work: Work): Map<number, { number: number; index: number }[]> {
  const { section, front } = work.link;
  const packed = new Map<number, { number: number; index: number }[]>();
  for (const [number, entry] of section.entries) {
    if (entry.kind === 'free') {
      if (number !== 0) work.revision.freed.add(number);
    } else if (entry.kind === 'offset') {
      const isOwn = number === section.own || number === front?.own;
      if (isOwn && entry.offset === (number === section.own ? section.start : front?.start)) continue;
      const inside = entry.offset >= work.revision.start && entry.offset < section.start;
      if (inside && !isOwn) {
        work.placed.push({ number, generation: entry.generation, offset: entry.offset, limit: section.start });
      } else if (!repeats(earlier(work, number), entry.offset)) pointsElsewhere(work, number);
    } else {
      const container = section.entries.get(entry.container);
      if (container?.kind === 'offset' && container.offset >= work.revision.start) {
        packed.set(entry.container, [...(packed.get(entry.container) ?? []), { number, index: entry.index }]);
      } else pointsElsewhere(work, number);
    }
  }
  work.placed.sort((one, other) => one.offset - other.offset);
  work.placed.forEach((place, index) => {
    const next = work.placed[index + 1]?.offset ?? section.start;
    place.limit = front && place.offset < front.start ? Math.min(next, front.start) : next;
    work.byNumber.set(place.number, place);
  });
  return packed;
}

function lengthIn(work: Work, number: number): number {
  const missing = (): never => {
    throw new Malformed(
      text(`Längden av en ström finns inte i objekt ${number}.`, `The length of a stream is not in object ${number}.`),
      work.revision.start,
    );
  };
  const known = work.revision.objects.get(number);
  const place = known ? undefined : work.byNumber.get(number);
  const object = place
    ? readIndirectObject(work.structure.bytes, place.offset, place.limit, missing)
    : (known ?? earlier(work, number));
  const value = object?.value;
  return value?.kind === 'number' && value.integer && value.value >= 0 ? value.value : missing();
}

function readPlaced(work: Work, place: Place): IndirectObject | undefined {
  try {
    const object = readIndirectObject(work.structure.bytes, place.offset, place.limit, (number) =>
      lengthIn(work, number),
    );
    if (object.number === place.number && object.generation === place.generation) return object;
    problem(
      work,
      place.offset,
      object.end,
      text(
        `Vid byte ${place.offset} står objekt ${object.number} ${object.generation}, inte objekt ${place.number} ${place.generation} som tabellen säger.`,
        `Object ${object.number} ${object.generation} stands at byte ${place.offset}, not object ${place.number} ${place.generation} as the table says.`,
      ),
    );
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    problem(
      work,
      place.offset,
      place.offset,
      text(
        `Objekt ${place.number} vid byte ${place.offset} går inte att läsa. ${error.text.sv}`,
        `Object ${place.number} at byte ${place.offset} cannot be read. ${error.text.en}`,
      ),
    );
  }
  return undefined;
}

function unpack(work: Work, container: IndirectObject, listed: { number: number; index: number }[]): void {
  const numbers = new Map(listed.map((entry) => [entry.number, entry.index]));
  try {
    readPacked(container, work.structure.allowance).forEach(({ number, value }, index) => {
      if (numbers.get(number) !== index) {
        problem(
          work,
          container.start,
          container.end,
          text(
            `Objektströmmen ${container.number} gömmer objekt ${number}, som ingen tabell listar.`,
            `Object stream ${container.number} hides object ${number}, which no table lists.`,
          ),
        );
        return;
      }
      numbers.delete(number);
      const { start, end } = container;
      work.revision.objects.set(number, {
        number,
        generation: 0,
        revision: work.revision.index,
        value,
        start,
        end,
        container: container.number,
      });
    });
    for (const number of numbers.keys()) pointsElsewhere(work, number);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    problem(work, container.start, container.end, error.text);
  }
}

function nameGap(work: Work, start: number, end: number): void {
  const { bytes } = work.structure;
  const cursor: Cursor = { bytes, at: start, end };
  // Producers put comments in what they first write; in a later revision a comment is something added.
  if (work.revision.index === 0) skipSpace(cursor);
  else while (cursor.at < end && isSpace(bytes[cursor.at])) cursor.at += 1;
  if (cursor.at >= end) return;
  const sample = String.fromCharCode(...bytes.subarray(cursor.at, Math.min(end, cursor.at + 4096)));
  const hidden = /(?:^|\s)(\d{1,10})\s+\d{1,5}\s+obj\b/.exec(sample)?.[1];
  const length = end - cursor.at;
  problem(
    work,
    cursor.at,
    end,
    hidden
      ? text(
          `${length} byte från byte ${cursor.at} listas inte i filens tabell, bland annat ett gömt objekt ${hidden}.`,
          `${length} bytes from byte ${cursor.at} are not listed in the file's table, among them a hidden object ${hidden}.`,
        )
      : text(
          `${length} byte från byte ${cursor.at} hör inte till något objekt.`,
          `${length} bytes from byte ${cursor.at} belong to no object.`,
        ),
  );
}

/** Reads the objects of one revision, adds the revision to the structure, and names every byte that belongs to none of them. */
export function placeObjects(structure: PdfStructure, link: Link, start: number): void {
  const revision: Revision = {
    index: structure.revisions.length,
    start,
    mark: link.mark,
    end: link.end,
    trailer: link.section.trailer,
    objects: new Map(),
    freed: new Set(),
    containers: new Set([link.section.own, link.front?.own].filter((own) => typeof own === 'number')),
  };
  const work: Work = { structure, revision, link, placed: [], byNumber: new Map() };
  if (link.section.own !== null && earlier(work, link.section.own)) pointsElsewhere(work, link.section.own);
  const packed = sortEntries(work);
  const read = new Map<number, IndirectObject>();
  // Object streams first: lengths of other streams may be packed in them.
  const inOrder = [...work.placed].sort(
    (one, other) => Number(packed.has(other.number)) - Number(packed.has(one.number)),
  );
  for (const place of inOrder) {
    const object = readPlaced(work, place);
    if (!object) continue;
    read.set(place.offset, object);
    const { number, generation, value, end } = object;
    revision.objects.set(number, {
      number,
      generation,
      revision: revision.index,
      value,
      start: object.start,
      end,
      container: null,
    });
    const listed = packed.get(place.number);
    if (!listed) continue;
    revision.containers.add(number);
    unpack(work, object, listed);
  }
  let at = start;
  const extents = [...read.values(), ...(link.front ? [link.front] : [])];
  for (const extent of extents.sort((one, other) => one.start - other.start)) {
    nameGap(work, at, extent.start);
    at = extent.end;
  }
  nameGap(work, at, link.section.start);
  structure.revisions.push(revision);
}
