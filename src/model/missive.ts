import * as z from 'zod';
import { text } from '../core/text.js';
import { field, line, markdown } from './field.js';

/** The letter that goes out with a roadmap on consultation (remissmissiv): its wording, and who sends it. */
export const Missive = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('missive/v1'),
    kindLabel: field(
      'benämning',
      line().default('Remissmissiv'),
      text('Det som står ovanför titeln', 'Printed above the title'),
    ),
    title: field(
      'titel',
      line(),
      text(
        'Titeln; utelämnat: rubriken på nivå 1. Får innehålla {ord inom klammer}, som texten',
        'Default: the heading of level 1. May hold {words in braces}, like the text',
      ),
    ),
    sender: field(
      'avsändare',
      line().optional(),
      text(
        'Den som skickar; utelämnat: den som ansvarar för färdplanen',
        'Who sends it; default: who is responsible for the roadmap',
      ),
    ),
    unit: field('enhet', line().optional(), text('Enheten som skickar', 'The unit that sends it')),
    address: field('adress', z.array(line()).optional(), text('Brevhuvudets rader', 'The lines of the letterhead')),
    reference: field('diarienummer', line().optional(), text('Diarienumret', 'The reference number')),
    replyTo: field('svar till', line().optional(), text('Dit svaren skickas', 'Where answers are sent')),
    contact: field('kontakt', z.array(line()).optional(), text('Vem som svarar på frågor', 'Who answers questions')),
    annexes: field(
      'bilagor',
      z.array(line()).optional(),
      text('Bilagor utöver färdplanen och formuläret', 'Beside the roadmap and the form'),
    ),
    layout: field(
      'layout',
      line().optional(),
      text('Layoutens id; utelämnat: decision', 'Id of the layout; default: decision'),
    ),
    lead: field(
      'ingress',
      markdown().default(''),
      text('Texten före den första rubriken', 'Text before the first heading'),
    ),
    parts: field(
      'delar',
      z
        .array(
          z.strictObject({
            title: field('titel', line(), text('Delens rubrik', 'Heading of the part')),
            text: field('text', markdown(), text('Delens text', 'Text of the part')),
          }),
        )
        .default([]),
      text('Texten, en del per rubrik på nivå 2', 'The text, one part per heading of level 2'),
    ),
  }),
);

export type Missive = z.infer<typeof Missive>;
