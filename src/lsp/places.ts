import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Position, Range } from 'vscode-languageserver/node';
import type { Place } from '../core/source.js';

/** A range of the protocol (from 0, end exclusive, UTF-16) from a place (from 1, end exclusive, UTF-16). */
export const rangeOf = ({ line, column, endLine, endColumn }: Place): Range => ({
  start: { line: line - 1, character: column - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});

/** A text in an editor may begin with a byte order mark, which it counts and we do not read. */
export const markLength = (text: string | undefined): 0 | 1 => (text?.startsWith('\ufeff') ? 1 : 0);

/** A range of ours as the editor has it, or with -1 the other way: on the first line the mark counts. */
export const shifted = ({ start, end }: Range, by: -1 | 0 | 1): Range =>
  by === 0 ? { start, end } : { start: along(start, by), end: along(end, by) };

const along = ({ line, character }: Position, by: number): Position => ({
  line,
  character: line === 0 ? Math.max(0, character + by) : character,
});

/** The absolute path of a `file:` URI; `undefined` for every other URI. */
export function pathOf(uri: string): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // Another machine's file, or no URI at all.
    return undefined;
  }
}

/** The URI of an absolute path. */
export const uriOf = (path: string): string => pathToFileURL(path).href;

const before = (one: Position, other: Position): boolean =>
  one.line < other.line || (one.line === other.line && one.character < other.character);

/** `true` if the ranges have a place in common; an empty range is a place. */
export const meet = (one: Range, other: Range): boolean =>
  !before(one.end, other.start) && !before(other.end, one.start);
