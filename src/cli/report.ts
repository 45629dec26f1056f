import type { Reporter, Results } from '../reporters/_contract.js';
import { registry } from '../reporters/_registry.js';
import { harmless } from './harmless.js';
import type { Session } from './session.js';

const inJson: ReadonlySet<string> = new Set(['json', 'ndjson', 'sarif', 'gitlab']);

/** A command's result in the words of the reporter of that command and format. */
export async function reported<C extends keyof Results>(
  session: Session,
  command: C,
  format: string,
  result: Results[C],
): Promise<string> {
  const load = (registry as unknown as Record<string, () => Promise<Reporter<C>>>)[`${command}-${format}`];
  // The command line offers only formats that have a file.
  if (!load) throw new Error(`no reporter ${command}-${format}`);
  const shown = (await load())(result, session.manner);
  // JSON has its own way of writing control characters, and is not for eyes.
  return inJson.has(format) ? shown : harmless(shown);
}

/** Prints a command's result with the reporter of that command and format. */
export async function report<C extends keyof Results>(
  session: Session,
  command: C,
  format: string,
  result: Results[C],
): Promise<void> {
  await session.print(await reported(session, command, format, result));
}
