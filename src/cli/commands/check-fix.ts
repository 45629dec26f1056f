import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { fixFiles, type FixedFile } from '../../rewrite/fix-files.js';
import { overwrite } from '../../rewrite/text-file.js';
import { checkDocuments, type CheckPlan } from '../check-documents.js';
import { harmless } from '../harmless.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';
import { readShard } from '../shard-option.js';

/**
 * `fardplan check --fix`: makes what can be made without asking, and reports what remains. `--dry-run` shows the changes and writes nothing. A file
 * that cannot be written keeps none of the others from it.
 */
export async function checkFix(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  if (options['fix'] !== true || options['watch'] === true) {
    const [one, other] = options['fix'] === true ? ['--fix', '--watch'] : ['--dry-run', '--fix'];
    throw new Failure(
      options['fix'] === true
        ? text(`${one} går inte ihop med ${other}`, `${one} does not go with ${other}`)
        : text(`${one} säger något bara tillsammans med ${other}`, `${one} says something only together with ${other}`),
      text(
        'Kör fardplan check --fix, med eller utan --dry-run.',
        'Run fardplan check --fix, with or without --dry-run.',
      ),
    );
  }
  const documents = paths.filter((path) => !/\.pdf$/i.test(path));
  if (documents.length === 0 && paths.length > 0) {
    throw new Failure(
      text('En PDF rättas inte', 'A PDF is not mended'),
      text('Rätta dokumentet som den görs av.', 'Mend the document it is made from.'),
    );
  }
  const wanted = documents.length > 0 ? documents : ['.'];
  const dry = options['dryRun'] === true;
  const shard = optional(options, 'shard');
  const plan: CheckPlan = {
    threads: 1,
    changed: optional(options, 'changed'),
    shard: shard === undefined ? undefined : readShard(shard),
    notes: undefined,
    keeps: {},
  };
  const { fixed, refused, result } = await fixFiles(session.host, (host) =>
    checkDocuments({ ...session, host }, wanted, plan),
  );
  for (const { path, why } of refused)
    session.say(text(`${path} rättas inte: ${why.sv}`, `${path} is not mended: ${why.en}`));
  const unwritten = dry ? await shown(session, fixed) : await written(session, fixed);
  const made = fixed.filter((each) => !unwritten.has(each));
  const count = made.reduce((sum, { mended }) => sum + mended, 0);
  session.say(
    fixed.length === 0 && refused.length === 0
      ? text('Det finns inget att rätta', 'There is nothing to mend')
      : made.length === 0
        ? text('Inget rättat', 'Nothing mended')
        : dry
          ? text(
              `${count} skulle rättas i ${files(made.length).sv}`,
              `${count} would be mended in ${files(made.length).en}`,
            )
          : text(`${count} rättade i ${files(made.length).sv}`, `${count} mended in ${files(made.length).en}`),
  );
  // What was not written stands as it stood, and is told of.
  const remaining = unwritten.size === 0 ? result : await checkDocuments(session, wanted, plan);
  await report(session, 'check', String(options['format']), remaining);
  if (unwritten.size > 0 || remaining.diagnostics.some(({ rule }) => rule === 'read')) return exit.use;
  return remaining.diagnostics.some(({ severity }) => severity === 'error') ? exit.findings : exit.fine;
}

const files = (count: number) =>
  text(count === 1 ? '1 fil' : `${count} filer`, count === 1 ? '1 file' : `${count} files`);

async function shown({ print }: Session, fixed: readonly FixedFile[]): Promise<Set<FixedFile>> {
  const { textDiff } = await import('../../rewrite/text-diff.js');
  for (const { file, text: mended } of fixed)
    await print(harmless(textDiff(file.source.path, file.source.text, mended)));
  return new Set();
}

/** Writes them one by one; gives those that could not be. */
async function written(session: Session, fixed: readonly FixedFile[]): Promise<Set<FixedFile>> {
  const left = new Set<FixedFile>();
  for (const each of fixed) {
    try {
      await overwrite(session.host, each.file, each.text);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      session.say(error.text);
      left.add(each);
    }
  }
  return left;
}
