import { formOf } from '../core/form.js';
import type { Fix } from '../core/diagnostic.js';
import type { ModelPath } from '../core/locations.js';
import { fold, text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Section } from '../model/section.js';
import { listedItems } from '../parse/match-headings.js';
import { rule } from './_contract.js';
import { headingOf, sectionsOf } from './_sections.js';

const asked = 'fardplan: workspace/v1\nallvar: { written-ids: info }\n';
const section = (mark: string) => `## Samverkan${mark}\n\nText.\n`;

/** Every heading has its id written. Only where the workspace or the profile gives this rule a severity. */
export const writtenIds = rule({
  kinds: ['roadmap'],
  severity: 'info',
  title: text('Varje rubrik har sitt id utskrivet', 'Every heading has its id written out'),
  why: text(
    'Ett id som inte är utskrivet följer av rubriken, och blir ett annat när rubriken skrivs om. Då pekar hänvisningar och svar fel. ' +
      'Regeln gäller bara där den har fått ett allvar.',
    'An id that is not written follows from the heading, and becomes another when the heading is reworded. Then references and answers point ' +
      'nowhere. The rule only holds where it has been given a severity.',
  ),
  good: { 'fardplan.md': section(' {#samverkan}'), 'fardplan.yaml': asked },
  bad: { 'fardplan.md': section(''), 'fardplan.yaml': asked },
  *check(document, { profile, settings }) {
    const chosen = settings.severities?.['written-ids'] ?? profile?.severities?.['written-ids'];
    if (chosen === undefined || formOf(document.source) !== 'markdown') return;
    for (const placed of sectionsOf(document.model)) {
      const at: ModelPath = headingOf(placed);
      const { start, end } = document.locations.nearest(at);
      const written = document.source.text.slice(start, end);
      if (/\{#[^{}]+\}\s*$/.test(written)) continue;
      const { id, title } = placed.section;
      const fix: Fix = {
        title: text(`Skriv {#${id}}`, `Write {#${id}}`),
        edits: [{ span: { start: end, end }, text: ` {#${id}}` }],
      };
      yield {
        at,
        message: text(`Rubriken ”${title}” har inget utskrivet id`, `The heading “${title}” has no id written`),
        help: text(`Skriv {#${id}} efter rubriken.`, `Write {#${id}} after the heading.`),
        ...(meansAnother(placed.section, profile) ? {} : { fix }),
      };
    }
  },
});

/** Whether the id alone, without the title it follows from, would make another item of the profile of it. */
function meansAnother({ id, title }: Section, profile: Profile | undefined): boolean {
  const known = profile && [...profile.sections, ...[...listedItems(profile)].map(({ item }) => item)];
  const item = known?.find((each) => each.id === id);
  return item !== undefined && ![item.title, ...(item.aliases ?? [])].some((name) => fold(name) === fold(title));
}
