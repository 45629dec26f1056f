import * as z from 'zod';
import { text } from '../core/text.js';
import { choice, field, line } from './field.js';
import { Readability } from './readability.js';

/** How bad what a rule finds is, by rule id or code; `off` leaves the rule out. */
export const Severities = z.lazy(() =>
  z.record(z.string(), choice({ error: 'fel', warning: 'varning', info: 'upplysning', off: 'av' })),
);

/** The configuration of a workspace, `fardplan.yaml` in its topmost folder. What it says goes before what the profile says. */
export const Settings = z.lazy(() =>
  z.strictObject({
    fardplan: z.literal('workspace/v1'),
    paths: field(
      'sökvägar',
      z
        .strictObject({
          include: field(
            'ta med',
            z.array(line()).optional(),
            text('Mönster för filer som ska kontrolleras; utelämnat: alla', 'Patterns of files to check; default: all'),
          ),
          exclude: field(
            'hoppa över',
            z.array(line()).optional(),
            text('Mönster för filer och mappar som ska hoppas över', 'Patterns of files and folders to leave out'),
          ),
        })
        .optional(),
      text(
        'Vilka filer som en kontroll av en mapp gäller: sökvägar från den här filen, med * och **',
        'Which files a check of a folder looks at: paths from this file, with * and **',
      ),
    ),
    severities: field(
      'allvar',
      Severities.optional(),
      text('Hur allvarlig varje regel är, efter regelns id eller kod', 'Severity per rule id or code'),
    ),
    references: field(
      'diarienummer',
      z
        .array(
          z.strictObject({
            organisation: field(
              'organisation',
              line().optional(),
              text(
                'Som besluten skriver den; utelämnat: alla övriga',
                'As decisions name it; default: every other one',
              ),
            ),
            pattern: field(
              'mönster',
              line(),
              text(
                'Ett reguljärt uttryck som hela numret ska passa',
                'Regular expression that the whole number matches',
              ),
            ),
            example: field(
              'exempel',
              line().optional(),
              text('Ett nummer som passar, för meddelanden', 'A number that matches, for messages'),
            ),
          }),
        )
        .optional(),
      text('Hur diarienummer ser ut, per organisation', 'How reference numbers look, per organisation'),
    ),
    houseStyle: field(
      'husstil',
      z
        .strictObject({
          clauses: field(
            'beslutspunkter',
            choice({ 'att-clauses': ['att-satser', 'att'], sentences: ['meningar', 'hela meningar'] }).optional(),
            text(
              'Hur beslutspunkter skrivs; utelämnat: på endera sättet, men inte båda i ett beslut',
              'How the clauses of decisions are written; default: either, but not both in one decision',
            ),
          ),
        })
        .optional(),
      text('Hur vi skriver hos oss', 'How we write in this house'),
    ),
    readability: field(
      'läsbarhet',
      Readability.optional(),
      text('Hur svår texten får vara att läsa', 'How hard the text may be to read'),
    ),
    words: field(
      'ordlista',
      line().optional(),
      text(
        'En egen ordlista (words/v1); sökväg från den här filen',
        'A word list (words/v1) instead of the built-in one; path from this file',
      ),
    ),
    abbreviations: field(
      'förkortningar',
      z.array(line()).optional(),
      text(
        'Förkortningar som alla läsare känner och som inte behöver förklaras, utöver ordlistans',
        'Abbreviations that every reader knows and that need no explanation, beside those of the word list',
      ),
    ),
  }),
);

export type Settings = z.infer<typeof Settings>;
