import { text, type Text } from '../core/text.js';
import type { Kind } from '../model/kinds.js';
import type { Rule } from '../rules/_contract.js';

/** What a rule is about, as a reader looks for it. */
export type Subject = 'roadmap' | 'text' | 'personal' | 'consultation' | 'decision' | 'register' | 'workspace';

/** Every subject in the order of a reference, with what it is called. */
export const subjects: Readonly<Record<Subject, Text>> = {
  roadmap: text('Färdplanens innehåll', 'What a roadmap holds'),
  text: text('Text och form', 'Text and form'),
  consultation: text('Remissen', 'The consultation'),
  decision: text('Beslut', 'Decisions'),
  register: text('Register och årsplaner', 'Registers and yearly plans'),
  personal: text('Personuppgifter', 'Personal data'),
  workspace: text('Profiler och inställningar', 'Profiles and configuration'),
};

const byLetter: Readonly<Record<string, Subject>> = {
  R: 'roadmap',
  C: 'consultation',
  D: 'decision',
  P: 'personal',
};

const byKind: Partial<Record<Kind, Subject>> = {
  roadmap: 'roadmap',
  round: 'consultation',
  response: 'consultation',
  dispositions: 'consultation',
  missive: 'consultation',
  decision: 'decision',
  parties: 'register',
  adoption: 'register',
  plan: 'register',
  profile: 'workspace',
  workspace: 'workspace',
  words: 'workspace',
};

/** What a rule is about: by the letter of its code, else by the kinds of document that it judges; one that judges many kinds is about their text. */
export function subjectOf({ code, kinds }: Rule): Subject {
  const coded = code === undefined ? undefined : byLetter[code.charAt(0)];
  if (coded) return coded;
  const found = [...new Set(kinds.flatMap((kind) => byKind[kind] ?? []))];
  return found.length === 1 && found[0] ? found[0] : 'text';
}
