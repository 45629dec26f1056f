import * as z from 'zod';
import { choice, field, id, line, markdown, moment } from './field.js';

/** One activity of a yearly plan; it may serve several goals. */
export const Activity = z.lazy(() =>
  z.strictObject({
    id: field('id', id()),
    title: field('titel', line()),
    goals: field('mål', z.array(id()).min(1), 'Ids of items in the roadmap'),
    owner: field('ansvarig', line()),
    partners: field('medverkande', z.array(line()).optional()),
    start: field('start', moment().optional()),
    end: field('slut', moment().optional()),
    deliverable: field('leverans', line()),
    excluded: field('ingår inte', line().optional()),
    status: field(
      'status',
      choice({ planned: 'planerad', ongoing: 'pågående', done: ['klar', 'genomförd'], stopped: 'avbruten' }).optional(),
    ),
    indicators: field('indikatorer', z.array(id()).optional()),
  }),
);

/** The yearly breakdown of a roadmap (årlig handlingsplan): owners, dates and deliverables live here. */
export const Plan = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('plan/v1'),
    id: field('id', id()),
    title: field('titel', line()),
    roadmap: field('färdplan', id()),
    year: field('år', z.string().regex(/^\d{4}$/)),
    decidedBy: field('beslutad av', line().optional()),
    date: field('datum', moment().optional()),
    text: field('text', markdown().default('')),
    activities: field('aktiviteter', z.array(Activity)),
  }),
);

export type Plan = z.infer<typeof Plan>;
export type Activity = z.infer<typeof Activity>;
