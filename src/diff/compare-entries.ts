import type { ModelPath } from '../core/locations.js';
import type { Change, ChangeSide, Place } from '../model/change.js';
import { shownProse } from './shown-prose.js';
import type { Entry, ProseBlock } from './entries.js';
import { ownNumber } from './heading-number.js';
import type { Pairing } from './pair-entries.js';
import type { Kin } from './regroup.js';
import { change, type Comparison, isLeft, lineOf, namesIn, type Owner, ownerOf, placed, placePath } from './side.js';

/** Lists what changed between an item and its partner, apart from its prose: moved, renamed, and then its properties. */
export function compareEntries(a: Entry, b: Entry, moved: boolean, comparison: Comparison): Change[] {
  const { before, after, pairing, weigh, unsure, refers, origin, heir } = comparison;
  const owner = ownerOf(a, b, comparison);
  const side = (
    entry: Entry,
    text: string,
    at: Omit<Place, 'path'>,
    path: ModelPath = [...entry.path, entry.titleField],
  ) => ({
    text,
    line: lineOf(entry === a ? before : after, path),
    at: { path: placePath(entry.path), ...at },
  });
  const headings = b.group === 'section' ? ([headingOf(a), headingOf(b)] as const) : ([{}, {}] as const);
  const named = (one: unknown, two: unknown, texts: readonly [string, string], withHeading: boolean) => {
    const [extraA, extraB] = withHeading ? headings : [{}, {}];
    return {
      before: side(a, texts[0], { ...valued(one), ...extraA }),
      after: side(b, texts[1], { ...valued(two), ...extraB }),
    };
  };
  const changes: Change[] = [];
  if (moved) {
    const sides = named(undefined, undefined, [heading(a), heading(b)], true);
    const elsewhere = !sameParent(a, b, pairing);
    // The order of rows in a table of milestones, indicators or bodies says nothing; that of headings and statements does.
    const weight = elsewhere || b.group === 'section' || b.group === 'statement' ? 'substantive' : 'editorial';
    changes.push(
      change({
        kind: 'moved',
        ...owner,
        weight,
        before: { ...sides.before, ...standing(a) },
        after: { ...sides.after, ...standing(b) },
      }),
    );
  }
  // That the one that kept the identity has a new name is told by the split or merge.
  const regrouped = [...origin.values()].includes(a) || [...heir.values()].includes(b);
  if (a.title !== b.title && !regrouped) {
    const kind = b.group === 'statement' ? 'changed' : 'renamed';
    const field = b.group === 'section' ? {} : { field: b.titleField };
    const sides = named(a.title, b.title, [a.title, b.title], true);
    changes.push(change({ kind, ...owner, ...field, weight: weigh(a.title, b.title), ...sides }));
  }
  // An id that only follows the title is no news; one that an author changed breaks references, though no reader sees it.
  const chosen = a.title === b.title ? !(a.derived && b.derived) : !a.derived && !b.derived;
  if (a.id !== b.id && chosen && b.group !== 'organ') {
    const sides = named(a.id, b.id, [a.id, b.id], false);
    changes.push(change({ kind: 'renamed', ...owner, field: 'id', weight: 'editorial', ...sides }));
  }
  if (b.group === 'section') changes.push(...compareHeadings(a, b, moved, owner, named, comparison));
  for (const name of new Set([...b.fields.keys(), ...a.fields.keys()])) {
    if (name === b.titleField) continue;
    const [one, two] = [a.fields.get(name), b.fields.get(name)];
    const [textA, textB] = [one?.text ?? '', two?.text ?? ''];
    // A reference that follows its item to a new id has not changed.
    const refs = one?.refs && two?.refs && [one.refs.map(refers.before), two.refs.map(refers.after)];
    if (refs ? refs[0]?.join(' ') === refs[1]?.join(' ') : textA === textB) continue;
    if (one?.refs && two?.refs && isLeft(one.refs, two.refs, [one.path, two.path], comparison)) continue;
    const reordered = refs && sorted(refs[0] ?? []) === sorted(refs[1] ?? []);
    const weight = reordered ? 'editorial' : weigh(textA, textB);
    changes.push(
      change({
        kind: 'changed',
        ...owner,
        field: name,
        weight,
        before: side(a, textA, { ...valued(one?.value), ...namesIn(one?.refs, unsure.before) }, one?.path ?? a.path),
        after: side(b, textB, { ...valued(two?.value), ...namesIn(two?.refs, unsure.after) }, two?.path ?? b.path),
      }),
    );
  }
  return changes;
}

const valued = (value: unknown): { value?: unknown } => (value === undefined ? {} : { value });

/** What a heading says beside its title, for the place of a change. */
export const headingOf = ({ item, number }: Entry): Pick<Place, 'heading'> => ({
  heading: { kind: item, ...(number === undefined ? {} : { number }) },
});

function compareHeadings(
  a: Entry,
  b: Entry,
  moved: boolean,
  owner: Owner,
  named: (
    one: unknown,
    two: unknown,
    texts: readonly [string, string],
    withHeading: boolean,
  ) => { before: ChangeSide; after: ChangeSide },
  comparison: Comparison,
): Change[] {
  const changes: Change[] = [];
  // The number of what was moved is told by the move, and `3.2` under 3 became `4.2` when 3 became 4.
  if (!moved && ownNumber(a.number, a.parent?.number) !== ownNumber(b.number, b.parent?.number)) {
    const sides = named(a.number, b.number, [a.number ?? '', b.number ?? ''], false);
    changes.push(change({ kind: 'changed', ...owner, field: 'number', weight: 'editorial', ...sides }));
  }
  if (!moved && a.item !== b.item && a.title === b.title) {
    const weight = isKin(a, b, comparison) ? 'editorial' : 'substantive';
    const sides = named(a.item, b.item, [a.item, b.item], false);
    changes.push(change({ kind: 'changed', ...owner, field: 'kind', weight, ...sides }));
  }
  return changes;
}

/**
 * An item that is only in one revision, with everything it said itself: `prose` is what of its paragraphs neither came from elsewhere nor went
 * elsewhere.
 */
export function loneEntry(
  entry: Entry,
  kind: 'added' | 'removed',
  prose: readonly ProseBlock[],
  comparison: Comparison,
): Change {
  const { before, after } = comparison;
  const document = kind === 'added' ? after : before;
  const side = {
    text: shownProse(prose) || told(entry),
    line: lineOf(document, [...entry.path, entry.titleField]),
    at: { ...ownPlace(entry, kind, comparison), ...(prose.length === 0 ? {} : { prose: prose.map(placed) }) },
  };
  return change({
    kind,
    ...(kind === 'added' ? ownerOf(undefined, entry, comparison) : ownerOf(entry, undefined, comparison)),
    weight: 'substantive',
    ...(kind === 'added' ? { after: side } : { before: side }),
  });
}

/** Where an item stands that is only in one revision, with all its own properties. */
export function ownPlace(entry: Entry, kind: 'added' | 'removed', { unsure }: Comparison): Place {
  const refs = [...entry.fields.values()].flatMap((field) => field.refs ?? []);
  return {
    path: placePath(entry.path),
    value: entry.own,
    ...namesIn(refs, kind === 'added' ? unsure.after : unsure.before),
  };
}

const heading = (entry: Entry): string =>
  entry.number === undefined ? entry.title : `${entry.number}. ${entry.title}`;

/** A row of a table in one line, with all that it says. */
const told = (entry: Entry): string => {
  const shown = new Set(['when', 'until', entry.titleField]);
  const when = [entry.fields.get('when')?.text, entry.fields.get('until')?.text]
    .filter((text) => text !== undefined)
    .join('–');
  const rest = [...entry.fields]
    .filter(([name, { value }]) => !shown.has(name) && value !== undefined)
    .map(([, { text }]) => text);
  return [when === '' ? entry.title : `${when}: ${entry.title}`, ...rest].join(' · ');
};

const standing = (entry: Entry) => ({
  ...(entry.parent ? { parent: entry.parent.title } : {}),
  position: entry.position + 1,
});

/** `true` if both stand under the same section, or both directly in the document. */
export const sameParent = (a: Entry, b: Entry, pairing: Pairing): boolean =>
  a.parent === undefined || b.parent === undefined ? a.parent === b.parent : pairing.get(a.parent) === b.parent;

/** `true` if one stands in a section that the other's was split into or merged into, so that it only went along. */
export const isKin = (a: Entry, b: Entry, { origin, heir }: Kin): boolean =>
  a.parent !== undefined &&
  b.parent !== undefined &&
  (origin.get(b.parent) === a.parent || heir.get(a.parent) === b.parent);

const sorted = (refs: readonly string[]): string => [...refs].sort().join(' ');
