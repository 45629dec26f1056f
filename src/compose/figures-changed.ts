import type { Word } from '../model/change.js';
import { plainMarkdown } from './plain-text.js';

/** Longest sentence that is quoted whole to tell of a figure in it. */
const longest = 260;

/** A figure, a year or a date that took the place of another, and nothing else: both, and the sentence it stands in now. */
export function figuresChanged(words: readonly Word[]): { before: string; after: string; text: string } | undefined {
  const changed = words.filter(({ op }) => op !== 'equal');
  const [one, other] = changed;
  if (changed.length !== 2 || one?.op !== 'delete' || other?.op !== 'insert') return undefined;
  const at = words.indexOf(one);
  if (words.indexOf(other) !== at + 1) return undefined;
  const [before, after] = [one, other].map(({ text }) => plainMarkdown(text).trim());
  if (before === undefined || after === undefined || ![before, after].every(isFigure)) return undefined;
  const [lead, trail] = [words.slice(0, at), words.slice(at + 2)].map((part) =>
    plainMarkdown(part.map(({ text }) => text).join('')),
  );
  const start = /(?:^|[.!?:]\s+)((?:(?![.!?:]\s).)*)$/su.exec(lead ?? '')?.[1] ?? '';
  const end = /^.*?(?:[.!?](?=\s|$)|$)/su.exec(trail ?? '')?.[0] ?? '';
  const gap = /\s$/.test(start) || start === '' ? '' : /^\s/.test(other.text) ? ' ' : '';
  const text = `${start}${gap}${after}${/\s$/.test(other.text) && !/^[\s.,;:!?)]/.test(end) ? ' ' : ''}${end}`
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length > longest || text === after) return undefined;
  const [unit = ''] =
    /^\s*(?:procent|år|månader|veckor|dagar|timmar|minuter|kronor|miljoner)(?![\p{L}])/u.exec(end) ?? [];
  return { before: before + unit, after: after + unit, text: text.replace(/[.]$/, '') };
}

const month = '(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)';
const figure = new RegExp(
  `^(?:den )?(?:\\d[\\d\\s\\u00a0.,:–/-]*(?:%|procent|år|månader|veckor|dagar|timmar|minuter)?|(?:\\d{1,2} )?${month}(?: \\d{4})?)$`,
  'iu',
);

const isFigure = (words: string): boolean => words.length <= 40 && figure.test(words);
