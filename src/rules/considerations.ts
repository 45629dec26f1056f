import { nearest } from '../core/nearest.js';
import { oneLine, text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { afterRecord, keyBelongs } from './_belongs.js';
import { rule } from './_contract.js';
import { missingSections } from './_sections.js';
import { didYouMean, joined } from './_suggest.js';
import { writtenIn } from './_written.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
beaktar:
  - id: barnkonventionen
    titel: Barnkonventionen
    ord: [barnkonventionen, barnets bästa]
`;

/** R09: what every roadmap must consider is mentioned, pointed to, or waived with a reason. */
export const considerations = rule({
  code: 'R09',
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Färdplanen tar upp det som alltid ska beaktas', 'The roadmap deals with what must always be considered'),
  why: text(
    'Barnkonventionen är lag (2018:1197) och den regionala utvecklingsstrategin gäller i hela länet. Tas de inte upp kommer frågan tillbaka i remissvaren.',
    'The convention on the rights of the child is Swedish law (2018:1197), and the regional development strategy applies in the whole county. If they are left out, the answers to the consultation will ask about them.',
  ),
  good: {
    'fardplan.md': `## Målbild

- Barnets bästa prövas i varje plan.
`,
    'profiles/exempel.yaml': profile,
  },
  bad: {
    'fardplan.md': `## Målbild

- Vården är nära och trygg.
`,
    'profiles/exempel.yaml': profile,
  },
  *check(document, { profile }) {
    const wanted = profile?.considerations ?? [];
    if (!profile || wanted.length === 0) return;
    const { model } = document;
    const listed = model.considerations ?? [];
    const told = new Set(missingSections(model, profile).map(({ id }) => id));
    const known = wanted.map(({ id }) => id);
    for (const [index, one] of wanted.entries()) {
      const entry = listed.findIndex(({ id }) => id === one.id);
      const given = listed[entry];
      // A required section that is missing is one fault, and told as that.
      if (given?.section !== undefined || given?.waived !== undefined || told.has(one.id)) continue;
      if (mentions(document, one)) continue;
      const typo = listed.findIndex(({ id }) => !known.includes(id) && nearest(id, [one.id]) !== undefined);
      const at = given ? ['considerations', entry] : typo >= 0 ? ['considerations', typo, 'id'] : undefined;
      yield {
        ...(at
          ? { at }
          : listed.length > 0
            ? { at: afterRecord(document, ['considerations', listed.length - 1]) }
            : keyBelongs(document, ['considerations'])),
        askedBy: { profile: ['considerations', index] },
        message: text(`”${one.title}” tas inte upp i färdplanen`, `“${one.title}” is not dealt with in the roadmap`),
        help: joined(
          didYouMean(typo >= 0 ? one.id : undefined),
          text(
            `Ta upp det i texten. Behövs det inte, så ge skälet överst, under ”beaktar”: { id: ${one.id}, undantag: skälet }.`,
            `Deal with it in the text. If that is not needed, give the reason at the top, under “considerations”: { id: ${one.id}, waived: the reason }.`,
          ),
        ),
      };
    }
  },
});

type Wanted = NonNullable<Profile['considerations']>[number];

function mentions(document: Parsed<Roadmap>, { terms }: Wanted): boolean {
  const body = bodyOf(document);
  return terms.some((term) => termPattern(term).test(body));
}

/** The text of the document without its front matter, on one line. */
function bodyOf(document: Parsed<Roadmap>): string {
  return oneLine(
    writtenIn(document)
      .filter(({ path }) => path[0] === 'lead' || path[0] === 'sections')
      .map(({ text }) => text)
      .join(' '),
  );
}

/** An abbreviation stands alone and in capitals; other words may be inflected or begin a compound. */
function termPattern(term: string): RegExp {
  const escaped = oneLine(term)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/ /g, '\\s+');
  return /^[\p{Lu}\d]+$/u.test(term)
    ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u')
    : new RegExp(`(?<![\\p{L}\\p{N}])${escaped}`, 'iu');
}
