import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { text } from '../core/text.js';
import type { Party } from '../model/party.js';

/** The parties that a round is sent to: those named by id, else the whole register. Refuses unknown ids, doubles and an empty register. */
export function chooseRecipients(parties: readonly Party[], ids: readonly string[]): readonly Party[] {
  if (parties.length === 0) {
    throw new Failure(
      text('Det finns inget register över huvudmän', 'There is no register of principals'),
      text(
        'Remissen skickas till dem i parties.yaml. Skriv ett sådant bredvid färdplanen, eller ange ett med --parties.',
        'The round is sent to those in parties.yaml. Write one beside the roadmap, or give one with --parties.',
      ),
    );
  }
  const known = parties.map(({ id }) => id);
  const double = [...ids, ...(ids.length === 0 ? known : [])].find((id, index, all) => all.indexOf(id) !== index);
  if (double !== undefined) {
    throw new Failure(
      text(`”${double}” står två gånger bland mottagarna`, `“${double}” is named twice among the recipients`),
      text('Ta bort den ena.', 'Remove one of them.'),
    );
  }
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const near =
      nearest(unknown, known) ?? parties.find(({ name }) => name.toLowerCase() === unknown.toLowerCase())?.id;
    throw new Failure(
      text(`”${unknown}” finns inte i registret över huvudmän`, `“${unknown}” is not in the register of principals`),
      text(
        `${near === undefined ? '' : `Menade du ”${near}”? `}Skriv id:n som de står i parties.yaml, med komma emellan.`,
        `${near === undefined ? '' : `Did you mean “${near}”? `}Write the ids as they stand in parties.yaml, with commas between.`,
      ),
    );
  }
  return ids.length === 0 ? parties : parties.filter(({ id }) => ids.includes(id));
}
