import { text } from '../core/text.js';
import type { AdoptionEntry } from '../model/adoption.js';
import { rule } from './_contract.js';
import { keyBelongs } from './_belongs.js';
import { isUnread } from './_told.js';

const register = (rest: string): Record<string, string> => ({
  'adoption.yaml': `beslut:\n  - { huvudman: norrby, status: antagen${rest} }\n`,
  'parties.yaml': 'huvudmän:\n  - { id: norrby, namn: Norrby kommun, typ: kommun }\n',
});

/** Outcomes that are decisions of their own; what was tabled has been decided on too, but is not done. */
const decided: readonly AdoptionEntry['status'][] = ['adopted', 'adopted-with-additions', 'rejected'];

/** A decision in the register can be found again: it says who decided, and when. */
export const adoptionFacts = rule({
  kinds: ['adoption'],
  severity: 'warning',
  title: text('Beslut i registret har organ och datum', 'Decisions in the register have a body and a date'),
  why: text(
    'Ett beslut utan organ och datum går inte att hitta i protokollen, och då kan ingen visa att huvudmannen har antagit färdplanen.',
    'A decision without body and date cannot be found in the minutes, and nobody can then show that the principal has adopted the roadmap.',
  ),
  good: register(', organ: Kommunfullmäktige, datum: 2024-03-18'),
  bad: register(', organ: Kommunfullmäktige'),
  *check(document) {
    const { model, locations } = document;
    for (const [index, entry] of model.entries.entries()) {
      const path = ['entries', index];
      if (isUnread(document, [...path, 'status'])) continue;
      if (!decided.includes(entry.status)) {
        if (entry.status !== 'pending' || entry.date === undefined) continue;
        yield {
          at: [...path, 'date'],
          message: text(
            `”${entry.party}” är ej behandlad men har ett beslutsdatum`,
            `“${entry.party}” is pending but has a date of decision`,
          ),
          help: text('Ändra status, eller ta bort datumet.', 'Change the status, or remove the date.'),
        };
        continue;
      }
      const missing = [
        ...(entry.body === undefined && !locations.get([...path, 'body']) ? [text('organ', 'body')] : []),
        ...(entry.date === undefined && !locations.get([...path, 'date']) ? [text('datum', 'date')] : []),
      ];
      const [first] = missing;
      if (!first) continue;
      const names = {
        sv: missing.map(({ sv }) => `”${sv}”`).join(' och '),
        en: missing.map(({ en }) => `“${en}”`).join(' and '),
      };
      yield {
        ...keyBelongs(document, [...path, first.en]),
        message: text(
          `Beslutet av ”${entry.party}” saknar ${names.sv}`,
          `The decision of “${entry.party}” lacks ${names.en}`,
        ),
        help: text(
          `Ta uppgiften ur protokollsutdraget. Har det inte kommit in: skriv ”status: ej behandlad” så länge.`,
          `Take it from the extract of the minutes. If that has not come in, write “status: pending” for now.`,
        ),
        askedBy: { schema: ['entries', index, first.en] },
      };
    }
  },
});
