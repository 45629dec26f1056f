import type { Change } from '../model/change.js';
import { compareProse, shownProse } from './compare-prose.js';
import type { Entry, FieldText } from './entries.js';
import type { Pairing } from './pair-entries.js';
import { change, type Comparison, lineOf } from './side.js';

/** Lists what changed between an item and its partner: moved, renamed, and then its properties and prose. */
export function compareEntries(a: Entry, b: Entry, moved: boolean, comparison: Comparison): Change[] {
  const { before, after, pairing, weigh } = comparison;
  const owner = ownerOf(b, b.parent);
  const [headA, headB] = [a, b].map((entry) => [...entry.path, entry.titleField]);
  const sides = (textA: string, textB: string, pathA = headA ?? a.path, pathB = headB ?? b.path) => ({
    before: { text: textA, line: lineOf(before, pathA) },
    after: { text: textB, line: lineOf(after, pathB) },
  });
  const changes: Change[] = [];
  if (moved) {
    const { before: from, after: to } = sides(heading(a), heading(b));
    const elsewhere = !sameParent(a, b, pairing);
    // The order of rows in a table of milestones, indicators or bodies says nothing; that of headings and statements does.
    const weight = elsewhere || b.group === 'section' || b.group === 'statement' ? 'substantive' : 'editorial';
    changes.push(
      change({
        kind: 'moved',
        ...owner,
        weight,
        before: { ...from, ...standing(a) },
        after: { ...to, ...standing(b) },
      }),
    );
  }
  if (a.title !== b.title) {
    const kind = b.group === 'statement' ? 'changed' : 'renamed';
    const field = b.group === 'section' ? {} : { field: b.titleField };
    changes.push(change({ kind, ...owner, ...field, weight: weigh(a.title, b.title), ...sides(a.title, b.title) }));
  }
  // An id that only follows the title is no news; one that an author changed breaks references, though no reader sees it.
  const chosen = a.title === b.title ? !(a.derived && b.derived) : !a.derived && !b.derived;
  if (a.id !== b.id && chosen && b.group !== 'organ') {
    changes.push(change({ kind: 'renamed', ...owner, field: 'id', weight: 'editorial', ...sides(a.id, b.id) }));
  }
  if (b.group === 'section') changes.push(...compareHeadings(a, b, moved, owner, sides, pairing));
  for (const name of new Set([...b.fields.keys(), ...a.fields.keys()])) {
    if (name === b.titleField) continue;
    const [one, two] = [a.fields.get(name), b.fields.get(name)];
    const [textA, textB] = [one?.text ?? '', two?.text ?? ''];
    const refs = laterRefs(one, comparison);
    if (textA === textB || (refs && two?.refs && refs.join(' ') === two.refs.join(' '))) continue;
    const reordered = refs && two?.refs && sorted(refs) === sorted(two.refs);
    const weight = reordered ? 'editorial' : weigh(textA, textB);
    changes.push(
      change({
        kind: 'changed',
        ...owner,
        field: name,
        weight,
        ...sides(textA, textB, one?.path ?? a.path, two?.path ?? b.path),
      }),
    );
  }
  changes.push(...compareProse(a.prose, b.prose, { ...owner, field: 'text' }, comparison));
  return changes;
}

type Owner = Pick<Change, 'item' | 'id' | 'title' | 'within'>;

function compareHeadings(
  a: Entry,
  b: Entry,
  moved: boolean,
  owner: Owner,
  sides: (textA: string, textB: string) => Pick<Change, 'before' | 'after'>,
  pairing: Pairing,
): Change[] {
  const changes: Change[] = [];
  // The number of what was moved is told by the move, and `3.2` under 3 became `4.2` when 3 became 4.
  if (!moved && a.number !== b.number && !(sameParent(a, b, pairing) && ownNumber(a) === ownNumber(b))) {
    changes.push(
      change({
        kind: 'changed',
        ...owner,
        field: 'number',
        weight: 'editorial',
        ...sides(a.number ?? '', b.number ?? ''),
      }),
    );
  }
  if (!moved && a.item !== b.item && a.title === b.title) {
    changes.push(change({ kind: 'changed', ...owner, field: 'kind', weight: 'substantive', ...sides(a.item, b.item) }));
  }
  return changes;
}

/** An item that is only in one revision, with everything it said itself. */
export function loneEntry(entry: Entry, kind: 'added' | 'removed', { before, after, pairing }: Comparison): Change {
  const text = shownProse(entry.prose) || told(entry);
  const document = kind === 'added' ? after : before;
  const side = { text, line: lineOf(document, [...entry.path, entry.titleField]) };
  const later = kind === 'removed' && entry.parent ? (pairing.get(entry.parent) ?? entry.parent) : entry.parent;
  return change({
    kind,
    ...ownerOf(entry, later),
    weight: 'substantive',
    ...(kind === 'added' ? { after: side } : { before: side }),
  });
}

const ownerOf = (entry: Entry, parent: Entry | undefined): Owner => ({
  item: entry.item,
  id: entry.id,
  title: entry.title,
  ...(parent ? { within: parent.id } : {}),
});

const heading = (entry: Entry): string =>
  entry.number === undefined ? entry.title : `${entry.number}. ${entry.title}`;

/** A row of a table in one line. */
const told = (entry: Entry): string => {
  const when = [entry.fields.get('when')?.text, entry.fields.get('until')?.text]
    .filter((text) => text !== undefined)
    .join('–');
  return when === '' ? entry.title : `${when}: ${entry.title}`;
};

const standing = (entry: Entry) => ({
  ...(entry.parent ? { parent: entry.parent.title } : {}),
  position: entry.position + 1,
});

/** `true` if both stand under the same section, or both directly in the document. */
export const sameParent = (a: Entry, b: Entry, pairing: Pairing): boolean =>
  a.parent === undefined || b.parent === undefined ? a.parent === b.parent : pairing.get(a.parent) === b.parent;

const ownNumber = (entry: Entry): string | undefined => {
  const above = entry.parent?.number;
  return above !== undefined && entry.number?.startsWith(`${above}.`) ? entry.number.slice(above.length) : entry.number;
};

const sorted = (refs: readonly string[]): string => [...refs].sort().join(' ');

/** The ids a property refers to, by their later names: a reference that follows its item to a new id has not changed. */
const laterRefs = (field: FieldText | undefined, { laterId }: Comparison): string[] | undefined =>
  field?.refs?.map(laterId);
