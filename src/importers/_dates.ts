const months = ['januari', 'februari', 'mars', 'april', 'maj', 'juni', 'juli', 'augusti', 'september', 'oktober', 'november', 'december'] as const; // prettier-ignore

/** `YYYY-MM-DD` of a day as people write it (2021-12-15, 20211215, 15 december 2021, 15.12.2021, with or without a time); else `undefined`. */
export function dayOf(written: string): string | undefined {
  const text = written.trim().toLowerCase();
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[t ,].*)?$/.exec(text);
  if (iso) return valid(iso[1], iso[2], iso[3]);
  const named = /^(?:den\s+)?(\d{1,2})\s+(\p{L}{3,9})\.?\s+(\d{4})(?:\D.*)?$/u.exec(text);
  if (named) {
    const month = months.findIndex(
      (name) => name === named[2] || (named[2]?.length === 3 && name.startsWith(named[2])),
    );
    return month < 0 ? undefined : valid(named[3], String(month + 1), named[1]);
  }
  // Day first, as here; where both could be the month, a date with slashes may be American, and is not guessed.
  const dotted = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:[t ,].*)?$/.exec(text);
  if (!dotted) return undefined;
  const [, first = '', mark, second = '', year] = dotted;
  if (mark === '/' && Number(first) <= 12 && first !== second) return undefined;
  return valid(year, second, first);
}

function valid(year = '', month = '', day = ''): string | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written ? undefined : written;
}
