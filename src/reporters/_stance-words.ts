import { text, type Text } from '../core/text.js';
import type { Stance } from '../model/consultation.js';

/** What each stance is called, in the order in which they are shown: from consent to refusal. */
export const stanceWords: Record<Stance, Text> = {
  approves: text('tillstyrker', 'approves'),
  'approves-with-comments': text('tillstyrker med synpunkter', 'approves with comments'),
  'no-objection': text('ingen erinran', 'no objection'),
  abstains: text('avstår', 'abstains'),
  rejects: text('avstyrker', 'rejects'),
  unstated: text('ej angiven', 'not stated'),
};

/** The stances in the order in which they are shown. */
export const stances = Object.keys(stanceWords) as Stance[];
