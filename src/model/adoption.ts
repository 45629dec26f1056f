import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, day, field, id, line } from './field.js';

/** What became of the roadmap at one principal. */
export const adoptionStatus = choice({
  pending: ['ej behandlad', 'väntar'],
  adopted: ['antagen', 'beslutat', 'fastställd'],
  'adopted-with-additions': ['antagen med tillägg', 'antagen med medskick', 'med tillägg'],
  rejected: ['avslag', 'avslagen'],
  tabled: 'bordlagd',
  referred: ['återremiss', 'återremitterad'],
});

/** What one principal has decided on one revision. */
export const AdoptionEntry = z.lazy(() =>
  z.strictObject({
    party: field('huvudman', id(), text('Huvudmannens id, som i registret', 'Id of the principal, as in the register')),
    status: field('status', adoptionStatus, text('Vad som har beslutats', 'What has been decided')),
    body: field(
      'organ',
      line().optional(),
      text(
        'Organet som har beslutat, till exempel Kommunfullmäktige',
        'The body that decided, such as Kommunfullmäktige',
      ),
    ),
    date: field('datum', day().optional(), text('Dagen för beslutet', 'The day of the decision')),
    paragraph: field(
      'paragraf',
      line().optional(),
      text('Paragrafen i protokollet, till exempel § 41', 'The paragraph in the minutes, such as § 41'),
    ),
    reference: field(
      'diarienummer',
      line().optional(),
      text('Huvudmannens diarienummer', 'The principal’s reference number'),
    ),
    version: field(
      'version',
      line().optional(),
      text(
        'Vilken version som beslutet gäller, när det inte är registrets',
        'The version decided on, when not the register’s',
      ),
    ),
    clause: field('beslutstext', line().optional(), text('Beslutets egna ord', 'The decision in its own words')),
    received: field('inkommen', day().optional(), text('När svaret kom in', 'When the reply came in')),
    note: field(
      'kommentar',
      line().optional(),
      text('Det som registret behöver minnas därutöver', 'What else the register needs to remember'),
    ),
  }),
);

/** The register: party × revision × decision. */
export const Adoption = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('adoption/v1'),
    roadmap: field(
      'färdplan',
      z.strictObject({
        id: field('id', id(), text('Färdplanens id', 'Id of the roadmap')),
        version: field(
          'version',
          line(),
          text('Versionen som huvudmännen har att ta ställning till', 'The version that the principals decide on'),
        ),
        sha256: field(
          'sha256',
          z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
          text('SHA-256 av färdplanens fil, hexadecimalt', 'SHA-256 of the roadmap’s file, in hex'),
        ),
      }),
      text(
        'Färdplanen som registret gäller, i en viss version',
        'The roadmap that the register is about, in one version',
      ),
    ),
    recommended: field(
      'rekommenderad nivå',
      line().optional(),
      text(
        'Nivån som beslutet rekommenderas på, till exempel Fullmäktige',
        'The level that is recommended to decide, such as Fullmäktige',
      ),
    ),
    due: field('svar senast', day().optional(), text('Sista dag att svara', 'Last day to reply')),
    parties: field(
      'register',
      line(),
      text(
        'Sökväg till registret över huvudmän, räknat från den här filen',
        'Path of the party register, relative to this file',
      ),
    ),
    entries: field(
      'beslut',
      z.array(AdoptionEntry),
      text(
        'Vad varje huvudman har beslutat; den som inte står här har inte beslutat',
        'What each principal has decided; who has no entry has not decided',
      ),
    ),
  }),
);

export type Adoption = z.infer<typeof Adoption>;
export type AdoptionEntry = z.infer<typeof AdoptionEntry>;
