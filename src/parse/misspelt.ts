import type { ModelPath } from '../core/locations.js';
import { nearest } from '../core/nearest.js';
import type { Remark } from './parsed.js';

/** Keys longer than this are no slips of the pen. */
const longest = 60;

/**
 * Whether one of `names`, a field that is missing in the map at `within`, stands there under a name that is nearly right: the unknown key
 * is told, with what was meant, and what it hides is no second fault.
 */
export const isMisspelt = (remarks: readonly Remark[], within: ModelPath, names: readonly string[]): boolean =>
  remarks.some(
    (remark) =>
      remark.type === 'unknown-key' &&
      remark.key.length <= longest &&
      remark.within.length === within.length &&
      remark.within.every((step, index) => step === within[index]) &&
      names.includes(nearest(remark.key, remark.known) ?? ''),
  );
