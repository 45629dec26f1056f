import type { Text } from '../core/text.js';
import type { Stance } from './consultation.js';

/** One comment as it was found in what was received, not yet placed in the roadmap. */
export interface FoundComment {
  /** The id of the item that a form locked the place to; never guessed. */
  item?: string;
  /** The heading as the responder has it, perhaps renamed. */
  heading?: string;
  /** Words of the consulted revision that the comment quotes or is attached to. */
  quote?: string;
  /** Markdown, safe: what the responder wrote as text never becomes markup of ours. */
  text: string;
  stance?: Stance;
  motive?: string;
  proposal?: string;
  /** Where it was found, for messages: “rad 14”, “tabell 2, rad 3”. */
  where: Text;
}

/** An answer as it was found. What is absent was not said. */
export interface FoundAnswer {
  /** Id or name of the party, as written. */
  party?: string;
  /** Id of the round, and version of the roadmap, that the form was made for. */
  round?: string;
  revision?: string;
  /** SHA-256 of the roadmap that a form was made for: tells revisions of one version apart. */
  sha256?: string;
  date?: string;
  body?: string;
  reference?: string;
  stance?: Stance;
  summary?: string;
  comments: FoundComment[];
  /** What was found but is no comment and could not be placed: kept word for word, and listed for the secretariat. */
  leftovers: { text: string; where: Text; why: Text }[];
}
