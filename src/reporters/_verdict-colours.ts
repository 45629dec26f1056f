import type { ChalkInstance } from 'chalk';
import type { Verdict } from '../model/verdict.js';

const colours = { 'TOTAL-PASSED': 'green', INDETERMINATE: 'yellow', 'TOTAL-FAILED': 'red' } as const;
const marks = { 'TOTAL-PASSED': '✓', INDETERMINATE: '?', 'TOTAL-FAILED': '✗' } as const;

/** A verdict in words with its first line marked and coloured, and the others under it. Ends with a line end. */
export function painted({ indication, audit }: Verdict, words: string, paint: ChalkInstance): string {
  const [answer = '', ...details] = words.trimEnd().split('\n');
  // The mark is that of the worse of the two, since many read no further.
  const worst =
    indication !== 'TOTAL-FAILED' && audit && audit.indication !== 'TOTAL-PASSED' ? audit.indication : indication;
  const head = paint[colours[worst]](`${marks[worst]} ${answer}`);
  return `${[head, ...details.map((line) => `  ${line}`.trimEnd())].join('\n')}\n`;
}
