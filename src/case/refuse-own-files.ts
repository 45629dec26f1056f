import { resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { OpenCase } from './open-log.js';

/** Refuses (exit 2) an output that would replace the case file, its log or one of `others`: what is signed and said there exists nowhere else. */
export function refuseOwnFiles(
  host: Pick<Host, 'cwd'>,
  { file, logPath }: OpenCase,
  output: string,
  others: readonly string[] = [],
): void {
  const at = (path: string): string => resolve(host.cwd, path).normalize('NFC');
  const own = [file.path, logPath, `${logPath}.lock`, ...others].map(at);
  if (!own.includes(at(output))) return;
  throw new Failure(
    text(
      `${output} hör till själva ärendet och skrivs inte över`,
      `${output} belongs to the case itself and is not overwritten`,
    ),
    text('Välj ett annat namn med -o.', 'Choose another name with -o.'),
  );
}
