const months = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'] as const;

/** A time as people write it, as the model has it: the start, the end of a window, and whether that says all that was written. */
export interface ReadTime {
  when: string;
  until?: string;
  exact: boolean;
}

const year = '(?:19|20|21)\\d\\d';
const day = new RegExp(`^(${year})[-/.]?(\\d\\d)[-/.]?(\\d\\d)$`);
const month = new RegExp(`^(${year})[-/](\\d\\d)$`);
const named = new RegExp(`^(?:den\\s+)?(?:(\\d{1,2})\\s+)?(\\p{L}{3,9})\\.?\\s+(${year})$`, 'u');
const bare = new RegExp(`^(?:år\\s+)?(${year})$`);
const anyYear = new RegExp(`(?<!\\d)(${year})(?!\\d)`, 'g');

/** One year, month or day: `2028`, `2028-05`, `maj 2028`, `den 17 maj 2028`, `2028-05-17`. */
export function momentOf(written: string): string | undefined {
  const plain = written.trim().toLowerCase();
  const [, ofDay, ofMonth, date] = day.exec(plain) ?? [];
  if (ofDay && ofMonth && date) return existing(ofDay, ofMonth, date);
  const [, monthYear, monthNumber] = month.exec(plain) ?? [];
  if (monthYear && monthNumber) return existing(monthYear, monthNumber);
  const [, dayNumber, monthName, namedYear] = named.exec(plain) ?? [];
  if (monthName && namedYear) {
    const at = months.findIndex((name) => monthName.startsWith(name));
    // “mars” is a month and “marsch” is none; the others do not begin other words that stand before a year.
    return at < 0 ||
      !/^(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|\p{L}{3,4})$/u.test(
        monthName,
      )
      ? undefined
      : existing(namedYear, String(at + 1), dayNumber);
  }
  return bare.exec(plain)?.[1];
}

/** A time or a window (`2024–2026`, `mars 2024 till maj 2025`); else the years that are named in it (“hösten 2024”); `undefined` without any. */
export function timeOf(written: string): ReadTime | undefined {
  const plain = written.replace(/\s+/g, ' ').trim();
  const one = momentOf(plain);
  if (one !== undefined) return { when: one, exact: true };
  for (const between of plain.matchAll(/\s*[–—]\s*|\s+-\s+|\s+till\s+(?:och med\s+)?|(?<=\d{4})-(?=\d{4})/g)) {
    const [from, to] = [plain.slice(0, between.index), plain.slice(between.index + between[0].length)].map((part) =>
      momentOf(part),
    );
    if (from !== undefined && to !== undefined && from.slice(0, 4) <= to.slice(0, 4))
      return { when: from, until: to, exact: true };
  }
  const years = [...plain.matchAll(anyYear)].flatMap((match) => match[1] ?? []).toSorted();
  const [first] = years;
  const last = years.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { when: first, ...(last === first ? {} : { until: last }), exact: false };
}

function existing(ofYear: string, ofMonth: string, ofDay?: string): string | undefined {
  const written = [ofYear, ofMonth.padStart(2, '0'), ...(ofDay === undefined ? [] : [ofDay.padStart(2, '0')])].join(
    '-',
  );
  const date = new Date(`${written.length === 7 ? `${written}-01` : written}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(written) ? undefined : written;
}
