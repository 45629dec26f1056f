import { text, type Text } from '../core/text.js';
import type { PersonalFact } from '../core/personal-number.js';
import { rule } from './_contract.js';
import { personalFacts, published } from './_personal-data.js';

const told: Record<Exclude<PersonalFact['kind'], 'personal-number'>, { what: Text; help: Text }> = {
  email: {
    what: text('e-postadressen ser ut att vara en persons', 'the address seems to be a person’s'),
    help: text(
      'Skriv en funktionsbrevlåda, till exempel registrator@…. Är det redan en: ange den under ”publicering: funktionsbrevlådor”, i profilen eller överst i beslutet.',
      'Write the mailbox of a function, such as registrator@…. If it is one: name it under “publication: mailboxes”, in the profile or at the top of the decision.',
    ),
  },
  phone: {
    what: text('telefonnumret kan vara en persons', 'the telephone number may be a person’s'),
    help: text(
      'Hänvisa till en funktionsbrevlåda. Är det en växels nummer: skriv ”växel” före det, eller ange det under ”publicering: får stå kvar”, i profilen eller överst i beslutet.',
      'Refer to the mailbox of a function. If it is the number of a switchboard: write “switchboard” before it, or name it under “publication: allowed”, in the profile or at the top of the decision.',
    ),
  },
  ip: {
    what: text('IP-adressen pekar ut en dator', 'the IP address identifies a computer'),
    help: text('Ta bort den.', 'Remove it.'),
  },
};

/** Nothing that is published holds private mail addresses, telephone numbers or IP addresses. */
export const personalContact = rule({
  code: 'P03',
  kinds: published,
  severity: 'warning',
  title: text(
    'Inga privata kontaktuppgifter eller IP-adresser står i det som publiceras',
    'No private contact details or IP addresses stand in what is published',
  ),
  why: text(
    'Kontakt tas med en funktion, som finns kvar när personen har slutat. ”fardplan publish” tar bort uppgifterna ur kopian, men inte ur originalet.',
    'Readers should contact a function, which remains when the person has left. “fardplan publish” removes the details from the copy, not from the original.',
  ),
  good: '## Ledning och styrning\n\nFrågor besvaras av samverkan@regionen.example.\n',
  bad: '## Ledning och styrning\n\nFrågor besvaras av alva.ek@regionen.example, 070-174 06 05.\n',
  *check(document, { profile }) {
    for (const fact of personalFacts(document, profile)) {
      if (fact.kind === 'personal-number') continue;
      const { what, help } = told[fact.kind];
      yield {
        at: { start: fact.start, end: fact.end },
        message: text(`”${fact.text}”: ${what.sv}`, `“${fact.text}”: ${what.en}`),
        help,
      };
    }
  },
});
