import { verdictText } from '../verify/verdict-text.js';
import type { Reporter } from './_contract.js';
import { painted } from './_verdict-colours.js';

/** For people: the plain answer first, then what it rests on. */
export const verifyPretty: Reporter<'verify'> = (verdicts, { language, paint }) =>
  verdicts.map((verdict) => painted(verdict, verdictText(verdict, language), paint)).join('\n');
