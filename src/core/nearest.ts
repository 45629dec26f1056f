import { distance } from 'fastest-levenshtein';
import { fold } from './text.js';

/** The candidate nearest to `word` by edit distance, if it is near enough to be worth suggesting. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(word);
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length * 0.4)) + 1;
  for (const candidate of candidates) {
    const steps = distance(wanted, fold(candidate));
    if (steps < least) {
      best = candidate;
      least = steps;
    }
  }
  return best;
}
