import { join } from 'node:path';
import type { LoadedRound } from '../check/load-round.js';
import type { ReturnedSheet } from '../consultation/import-disposition-sheet.js';
import { planDispositions } from '../consultation/import-dispositions.js';
import { applyRows } from '../consultation/import-grouping.js';
import { emptyRow, rowPrint, rowsOf } from '../consultation/import-rows.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { listed, text } from '../core/text.js';
import { entries } from '../diff/entries.js';
import type { Dispositions } from '../model/consultation.js';
import type { Roadmap } from '../model/roadmap.js';
import { parseDocument } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { writeYaml } from '../parse/write-yaml.js';
import type { SheetOutcome } from '../reporters/_contract.js';

/** What a sheet of dispositions is taken into. */
export interface SheetTarget {
  host: Host;
  round: LoadedRound;
  /** Folder of the round. */
  folder: string;
  /** Every revision whose items may be named. */
  revisions: readonly Roadmap[];
  /** The dispositions as they stand, for a second sheet in one run. */
  dispositions: Parsed<Dispositions> | undefined;
  dryRun: boolean;
}

/** Takes a filled sheet of dispositions into `dispositions.yaml`; gives what came of it, and the dispositions as they are now. */
export async function importSheet(
  file: string,
  sheet: ReturnedSheet,
  { host, round, folder, revisions, dispositions, dryRun }: SheetTarget,
): Promise<{ outcome: SheetOutcome; dispositions: Parsed<Dispositions> | undefined }> {
  const { id } = round.round.model;
  if (sheet.round !== id) {
    throw new Failure(
      text(
        `bladet gäller en annan remiss (${sheet.round}, inte ${id})`,
        `the sheet is of another round (${sheet.round}, not ${id})`,
      ),
      text('Ange rätt omgång med --round.', 'Give the right round with --round.'),
    );
  }
  if (sheet.missing.length > 0) {
    throw new Failure(
      text(
        `kolumner saknas i bladet: ${listed(sheet.missing, 'sv')}`,
        `columns are missing in the sheet: ${listed(sheet.missing, 'en')}`,
      ),
      text(
        'Exportera ett nytt blad och för över det som fylldes i.',
        'Export a new sheet and bring over what was filled in.',
      ),
    );
  }
  const path = dispositions?.source.path ?? join(folder, 'dispositions.yaml');
  if (dispositions && dispositions.diagnostics.length > 0) {
    throw new Failure(
      text(`${path} har fel och kan inte ändras`, `${path} has errors and cannot be changed`),
      text('Kör fardplan check och rätta felen först.', 'Run fardplan check and mend the errors first.'),
    );
  }
  const refs = new Set(
    round.responses.flatMap(({ model }) => model.comments.map((comment) => `${model.id}#${comment.id}`)),
  );
  const known = new Set(revisions.flatMap((roadmap) => [roadmap.id, ...entries(roadmap).map((entry) => entry.id)]));
  const { changes, findings } = planDispositions(sheet, { dispositions: dispositions?.model, refs, known });
  const outcome: SheetOutcome = { file, path, changed: [...changes.keys()], findings };
  if (changes.size === 0) return { outcome, dispositions };
  const before = dispositions ?? read(path, writeYaml({ fardplan: 'dispositions/v1', remiss: id, hanteringar: [] }));
  const after = read(path, applyRows(before.source.text, before.model, changes));
  verify(before, after, changes);
  if (!dryRun) await host.files.write(path, after.source.text, { replace: dispositions !== undefined });
  return { outcome, dispositions: after };
}

function read(path: string, yaml: string): Parsed<Dispositions> {
  const parsed = parseDocument({ path, text: yaml });
  if ('kind' in parsed && isKind(parsed, 'dispositions')) return parsed;
  throw new Error('dispositions were written that cannot be read');
}

/** What is written must say what the sheet says, and of every other comment what it said before. */
function verify(
  before: Parsed<Dispositions>,
  after: Parsed<Dispositions>,
  changes: ReadonlyMap<string, typeof emptyRow>,
): void {
  const [was, is] = [rowsOf(before.model), rowsOf(after.model)];
  for (const ref of new Set([...was.keys(), ...is.keys(), ...changes.keys()])) {
    const wanted = changes.get(ref) ?? was.get(ref) ?? emptyRow;
    if (rowPrint(wanted) !== rowPrint(is.get(ref) ?? emptyRow))
      throw new Error(`the disposition of ${ref} came out wrong`);
  }
  if (after.diagnostics.length > 0) throw new Error('the dispositions came out wrong');
}
