import { setFlagsFromString } from 'node:v8';
import { serve } from '../../lsp/serve.js';
import type { Session } from '../session.js';

/** `fardplan lsp`: serves an editor over standard input and output until it says that it is done, or is gone. */
export function lsp({ host, language }: Session): Promise<number> {
  // bin/fardplan.js puts optimising off, for runs that soon end. This one goes on all day.
  // Later versions of V8 have no such flag, and say so on stderr.
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString('--interrupt-budget=67584');
  serve({ input: process.stdin, output: process.stdout }, host, language);
  // The connection ends the process, with the exit code that the protocol asks for.
  return new Promise(() => undefined);
}
