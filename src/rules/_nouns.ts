import { listed, text, type Text } from '../core/text.js';
import type { ItemKind } from '../model/section.js';

/** How messages name a kind of item: *ett* *arbetssätt*, *Arbetssättet*, flera *arbetssätt*, *inget* av dem. */
interface Noun {
  sv: { a: string; one: string; the: string; many: string; none: string };
  en: { one: string; many: string };
}

const noun = (a: 'en' | 'ett', one: string, the: string, many: string, en: string): Noun => ({
  sv: { a, one, the, many, none: a === 'en' ? 'ingen' : 'inget' },
  en: { one: en, many: `${en}s` },
});

const section = noun('ett', 'avsnitt', 'Avsnittet', 'avsnitt', 'section');

const nouns: Partial<Record<ItemKind, Noun>> = {
  'working-method': noun('ett', 'arbetssätt', 'Arbetssättet', 'arbetssätt', 'working method'),
  'goal-area': noun('ett', 'målområde', 'Målområdet', 'målområden', 'goal area'),
  direction: noun('en', 'inriktning', 'Inriktningen', 'inriktningar', 'direction'),
  prerequisite: noun('en', 'förutsättning', 'Förutsättningen', 'förutsättningar', 'prerequisite'),
};

/** The words for a kind of item. */
export const nounOf = (kind: ItemKind): Noun => nouns[kind] ?? section;

/** “3 målområden”, “3 goal areas”. */
export function counted(count: number, kind: ItemKind): Text {
  const { sv, en } = nounOf(kind);
  return text(`${count} ${count === 1 ? sv.one : sv.many}`, `${count} ${count === 1 ? en.one : en.many}`);
}

/** Names within quotation marks, listed: ”a”, ”b” och ”c”. */
export const quoted = (names: readonly string[]): Text =>
  text(
    listed(
      names.map((name) => `”${name}”`),
      'sv',
    ),
    listed(
      names.map((name) => `“${name}”`),
      'en',
    ),
  );
