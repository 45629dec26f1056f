import * as z from 'zod';
import { field, line, markdown } from './field.js';

/** The letter that goes out with a roadmap on consultation (remissmissiv): its wording, and who sends it. */
export const Missive = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('missive/v1'),
    kindLabel: field('benämning', line().default('Remissmissiv'), 'Printed above the title'),
    title: field('titel', line(), 'Default: the heading of level 1. May hold {words in braces}, like the text'),
    sender: field('avsändare', line().optional(), 'Who sends it; default: who is responsible for the roadmap'),
    unit: field('enhet', line().optional()),
    address: field('adress', z.array(line()).optional()),
    reference: field('diarienummer', line().optional()),
    replyTo: field('svar till', line().optional(), 'Where answers are sent'),
    contact: field('kontakt', z.array(line()).optional(), 'Who answers questions'),
    annexes: field('bilagor', z.array(line()).optional(), 'Beside the roadmap and the form'),
    layout: field('layout', line().optional(), 'Id of the layout; default: decision'),
    lead: field('ingress', markdown().default(''), 'Text before the first heading'),
    parts: field(
      'delar',
      z.array(z.strictObject({ title: field('titel', line()), text: field('text', markdown()) })).default([]),
      'The text, one part per heading of level 2',
    ),
  }),
);

export type Missive = z.infer<typeof Missive>;
