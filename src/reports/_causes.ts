import { filled } from '../compose/fill.js';
import type { TracedChange } from '../consultation/trace.js';
import type { Dispositions } from '../model/consultation.js';
import { enumerated } from './_blocks.js';
import type { ReportWords } from './_contract.js';

/** What causes are told from. */
export interface Causes {
  traced: readonly TracedChange[];
  dispositions: Dispositions | undefined;
  /** Names of those who answered, by the id of their answer. */
  responders: ReadonlyMap<string, string>;
}

const stopped = (reason: string): string => (/[.!?…]$/.test(reason.trim()) ? reason.trim() : `${reason.trim()}.`);

/** The stated reasons for a change that no comment asked for. */
export function statedReason({ own, derived }: TracedChange, dispositions: Dispositions | undefined): string {
  const reasons = [
    ...own.map((index) => dispositions?.own?.[index]?.reason),
    ...derived.map((index) => dispositions?.derived?.[index]?.reason),
  ];
  return [...new Set(reasons)].flatMap((reason) => (reason === undefined ? [] : [stopped(reason)])).join(' ');
}

/** Why a change was made, as the end of a sentence; nothing for what is only of form. */
export function causeOf(
  traced: TracedChange,
  { dispositions, responders }: Causes,
  words: ReportWords,
): string | undefined {
  switch (traced.class) {
    case 'requested': {
      const refs = traced.causes.filter((cause) => cause !== 'own');
      const parties = [
        ...new Set(refs.map((ref) => responders.get(ref.split('#')[0] ?? '') ?? ref.split('#')[0] ?? ref)),
      ];
      return filled(words.requested, { parties: enumerated(parties), comments: refs.join(', ') });
    }
    case 'derived':
      return filled(words.derived, { reason: statedReason(traced, dispositions) }).trim();
    case 'own':
      return filled(words.own, { reason: statedReason(traced, dispositions) }).trim();
    case 'editorial':
      return undefined;
    case 'unexplained':
      return words.unexplained;
  }
}
