import { fold } from '../core/text.js';
import type { CaseSigner } from '../model/case.js';
import type { Case } from '../model/case.js';
import type { CaseEvent } from '../model/case-event.js';

/** Where one of those who sign stands. */
export interface SignerState {
  signer: CaseSigner;
  state: 'signed' | 'declined' | 'waiting' | 'turn';
  /** When it was signed or declined. */
  at?: string;
  reason?: string;
  late: boolean;
  sent?: string;
  viewed?: string;
  /** When they were reminded, oldest first. */
  reminded: string[];
  signature?: NonNullable<CaseEvent['signature']>;
}

/** Where a case stands, as its log tells. */
export interface CaseState {
  state: 'open' | 'all-signed' | 'declined' | 'completed' | 'cancelled';
  signers: SignerState[];
  /** The newest file: what the next one signs. Path relative to the case. */
  current: NonNullable<CaseEvent['document']>;
  /** After the last day, with signatures lacking. */
  overdue: boolean;
  closedAt?: string;
  reason?: string;
}

/** Whether an event concerns this signer: by role, as roles are what a case is about. */
const concerns = (person: CaseEvent['actor'], signer: CaseSigner): boolean =>
  person?.role !== undefined && fold(person.role) === fold(signer.role);

/** Sums up a log whose chain holds. `today` is a day in Swedish time, `YYYY-MM-DD`. */
export function caseState(model: Case, events: readonly CaseEvent[], today: string): CaseState {
  const signers = model.signers.map((signer): SignerState => {
    const mine = events.filter((event) =>
      event.kind === 'signed'
        ? event.signature?.field === signer.field
        : concerns(event.recipient ?? event.actor, signer),
    );
    const last = (kind: CaseEvent['kind']) => mine.findLast((event) => event.kind === kind);
    const signed = last('signed');
    const declined = last('declined');
    const sent = last('sent')?.at;
    const viewed = last('viewed')?.at;
    const at = (signed ?? declined)?.at;
    return {
      signer,
      state: signed ? 'signed' : declined ? 'declined' : 'waiting',
      late: signed?.signature?.late ?? (model.due !== undefined && today > model.due),
      reminded: mine.filter(({ kind }) => kind === 'reminded').map((event) => event.at),
      ...(at === undefined ? {} : { at }),
      ...(declined?.reason === undefined || signed ? {} : { reason: declined.reason }),
      ...(sent === undefined ? {} : { sent }),
      ...(viewed === undefined ? {} : { viewed }),
      ...(signed?.signature ? { signature: signed.signature } : {}),
    };
  });
  const end = events.find(({ kind }) => kind === 'completed' || kind === 'cancelled');
  const open = signers.filter(({ state }) => state === 'waiting');
  const declined = signers.some(({ state }) => state === 'declined');
  // In sequence a refusal stops those after; in any order the rest may go on.
  const turn = model.order === 'parallel' ? open : declined ? [] : open.slice(0, 1);
  if (!end) for (const each of turn) each.state = 'turn';
  const { file, sha256, size } = model.document;
  const current = events.findLast(({ kind }) => kind === 'signed')?.document ?? { file, sha256, size };
  return {
    state: end
      ? (end.kind as 'completed' | 'cancelled')
      : declined
        ? 'declined'
        : open.length === 0
          ? 'all-signed'
          : 'open',
    signers,
    current,
    overdue: !end && open.length > 0 && model.due !== undefined && today > model.due,
    ...(end ? { closedAt: end.at } : {}),
    ...(end?.reason === undefined ? {} : { reason: end.reason }),
  };
}
