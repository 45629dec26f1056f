import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { exampleText, traceExample } from './example.js';
import { lineAt, type Piece, piecesOf } from './sentences-of.js';

const whole = exampleText('fardplan.md');
const pieces = piecesOf(whole);
const of = (kind: Piece['kind']) => pieces.filter((piece) => piece.kind === kind);

const errors = (roadmap: string): Diagnostic[] =>
  traceExample({ roadmap }).diagnostics.filter(({ severity }) => severity === 'error');

const replaced = (start: number, end: number, by: string): string => whole.slice(0, start) + by + whole.slice(end);

/** The pieces for which no error is found in the roadmap on one of the lines that `lines` gives, as a reader would tell of them. */
function missed(
  list: readonly Piece[],
  edit: (piece: Piece) => string,
  lines: (piece: Piece, edited: string) => readonly number[],
): string[] {
  return list.flatMap((piece) => {
    const edited = edit(piece);
    const wanted = lines(piece, edited);
    const found = errors(edited);
    const [first = 0, last = 0] = [Math.min(...wanted), Math.max(...wanted)];
    const hit = found.some(({ file, line }) => file === 'fardplan.md' && line >= first && line <= last);
    return hit
      ? []
      : [
          `${first}–${last} ${piece.name ?? ''} ${piece.text.slice(0, 60)}: ${found.map(({ file, line, rule }) => `${file}:${line} ${rule}`).join(', ') || 'nothing'}`,
        ];
  });
}

test('the example is clean and bound, and is cut into all that a reader reads', () => {
  expect(traceExample().diagnostics).toEqual([]);
  expect(of('sentence').length).toBeGreaterThan(300);
  expect(of('heading').length).toBeGreaterThan(20);
  expect(of('cell').length).toBeGreaterThan(200);
  expect(of('value').length).toBeGreaterThan(40);
});

describe('without a cause, an error stands at its own line', () => {
  const onIt = ({ start, end }: Piece): number[] => [lineAt(whole, start), lineAt(whole, end)];

  test('for a word in any sentence', { timeout: 300_000 }, () => {
    const edit = ({ start, text }: Piece): string => {
      const at = start + (/^\S+/.exec(text)?.[0].length ?? 0);
      return replaced(at, at, ' inte');
    };
    expect(missed(of('sentence'), edit, onIt)).toEqual([]);
  });

  test('for a sentence added after any', { timeout: 300_000 }, () => {
    const edit = ({ end }: Piece): string => replaced(end, end, ' Det här är nytt och oväntat.');
    expect(missed(of('sentence'), edit, ({ end }) => [lineAt(whole, end)])).toEqual([]);
  });

  test('for any sentence removed, where it stood', { timeout: 300_000 }, () => {
    const cut = ({ start, end, block }: Piece): { from: number; to: number } => {
      const alone =
        whole.slice(block.start, start).trim() === '' && /^(\s*\{#[^}]*\})?$/.test(whole.slice(end, block.end));
      const line = whole.lastIndexOf('\n', block.start) + 1;
      return alone ? { from: line, to: block.end + 1 } : { from: start, to: end + 1 };
    };
    const edit = (piece: Piece): string => replaced(cut(piece).from, cut(piece).to, '');
    const seam = (piece: Piece, edited: string): number[] => {
      const { from } = cut(piece);
      return [
        lineAt(edited, edited.slice(0, from).trimEnd().length),
        lineAt(edited, from + edited.slice(from).search(/\S|$/)),
      ];
    };
    expect(missed(of('sentence'), edit, seam)).toEqual([]);
  });

  test('for a word in any heading', { timeout: 300_000 }, () => {
    expect(missed(of('heading'), ({ end }) => replaced(end, end, ' och annat'), onIt)).toEqual([]);
  });

  test('for any cell of a table but its id', { timeout: 300_000 }, () => {
    const cells = of('cell').filter(({ name }) => name !== 'Id');
    expect(missed(cells, ({ start, end, text, name }) => replaced(start, end, otherValue(text, name)), onIt)).toEqual(
      [],
    );
  });

  test('for any row of a table removed, or added', { timeout: 300_000 }, () => {
    const rows = of('cell').filter((cell, index, all) => all[index - 1]?.block.start !== cell.block.start);
    const seam = ({ block }: Piece, edited: string) => [lineAt(edited, block.start) - 1, lineAt(edited, block.start)];
    expect(missed(rows, ({ block }) => replaced(block.start, block.end + 1, ''), seam)).toEqual([]);
    const add = ({ block, text }: Piece) => {
      const row = whole
        .slice(block.start, block.end + 1)
        .replace(text, otherValue(text, 'När'))
        .replace(/ ([a-z]+-[a-z0-9-]+) +\|\n/, ' ny-$1 |\n');
      return replaced(block.end + 1, block.end + 1, row);
    };
    expect(missed(rows, add, ({ block }) => [lineAt(whole, block.end), lineAt(whole, block.end) + 1])).toEqual([]);
  });

  test('for any value of the front matter; for the marks of the revision, where they are explained', () => {
    const values = of('value').filter(({ name }) => name !== 'fardplan');
    const marks = ['version', 'status', 'datum'];
    const edit = ({ start, end, text, name }: Piece) => replaced(start, end, otherValue(text, name));
    const isMark = ({ name, start }: Piece) =>
      marks.includes(name ?? '') && whole.slice(0, start).split('uppdrag:').length === 1;
    expect(
      missed(
        values.filter((value) => !isMark(value)),
        edit,
        onIt,
      ),
    ).toEqual([]);
    for (const value of values.filter(isMark)) {
      expect(
        errors(edit(value)).map(({ file }) => file),
        value.name,
      ).not.toEqual([]);
    }
  });
});

/** Another value of the same kind: another year, another of the words that may stand there, another id, or other words. */
function otherValue(text: string, name = ''): string {
  const choices: Record<string, string[]> = {
    Typ: ['milstolpe', 'beslut'],
    typ: ['region', 'grupp'],
    Roll: ['beredande', 'beslutande'],
    Ledamöter: ['förtroendevalda', 'tjänstepersoner'],
    Nivå: ['kommun', 'region'],
    Riktning: ['öka', 'minska'],
    'Beror på': ['sro-beslut', 'egna-beslut'],
    Mäter: ['halsoframjande', 'kontinuitet'],
    avsnitt: ['malbild', 'syfte'],
    id: ['annat-id', 'annat'],
    profil: ['annan', 'generic'],
    dokumenttyp: ['strategi', 'vision'],
    status: ['remiss', 'utkast'],
    språk: ['sv-FI', 'sv-SE'],
  };
  const found = choices[name]?.find((choice) => choice !== text);
  if (found !== undefined) return found;
  if (/^\d{4}(-\d\d)*$/.test(text)) return text.replace(/^\d{4}/, (year) => String(Number(year) + 1));
  if (/^[A-Z]\d+$/.test(text)) return text.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
  if (name === 'Nuläge' || name === 'Målvärde')
    return text === '' ? '12' : text.replace(/^\d+/, (value) => String(Number(value) + 1));
  if (name === 'antal') return '51';
  if (name === 'version') return '"2.1"';
  return text === ''
    ? 'Nytt'
    : name === '' || !/^[a-zåäö]/.test(name)
      ? `${text} och annat`
      : JSON.stringify(`${text} och annat`);
}
