import type { TextEdit } from 'vscode-languageserver/node';
import { Failure } from '../core/failure.js';
import type { Source } from '../core/source.js';
import { text } from '../core/text.js';
import { formatDocument } from '../rewrite/format-document.js';
import { rangeBetween } from './complete.js';
import type { Placed } from './workspace-run.js';

/** The edits that give a document its canonical text. Refuses, in words, what cannot be formatted without changing what it says. */
export function formatted(source: Source, placed: Placed | undefined): TextEdit[] {
  if (!placed) return [];
  const answer = formatDocument(source, (id) => (id === undefined ? undefined : placed.workspace.profile(id)));
  if ('refused' in answer) {
    throw new Failure(
      text(`Texten formateras inte: ${answer.refused.sv}`, `The text is not formatted: ${answer.refused.en}`),
    );
  }
  return replaced(source, answer.text);
}

/** One edit over the lines that differ, so that a caret elsewhere stays where it is. */
function replaced(source: Source, next: string): TextEdit[] {
  const before = source.text;
  if (before === next) return [];
  const most = Math.min(before.length, next.length);
  let start = 0;
  while (start < most && before[start] === next[start]) start += 1;
  start = before.lastIndexOf('\n', start - 1) + 1;
  let back = 0;
  while (back < most - start && before[before.length - 1 - back] === next[next.length - 1 - back]) back += 1;
  // Whole lines, so that no line end and no pair of units is cut in two.
  const line = before.indexOf('\n', before.length - back);
  const end = back === 0 || line < 0 ? before.length : line + 1;
  return [
    {
      range: rangeBetween(source, start, end),
      newText: next.slice(start, next.length - (before.length - end)),
    },
  ];
}
