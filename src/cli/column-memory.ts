import { join } from 'node:path';
import { loadKind } from '../check/load-document.js';
import type { HeadingPlacer } from '../consultation/place-heading.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { fold, text } from '../core/text.js';
import { namedMeaning } from '../importers/_columns.js';
import { putInYaml } from '../parse/edit-yaml.js';
import { writeYaml } from '../parse/write-yaml.js';

const fileOf = (round: string): string => join(round, 'columns.yaml');

/** What the columns of tables hold: as remembered in the round’s `columns.yaml`, and as given with `--column`, which wins and is `fresh`. */
export async function rememberedColumns(
  host: Host,
  round: string,
  options: Readonly<Record<string, unknown>>,
  place: HeadingPlacer,
): Promise<{ all: Record<string, string>; fresh: Map<string, string> }> {
  const file = fileOf(round);
  // Read as the round has it: a word that means nothing there is at fault there.
  const known =
    (await host.files.kind(file)) === 'file'
      ? (await loadKind(host, file, host.cwd, 'columns')).parsed.model.columns
      : {};
  const fresh = new Map((options['column'] as readonly string[]).map(given));
  for (const [name, word] of fresh) namedMeaning(name, word, place);
  for (const [name, word] of Object.entries(known)) inFile(file, () => namedMeaning(name, word, place));
  const kept = Object.entries(known).filter(([name]) => ![...fresh.keys()].some((other) => fold(other) === fold(name)));
  return { all: Object.fromEntries([...kept, ...fresh]), fresh };
}

/** Writes what was given into `columns.yaml`, beside what stands there. */
export async function rememberColumns(
  host: Host,
  round: string,
  id: string,
  fresh: ReadonlyMap<string, string>,
): Promise<void> {
  if (fresh.size === 0) return;
  const file = fileOf(round);
  if ((await host.files.kind(file)) === undefined) {
    await host.files.write(
      file,
      writeYaml({ fardplan: 'columns/v1', remiss: id, kolumner: Object.fromEntries(fresh) }),
    );
    return;
  }
  const before = new TextDecoder().decode(await host.files.read(file));
  const key = /^columns\s*:/m.test(before) ? 'columns' : 'kolumner';
  const after = [...fresh].reduce((yaml, [name, word]) => putInYaml(yaml, [key, name], word), before);
  if (after !== before) await host.files.write(file, after, { replace: true });
}

/** Says which file is at fault. */
function inFile(file: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(text(`${file}: ${error.text.sv}`, `${file}: ${error.text.en}`), error.help);
  }
}

function given(written: string): [string, string] {
  const at = written.lastIndexOf('=');
  const [name, word] = [written.slice(0, Math.max(0, at)).trim(), written.slice(at + 1).trim()];
  if (name !== '' && word !== '') return [name, word];
  throw new Failure(
    text(`--column ”${written}” kan inte läsas`, `--column “${written}” cannot be read`),
    text(
      'Skriv NAMN=BETYDELSE, till exempel "Fråga 3=synpunkt".',
      'Write NAME=MEANING, such as "Question 3=synpunkt".',
    ),
  );
}
