/** A text string as people read it (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 by its mark, else Latin; unshown characters become spaces. */
export function textString(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  let value: string;
  if (first === 0xfe && second === 0xff) value = new TextDecoder('utf-16be').decode(bytes.subarray(2));
  else if (first === 0xef && second === 0xbb && third === 0xbf) value = new TextDecoder().decode(bytes.subarray(3));
  else value = new TextDecoder('latin1').decode(bytes);
  // Control and direction characters could make a terminal show something else than what is there.
  return value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
}

/** A date string of ISO 32000-1, 7.9.4 as ISO 8601 in UTC; `null` when it is not one or has no time zone. */
export function dateString(written: string): string | null {
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'00'?)?|([+-])(\d\d)'(\d\d)'?)$/.exec(written);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offset = (Number(match[8] ?? 0) * 60 + Number(match[9] ?? 0)) * (match[7] === '-' ? -1 : 1);
  const time = Date.UTC(year, month - 1, day, hour, minute - offset, second);
  return Number.isNaN(time) ? null : new Date(time).toISOString().replace('.000Z', 'Z');
}
