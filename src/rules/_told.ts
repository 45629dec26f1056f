import type { ModelPath } from '../core/locations.js';
import { slug } from '../core/text.js';
import type { Parties } from '../model/party.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { isStandIn } from '../parse/validate.js';
import { type Placed, sectionsOf, targetsOf } from './_sections.js';

/** Whether the reader has told already that the value at `path`, or what it stands in, is missing or cannot be read. */
export const isUnread = ({ diagnostics }: Parsed, path: ModelPath): boolean =>
  diagnostics.some(({ schema }) => schema !== undefined && schema.every((step, index) => path[index] === step));

const untitled = (document: Parsed<Roadmap>, { section, path }: Placed): boolean =>
  isStandIn(section.title) && isUnread(document, [...path, 'title']);

/** Sections whose heading has no words, which the reader has told: what seems to be missing may be any of them. */
export const untitledIn = (document: Parsed<Roadmap>): readonly Placed[] =>
  document.diagnostics.length === 0 ? [] : sectionsOf(document.model).filter((placed) => untitled(document, placed));

/** The ids that a document has lost by a fault that is told already: what refers to one of them is no further fault. */
export interface LostIds {
  /** How many headings have no words, and how many ids are missing or cannot be read. */
  unread: number;
  /** What those that have the id of another are called, as an id. */
  doubled: readonly string[];
}

/** The ids that roadmaps have lost. */
export const lostIdsOf = (documents: readonly Parsed<Roadmap>[]): LostIds =>
  joined(
    documents.map((document) => {
      const lost = lostAmong(document, targetsOf(document.model));
      return { ...lost, unread: lost.unread + untitledIn(document).length };
    }),
  );

/** The ids that registers of parties have lost. */
export const lostPartiesOf = (registers: readonly Parsed<Parties>[]): LostIds =>
  joined(
    registers.map((register) =>
      lostAmong(
        register,
        register.model.parties.map(({ id, name }, index) => ({ id, title: name, path: ['parties', index] })),
      ),
    ),
  );

const joined = (all: readonly LostIds[]): LostIds => ({
  unread: all.reduce((sum, { unread }) => sum + unread, 0),
  doubled: all.flatMap(({ doubled }) => doubled),
});

function lostAmong(document: Parsed, named: Iterable<{ id: string; title: string; path: ModelPath }>): LostIds {
  let unread = 0;
  const doubled: string[] = [];
  const seen = new Set<string>();
  for (const { id, title, path } of named) {
    if (document.diagnostics.length > 0 && isUnread(document, [...path, 'id'])) unread += 1;
    else if (seen.has(id)) doubled.push(slug(title));
    seen.add(id);
  }
  return { unread, doubled };
}

/**
 * Which of the names that lead nowhere may be ids that were lost. Where more names than ids are amiss, nobody can say which, and only those go
 * free that are what something with another's id is called.
 */
export function mayBeLost(names: ReadonlySet<string>, { unread, doubled }: LostIds): (name: string) => boolean {
  return (name) =>
    names.size <= unread || doubled.some((title) => title === name || (name !== '' && title.startsWith(`${name}-`)));
}
