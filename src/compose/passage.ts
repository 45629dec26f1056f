import type { Word } from '../model/change.js';
import type { Inline } from '../model/document.js';
import { cut, plainMarkdown } from './plain-text.js';

/** A changed paragraph as it can be shown, and how it should be introduced. */
export interface Passage {
  type: 'wording' | 'rewritten' | 'inserted' | 'deleted';
  children: Inline[];
  /** Something was too long to be shown whole. */
  shortened: boolean;
}

/** Longest passage shown with marks, and longest replaced text in it, in characters. */
const passageLength = 480;
const replacedLength = 220;
/** Longest quotation before it is cut. */
export const quoteLength = 640;
/** As much of deleted text as is needed to recognise it. */
export const signLength = 200;
/** Unchanged text kept beside a change. */
const near = 70;

interface Piece extends Word {
  /** For deleted text: something else stands in its place. */
  replaced?: boolean;
}

/**
 * The changed words with a little of what stands around them: whole sentences that came or went as they are, short changes with marks,
 * long ones by their new wording, where only what was deleted without anything in its place keeps its mark.
 */
export function passage(words: readonly Word[]): Passage {
  const pieces = piecesOf(words);
  const changed = pieces.filter(({ op }) => op !== 'equal');
  const [only] = changed;
  if (only && changed.length === 1 && only.op !== 'equal' && areSentences(only, pieces)) {
    const text = only.text.trim();
    const shown = cut(text, only.op === 'insert' ? quoteLength : signLength);
    return {
      type: only.op === 'insert' ? 'inserted' : 'deleted',
      children: [{ type: 'text', text: shown }],
      shortened: shown !== text,
    };
  }
  const total = lengthOf(pieces);
  const whole = changed.length === pieces.length;
  const long =
    total > (whole ? replacedLength : passageLength) ||
    changed.some(({ replaced, text }) => replaced && text.length > replacedLength);
  return long ? rewritten(pieces) : { type: 'wording', children: marked(pieces), shortened: false };
}

function piecesOf(words: readonly Word[]): Piece[] {
  const plain = words.map(({ op, text }) => ({ op, text: plainMarkdown(text) })).filter(({ text }) => text !== '');
  const pieces = plain.map(({ op, text }, index): Piece =>
    op === 'equal'
      ? { op, text: around(text, index > 0, index < plain.length - 1) }
      : { op, text, ...(op === 'delete' && plain[index + 1]?.op === 'insert' ? { replaced: true } : {}) },
  );
  return pieces.map((piece, index) =>
    pieces[index - 1]?.text.endsWith(' ') ? { ...piece, text: piece.text.trimStart() } : piece,
  );
}

const lengthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { text }) => sum + text.length, 0);

function areSentences(piece: Piece, pieces: readonly Piece[]): boolean {
  const before = pieces[pieces.indexOf(piece) - 1];
  return (
    /^\s*[\p{Lu}\p{N}”"»–].*[.!?][”"»)]?\s*$/su.test(piece.text) &&
    (!before || /(?:[.!?][”"»)]?|…)\s*$/.test(before.text))
  );
}

function marked(pieces: readonly Piece[]): Inline[] {
  return pieces.flatMap(({ op, text }, index): Inline[] => {
    if (op === 'equal') return [{ type: 'text', text }];
    // Of a change of nothing but space there is nothing to show.
    if (text.trim() === '') return spaced(op === 'insert' ? text : '');
    // Spaces beside a change belong to neither side; what was put in the place of something is parted from it.
    const [, lead = '', core = '', trail = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
    const parted =
      op === 'insert' && pieces[index - 1]?.replaced && lead === '' && !/\s$/.test(pieces[index - 1]?.text ?? '');
    return [
      ...spaced(lead + (parted ? ' ' : '')),
      { type: op, children: [{ type: 'text', text: core }] },
      ...spaced(trail),
    ];
  });
}

const spaced = (space: string): Inline[] => (space === '' ? [] : [{ type: 'text', text: space }]);

function rewritten(pieces: readonly Piece[]): Passage {
  const children: Inline[] = [];
  let left = quoteLength;
  let shortened = false;
  for (const { op, text, replaced } of pieces) {
    if (replaced) continue;
    const shown = cut(text, op === 'delete' ? Math.min(left, signLength) : left);
    shortened ||= shown !== text;
    const plain: Inline = { type: 'text', text: shown };
    if (left > 0) children.push(op === 'delete' ? { type: 'delete', children: [plain] } : plain);
    left -= shown.length;
    if (left <= 0) shortened = true;
  }
  return { type: 'rewritten', children, shortened };
}

/** What stands unchanged beside a change, cut to what shows where it is: the rest of a sentence, or a few words of it. */
function around(text: string, follows: boolean, precedes: boolean): string {
  if (text.length <= near * (follows && precedes ? 2 : 1) + 20) return text;
  const head = follows ? headOf(text) : '';
  const tail = precedes ? tailOf(text) : '';
  return [head, ...(follows && !/\s$/.test(head) ? [' '] : []), '…', ...(precedes ? [' '] : []), tail].join('');
}

/** From a change to the end of its sentence; nothing where the change ends one. */
function headOf(text: string): string {
  if (/^\s*\p{Lu}/u.test(text)) return '';
  const sentence = /^.*?[.!?][”"»)]?(?=\s)/s.exec(text)?.[0];
  return sentence !== undefined && sentence.length <= 2 * near ? sentence : text.slice(0, near).replace(/\s+\S*$/, '');
}

/** From the start of its sentence to a change; nothing where the change begins one. */
function tailOf(text: string): string {
  if (/[.!?][”"»)]?\s*$/.test(text)) return '';
  const sentence = /(?<=[.!?][”"»)]?\s)(?:(?![.!?][”"»)]?\s).)*$/s.exec(text)?.[0];
  return sentence !== undefined && sentence.length <= 2 * near ? sentence : text.slice(-near).replace(/^\S*\s+/, '');
}
