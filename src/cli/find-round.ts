import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';

/** The folder of the round a command is about: the one given, else the one it stands in, else `consultation` below it. */
export async function findRound(host: Pick<Host, 'files'>, given: string | undefined): Promise<string> {
  if (given !== undefined) {
    const held = join(given, 'consultation');
    // Whoever gives the workspace means the round in it.
    return (await holdsRound(host, given)) || !(await holdsRound(host, held)) ? given : held;
  }
  for (const folder of ['.', 'consultation']) if (await holdsRound(host, folder)) return folder;
  throw new Failure(
    text('Här finns ingen remissomgång', 'There is no round of consultation here'),
    text(
      'Stå i mappen med round.yaml eller i arbetsytan ovanför den, eller ange mappen. ”fardplan consult open” börjar en omgång.',
      'Stand in the folder of round.yaml or in the workspace above it, or give the folder. “fardplan consult open” begins a round.',
    ),
  );
}

const holdsRound = async (host: Pick<Host, 'files'>, folder: string): Promise<boolean> =>
  (await host.files.kind(join(folder, 'round.yaml'))) === 'file';
