import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { optional } from './options.js';

/** The number of `--threads`; `null` when it is left to the program. */
export function threadsOption(options: Readonly<Record<string, unknown>>): number | null {
  const threads = optional(options, 'threads');
  if (threads === undefined) return null;
  if (/^[1-9]\d{0,2}$/.test(threads)) return Number(threads);
  throw new Failure(
    text(`--threads ${threads} går inte`, `--threads ${threads} will not do`),
    text('Ange ett antal från 1 till 999.', 'Give a number from 1 to 999.'),
  );
}
