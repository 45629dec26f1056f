import type { Related } from '../core/diagnostic.js';
import { text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Parsed } from '../parse/parsed.js';
import type { AskedBy } from '../rules/_contract.js';
import type { Workspace } from './run-rules.js';

/** The line that asks for what a finding misses, in the profile or in the schema of the document's kind; `undefined` when it has none. */
export function whoAsks(
  _document: Parsed,
  profile: Profile | undefined,
  askedBy: AskedBy,
  workspace: Workspace,
): Related | undefined {
  if (!('profile' in askedBy) || !profile) return undefined;
  const found = workspace.profilePlace(profile.id, askedBy.profile);
  return found && { ...found, message: text('Profilen kräver det här', 'The profile asks for it here') };
}
