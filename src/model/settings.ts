import * as z from 'zod';
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
          include: field('ta med', z.array(line()).optional(), 'Patterns of files to check; default: all'),
          exclude: field('hoppa över', z.array(line()).optional(), 'Patterns of files and folders to leave out'),
        })
        .optional(),
      'Which files a check of a folder looks at: paths from this file, with * and **',
    ),
    severities: field('allvar', Severities.optional(), 'Severity per rule id or code'),
    references: field(
      'diarienummer',
      z
        .array(
          z.strictObject({
            organisation: field('organisation', line().optional(), 'As decisions name it; default: every other one'),
            pattern: field('mönster', line(), 'Regular expression that the whole number matches'),
            example: field('exempel', line().optional(), 'A number that matches, for messages'),
          }),
        )
        .optional(),
      'How reference numbers look, per organisation',
    ),
    houseStyle: field(
      'husstil',
      z
        .strictObject({
          clauses: field(
            'beslutspunkter',
            choice({ 'att-clauses': ['att-satser', 'att'], sentences: ['meningar', 'hela meningar'] }).optional(),
            'How the clauses of decisions are written; default: either, but not both in one decision',
          ),
        })
        .optional(),
    ),
    readability: field('läsbarhet', Readability.optional()),
    words: field(
      'ordlista',
      line().optional(),
      'A word list (words/v1) instead of the built-in one; path from this file',
    ),
    abbreviations: field(
      'förkortningar',
      z.array(line()).optional(),
      'Abbreviations that every reader knows and that need no explanation, beside those of the word list',
    ),
  }),
);

export type Settings = z.infer<typeof Settings>;
