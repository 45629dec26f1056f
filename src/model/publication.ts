import * as z from 'zod';
import { choice, field, line } from './field.js';

const keptOrRemoved = choice({ keep: ['behåll', 'behålls'], remove: ['ta bort', 'tas bort'] });

/** What may stand in what is published, and what is removed from a copy. Personal identity numbers and network addresses never stay. */
export const Publication = z.lazy(() =>
  z.strictObject({
    signers: field('undertecknares namn', keptOrRemoved.optional(), 'Names of those who sign; default: kept'),
    officials: field('handläggares namn', keptOrRemoved.optional(), 'Names of other officials; default: kept'),
    phones: field('telefonnummer', keptOrRemoved.optional(), 'Default: removed'),
    email: field(
      'e-post',
      choice({
        functions: ['bara funktionsbrevlådor', 'funktionsbrevlådor'],
        keep: ['behåll', 'behålls'],
        remove: ['ta bort', 'tas bort'],
      }).optional(),
      'Default: only mailboxes of functions stay',
    ),
    attachments: field(
      'bilagor',
      choice({ cleaned: ['rensade', 'rensas'], omitted: ['utelämnas', 'utelämna'] }).optional(),
      'Whether the roadmap goes along, without personal data, or is left out; default: it goes along',
    ),
    mailboxes: field(
      'funktionsbrevlådor',
      z.array(line()).optional(),
      'Addresses, @domain or local parts, with * for anything, that are no person’s',
    ),
    allowed: field('får stå kvar', z.array(line()).optional(), 'Such as the number of a switchboard'),
    keeper: field('förvaras hos', line().optional(), 'Who keeps the signed original; default: the organisation'),
  }),
);

export type Publication = z.infer<typeof Publication>;
