import { verdictText } from '../verify/verdict-text.js';
import type { Reporter } from './_contract.js';

const colours = { 'TOTAL-PASSED': 'green', INDETERMINATE: 'yellow', 'TOTAL-FAILED': 'red' } as const;
const marks = { 'TOTAL-PASSED': '✓', INDETERMINATE: '?', 'TOTAL-FAILED': '✗' } as const;

/** For people: the plain answer first, then what it rests on. */
export const verifyPretty: Reporter<'verify'> = (verdicts, { language, paint }) =>
  verdicts
    .map((verdict) => {
      const [answer = '', ...details] = verdictText(verdict, language).trimEnd().split('\n');
      const head = paint[colours[verdict.indication]](`${marks[verdict.indication]} ${answer}`);
      return `${[head, ...details.map((line) => `  ${line}`.trimEnd())].join('\n')}\n`;
    })
    .join('\n');
