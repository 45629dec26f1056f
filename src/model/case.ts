import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, day, field, id, line } from './field.js';

const digest = () => z.string().regex(/^[0-9a-f]{64}$/);

const instant = () => z.iso.datetime();

/** Whether those who sign do so in any order, or one after the other. */
const signingOrder = choice({
  parallel: ['valfri', 'parallell'],
  sequence: ['i tur och ordning', 'sekvens'],
});

/** Who shall sign, in which role and signature field. */
export const CaseSigner = z.lazy(() =>
  z.strictObject({
    role: field('roll', line(), text('Rollen som personen skriver under i', 'The role in which the person signs')),
    name: field('namn', line(), text('Personens namn', 'The person’s name')),
    field: field('fält', line(), text('Underskriftsfältets namn i dokumentet', 'Name of the signature field')),
    email: field(
      'e-post',
      line().optional(),
      text(
        'Adressen som den som påminner använder; ingenting skickas av programmet',
        'Where the one who reminds reaches the signer; nothing is sent',
      ),
    ),
  }),
);

/** A signing case: which exact file is signed, by whom, by when. What happens is kept in its event log. */
export const Case = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('case/v1'),
    id: field('id', id(), text('Ärendets id', 'Id of the case')),
    title: field('titel', line(), text('Ärendets titel', 'Title of the case')),
    document: field(
      'handling',
      z.strictObject({
        file: field(
          'fil',
          line(),
          text(
            'Sökväg till PDF-filen när ärendet öppnades, räknat från den här filen',
            'Path of the PDF as opened, relative to this file',
          ),
        ),
        sha256: field(
          'sha256',
          digest(),
          text('SHA-256 av PDF-filen när ärendet öppnades', 'SHA-256 of the PDF as opened'),
        ),
        size: field('storlek', z.int().positive(), text('Filens storlek i byte', 'Size of the file in bytes')),
        content: field(
          'innehåll',
          z.strictObject({
            size: field('storlek', z.int().positive(), text('Delens storlek i byte', 'Size of the part in bytes')),
            sha256: field('sha256', digest(), text('SHA-256 av delen', 'SHA-256 of the part')),
          }),
          text(
            'Delen före den första underskriften: allt som läses av människor',
            'The part before the first signature: all that people read',
          ),
        ),
      }),
      text('Det som skrivs under; ingenting i det får ändras', 'What is signed; nothing of it may change'),
    ),
    roadmap: field(
      'färdplan',
      z
        .strictObject({
          id: field('id', line(), text('Färdplanens id', 'Id of the roadmap')),
          version: field('version', line(), text('Färdplanens version', 'Version of the roadmap')),
          commit: field(
            'commit',
            line().optional(),
            text('Git-revisionen som texten togs ur', 'The git commit that the text was taken from'),
          ),
          sha256: field('sha256', digest(), text('SHA-256 av färdplanens fil', 'SHA-256 of the roadmap’s file')),
        })
        .optional(),
      text(
        'Texten som dokumentet är bundet till, enligt dess metadata',
        'The text that the document is bound to, as its metadata say',
      ),
    ),
    order: field(
      'ordning',
      signingOrder,
      text(
        'Om alla skriver under i tur och ordning eller när det passar dem',
        'Whether all sign in turn or when it suits them',
      ),
    ),
    due: field('senast', day().optional(), text('Sista dag att skriva under', 'Last day to sign')),
    opened: field('öppnat', instant(), text('När ärendet öppnades, i UTC', 'When the case was opened, in UTC')),
    signers: field(
      'undertecknare',
      z.array(CaseSigner).min(1),
      text('De som ska skriva under, i tur och ordning', 'Those who are to sign, in order'),
    ),
    log: field(
      'händelselogg',
      line(),
      text('Sökväg till händelseloggen, räknat från den här filen', 'Path of the event log, relative to this file'),
    ),
    head: field(
      'logghuvud',
      z.strictObject({
        events: field('händelser', z.int().positive(), text('Antal händelser i loggen', 'Number of events in the log')),
        sha256: field(
          'sha256',
          digest(),
          text('SHA-256 av loggens sista rad, utan radslut', 'SHA-256 of the last line, without its line end'),
        ),
      }),
      text(
        'Hur långt loggen hade kommit: en kortare logg har förlorat sitt slut',
        'How far the log had come: a shorter log has lost its end',
      ),
    ),
  }),
);

export type Case = z.infer<typeof Case>;
export type CaseSigner = z.infer<typeof CaseSigner>;
