import type { Change } from '../model/change.js';
import type { ChangeClass } from '../model/receipt.js';

/** Why a change was made, in one word, by its causes as the trace gives them. */
export function classify({ weight, causes }: Change): ChangeClass {
  if (causes.some((cause) => cause.includes('#'))) return 'requested';
  if (causes.includes('own')) return 'own';
  if (causes.some((cause) => cause.startsWith('derived'))) return 'derived';
  return weight === 'editorial' ? 'editorial' : 'unexplained';
}
