import { swedishTime } from '../pdf/signature-time.js';

/** `2022-03-18 09:16:11 (UTC+1)`: Swedish local time with its zone. */
export function localTime(at: string): string {
  const { date, time, seconds, offset } = swedishTime(new Date(at));
  return `${date} ${time}:${seconds} (UTC${offset < 0 ? '-' : '+'}${Math.abs(offset) / 60})`;
}

/** `2022-03-18 08:16:11 UTC`. */
export const utcTime = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
