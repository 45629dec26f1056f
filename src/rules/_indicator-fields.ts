import { text, type Text } from '../core/text.js';

/** The fields of an indicator that a profile may require: the word in running text, and the name of the table's column. */
export const indicatorFields = {
  direction: { noun: text('riktning', 'direction'), column: 'Riktning', hint: 'öka, minska, följs' },
  source: { noun: text('källa', 'source'), column: 'Källa', hint: 'Kolada, Socialstyrelsen, Lokal: …' },
  level: { noun: text('nivå', 'level'), column: 'Nivå', hint: 'kommun, region, enhet, riket, län' },
  unit: { noun: text('enhet', 'unit'), column: 'Enhet', hint: '%, antal, …' },
  baseline: { noun: text('nuläge', 'baseline'), column: 'Nuläge', hint: '62 (2021)' },
  target: { noun: text('målvärde', 'target'), column: 'Målvärde', hint: '80 (2030)' },
} satisfies Record<string, { noun: Text; column: string; hint: string }>;

export type IndicatorField = keyof typeof indicatorFields;
