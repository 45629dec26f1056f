import type { Change, Word } from '../model/change.js';
import type { ChangeGroup } from './change-groups.js';
import { bindsSomebody } from './change-importance.js';
import { plainMarkdown } from './plain-text.js';

/** Words that took the place of others in many places. */
export interface Exchange {
  before: string;
  after: string;
  /** In how many places. */
  count: number;
}

/** What was exchanged throughout, most often first, and the changes that consist of nothing else. */
export interface Throughout {
  exchanges: Exchange[];
  changes: Change[];
}

/** Group of what was exchanged throughout; no section can have this id, since it begins with a space. */
export const throughoutDocument = ' throughout';

/** Fewer places than these are told where they are. */
const fewest = 5;
const longest = 40;

/** Finds words that were exchanged in many places. Figures and what binds somebody are always told where they stand. */
export function exchangedThroughout(changes: readonly Change[]): Throughout {
  const pairs = new Map(
    changes.filter(({ paragraph }) => paragraph === 'changed').map((change) => [change, pairsOf(change.words)]),
  );
  const counts = new Map<string, number>();
  for (const found of pairs.values()) {
    for (const pair of found) if (pair !== undefined) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const often = (pair: string | undefined): boolean => pair !== undefined && (counts.get(pair) ?? 0) >= fewest;
  const covered = [...pairs].filter(([, found]) => found.length > 0 && found.every(often)).map(([change]) => change);
  const used = new Set(covered.flatMap((change) => pairs.get(change) ?? []));
  const exchanges = [...used].flatMap((pair) => {
    const [before, after] = (pair ?? '').split('\n');
    return pair === undefined || before === undefined || after === undefined
      ? []
      : [{ before, after, count: counts.get(pair) ?? 0 }];
  });
  return {
    exchanges: exchanges.sort((one, other) => other.count - one.count || (one.before < other.before ? -1 : 1)),
    changes: covered,
  };
}

/** The group of them, which matters as other wording does. */
export const throughoutGroup = (changes: readonly Change[]): ChangeGroup => ({
  id: throughoutDocument,
  changes: [...changes],
  withIt: new Map(),
  rank: 6,
});

/** Each stretch that changed: what stood and what stands, or `undefined` where that is no mere exchange of words. */
function pairsOf(words: readonly Word[]): (string | undefined)[] {
  const pairs: (string | undefined)[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [one, other] = [words[at], words[at + 1]];
    if (!one || one.op === 'equal') continue;
    const whole = one.op === 'delete' && other?.op === 'insert';
    pairs.push(whole ? exchange(one.text, other.text) : undefined);
    if (whole) at += 1;
  }
  return pairs;
}

function exchange(before: string, after: string): string | undefined {
  const [one = '', other = ''] = [before, after].map((text) => plainMarkdown(text).trim());
  const plain = one !== '' && other !== '' && one.length <= longest && other.length <= longest;
  if (!plain || /\d|[.!?:;,]/.test(one + other) || bindsSomebody(`${one} ${other}`)) return undefined;
  return /^\p{Lu}\p{Ll}/u.test(one) && /^\p{Lu}\p{Ll}/u.test(other)
    ? `${one.toLowerCase()}\n${other.toLowerCase()}`
    : `${one}\n${other}`;
}
