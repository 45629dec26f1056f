import type { Reporter } from './_contract.js';
import { plainVerdict } from './verify-json.js';

/** For programs and many files: the object of each file on a line of its own. */
export const verifyNdjson: Reporter<'verify'> = (verdicts, { language }) =>
  verdicts.map((verdict) => `${JSON.stringify(plainVerdict(verdict, language))}\n`).join('');
