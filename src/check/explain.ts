import type { Language } from '../core/text.js';

/** Being written. */
export const explainRule = (_rule: string, _language: Language): string | undefined => undefined;
/** Being written. */
export const listRules = (_language: Language): string => '';
