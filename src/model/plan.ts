import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, field, id, line, markdown, moment } from './field.js';

/** One activity of a yearly plan; it may serve several goals. */
export const Activity = z.lazy(() =>
  z.strictObject({
    id: field('id', id(), text('Aktivitetens id', 'Id of the activity')),
    title: field('titel', line(), text('Vad som ska göras', 'What is to be done')),
    goals: field(
      'mål',
      z.array(id()).min(1),
      text('Id för de delar av färdplanen som aktiviteten bidrar till', 'Ids of items in the roadmap'),
    ),
    owner: field(
      'ansvarig',
      line(),
      text('Den som ansvarar, en roll eller en organisation', 'Who is responsible, a role or an organisation'),
    ),
    partners: field('medverkande', z.array(line()).optional(), text('De som medverkar', 'Those who take part')),
    start: field('start', moment().optional(), text('När arbetet börjar', 'When the work begins')),
    end: field('slut', moment().optional(), text('När arbetet ska vara klart', 'When the work is to be done')),
    deliverable: field('leverans', line(), text('Vad som ska ligga färdigt efteråt', 'What is to be there afterwards')),
    excluded: field(
      'ingår inte',
      line().optional(),
      text('Vad aktiviteten inte omfattar', 'What the activity does not cover'),
    ),
    status: field(
      'status',
      choice({ planned: 'planerad', ongoing: 'pågående', done: ['klar', 'genomförd'], stopped: 'avbruten' }).optional(),
      text('Hur långt arbetet har kommit', 'How far the work has come'),
    ),
    indicators: field(
      'indikatorer',
      z.array(id()).optional(),
      text(
        'Id för indikatorer som visar om det går åt rätt håll',
        'Ids of indicators that show whether it goes the right way',
      ),
    ),
  }),
);

/** The yearly breakdown of a roadmap (årlig handlingsplan): owners, dates and deliverables live here. */
export const Plan = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('plan/v1'),
    id: field('id', id(), text('Planens id', 'Id of the plan')),
    title: field('titel', line(), text('Planens titel', 'Title of the plan')),
    roadmap: field('färdplan', id(), text('Färdplanens id', 'Id of the roadmap')),
    year: field('år', z.string().regex(/^\d{4}$/), text('Året som planen gäller', 'The year that the plan is for')),
    decidedBy: field(
      'beslutad av',
      line().optional(),
      text('Organet som har beslutat om planen', 'The body that decided the plan'),
    ),
    date: field('datum', moment().optional(), text('Dagen för beslutet', 'The day of the decision')),
    text: field('text', markdown().default(''), text('Inledande text', 'Text at the beginning')),
    activities: field(
      'aktiviteter',
      z.array(Activity),
      text('Det som ska göras under året', 'What is to be done during the year'),
    ),
  }),
);

export type Plan = z.infer<typeof Plan>;
export type Activity = z.infer<typeof Activity>;
