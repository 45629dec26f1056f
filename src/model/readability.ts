import * as z from 'zod';
import { field } from './field.js';

/** How hard a text may be to read before it is remarked on; a profile says it for a region, a workspace for itself. */
export const Readability = z.lazy(() =>
  z.strictObject({
    lix: field('lix', z.int().positive().optional(), 'Highest LIX of a section; default 60'),
    sentence: field('meningslängd', z.int().positive().optional(), 'Most words in a sentence; default 40'),
  }),
);

export type Readability = z.infer<typeof Readability>;
