import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../../src/model/profile.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';
import { root } from '../cli/run.js';

/** A profile that comes with the program. */
export function builtInProfile(id: string): Profile {
  const path = join(root, 'templates', 'profiles', `${id}.yaml`);
  const parsed = parseDocument({ path, text: readFileSync(path, 'utf8') });
  if (!('kind' in parsed) || !isKind(parsed, 'profile')) throw new Error(`${id} cannot be read`);
  return parsed.model;
}
