import { slug } from '../core/text.js';
import type { Change } from '../model/change.js';
import type { Explained } from './attribute.js';
import type { ItemNames } from './item-names.js';
import { type NewName, replacedNames } from './replaced-names.js';

/** Properties that hold ids of other items. */
const references = new Set(['depends', 'goals']);

/** Words that a number of an item is written after. */
const numbered = [
  'arbetssätt',
  'avsnitt',
  'kapitel',
  'målområde',
  'mål',
  'inriktning',
  'förutsättning',
  'punkt',
  'del',
];

/**
 * Says of a change which others it follows from with certainty, by ref; none, if it must be explained by somebody. It follows when an item is gone
 * with what it stood in, a reference is gone with its item, a number or an id came with a move or a new title, or a name is only exchanged for
 * the new one.
 */
export function makeDerive(all: readonly Explained[], names: ItemNames): (explained: Explained) => string[] {
  const byItem = new Map<string, Explained[]>();
  for (const explained of all) {
    const list = byItem.get(explained.change.id);
    if (list) list.push(explained);
    else byItem.set(explained.change.id, [explained]);
  }
  const of = (id: string, is: (change: Change) => boolean): Explained | undefined =>
    byItem.get(id)?.find(({ change }) => is(change));
  const newNames = [...renamedItems(all), ...renumberedItems(names, byItem)];

  return ({ change, ref }) => {
    const follows = (): (Explained | undefined)[] => {
      const { kind, field, id } = change;
      if (kind === 'removed') {
        const { around } = names.of(change);
        return [...around.map((near) => of(near, isGone)).filter((found) => found !== undefined)].slice(0, 1);
      }
      if (field === 'id') {
        const title = of(id, (other) => other.kind === 'renamed' && other.field !== 'id');
        return title && change.after?.text === slug(title.change.after?.text ?? '') ? [title] : [];
      }
      if (field === 'number') return siblings(change, all);
      if (field !== undefined && references.has(field)) return lostReferences(change, names, of);
      return [];
    };
    const found = follows().flatMap((each) => (each && each.ref !== ref ? [each.ref] : []));
    if (found.length > 0) return [...new Set(found)];
    const { before, after } = change;
    if (!before || !after || change.kind === 'moved' || change.paragraph === 'moved') return [];
    const used = replacedNames(
      before.text,
      after.text,
      newNames.filter(({ refs }) => !refs.includes(ref)),
    );
    return [...new Set((used ?? []).flatMap(({ refs }) => refs))];
  };
}

const isGone = ({ kind }: Change): boolean => kind === 'removed';

/** Items that came, went or moved beside a numbered one. */
const siblings = ({ within, item }: Change, all: readonly Explained[]): Explained[] =>
  all.filter(
    ({ change }) =>
      change.within === within &&
      change.paragraph === undefined &&
      (change.item === item || change.kind !== 'changed') &&
      ['added', 'removed', 'moved', 'split', 'merged'].includes(change.kind),
  );

/** The removed or merged items that a list of references lost, if nothing else happened to it. */
function lostReferences(
  { before, after }: Change,
  names: ItemNames,
  of: (id: string, is: (change: Change) => boolean) => Explained | undefined,
): Explained[] {
  const [earlier, later] = [before?.text ?? '', after?.text ?? ''].map((text) =>
    text === '' ? [] : text.split(', ').map((id) => names.later(id)),
  );
  const lost = (earlier ?? []).filter((id) => !later?.includes(id));
  const found = lost.map((id) => of(id, isGone));
  const onlyLost = (later ?? []).every((id) => earlier?.includes(id));
  return onlyLost && lost.length > 0 && found.every((each) => each !== undefined) ? found : [];
}

/** Titles that were changed, of the document as well. */
const renamedItems = (all: readonly Explained[]): NewName[] =>
  all.flatMap(({ change, ref }): NewName[] => {
    const { kind, field, before, after, item } = change;
    const named = kind === 'renamed' || (item === 'field' && kind === 'changed' && field === 'shortTitle');
    return named && before && after ? [{ from: before.text, to: after.text, refs: [ref] }] : [];
  });

/** Numbers of items that are others now, written as “arbetssätt 3”. */
function renumberedItems(names: ItemNames, byItem: ReadonlyMap<string, readonly Explained[]>): NewName[] {
  return [...names.then.values()].flatMap((entry): NewName[] => {
    const later = names.now.get(names.later(entry.id));
    if (entry.number === undefined || later?.number === undefined || entry.number === later.number) return [];
    const refs: string[] = [];
    for (let at: typeof later | undefined = later; at && refs.length === 0; at = at.parent) {
      for (const { change, ref } of byItem.get(at.id) ?? []) {
        if (change.kind === 'moved' || change.field === 'number') refs.push(ref);
      }
    }
    return numbered.flatMap((word) => [
      { from: `${word} ${entry.number}`, to: `${word} ${later.number}`, refs },
      { from: `${word}et ${entry.number}`, to: `${word}et ${later.number}`, refs },
    ]);
  });
}
