import * as z from 'zod';
import { choice, day, field, id, line, markdown } from './field.js';

/** How an answer, or one comment, stands to what was sent out. */
export const stance = choice({
  approves: ['tillstyrker', 'instämmer', 'positiv'],
  'approves-with-comments': ['tillstyrker med synpunkter', 'instämmer med synpunkter', 'instämmer delvis'],
  rejects: ['avstyrker', 'instämmer inte'],
  'no-objection': 'ingen erinran',
  abstains: 'avstår',
  // What comes as running text often says nothing of this, and nobody else may say it for the responder.
  unstated: ['ej angiven', 'framgår inte'],
});

/** A revision of a roadmap: a path in the workspace, or `REV:PATH` in git. */
const revision = (description: string) =>
  z.strictObject({
    source: field('källa', line(), description),
    version: field('version', line().optional()),
    commit: field('commit', line().optional(), 'Full id of the commit that held it when it was sent'),
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
    quote: field('citat', line().optional(), 'Words of the consulted revision that the comment is about'),
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
    revision: field(
      'remissversion',
      line().optional(),
      'Version of the roadmap that was answered, when the answer says so',
    ),
    original: field(
      'original',
      z
        .strictObject({
          file: field('fil', line(), 'Path from the answer to what was received'),
          sha256: field('sha256', z.string().regex(/^[0-9a-f]{64}$/), 'SHA-256 of it, in hex'),
          written: field(
            'skrivet',
            line().optional(),
            'Fingerprint of what the import wrote: tells whether the answer was edited by hand since',
          ),
        })
        .optional(),
      'What the answer was imported from',
    ),
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
    theme: field('tema', line().optional(), 'What the comments have in common'),
    items: field('ändrar', z.array(id()).optional(), 'Ids of the items that were changed because of it'),
    changes: field(
      'ändringar',
      z.array(line()).optional(),
      'The very changes it led to, as item/fingerprint; then it explains no others',
    ),
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
        .array(
          z.strictObject({
            items: field('ändrar', z.array(id()).min(1)),
            changes: field('ändringar', z.array(line()).optional(), 'The very changes, as item/fingerprint'),
            reason: field('motivering', line()),
          }),
        )
        .optional(),
      'Changes no comment asked for, with the reason',
    ),
    derived: field(
      'följdändringar',
      z
        .array(
          z.strictObject({
            items: field('ändrar', z.array(id()).min(1)),
            changes: field('ändringar', z.array(line()).optional(), 'The very changes, as item/fingerprint'),
            from: field('följer av', z.array(id()).min(1), 'Ids of the items whose change they follow from'),
            reason: field('motivering', line().optional()),
          }),
        )
        .optional(),
      'Changes that follow from other changes',
    ),
    sentences: field(
      'meningar',
      z.record(z.string(), line()).optional(),
      'Written by consult bind: for each bound change, the fingerprints of the sentences it was made of',
    ),
  }),
);

/** What the columns of tables from web forms hold, remembered for a round. */
export const Columns = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('columns/v1'),
    round: field('remiss', id()),
    columns: field(
      'kolumner',
      z.record(z.string(), line()),
      'Header of the column: what it holds, such as synpunkt, bortse, or the id of an item',
    ),
  }),
);

export type Columns = z.infer<typeof Columns>;
export type Round = z.infer<typeof Round>;
export type Comment = z.infer<typeof Comment>;
export type Response = z.infer<typeof Response>;
export type Disposition = z.infer<typeof Disposition>;
export type Dispositions = z.infer<typeof Dispositions>;
export type Stance = z.infer<typeof stance>;
