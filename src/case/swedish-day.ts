import { swedishTime } from '../pdf/signature-time.js';

/** The day in Sweden at a moment, `YYYY-MM-DD`: last days are Swedish days. */
export const swedishDay = (at: Date): string => swedishTime(at).date;
