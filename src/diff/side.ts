import type { ModelPath } from '../core/locations.js';
import { place } from '../core/source.js';
import type { Change, ChangeSide, Word } from '../model/change.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import type { ProseBlock } from './entries.js';
import type { Pairing } from './pair-entries.js';
import type { Weigh } from './weigh.js';
import { wordChanges } from './word-changes.js';

/** What every comparison needs to know. */
export interface Comparison {
  before: Parsed<Roadmap>;
  after: Parsed<Roadmap>;
  pairing: Pairing;
  weigh: Weigh;
  /** The id that the item with this id in the earlier revision has in the later. */
  laterId(id: string): string;
}

/** The line where the value at `path` stands, from 1. */
export const lineOf = (document: Parsed<Roadmap>, path: ModelPath): number =>
  place(document.source, document.locations.nearest(path)).line;

/** The line where a piece of prose begins, from 1: looked for in the source, since prose may leave out what stands between its parts. */
export function lineOfBlock(document: Parsed<Roadmap>, block: ProseBlock): number {
  const first = lineOf(document, block.path);
  const lines = linesOf(document, block.path);
  const sign = block.text.split(/[\n|]/, 1)[0]?.trim().slice(0, 16) ?? '';
  for (let away = 0; away < lines.length; away += 1) {
    for (const at of away === 0 ? [block.line] : [block.line - away, block.line + away]) {
      if (lines[at]?.includes(sign)) return first + at;
    }
  }
  return first + Math.max(0, Math.min(block.line, lines.length - 1));
}

const lineTables = new WeakMap<Parsed<Roadmap>, Map<string, string[]>>();

/** The source lines of the value at `path`. */
function linesOf(document: Parsed<Roadmap>, path: ModelPath): string[] {
  const tables = lineTables.get(document) ?? new Map<string, string[]>();
  lineTables.set(document, tables);
  const key = path.join('/');
  let lines = tables.get(key);
  if (!lines) {
    const span = document.locations.get(path);
    lines = span
      ? document.source.text
          .slice(span.start, span.end)
          .normalize('NFC')
          .split(/\r\n|\r|\n/)
      : [];
    tables.set(key, lines);
  }
  return lines;
}

/** A change without causes; `words` is worked out from both sides. */
export function change(of: Omit<Change, 'words' | 'causes'> & { before?: ChangeSide; after?: ChangeSide }): Change {
  const words: Word[] = wordChanges(of.before?.text ?? '', of.after?.text ?? '');
  return { ...of, words, causes: [] };
}
