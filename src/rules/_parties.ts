import type { Party } from '../model/party.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { RuleContext } from './_contract.js';

// Many documents ask for the same few parties, and what a run holds does not change.
const registers = new WeakMap<readonly Parsed[], readonly Party[]>();

/** Every principal and body in the registers of the run. */
export function partiesIn({ documents }: RuleContext): readonly Party[] {
  let found = registers.get(documents);
  if (!found) {
    found = documents.flatMap((document) => (isKind(document, 'parties') ? document.model.parties : []));
    registers.set(documents, found);
  }
  return found;
}
