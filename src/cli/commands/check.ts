import { Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { givenTexts } from '../given-texts.js';
import { keptRun } from '../kept-runs.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan check [PATHS…]`, `-` for stdin: 1 when there is an error, 2 when something could not be read. Answered from the last run if nothing has changed. */
export async function check(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  const stdinName = optional(options, 'stdinName');
  if (paths.includes('-')) refuseWithInput(options);
  else if (stdinName !== undefined) throw nothingNamed(stdinName);
  if (options['fix'] === true || options['dryRun'] === true)
    return (await import('./check-fix.js')).checkFix(session, paths, options);
  if (options['watch'] === true) return (await import('./check-watch.js')).checkWatch(session, paths, options);
  const given = await givenTexts(session, paths, stdinName);
  // A thread would read the disk.
  if (given)
    return (await import('./check-anew.js')).checkAnew(given.session, given.paths, { ...options, threads: '1' });
  return keptRun(session, 'check', options, paths, async (listening, notes) =>
    (await import('./check-anew.js')).checkAnew(listening, paths, options, notes),
  );
}

/** What is written on stdin is looked at as it is, and once. */
function refuseWithInput(options: Record<string, unknown>): void {
  for (const [name, written] of Object.entries({
    fix: '--fix',
    dryRun: '--dry-run',
    watch: '--watch',
    changed: '--changed',
    shard: '--shard',
  })) {
    if (options[name] === undefined || options[name] === false) continue;
    throw new Failure(
      text(`${written} går inte ihop med ”-”`, `${written} does not go with “-”`),
      text('Ange filerna i stället för stdin.', 'Give the files in place of stdin.'),
    );
  }
}

const nothingNamed = (name: string): Failure =>
  new Failure(
    text(
      `--stdin-name ${name} säger något bara tillsammans med ”-”`,
      `--stdin-name ${name} says something only together with “-”`,
    ),
    text('Skriv fardplan check - för att läsa stdin.', 'Write fardplan check - to read stdin.'),
  );
