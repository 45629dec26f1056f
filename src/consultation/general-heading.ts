import { fold } from '../core/text.js';

/** `true` for a heading over comments on the whole document: none, or one that says so. */
export const isGeneralHeading = (heading: string | undefined): boolean =>
  fold(heading ?? '') === '' ||
  /^(allmän|övrig|övergripande|generell|helhet|general\b|other\b|overall\b)/.test(fold(heading ?? ''));
