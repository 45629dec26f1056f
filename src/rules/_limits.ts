import type { Readability } from '../model/readability.js';
import type { AskedBy, RuleContext } from './_contract.js';

/** A limit of readability, and who asks for it: the workspace before the profile; nobody where neither does, and `usual` holds. */
export function limitOf(
  field: keyof Readability,
  { settings, profile }: RuleContext,
  usual: number,
): { most: number; asked: { askedBy?: AskedBy } } {
  const own = settings.readability?.[field];
  const general = profile?.readability?.[field];
  const at = ['readability', field];
  return {
    most: own ?? general ?? usual,
    asked:
      own !== undefined ? { askedBy: { settings: at } } : general !== undefined ? { askedBy: { profile: at } } : {},
  };
}
