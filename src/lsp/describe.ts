import { text, type Text } from '../core/text.js';
import type { NameKind } from '../rules/_names.js';

/** What a thing with an id is called. */
export const kindWords: Record<NameKind, Text> = {
  section: text('avsnitt', 'section'),
  statement: text('påstående i målbilden', 'statement of the target picture'),
  milestone: text('milstolpe', 'milestone'),
  indicator: text('indikator', 'indicator'),
  roadmap: text('färdplan', 'roadmap'),
  plan: text('årsplan', 'yearly plan'),
  activity: text('aktivitet', 'activity'),
  round: text('remiss', 'round of consultation'),
  response: text('remissvar', 'answer'),
  comment: text('synpunkt', 'comment'),
  party: text('huvudman', 'principal'),
  decision: text('beslut', 'decision'),
  signer: text('undertecknare', 'signer'),
  profile: text('profil', 'profile'),
};
