import type { Text } from '../core/text.js';
import type { FoundAnswer } from '../model/found.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';

export type { FoundAnswer, FoundComment } from '../model/found.js';

/** Something received from a party: its bytes, and what it was called. */
export interface Received {
  /** Name of the file without folders, for telling kinds apart and for messages. */
  name: string;
  bytes: Uint8Array;
}

/** What an importer may need to know of the round. */
export interface ImportContext {
  /** The revision that was sent out. */
  roadmap: Roadmap;
  profile: Profile | undefined;
  /** Later revisions, whose headings an answer may have. */
  others?: readonly Roadmap[];
  /** `true` for a name of somebody in the register. */
  knowsParty?: (written: string) => boolean;
  /** Headers of columns that must be there, since the user has just named them. */
  demanded?: readonly string[];
  /** What tells parties apart, however they are written. */
  partyKey?: (written: string) => string;
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
