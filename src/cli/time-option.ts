import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

const written = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** The time that an option names: a date (midnight UTC) or a date and time as in ISO 8601. Refuses anything else, such as 30 February. */
export function timeOption(option: string, value: string): Date {
  const time = new Date(value);
  const [day = 0] = /(?<=-)\d\d(?=T|$)/.exec(value)?.map(Number) ?? [];
  const real = new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
  if (written.test(value) && real && !Number.isNaN(time.getTime())) return time;
  throw new Failure(
    text(`${option} ${value} är ingen tid.`, `${option} ${value} is not a time.`),
    text(
      'Skriv ett datum, 2030-01-31, eller datum och tid, 2030-01-31T12:00:00Z.',
      'Write a date, 2030-01-31, or a date and time, 2030-01-31T12:00:00Z.',
    ),
  );
}
