import { fold, listed, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Profile } from '../model/profile.js';
import { rule } from './_contract.js';
import { decisionExample } from './_decision-example.js';
import { isUnread } from './_told.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
konsekvenser:
  - { id: ekonomi, titel: Ekonomi, ord: [ekonomi, kostnad, budget] }
  - { id: barn, titel: Barn, ord: [barn] }
`;
const decision = (words: string): Record<string, string> => ({
  ...decisionExample('status: beslut\n', `## Konsekvenser\n\n${words}\n`),
  'profiles/exempel.yaml': profile,
});

type Wanted = NonNullable<Profile['consequences']>[number];

/** D09: the consequences that the profile lists are told, or are said not to matter, with the reason. */
export const consequences = rule({
  code: 'D09',
  kinds: ['decision'],
  severity: 'warning',
  title: text('Konsekvenserna av beslutet är beskrivna', 'The consequences of the decision are described'),
  why: text(
    'Den som beslutar ska veta vad beslutet kostar och vilka det berör. Barnets bästa ska i första hand beaktas vid alla åtgärder som rör barn (artikel 3 i ' +
      'barnkonventionen, lag 2018:1197), och SKR råder till att konsekvenser för kvinnor och män beskrivs i underlaget.',
    'Whoever decides must know what it costs and whom it concerns. The best interests of the child are to be a primary consideration ' +
      'in all that concerns children (article 3 of the convention, law 2018:1197), and SKR advises that consequences for women and men be described.',
  ),
  good: decision(
    'Beslutet medför inga kostnader, eftersom det bara anger inriktning. Barns behov prövas i varje plan.',
  ),
  bad: decision('Beslutet medför inga kostnader, eftersom det bara anger inriktning.'),
  *check(document, { profile: asked }) {
    const { model, locations, source } = document;
    const wanted = asked?.consequences ?? [];
    const parts = model.parts.map((part, index) => ({ part, index })).filter(({ part }) => isAbout(part, wanted));
    const [first] = parts;
    if (!first) {
      // Without a body, the decision is not written yet, or is no more than its clauses.
      if (model.parts.length === 0 && wanted.length === 0) return;
      // They may stand under a heading without words, which is told as that.
      if (model.parts.some((_, index) => isUnread(document, ['parts', index, 'title']))) return;
      const names = wanted.map(({ title }) => title.toLowerCase());
      const end = source.text.trimEnd().length;
      yield {
        at: { start: end, end },
        message: text(
          'Konsekvenserna av beslutet är inte beskrivna',
          'The consequences of the decision are not described',
        ),
        help: text(
          `Lägg till rubriken ”## Konsekvenser”${names.length > 0 ? ` och ta upp ${listed(names, 'sv')}` : ''}. Saknar något betydelse: skriv det, med skälet.`,
          `Add the heading “## Konsekvenser”${names.length > 0 ? ` and deal with ${listed(names, 'en')}` : ''}. If something does not matter, say so, with the reason.`,
        ),
        ...(wanted.length > 0 ? { askedBy: { profile: ['consequences'] } } : {}),
      };
      return;
    }
    for (const { part, index } of parts) {
      if (!isBare(part.text)) continue;
      yield {
        at: ['parts', index, 'text'],
        message: text(
          `”${part.title}” säger att det inte är aktuellt, men inte varför`,
          `“${part.title}” says that it does not apply, but not why`,
        ),
        help: text(
          'Skriv skälet, till exempel ”Beslutet anger bara inriktning och medför inga kostnader.”',
          'Write the reason, such as “Beslutet anger bara inriktning och medför inga kostnader.”',
        ),
      };
    }
    const told = fold(parts.map(({ part }) => `${part.title} ${part.text}`).join(' '));
    const heading = locations.get(['parts', first.index, 'title']) ?? locations.nearest(['parts', first.index]);
    // Where all of it is put aside without a reason, that is the fault.
    if (parts.every(({ part }) => isBare(part.text) || part.text.trim() === '')) return;
    for (const [index, one] of wanted.entries()) {
      if (one.terms.some((term) => told.includes(fold(term)))) continue;
      yield {
        at: heading,
        message: text(`Konsekvenserna tar inte upp ”${one.title}”`, `The consequences do not deal with “${one.title}”`),
        help: text(
          'Beskriv dem, eller skriv att de saknas och varför. Profilen kräver det.',
          'Describe them, or say that there are none and why. The profile asks for it.',
        ),
        askedBy: { profile: ['consequences', index] },
      };
    }
  },
});

const isAbout = ({ title, id }: Decision['parts'][number], wanted: readonly Wanted[]): boolean =>
  /konsekvens/.test(fold(title)) ||
  id === 'konsekvenser' ||
  wanted.some((one) => one.id === id || one.terms.some((term) => fold(title).startsWith(fold(term))));

/** “Ej relevant” and nothing more. */
const isBare = (words: string): boolean =>
  /^(?:(?:ej|inte|icke) (?:relevant|aktuellt|tillämpligt|berört)|inga|saknas|nej|-|–)(?: konsekvenser)?(?: för beslutet)?$/.test(
    fold(words.replace(/[*_#]/g, '')),
  );
