import * as z from 'zod';
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
    party: field('huvudman', id()),
    status: field('status', adoptionStatus),
    body: field('organ', line().optional()),
    date: field('datum', day().optional()),
    paragraph: field('paragraf', line().optional()),
    reference: field('diarienummer', line().optional()),
    version: field('version', line().optional(), 'The version decided on, when not the register’s'),
    clause: field('beslutstext', line().optional()),
    received: field('inkommen', day().optional(), 'When the reply came in'),
    note: field('kommentar', line().optional()),
  }),
);

/** The register: party × revision × decision. */
export const Adoption = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('adoption/v1'),
    roadmap: field(
      'färdplan',
      z.strictObject({
        id: field('id', id()),
        version: field('version', line()),
        sha256: field(
          'sha256',
          z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
        ),
      }),
    ),
    recommended: field('rekommenderad nivå', line().optional()),
    due: field('svar senast', day().optional()),
    parties: field('register', line(), 'Path of the party register, relative to this file'),
    entries: field('beslut', z.array(AdoptionEntry)),
  }),
);

export type Adoption = z.infer<typeof Adoption>;
export type AdoptionEntry = z.infer<typeof AdoptionEntry>;
