import { fold } from '../core/text.js';

/** Whether the name in a certificate, less what stands in parentheses, is the one that was expected. Order and middle names may differ. */
export function namesAgree(expected: string, certified: string): boolean {
  const words = (name: string): string[] =>
    fold(name.replace(/\([^)]*\)/g, ''))
      .split(/[\s,]+/)
      .filter(Boolean);
  const wanted = words(expected);
  const found = new Set(words(certified));
  const [fewer, more] = wanted.length < found.size ? [wanted, found] : [[...found], new Set(wanted)];
  return fewer.length > 0 && fewer.every((word) => more.has(word));
}
