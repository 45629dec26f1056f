import { verdictDetail } from '../verify/verdict-detail.js';
import type { Reporter } from './_contract.js';
import { painted } from './_verdict-colours.js';

/** For people who want to know why: the plain answer, then chains, revocation, time-stamps, limits and revisions. */
export const verifyDetail: Reporter<'verify'> = (verdicts, { language, paint }) =>
  verdicts.map((verdict) => painted(verdict, verdictDetail(verdict, language), paint)).join('\n');
