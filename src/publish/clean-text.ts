import { mailAddresses, personalData } from '../core/personal-data.js';
import type { Settings } from './settings.js';

/** What is removed from a copy. */
export type RemovedKind = 'personal-number' | 'email' | 'phone' | 'ip' | 'name';

/** The words that stand where something was, so that nothing goes without a trace. */
export const marks: Record<RemovedKind, string> = {
  'personal-number': '[personnummer borttaget]',
  email: '[e-postadress borttagen]',
  phone: '[telefonnummer borttaget]',
  ip: '[IP-adress borttagen]',
  name: '[namn borttaget]',
};

/** One stretch to replace, by UTF-16 offsets. */
export interface Cut {
  kind: RemovedKind;
  start: number;
  end: number;
}

/** What to look for, and how much has been found. */
export interface Cleaning {
  settings: Settings;
  /** Names of persons that are to go. */
  names: readonly string[];
  removed: Map<RemovedKind, number>;
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');

/** Where in a text something is to be removed, in order, none within another. */
export function cutsIn(text: string, { settings, names }: Cleaning): Cut[] {
  const { mailboxes, allowed, email, phones } = settings;
  const facts: Cut[] = personalData(text, { mailboxes, allowed }).filter(
    ({ kind }) => !(kind === 'phone' && phones === 'keep') && !(kind === 'email' && email === 'keep'),
  );
  if (email === 'remove') facts.push(...mailAddresses(text).map((found) => ({ ...found, kind: 'email' as const })));
  for (const name of names) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?=s?(?![\\p{L}\\p{N}]))`, 'giu');
    for (const match of text.matchAll(pattern)) {
      facts.push({ kind: 'name', start: match.index, end: match.index + match[0].length });
    }
  }
  const kept: Cut[] = [];
  for (const cut of facts) {
    if (!kept.some((other) => cut.start < other.end && other.start < cut.end)) kept.push(cut);
  }
  return kept.toSorted((one, other) => one.start - other.start);
}

/** Notes that something was removed. */
export function count({ removed }: Cleaning, kind: RemovedKind): void {
  removed.set(kind, (removed.get(kind) ?? 0) + 1);
}

/** A plain text with marks where something was. */
export function cleanText(text: string, cleaning: Cleaning): string {
  let clean = '';
  let from = 0;
  for (const { kind, start, end } of cutsIn(text, cleaning)) {
    count(cleaning, kind);
    clean += text.slice(from, start) + marks[kind];
    from = end;
  }
  return clean + text.slice(from);
}
