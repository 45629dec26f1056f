import { nearest } from '../core/nearest.js';
import { text, type Text } from '../core/text.js';
import type { Dispositions } from '../model/consultation.js';
import { meant, wordFor } from '../model/field.js';
import { Disposition } from '../model/consultation.js';
import { outcomeWords, type ReturnedRow, type ReturnedSheet } from './import-disposition-sheet.js';
import { type DispositionRow, emptyRow, rowFields, rowPrint, rowsOf } from './import-rows.js';

/** Something about one cell of a sheet that has come back. */
export interface CellFinding {
  /** `error` keeps its row from being taken. */
  kind: 'error' | 'note';
  /** `H12`; absent for what is not there. */
  cell?: string;
  message: Text;
  help?: Text;
}

/** What a sheet changes: the new row of each comment ('' in every field to take its disposition away), and what was amiss. */
export interface SheetPlan {
  changes: Map<string, DispositionRow>;
  findings: CellFinding[];
}

/**
 * Compares a sheet that has come back with what stands now, row by row: what was changed only in the sheet is taken, what was changed only
 * since is left, and what was changed in both is a conflict that is told.
 */
export function planDispositions(
  sheet: ReturnedSheet,
  {
    dispositions,
    refs,
    known,
  }: { dispositions: Dispositions | undefined; refs: ReadonlySet<string>; known: ReadonlySet<string> },
): SheetPlan {
  const plan: SheetPlan = { changes: new Map(), findings: [] };
  const standing = rowsOf(dispositions);
  const tell = (kind: CellFinding['kind'], cell: string | undefined, message: Text, help?: Text): void => {
    plan.findings.push({ kind, ...(cell === undefined ? {} : { cell }), message, ...(help ? { help } : {}) });
  };
  const times = new Map<string, ReturnedRow[]>();
  for (const each of sheet.rows) times.set(each.ref, [...(times.get(each.ref) ?? []), each]);
  for (const [ref, rows] of times) {
    const [first] = rows;
    if (!first) continue;
    if (rows.length > 1 && ref !== '') {
      const [one, ...others] = rows.map(({ address }) => address('ref'));
      tell(
        'error',
        one,
        text(
          `${ref} står på flera rader (även ${others.join(', ')})`,
          `${ref} is on several rows (also ${others.join(', ')})`,
        ),
        text('Behåll en av dem.', 'Keep one of them.'),
      );
      continue;
    }
    for (const each of rows) planRow(each);
  }
  for (const ref of sheet.prints.keys()) {
    if (times.has(ref) || !refs.has(ref)) continue;
    tell(
      'note',
      undefined,
      text(
        `raden för ${ref} är borttagen i bladet; hanteringen är kvar`,
        `the row of ${ref} is gone from the sheet; its disposition stays`,
      ),
    );
  }
  return plan;

  function planRow(returned: ReturnedRow): void {
    const { ref, address } = returned;
    const written = rowFields.some((name) => returned.row[name] !== '');
    if (ref === '') {
      if (written)
        tell(
          'error',
          address('ref'),
          text('raden säger inte vilken synpunkt den gäller', 'the row does not say which comment it is about'),
        );
      return;
    }
    if (!refs.has(ref)) {
      const near = nearest(ref, refs);
      tell(
        'error',
        address('ref'),
        text(`synpunkten ${ref} finns inte`, `there is no comment ${ref}`),
        near === undefined ? undefined : text(`Menades ${near}?`, `Was ${near} meant?`),
      );
      return;
    }
    const now = standing.get(ref) ?? emptyRow;
    const base = sheet.prints.get(ref) ?? rowPrint(emptyRow);
    if (rowPrint(returned.row) === base) return;
    const row = checked(returned);
    if (!row || rowPrint(row) === base || rowPrint(row) === rowPrint(now)) return;
    if (rowPrint(now) !== base) {
      const field = rowFields.find((name) => row[name] !== now[name]) ?? 'outcome';
      tell(
        'error',
        address(field),
        text(
          `${ref} har ändrats både här och i dispositions.yaml sedan bladet gjordes; där står ”${now[field]}”`,
          `${ref} has been changed both here and in dispositions.yaml since the sheet was made; there it says “${now[field]}”`,
        ),
        text('Exportera ett nytt blad och för in ändringen där.', 'Export a new sheet and make the change there.'),
      );
      return;
    }
    plan.changes.set(ref, row);
  }

  /** The row in the words of the sheet, or nothing if it cannot stand. */
  function checked({ row, address }: ReturnedRow): DispositionRow | undefined {
    const outcome = meant({ ...outcomeWords }, row.outcome);
    const empty = rowFields.every((name) => row[name] === '');
    if (empty) return emptyRow;
    if (row.outcome === '') {
      tell('error', address('outcome'), text('hantering saknas', 'the disposition is missing'), wordsToChoose());
      return undefined;
    }
    if (!Object.hasOwn(outcomeWords, outcome)) {
      const near = nearest(row.outcome, Object.values(outcomeWords).flat());
      tell(
        'error',
        address('outcome'),
        text(`”${row.outcome}” är ingen hantering`, `“${row.outcome}” is no disposition`),
        near === undefined ? wordsToChoose() : text(`Menades ”${near}”?`, `Was “${near}” meant?`),
      );
      return undefined;
    }
    if (row.reason === '') {
      tell(
        'error',
        address('reason'),
        text('motivering saknas', 'the reason is missing'),
        text('Skriv varför; det krävs för varje hantering.', 'Write why; every disposition needs it.'),
      );
      return undefined;
    }
    const items = row.items.split(/[\s,;]+/).filter((id) => id !== '');
    for (const id of items) {
      if (!/^[\p{L}\p{N}]+([-_.:][\p{L}\p{N}]+)*$/u.test(id)) {
        tell(
          'error',
          address('items'),
          text(`”${id}” är inget id`, `“${id}” is no id`),
          text(
            'Skriv id med komma emellan: malbild, mobila-team.',
            'Write ids with commas between: malbild, mobila-team.',
          ),
        );
        return undefined;
      }
      if (known.has(id)) continue;
      const near = nearest(id, known);
      tell(
        'note',
        address('items'),
        text(`”${id}” finns inte i färdplanen`, `“${id}” is not in the roadmap`),
        near === undefined ? undefined : text(`Menades ”${near}”?`, `Was “${near}” meant?`),
      );
    }
    return { ...row, outcome: wordFor(Disposition.def.getter().shape.outcome, outcome), items: items.join(', ') };
  }
}

const wordsToChoose = (): Text => {
  const all = Object.values(outcomeWords)
    .map(([word = '']) => word)
    .join(', ');
  return text(`Välj bland ${all}.`, `Choose from ${all}.`);
};
