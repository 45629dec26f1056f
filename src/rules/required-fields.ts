import { text } from '../core/text.js';
import { metaOf } from '../model/field.js';
import { Roadmap } from '../model/roadmap.js';
import { isMisspelt } from '../parse/misspelt.js';
import { keyBelongs } from './_belongs.js';
import { rule } from './_contract.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
krävda fält: [owner]
`;
const body = `## Målbild

- Vården är nära och trygg.
`;

/** The facts that the profile requires are given at the top of the roadmap. */
export const requiredFields = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text(
    'De uppgifter som profilen kräver finns överst',
    'The facts that the profile requires are given at the top',
  ),
  why: text(
    'Uppgifter som vem som ansvarar och vilka huvudmännen är behövs i alla beslut om färdplanen.',
    'Facts such as who is responsible and who the principals are, are needed in every decision on the roadmap.',
  ),
  good: {
    'fardplan.md': `---\ndokumentansvarig: Samverkansnämnden\n---\n\n${body}`,
    'profiles/exempel.yaml': profile,
  },
  bad: { 'fardplan.md': body, 'profiles/exempel.yaml': profile },
  *check(document, { profile }) {
    for (const [index, field] of (profile?.fields ?? []).entries()) {
      const schema = Object.entries(Roadmap.shape).find(([name]) => name === field)?.[1];
      const value = (document.model as Record<string, unknown>)[field];
      const given = value !== undefined && !(Array.isArray(value) && value.length === 0);
      // A value that was written but could not be read has been reported.
      if (!schema || given || (value === undefined && document.locations.get([field]))) continue;
      const name = metaOf(schema).sv ?? field;
      if (isMisspelt(document.remarks, [], [field, name])) continue;
      yield {
        ...keyBelongs(document, [field]),
        askedBy: { profile: ['fields', index] },
        message: text(`Uppgiften ”${name}” saknas`, `The field “${field}” is missing`),
        help: text(
          `Profilen kräver den. Lägg till en rad överst, mellan raderna med ---: ”${name}: …”.`,
          `The profile requires it. Add a line at the top, between the lines of ---: “${field}: …”.`,
        ),
      };
    }
  },
});
