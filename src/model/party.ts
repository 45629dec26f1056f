import * as z from 'zod';
import { choice, field, id, line } from './field.js';

/** What kind of organisation a party is; municipalities and regions are principals. */
export const partyType = choice({
  municipality: 'kommun',
  region: 'region',
  federation: 'kommunalförbund',
  body: 'samverkansorgan',
});

/** A principal (huvudman) or a body that answers or decides. */
export const Party = z.lazy(() =>
  z.strictObject({
    id: field('id', id()),
    name: field('namn', line()),
    type: field('typ', partyType),
    code: field('kod', line().optional(), 'SCB municipality code, or 00 + county code for a region'),
    body: field('organ', line().optional(), 'The body that decides, when it is not the usual one'),
    contact: field('kontakt', line().optional(), 'Function mailbox'),
  }),
);

/** The register of everyone concerned by a roadmap. */
export const Parties = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('parties/v1'),
    title: field('titel', line().optional()),
    parties: field('huvudmän', z.array(Party)),
  }),
);

export type Party = z.infer<typeof Party>;
export type Parties = z.infer<typeof Parties>;
