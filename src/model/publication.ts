import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, field, line } from './field.js';

const keptOrRemoved = choice({ keep: ['behåll', 'behålls'], remove: ['ta bort', 'tas bort'] });

/** What may stand in what is published, and what is removed from a copy. Personal identity numbers and network addresses never stay. */
export const Publication = z.lazy(() =>
  z.strictObject({
    signers: field(
      'undertecknares namn',
      keptOrRemoved.optional(),
      text('Namnen på dem som skriver under; utelämnat: de står kvar', 'Names of those who sign; default: kept'),
    ),
    officials: field(
      'handläggares namn',
      keptOrRemoved.optional(),
      text('Namnen på andra befattningshavare; utelämnat: de står kvar', 'Names of other officials; default: kept'),
    ),
    phones: field(
      'telefonnummer',
      keptOrRemoved.optional(),
      text('Telefonnummer; utelämnat: de tas bort', 'Phone numbers; default: removed'),
    ),
    email: field(
      'e-post',
      choice({
        functions: ['bara funktionsbrevlådor', 'funktionsbrevlådor'],
        keep: ['behåll', 'behålls'],
        remove: ['ta bort', 'tas bort'],
      }).optional(),
      text(
        'E-postadresser; utelämnat: bara funktionsbrevlådor står kvar',
        'E-mail addresses; default: only mailboxes of functions stay',
      ),
    ),
    attachments: field(
      'bilagor',
      choice({ cleaned: ['rensade', 'rensas'], omitted: ['utelämnas', 'utelämna'] }).optional(),
      text(
        'Om färdplanen följer med, utan personuppgifter, eller utelämnas; utelämnat: den följer med',
        'Whether the roadmap goes along, without personal data, or is left out; default: it goes along',
      ),
    ),
    mailboxes: field(
      'funktionsbrevlådor',
      z.array(line()).optional(),
      text(
        'Adresser, @domän eller delar före @ som inte är någon persons; * står för vad som helst',
        'Addresses, @domain or local parts, with * for anything, that are no person’s',
      ),
    ),
    allowed: field(
      'får stå kvar',
      z.array(line()).optional(),
      text(
        'Det som får stå kvar ändå, till exempel växelns nummer',
        'What may stay all the same, such as the number of a switchboard',
      ),
    ),
    keeper: field(
      'förvaras hos',
      line().optional(),
      text(
        'Den som förvarar det underskrivna originalet; utelämnat: organisationen',
        'Who keeps the signed original; default: the organisation',
      ),
    ),
  }),
);

export type Publication = z.infer<typeof Publication>;
