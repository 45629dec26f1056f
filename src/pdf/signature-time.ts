/** One instant as Swedish clocks show it: `2022-03-18`, `09:16`, seconds, and the offset from UTC in minutes. */
export interface SwedishTime {
  date: string;
  time: string;
  seconds: string;
  offset: number;
}

const stockholm = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The local time in Sweden, whatever the machine's own time zone is. */
export function swedishTime(at: Date): SwedishTime {
  const part: Record<string, string> = {};
  for (const { type, value } of stockholm.formatToParts(at)) part[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = part;
  const shown = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  const offset = Math.round((shown - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}`, seconds: second, offset };
}

/** For people: `2022-03-18 09:16 (UTC+1)`. */
export function shownTime(at: Date): string {
  const { date, time, offset } = swedishTime(at);
  return `${date} ${time} (UTC${offset < 0 ? '-' : '+'}${Math.abs(offset) / 60})`;
}

/** A date as PDF writes it, in Swedish local time with its offset (ISO 32000-1, 7.9.4): `D:20220318091611+01'00'`. */
export function pdfDate(at: Date): string {
  const { date, time, seconds, offset } = swedishTime(at);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = pad(Math.floor(Math.abs(offset) / 60));
  const minutes = pad(Math.abs(offset) % 60);
  return `D:${date.replaceAll('-', '')}${time.replace(':', '')}${seconds}${offset < 0 ? '-' : '+'}${hours}'${minutes}'`;
}
