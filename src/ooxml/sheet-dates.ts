/** `true` for a number format (ECMA-376-1, 18.8.30) that shows days. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  // Only the first section, without literals, colours and conditions.
  const shown = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[dy]/i.test(shown) || /m{3,}/i.test(shown);
}

/** A day as a workbook counts it, from 1900 or (`early`) 1904, as `YYYY-MM-DD`, with ` HH:MM` if it has a time. */
export function cellDay(serial: number, early: boolean): string {
  // Lotus took 1900 for a leap year, and everyone after it does.
  const days = early ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const date = new Date(Math.round((days - 25_569) * 86_400) * 1000);
  if (Number.isNaN(date.getTime()) || serial < 0) return String(serial);
  const written = date.toISOString();
  return written.slice(11, 16) === '00:00' ? written.slice(0, 10) : `${written.slice(0, 10)} ${written.slice(11, 16)}`;
}
