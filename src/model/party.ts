import * as z from 'zod';
import { text } from '../core/text.js';
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
    id: field(
      'id',
      id(),
      text('Huvudmannens id, som andra dokument hänvisar till', 'Id of the principal, which other documents refer to'),
    ),
    name: field('namn', line(), text('Namnet, till exempel Hjo kommun', 'The name, such as Hjo kommun')),
    type: field('typ', partyType, text('Kommun, region eller ett organ', 'Municipality, region or a body')),
    code: field(
      'kod',
      line().optional(),
      text(
        'Kommunkoden från SCB, eller 00 och länskoden för en region',
        'SCB municipality code, or 00 + county code for a region',
      ),
    ),
    body: field(
      'organ',
      line().optional(),
      text('Organet som beslutar, när det inte är det vanliga', 'The body that decides, when it is not the usual one'),
    ),
    contact: field(
      'kontakt',
      line().optional(),
      text('En funktionsbrevlåda, ingen persons adress', 'A function mailbox, no person’s address'),
    ),
  }),
);

/** The register of everyone concerned by a roadmap. */
export const Parties = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('parties/v1'),
    title: field('titel', line().optional(), text('Registrets titel', 'Title of the register')),
    parties: field(
      'huvudmän',
      z.array(Party),
      text('Alla huvudmän, var och en med sitt id', 'All principals, each with its id'),
    ),
  }),
);

export type Party = z.infer<typeof Party>;
export type Parties = z.infer<typeof Parties>;
