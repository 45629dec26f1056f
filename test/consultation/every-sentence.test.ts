import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { exampleText, traceExample } from './example.js';
import { lineAt, type Piece, piecesOf } from './sentences-of.js';

const whole = exampleText('fardplan.md');
const sentLines = new Set(
  exampleText('revisions/remiss.md')
    .split('\n')
    .map((line) => line.trim()),
);
const sent = exampleText('revisions/remiss.md').replace(/\s+/g, ' ');
const pieces = piecesOf(whole);
const of = (kind: Piece['kind']) => pieces.filter((piece) => piece.kind === kind);

const errors = (roadmap: string): Diagnostic[] =>
  traceExample({ roadmap }).diagnostics.filter(({ severity }) => severity === 'error');

/** One edit of the text, and the lines of the edited text, from and to, on one of which an error must stand. */
interface Edit {
  start: number;
  end: number;
  by: string;
  /** It takes back a change, so that the error stands at whoever says that it was made. */
  takesBack?: boolean;
  lines(edited: string, shift: number): readonly [number, number];
}

/** What stands for the section of an offset: no two edits of one section are made at once. */
const headings = [...whole.matchAll(/^(?:##+ |[a-zåäö]+(?: [a-zåäö]+)?:)/gm)].map(({ index }) => index);
const sectionOf = (offset: number): number => headings.filter((at) => at <= offset).length;

/** Edits sorted into runs of one for each section, so that all are tried and none hides another; with ONE_BY_ONE each by itself. */
function runsOf(edits: readonly Edit[], placeOf: (offset: number) => number): Edit[][] {
  if (process.env['ONE_BY_ONE']) return edits.map((edit) => [edit]);
  const runs: Edit[][] = [];
  const used: Set<number>[] = [];
  for (const edit of edits) {
    const section = placeOf(edit.start);
    const free = used.findIndex((sections) => !sections.has(section));
    const at = free < 0 ? runs.push([]) - 1 : free;
    runs[at]?.push(edit);
    used[at] = (used[at] ?? new Set()).add(section);
  }
  return runs;
}

/** Makes each edit; gives those for which no error stands in the roadmap on one of its lines, as a reader would tell of them. */
function missed(list: readonly Piece[], edit: (piece: Piece) => Edit, placeOf = sectionOf): string[] {
  return runsOf(list.map(edit), placeOf).flatMap((run) => {
    const made = run.toSorted((a, b) => a.start - b.start);
    let [edited, shift] = [whole, 0];
    const shifts = made.map(({ start, end, by }) => {
      const before = shift;
      edited = edited.slice(0, start + shift) + by + edited.slice(end + shift);
      shift += by.length - (end - start);
      return before;
    });
    const found = errors(edited);
    return made.flatMap(({ start, takesBack, lines }, index) => {
      const [first, last] = lines(edited, shifts[index] ?? 0);
      if (takesBack && found.some(({ rule }) => rule === 'change-not-made')) return [];
      if (found.some(({ file, line }) => file === 'fardplan.md' && line >= first && line <= last)) return [];
      const near = found.filter(({ file, line }) => file !== 'fardplan.md' || Math.abs(line - first) < 40);
      return [
        `${first}–${last} ${whole.slice(start, start + 60)}: ${near.map(({ file, line, rule }) => `${file}:${line} ${rule}`).join(', ') || 'nothing'}`,
      ];
    });
  });
}

test('the example is clean and bound, and is cut into all that a reader reads', () => {
  expect(traceExample().diagnostics).toEqual([]);
  expect(of('sentence').length).toBeGreaterThan(300);
  expect(of('heading').length).toBeGreaterThan(20);
  expect(of('cell').length).toBeGreaterThan(200);
  expect(of('value').length).toBeGreaterThan(40);
});

describe('without a cause, an error stands at its own line', { timeout: 600_000 }, () => {
  const sentences = pieces.filter(({ kind }) => kind === 'sentence');
  /** On the lines of the piece itself. */
  const onIt =
    ({ start, end }: Piece) =>
    (edited: string, shift: number): readonly [number, number] => [
      lineAt(edited, start + shift),
      lineAt(edited, end + shift),
    ];
  /** Between what stands before an offset and what stands after it; between lines that were sent out, where whole lines are gone. */
  const atSeam =
    (offset: number, wholeLines: boolean) =>
    (edited: string, shift: number): readonly [number, number] => {
      const at = offset + shift;
      const lines = edited.split('\n');
      let [first, last] = [
        lineAt(edited, edited.slice(0, at).trimEnd().length),
        lineAt(edited, at + edited.slice(at).search(/\S|$/)),
      ];
      const left = (line: number) => sentLines.has((lines[line - 1] ?? '').trim());
      while (wholeLines && first > 1 && !left(first)) first -= 1;
      while (wholeLines && last < lines.length && !left(last)) last += 1;
      return [first, last];
    };
  const isNew = ({ text }: Piece): boolean => !sent.includes(text.replace(/\s+/g, ' '));
  const replace = (piece: Piece, by: string): Edit => ({ ...piece, by, lines: onIt(piece) });

  test('for a word in any sentence', () => {
    const edit = (piece: Piece): Edit => {
      const at = piece.start + (/^\S+/.exec(piece.text)?.[0].length ?? 0);
      return { start: at, end: at, by: ' inte', lines: onIt(piece) };
    };
    expect(missed(sentences, edit)).toEqual([]);
  });

  test('for a sentence added after any', () => {
    const edit = (piece: Piece): Edit => {
      const { end, text } = piece;
      // After an item that ends without a full stop, it is a new end of the same sentence.
      const here = (edited: string, shift: number) =>
        [lineAt(edited, end + shift), lineAt(edited, end + shift)] as const;
      const lines = /[.!?]\**$/.test(text) ? here : onIt(piece);
      return { start: end, end, by: ' Det här är nytt och oväntat.', lines };
    };
    expect(missed(sentences, edit)).toEqual([]);
  });

  test('for any sentence removed, where it stood', () => {
    const edit = (piece: Piece): Edit => {
      const { start, end, block } = piece;
      const before = whole.slice(block.start, start).trim();
      const alone = before === '' && /^(\s*\{#[^}]*\})?$/.test(whole.slice(end, block.end));
      const line = whole.lastIndexOf('\n', block.start) + 1;
      // With the space before it, or after it where it is the first.
      const space = before === '' ? 0 : start - whole.slice(0, start).trimEnd().length;
      const cut = alone
        ? { start: line, end: block.end + 1 }
        : { start: start - space, end: before === '' ? end + 1 : end };
      return { ...cut, by: '', takesBack: isNew(piece), lines: atSeam(cut.start, alone) };
    };
    expect(missed(sentences, edit)).toEqual([]);
  });

  test('for a word in any heading', () => {
    const edit = (piece: Piece): Edit => ({ ...replace(piece, ' och annat'), start: piece.end });
    expect(missed(of('heading'), edit)).toEqual([]);
  });

  test('for any cell of a table but its id', () => {
    const cells = of('cell').filter(({ name }) => name !== 'Id');
    const ofRow = (offset: number): number => lineAt(whole, offset);
    expect(missed(cells, (cell) => replace(cell, otherValue(cell.text, cell.name)), ofRow)).toEqual([]);
  });

  test('for any row of a table removed, or added', () => {
    const rows = of('cell').filter((cell, index, all) => all[index - 1]?.block.start !== cell.block.start);
    const remove = (row: Piece): Edit => ({
      start: row.block.start,
      end: row.block.end + 1,
      by: '',
      takesBack: isNew(row),
      lines: atSeam(row.block.start, true),
    });
    expect(missed(rows, remove)).toEqual([]);
    const add = ({ block, text }: Piece): Edit => {
      const row = whole.slice(block.start, block.end + 1);
      const other = row.replace(text, otherValue(text)).replace(/ ([a-z]+-[a-z0-9-]+)(?= +\|)/, ' ny-$1');
      const at = block.end + 1;
      return {
        start: at,
        end: at,
        by: other,
        lines: (edited, shift) => [lineAt(edited, at + shift), lineAt(edited, at + shift)],
      };
    };
    expect(missed(rows, add)).toEqual([]);
  });

  test('for any value of the front matter; for the marks of the revision, where they are explained', () => {
    const values = of('value').filter(({ name }) => name !== 'fardplan');
    const mandate = whole.indexOf('uppdrag:');
    const isMark = ({ name, start }: Piece) => start < mandate && ['version', 'status', 'datum'].includes(name ?? '');
    const edit = (value: Piece): Edit => replace(value, otherValue(value.text, value.name));
    expect(
      missed(
        values.filter((value) => !isMark(value)),
        edit,
      ),
    ).toEqual([]);
    for (const value of values.filter(isMark)) {
      const { start, end, by } = edit(value);
      expect(errors(whole.slice(0, start) + by + whole.slice(end)), value.name).not.toEqual([]);
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
  if (/^\d{4}(-\d\d)*$/.test(text)) return text.replace(/^\d{4}/, (year) => String(Number(year) + 3));
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
