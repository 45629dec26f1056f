import { anchorCase } from '../../case/anchor.js';
import { cancelCase, completeCase } from '../../case/case-events.js';
import { dirname, resolve } from 'node:path';
import { gitLookup } from '../../verify/git-lookup.js';
import { exit } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { optional } from '../options.js';
import { readTrusted } from '../read-trusted.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan case close CASE`: the exit code of the verdict when it does not pass, and then nothing is closed. */
export async function caseClose(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host, say } = session;
  const tsa = optional(options, 'tsa');
  if (options['cancel'] === true) {
    await cancelCase(host, path, optional(options, 'reason'));
    say(text(`${path}: ärendet är avbrutet.`, `${path}: the case is cancelled.`));
  } else {
    const trust = await readTrusted(session, options['trust'] as string[]);
    const { verdict, code } = await completeCase(host, path, optional(options, 'pdf'), {
      trust,
      lookup: gitLookup(host, [dirname(resolve(host.cwd, path)), host.cwd]),
    });
    if (code !== exit.fine) {
      await report(session, 'verify', 'pretty', [verdict]);
      say(
        text(
          `${path}: ärendet är inte avslutat, eftersom handlingen inte går igenom granskningen.`,
          `${path}: the case is not completed, since the document does not pass verification.`,
        ),
      );
      return code;
    }
    say(text(`${path}: ärendet är avslutat.`, `${path}: the case is completed.`));
  }
  if (tsa !== undefined) await anchorCase(host, path, tsa);
  return exit.fine;
}
