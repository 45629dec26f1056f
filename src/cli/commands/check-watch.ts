import { resolve } from 'node:path';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import type { Asked } from '../asked.js';
import { hearing } from '../hearing.js';
import type { RunNotes } from '../kept-runs.js';
import type { Session } from '../session.js';
import { watchPaths } from '../watch-paths.js';
import { checkAnew } from './check-anew.js';

/** Enough to tell that a terminal shows only the last check: the screen and what has scrolled off it are cleared. */
const clear = '\u001b[2J\u001b[3J\u001b[H';

/** `fardplan check --watch`: checks at once, and again whenever something changes, until it is interrupted. Ends with 0. */
export async function checkWatch(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  const { host, say, print } = session;
  const given = paths.length > 0 ? paths : ['.'];
  const watching = await watchPaths(given.map((path) => resolve(host.cwd, path)));
  const stop = (): void => void watching.close();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    for (let goes = true; goes; goes = await watching.change()) {
      if (process.stdout.isTTY) await print(clear);
      watching.add((await checked(session, paths, options)).map((path) => resolve(host.cwd, path)));
      say(
        text(
          `${clock(host.now())} kontrollerat; väntar på ändringar (avsluta med Ctrl-C).`,
          `${clock(host.now())} checked; waiting for changes (Ctrl-C ends).`,
        ),
      );
    }
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await watching.close();
  }
  return exit.fine;
}

const clock = (now: Date): string => now.toTimeString().slice(0, 8);

/** Checks once, and gives the files that were read. What stops a check does not stop the watching. */
async function checked(session: Session, paths: string[], options: Record<string, unknown>): Promise<string[]> {
  const { host, say } = session;
  const asked: Asked[] = [];
  try {
    const through = await hearing(host, async (heard) => {
      const notes: RunNotes = {
        host,
        answer: () => undefined,
        note: (each) => asked.push(...each),
        forget: () => undefined,
      };
      await checkAnew({ ...session, host: heard }, paths, options, options['cache'] === false ? undefined : notes);
    });
    asked.push(...through.asked);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(error.text);
    if (error.help) say(error.help);
  }
  // Files that were looked for and are not there cannot be watched by name; those that were read can.
  return [...new Set(asked.flatMap(([what, about]) => (what === 'read' && typeof about === 'string' ? [about] : [])))];
}
