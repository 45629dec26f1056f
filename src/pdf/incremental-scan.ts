const whitespace = new Set([0, 9, 10, 12, 13, 32]);

/** Reads file structure (numbers and keywords, ISO 32000-1, 7.2.2) at a byte position. Answers `undefined` for what does not stand there. */
export interface Scanner {
  position: number;
  /** The next unsigned integer, after white space. */
  integer(): number | undefined;
  /** Whether `word` comes next, after white space; if so it is passed. */
  keyword(word: string): boolean;
}

/** Whether `word` (ASCII) stands at `position`. */
export function standsAt(bytes: Uint8Array, position: number, word: string): boolean {
  for (let index = 0; index < word.length; index += 1) {
    if (bytes[position + index] !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** Whether a byte is PDF white space (ISO 32000-1, table 1). */
export const isWhitespace = (byte: number | undefined): boolean => byte !== undefined && whitespace.has(byte);

/** A {@link Scanner} that starts at `position`. */
export function scan(bytes: Uint8Array, position: number): Scanner {
  const scanner: Scanner = {
    position,
    integer() {
      while (isWhitespace(bytes[scanner.position])) scanner.position += 1;
      const start = scanner.position;
      let value = 0;
      for (;;) {
        const digit = (bytes[scanner.position] ?? 0) - 48;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
        scanner.position += 1;
      }
      return scanner.position > start && Number.isSafeInteger(value) ? value : undefined;
    },
    keyword(word) {
      while (isWhitespace(bytes[scanner.position])) scanner.position += 1;
      if (!standsAt(bytes, scanner.position, word)) return false;
      scanner.position += word.length;
      return true;
    },
  };
  return scanner;
}
