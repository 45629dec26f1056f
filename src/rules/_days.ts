const length = 24 * 60 * 60 * 1000;

const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** How many days after `one` that `two` is; both as `2022-03-18`. Negative when it is before. */
export const daysBetween = (one: string, two: string): number => Math.round((time(two) - time(one)) / length);

/** The day so many days later, as `2022-03-18`. */
export const laterBy = (day: string, days: number): string =>
  new Date(time(day) + days * length).toISOString().slice(0, 10);
