import * as z from 'zod';
import { text } from '../core/text.js';
import { field } from './field.js';

/** How hard a text may be to read before it is remarked on; a profile says it for a region, a workspace for itself. */
export const Readability = z.lazy(() =>
  z.strictObject({
    lix: field(
      'lix',
      z.int().positive().optional(),
      text('Högsta läsbarhetsindex (LIX) för ett avsnitt; utelämnat: 60', 'Highest LIX of a section; default 60'),
    ),
    sentence: field(
      'meningslängd',
      z.int().positive().optional(),
      text('Flest ord i en mening; utelämnat: 40', 'Most words in a sentence; default 40'),
    ),
  }),
);

export type Readability = z.infer<typeof Readability>;
