import type { Reporter } from './_contract.js';

/** For programs: every conflict with what each side says and where, and what does not fit together. */
export const mergeJson: Reporter<'merge'> = ({ path, conflicts, faults, text }) =>
  `${JSON.stringify({ version: 1, path, conflicts, faults, ...(text === undefined ? {} : { text }) }, null, 2)}\n`;
