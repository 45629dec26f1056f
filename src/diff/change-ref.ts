import { fingerprint } from '../core/fingerprint.js';
import type { Change } from '../model/change.js';

/**
 * Names one very change: `item/fingerprint`, such as `mobila-team/3f2a9c1b04`. It follows from what was said before and after, not from
 * lines, weight or causes, so it stays while the rest of the documents is edited, and is another as soon as a word of it is.
 */
export function changeRef(change: Change): string {
  const { kind, item, id, field, paragraph, within, into, from, pieces, before, after } = change;
  const told = [kind, item, id, field, paragraph, within, into, from, before?.text, after?.text];
  const standing = [before, after].map((side) => side && [side.parent, side.position, side.section]);
  // What is new or gone is all of it, not only what its text tells.
  const whole = kind === 'added' || kind === 'removed' ? [(after ?? before)?.at?.value] : [];
  const parts = pieces?.map(({ at }) => at.value);
  const where = kind === 'moved' || paragraph === 'moved' ? standing : null;
  return `${id}/${fingerprint(JSON.stringify([told, where, ...whole, ...(parts ? [parts] : [])]))}`;
}
