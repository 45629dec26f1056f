import { nearest } from '../core/nearest.js';
import { fold, text, type Text } from '../core/text.js';
import type { Profile, ProfileSection } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { sectionBelongs } from './_belongs.js';
import { type Finding, rule } from './_contract.js';
import { quoted } from './_nouns.js';
import { findSection, headingOf, isGiven, missingSections, type Placed, sectionsOf } from './_sections.js';
import { joined } from './_suggest.js';
import { untitledIn } from './_told.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild, krävs: true }
  - { id: tidsplan, titel: Tidsplan, typ: tidsplan, krävs: true }
  - { id: uppfoljning, titel: Uppföljning, typ: uppföljning, krävs: true }
`;
const before = `## Målbild

- Vården är nära och trygg.

`;
const after = `## Uppföljning

Följs upp varje år.
`;

/** R01: the sections that the profile requires are there. */
export const requiredSections = rule({
  code: 'R01',
  kinds: ['roadmap'],
  severity: 'error',
  title: text('De avsnitt som profilen kräver finns', 'The sections that the profile requires are there'),
  why: text(
    'Huvudmännen har kommit överens om vad en färdplan ska innehålla. Saknas ett avsnitt, till exempel tidsplanen, kan ingen av dem ' +
      'ta ställning till helheten.',
    'The principals have agreed on what a roadmap holds. When a section such as the timeline is missing, none of them can judge the whole.',
  ),
  good: {
    'fardplan.md': `${before}## Tidsplan

- 2027: Fördjupad avstämning (avstämning)
- 2030: Slutredovisning

${after}`,
    'profiles/exempel.yaml': profile,
  },
  bad: { 'fardplan.md': before + after, 'profiles/exempel.yaml': profile },
  *check(document, { profile }) {
    if (!profile) return;
    const missing = missingBeside(document, profile);
    const [first] = missing;
    if (first && document.model.sections.length === 0) {
      const titles = quoted(missing.map(({ title }) => title));
      yield {
        ...sectionBelongs(document, first, undefined, undefined),
        askedBy: { profile: ['sections', profile.sections.indexOf(first), 'required'] },
        message: text('Färdplanen har inga avsnitt', 'The roadmap has no sections'),
        help: text(
          `Skriv varje avsnitt under en egen rubrik, ”## ${first.title}” och så vidare. Profilen kräver ${titles.sv}.`,
          `Write each section under a heading of its own, “## ${first.title}” and so on. The profile requires ${titles.en}.`,
        ),
      };
      return;
    }
    for (const wanted of missing) yield lacking(wanted, document, profile);
  },
});

/** The sections that are missing, but for those whose place a heading without words has: it is told already, and may be meant. */
function missingBeside(document: Parsed<Roadmap>, profile: Profile): ProfileSection[] {
  const missing = missingSections(document.model, profile);
  const free = untitledIn(document).flatMap(({ path, parent }) => (parent ? [] : [Number(path[1])]));
  if (free.length === 0) return missing;
  return missing.filter((wanted) => {
    const rank = profile.sections.indexOf(wanted);
    const [before, after] = [
      nearestOf(profile.sections.slice(0, rank).reverse(), document.model),
      nearestOf(profile.sections.slice(rank + 1), document.model),
    ].map((placed) => (placed ? Number(placed.path[1]) : undefined));
    const at = free.findIndex((index) => index > (before ?? -1) && index < (after ?? Infinity));
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
}

function lacking(wanted: ProfileSection, document: Parsed<Roadmap>, profile: Profile): Finding {
  const found = astray(wanted, document.model, profile);
  const rank = profile.sections.indexOf(wanted);
  const before = nearestOf(profile.sections.slice(0, rank).reverse(), document.model);
  const after = nearestOf(profile.sections.slice(rank + 1), document.model);
  return {
    ...(found ? { at: headingOf(found.placed) } : sectionBelongs(document, wanted, undefined, after)),
    askedBy: { profile: ['sections', profile.sections.indexOf(wanted), 'required'] },
    ...mandatedAt(wanted, document.model),
    message: text(`Avsnittet ”${wanted.title}” saknas`, `The section “${wanted.title}” is missing`),
    help: joined(found?.help ?? whereTo(wanted, before), mandated(wanted, document.model)),
  };
}

/** The first of these sections that the roadmap has at its top level. */
const nearestOf = (sections: readonly ProfileSection[], roadmap: Roadmap): Placed | undefined =>
  sections.map((section) => findSection(roadmap, section)).find((placed) => placed && !placed.parent);

/** A heading that was probably meant to be the missing section: misspelled, or on the wrong level. */
function astray(
  wanted: ProfileSection,
  roadmap: Roadmap,
  profile: Profile,
): { placed: Placed; help: Text } | undefined {
  const names = [wanted.title, ...(wanted.aliases ?? [])];
  const folded = new Set(names.map(fold));
  const lower = sectionsOf(roadmap).find(({ section, parent }) => parent && folded.has(fold(section.title)));
  if (lower) {
    return {
      placed: lower,
      help: text(
        `Rubriken ”${lower.section.title}” står under ”${lower.parent?.title ?? ''}”. Skriv den med två nummertecken, ` +
          `”## ${lower.section.title}”, så blir den ett eget avsnitt. `,
        `The heading “${lower.section.title}” stands under “${lower.parent?.title ?? ''}”. Write it with two number signs, ` +
          `“## ${lower.section.title}”, to make it a section of its own. `,
      ),
    };
  }
  const known = new Set(profile.sections.map(({ id }) => id));
  const strangers = sectionsOf(roadmap).filter(({ section, parent }) => !parent && !known.has(section.id));
  const near = strangers.find(({ section }) => nearest(section.title, names) !== undefined);
  if (!near) return undefined;
  return {
    placed: near,
    help: text(
      `Är det ”${near.section.title}” som menas? Byt namn på rubriken till ”${wanted.title}”, eller sätt {#${wanted.id}} efter den. `,
      `Is it “${near.section.title}”? Rename the heading to “${wanted.title}”, or put {#${wanted.id}} after it. `,
    ),
  };
}

function whereTo(wanted: ProfileSection, before: Placed | undefined): Text {
  const heading = `## ${wanted.title}`;
  return before
    ? text(
        `Lägg till rubriken ”${heading}” efter avsnittet ”${before.section.title}”. `,
        `Add the heading “${heading}” after the section “${before.section.title}”. `,
      )
    : text(`Lägg till rubriken ”${heading}” först. `, `Add the heading “${heading}” first. `);
}

/** The line of the mandate, when the missing section is what it asked for. */
function mandatedAt(wanted: ProfileSection, roadmap: Roadmap): Pick<Finding, 'related'> {
  const index = roadmap.mandate?.deliverables?.findIndex(({ section }) => section === wanted.id) ?? -1;
  if (index < 0) return {};
  const at = ['mandate', 'deliverables', index];
  return { related: [{ at, message: text('Uppdraget ber om det här', 'The mandate asks for it here') }] };
}

/** The mandate's own words, when the missing section is what it asked for. */
function mandated(wanted: ProfileSection, roadmap: Roadmap): Text | undefined {
  const asked = roadmap.mandate?.deliverables?.find(({ section }) => section === wanted.id);
  const giver = roadmap.mandate?.giver;
  const from = isGiven(giver) ? ` (${giver})` : '';
  return (
    asked && text(`Det står i uppdraget${from}: ”${asked.text}”.`, `The mandate${from} asks for it: “${asked.text}”.`)
  );
}
