import type { Change } from '../model/change.js';
import { importance } from './change-importance.js';
import type { Names } from './change-names.js';

/** Everything that happened to one item and to what stands in it. */
export interface ChangeGroup {
  /** Id of a section, or {@link wholeDocument} or {@link documentLead}. */
  id: string;
  changes: Change[];
  /** For an item that was added or removed: what came or went with it. */
  withIt: Map<Change, Change[]>;
  /** How much it matters, as {@link importance} has it: that of its weightiest change. */
  rank: number;
}

/** Group of what concerns the document as a whole. */
export const wholeDocument = '';
/** Group of the text before the first heading; no section can have this id, since it begins with a space. */
export const documentLead = ' lead';

/** What says which revision a text is, and is told once for the document. */
const revisionMarks: readonly string[] = ['version', 'status', 'date', 'language'];

/** `true` for a change that only says that this is another revision. */
export const isRevisionMark = (change: Change): boolean =>
  change.item === 'field' && revisionMarks.includes(change.field ?? '');

/**
 * Groups substantive changes by the section they stand in. What matters most comes first, in document order where it matters as much; within
 * a group too, where structure comes before wording.
 */
export function groupChanges(changes: readonly Change[], names: Names): ChangeGroup[] {
  const lone = new Map(
    changes
      .filter((change) => names.isSection(change) && isLone(change))
      .map((change) => [`${change.kind} ${change.id}`, change]),
  );
  const groups = new Map<string, ChangeGroup>();
  const groupOf = (id: string): ChangeGroup => {
    const group = groups.get(id) ?? { id, changes: [], withIt: new Map<Change, Change[]>(), rank: Infinity };
    groups.set(id, group);
    return group;
  };
  for (const change of changes) {
    const root = isLone(change) ? rootOf(change, lone) : change;
    const group = groupOf(ownerId(root, names));
    if (root === change) group.changes.push(change);
    else group.withIt.set(root, [...(group.withIt.get(root) ?? []), change]);
  }
  const place = ({ id }: ChangeGroup): number => {
    if (id === wholeDocument) return -2;
    return id === documentLead ? -1 : names.order(id);
  };
  return [...groups.values()]
    .map((group) => ({
      ...group,
      rank: Math.min(...group.changes.map((change) => importance(change, names))),
      changes: [...group.changes].sort(
        (one, other) => told(one, names) - told(other, names) || importanceOf(one, names) - importanceOf(other, names),
      ),
    }))
    .sort((one, other) => one.rank - other.rank || compare(place(one), place(other)));
}

const isLone = ({ kind }: Change): boolean => kind === 'added' || kind === 'removed';

function rootOf(change: Change, lone: ReadonlyMap<string, Change>): Change {
  let root = change;
  const seen = new Set<Change>();
  while (root.within !== undefined && !seen.has(root)) {
    seen.add(root);
    const above = lone.get(`${change.kind} ${root.within}`);
    if (!above) break;
    root = above;
  }
  return root;
}

function ownerId(change: Change, names: Names): string {
  if (change.item === 'document') return change.field === 'lead' ? documentLead : wholeDocument;
  if (change.item === 'field') return wholeDocument;
  return names.isSection(change) ? change.id : (change.within ?? wholeDocument);
}

/** In which order the changes of one group are told: structure, prose and statements, then milestones, indicators, bodies and facts. */
function told(change: Change, names: Names): number {
  if (change.paragraph !== undefined || change.item === 'statement') return 1;
  if (change.item === 'document') return change.field === undefined ? 0 : 2;
  return names.isSection(change) && change.kind !== 'changed' ? 0 : 2;
}

/** Of prose, which is told in the order of the text, all matters as much here. */
const importanceOf = (change: Change, names: Names): number =>
  change.paragraph === undefined ? importance(change, names) : 0;

/** Infinity less Infinity is no number. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
