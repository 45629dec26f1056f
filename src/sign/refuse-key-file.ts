import { resolve } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';

/** Refuses (exit 2) to write over the key file that is signed with; there may be no other copy of it. */
export function refuseKeyFile(host: Pick<Host, 'cwd'>, output: string, key: string | undefined): void {
  if (key === undefined || resolve(host.cwd, key) !== resolve(host.cwd, output)) return;
  throw new Failure(
    text(`${output} är nyckelfilen och skrivs inte över`, `${output} is the key file and is not overwritten`),
    text('Välj ett annat namn med -o.', 'Choose another name with -o.'),
  );
}
