import { resolve } from 'node:path';
import { Failure } from './failure.js';
import type { Host } from './host.js';
import { text, type Text } from './text.js';

/** Refuses an output (exit 2) that is one of the files that `made` (“the decision”) is made from, also with `--force`. */
export function refuseInputs(
  { cwd }: Pick<Host, 'cwd'>,
  output: string,
  inputs: readonly string[],
  made: Text = text('rapporten', 'the report'),
): void {
  if (!inputs.some((path) => resolve(cwd, path) === resolve(cwd, output))) return;
  throw new Failure(
    text(`${output} är det som ${made.sv} görs av`, `${output} is what ${made.en} is made from`),
    text('Välj ett annat namn, så att texten inte går förlorad.', 'Choose another name, so that the text is not lost.'),
  );
}
