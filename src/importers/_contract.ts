import type { Text } from '../core/text.js';
import type { Stance } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';

/** Something received from a party: its bytes, and what it was called. */
export interface Received {
  /** Name of the file without folders, for telling kinds apart and for messages. */
  name: string;
  bytes: Uint8Array;
}

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
  date?: string;
  body?: string;
  reference?: string;
  stance?: Stance;
  summary?: string;
  comments: FoundComment[];
  /** What was found but is no comment and could not be placed: kept word for word, and listed for the secretariat. */
  leftovers: { text: string; where: Text; why: Text }[];
}

/** What an importer may need to know of the round. */
export interface ImportContext {
  /** The revision that was sent out. */
  roadmap: Roadmap;
  profile: Profile | undefined;
  /** Which column holds what, for tables: as chosen by the user, else as remembered. */
  columns?: Readonly<Record<string, string>>;
}

/** What came of reading: answers, and remarks that do not stop it (a picture left out, a tracked change taken as accepted). */
export interface Found {
  answers: FoundAnswer[];
  remarks: { message: Text; help?: Text }[];
}

/** One form in which answers are received per file; the file's stem is its id. Reads, places nothing, writes nothing. */
export interface Importer {
  /** Extensions without the dot, lower case. */
  extensions: readonly string[];
  /** `true` when the bytes are of this form, whatever the name says. */
  recognises?(received: Received): boolean;
  /** Refuses with a `Failure` (exit 2) what is damaged, encrypted, has macros, or is too large when unpacked. */
  read(received: Received, context: ImportContext): Promise<Found>;
}
