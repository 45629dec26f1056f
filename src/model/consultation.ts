import * as z from 'zod';
import { choice, day, field, id, line, markdown } from './field.js';

/** How an answer, or one comment, stands to what was sent out. */
export const stance = choice({
  approves: ['tillstyrker', 'instämmer', 'positiv'],
  'approves-with-comments': ['tillstyrker med synpunkter', 'instämmer med synpunkter', 'instämmer delvis'],
  rejects: ['avstyrker', 'instämmer inte'],
  'no-objection': 'ingen erinran',
  abstains: 'avstår',
});

/** A revision of a roadmap: a path in the workspace, or `REV:PATH` in git. */
const revision = (description: string) =>
  z.strictObject({
    source: field('källa', line(), description),
    version: field('version', line().optional()),
    sha256: field(
      'sha256',
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      'SHA-256 of the file, in hex',
    ),
  });

/** One round of consultation (remiss) on one exact revision. */
export const Round = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('round/v1'),
    id: field('id', id()),
    title: field('titel', line()),
    roadmap: field('färdplan', id(), 'Id of the roadmap'),
    consulted: field('remissversion', revision('The revision that was sent out: a path, or REV:PATH')),
    revised: field('reviderad', revision('The revision after the round: a path, or REV:PATH').optional()),
    sent: field('skickad', day()),
    due: field('svar senast', day()),
    recipients: field('mottagare', z.array(id()).optional(), 'Party ids; default: the whole register'),
  }),
);

/** One comment, tied to an item of the consulted revision by id. */
export const Comment = z.lazy(() =>
  z.strictObject({
    id: field('id', id()),
    item: field('avsnitt', id().optional(), 'Id of the item; none for a general comment'),
    heading: field('rubrik', line().optional(), 'The heading as the responder wrote it'),
    text: field('synpunkt', markdown()),
    stance: field('ståndpunkt', stance.optional()),
    motive: field('motiv', markdown().optional()),
    proposal: field('ändringsförslag', markdown().optional(), 'Proposed wording'),
  }),
);

/** The answer of one party (remissvar, yttrande). */
export const Response = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('response/v1'),
    id: field('id', id(), 'Default: the party id'),
    party: field('huvudman', id()),
    round: field('remiss', id().optional()),
    date: field('datum', day()),
    body: field('organ', line().optional(), 'The body that decided the answer'),
    reference: field('diarienummer', line().optional()),
    stance: field('ståndpunkt', stance),
    summary: field('sammanfattning', markdown().default('')),
    comments: field('synpunkter', z.array(Comment).default([])),
  }),
);

/** What became of one or more comments. */
export const Disposition = z.lazy(() =>
  z.strictObject({
    comments: field('synpunkter', z.array(line()).min(1), 'response-id#comment-id'),
    outcome: field(
      'hantering',
      choice({
        accepted: ['beaktas', 'beaktad'],
        partly: ['beaktas delvis', 'delvis beaktad', 'delvis'],
        'not-accepted': ['beaktas inte', 'ej beaktad', 'beaktas ej'],
        later: ['hänskjuts', 'hänskjuten', 'senare arbete'],
        noted: ['noteras', 'föranleder ingen ändring'],
      }),
    ),
    reason: field('motivering', line()),
    items: field('ändrar', z.array(id()).optional(), 'Ids of the items that were changed because of it'),
    summary: field('sammanfattning', line().optional(), 'One or two sentences for the section on changes'),
  }),
);

/** All dispositions of a round, and the changes made for the drafter's own reasons. */
export const Dispositions = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('dispositions/v1'),
    round: field('remiss', id()),
    dispositions: field('hanteringar', z.array(Disposition)),
    own: field(
      'egna ändringar',
      z
        .array(z.strictObject({ items: field('ändrar', z.array(id()).min(1)), reason: field('motivering', line()) }))
        .optional(),
      'Changes no comment asked for, with the reason',
    ),
  }),
);

export type Round = z.infer<typeof Round>;
export type Comment = z.infer<typeof Comment>;
export type Response = z.infer<typeof Response>;
export type Disposition = z.infer<typeof Disposition>;
export type Dispositions = z.infer<typeof Dispositions>;
export type Stance = z.infer<typeof stance>;
