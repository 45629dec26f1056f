import { summary } from '../diff/summary.js';
import type { Reporter } from './_contract.js';

/** The contract for programs: version, the two sides, changes and their summary. */
export const diffJson: Reporter<'diff'> = ({ before, after, changes }) =>
  `${JSON.stringify({ version: 1, before, after, changes, summary: summary(changes) }, null, 2)}\n`;
