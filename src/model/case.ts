import * as z from 'zod';
import { choice, day, field, id, line } from './field.js';

const digest = () => z.string().regex(/^[0-9a-f]{64}$/);

const instant = () => z.iso.datetime();

/** Whether those who sign do so in any order, or one after the other. */
export const signingOrder = choice({
  parallel: ['valfri', 'parallell'],
  sequence: ['i tur och ordning', 'sekvens'],
});

/** Who shall sign, in which role and signature field. */
export const CaseSigner = z.lazy(() =>
  z.strictObject({
    role: field('roll', line()),
    name: field('namn', line()),
    field: field('fält', line(), 'Name of the signature field'),
    email: field('e-post', line().optional(), 'Where the one who reminds reaches the signer; nothing is sent'),
  }),
);

/** A signing case: which exact file is signed, by whom, by when. What happens is kept in its event log. */
export const Case = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('case/v1'),
    id: field('id', id()),
    title: field('titel', line()),
    document: field(
      'handling',
      z.strictObject({
        file: field('fil', line(), 'Path of the PDF as opened, relative to this file'),
        sha256: field('sha256', digest(), 'Of the PDF as opened'),
        size: field('storlek', z.int().positive(), 'In bytes'),
        content: field(
          'innehåll',
          z.strictObject({ size: field('storlek', z.int().positive()), sha256: field('sha256', digest()) }),
          'The part before the first signature: all that people read',
        ),
      }),
      'What is signed; nothing of it may change',
    ),
    roadmap: field(
      'färdplan',
      z
        .strictObject({
          id: field('id', line()),
          version: field('version', line()),
          commit: field('commit', line().optional()),
          sha256: field('sha256', digest()),
        })
        .optional(),
      'The text that the document is bound to, as its metadata say',
    ),
    order: field('ordning', signingOrder),
    due: field('senast', day().optional()),
    opened: field('öppnat', instant(), 'In UTC'),
    signers: field('undertecknare', z.array(CaseSigner).min(1)),
    log: field('händelselogg', line(), 'Path of the event log, relative to this file'),
    head: field(
      'logghuvud',
      z.strictObject({
        events: field('händelser', z.int().positive()),
        sha256: field('sha256', digest(), 'Of the last line, without its line end'),
      }),
      'How far the log had come: a shorter log has lost its end',
    ),
  }),
);

export type Case = z.infer<typeof Case>;
export type CaseSigner = z.infer<typeof CaseSigner>;
