import { fold } from '../core/text.js';
import type { Settings } from '../model/settings.js';

type Reference = NonNullable<Settings['references']>[number];

/** A pattern is longer than this only by mistake. */
const longestPattern = 200;
/** A reference number is longer than this only by mistake; it bounds the time that a pattern takes. */
const longestNumber = 60;
/** In how many ways a pattern may try to match, at most; each takes as many steps as the number has characters. */
const mostWays = 100_000;

/** What is wrong with a pattern, in a word; `undefined` when it can be used. */
export function patternFault(pattern: string): 'long' | 'invalid' | 'heavy' | undefined {
  if (pattern.length > longestPattern) return 'long';
  if (!compiled(pattern)) return 'invalid';
  return ways(pattern) > mostWays ? 'heavy' : undefined;
}

function compiled(pattern: string): RegExp | undefined {
  try {
    // By itself first: brackets that do not match could close the one put around it, as in “a+)*(”.
    return new RegExp(pattern, 'u') && new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}

/**
 * An upper bound of the ways in which a valid pattern can be tried against a number: the product of what each part leaves open. So
 * `(a+)+` has too many, and `\d{4}/\d{1,6}` has six.
 */
function ways(pattern: string): number {
  let at = 0;
  const alternatives = (): number => {
    let sum = 0;
    let product = 1;
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        sum += product;
        product = 1;
        at += 1;
      } else product *= repeated(atom());
    }
    at += 1;
    return sum + product;
  };
  const atom = (): number => {
    const sign = pattern[at];
    at += 1;
    if (sign === '(') {
      const head = /^\?(?:[:=!]|<[=!]|<[^>]*>)/.exec(pattern.slice(at, at + 60))?.[0] ?? '';
      at += head.length;
      return alternatives();
    }
    if (sign === '[') while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
    // A property or a code point in braces, or a reference by name, is one sign as well.
    if (sign === '\\')
      at +=
        /^(?:[pPu]\{[^}]*\}|k<[^>]*>|\d+|u[0-9a-f]{4}|x[0-9a-f]{2}|c.|.)/is.exec(pattern.slice(at))?.[0].length ?? 1;
    if (sign === '[') at += 1;
    return 1;
  };
  const repeated = (inner: number): number => {
    const times = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(pattern.slice(at));
    if (!times) return inner;
    at += times[0].length;
    const [, sign, from, comma, to] = times;
    const least = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    const asked =
      sign === undefined
        ? comma === undefined
          ? least
          : to === ''
            ? Infinity
            : Number(to)
        : sign === '?'
          ? 1
          : Infinity;
    const most = Math.min(asked, Math.max(longestNumber, least));
    let sum = 0;
    for (let count = least; count <= most && sum <= mostWays; count += 1) sum += inner ** count;
    return sum;
  };
  return alternatives();
}

/** Whether a number is as its organisation writes them; `asked` is what it is held to, `undefined` for the usual forms. */
export function numberFits(
  number: string,
  organisation: string | undefined,
  references: Settings['references'],
): { fits: boolean; asked: Reference | undefined } {
  const named = (references ?? []).filter(
    (each) =>
      organisation !== undefined && each.organisation !== undefined && fold(each.organisation) === fold(organisation),
  );
  const held = named.length > 0 ? named : (references ?? []).filter((each) => each.organisation === undefined);
  const usable = held.filter(({ pattern }) => patternFault(pattern) === undefined);
  if (usable.length === 0) return { fits: held.length > 0 || isUsual(number), asked: undefined };
  const fits = number.length <= longestNumber && usable.some(({ pattern }) => compiled(pattern)?.test(number));
  return { fits, asked: usable[0] };
}

/**
 * The forms that registers use: `KS 2018/1092`, `RS 912-2025`, `KS/2018:443`, `RS 2056:1-2023`, `KS2021.0388`, `1187/21`. They have in common
 * two numbers with a sign between, and letters for the body; what is longer, or holds other words, is no number.
 */
export function isUsual(number: string): boolean {
  if (number.length > 40 || /x{2,}|n{3,}/i.test(number)) return false;
  const bare = number.replace(/^(?:dnr|diarienr|diarienummer|ärende(?:nr|nummer)?)[.:]*\s*/i, '');
  if (!/^[A-Za-zÅÄÖåäö0-9 /:.\-–]+$/.test(bare)) return false;
  return (
    (bare.match(/\d+/g) ?? []).length >= 2 && (bare.match(/[A-Za-zÅÄÖåäö]+/g) ?? []).every(({ length }) => length <= 12)
  );
}
