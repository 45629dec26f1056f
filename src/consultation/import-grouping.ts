import type { Dispositions } from '../model/consultation.js';
import { type EntryField, editYamlList, type ListEdits } from '../parse/edit-yaml.js';
import { type DispositionRow, rowFields, rowOf, rowPrint } from './import-rows.js';

/** What each field is called in a file, in Swedish and English. */
const names: Readonly<Record<keyof DispositionRow | 'comments' | 'changes' | 'list', readonly string[]>> = {
  list: ['hanteringar', 'dispositions'],
  comments: ['synpunkter', 'comments'],
  theme: ['tema', 'theme'],
  outcome: ['hantering', 'outcome'],
  reason: ['motivering', 'reason'],
  items: ['ändrar', 'items'],
  changes: ['ändringar', 'changes'],
  summary: ['sammanfattning', 'summary'],
};

/**
 * `dispositions.yaml` with new rows for some comments ('' everywhere takes one away). A disposition whose comments all got the same new row is
 * changed where it stands; others give away the comments that were changed, which join a disposition that says the same, or become one.
 */
export function applyRows(
  yaml: string,
  { dispositions }: Dispositions,
  changes: ReadonlyMap<string, DispositionRow>,
): string {
  const changed = new Map<number, EntryField[]>();
  const removed = new Set<number>();
  /** Comments by entry, and entries by what they say, as they come to be. */
  const members = dispositions.map(({ comments }) => [...comments]);
  const saying = new Map<string, number>();
  const left = new Map(changes);
  for (const [index, disposition] of dispositions.entries()) {
    const before = rowOf(disposition);
    const rows = disposition.comments.map((ref) => changes.get(ref));
    const [row] = rows;
    const print = row && rowPrint(row);
    if (row && row.outcome !== '' && rows.every((each) => each && rowPrint(each) === print)) {
      changed.set(index, differences(before, row));
      for (const ref of disposition.comments) left.delete(ref);
      saying.set(rowPrint(row), index);
    } else {
      members[index] = disposition.comments.filter((ref) => !changes.has(ref));
      if (members[index].length > 0) saying.set(rowPrint(before), index);
    }
  }
  /** What a comment's disposition was bound to, which a new one goes on with as long as it names the same items. */
  const bound = new Map(
    dispositions.flatMap((each) =>
      each.comments.map((ref) => [ref, { items: rowOf(each).items, changes: each.changes }] as const),
    ),
  );
  const added = new Map<string, { row: DispositionRow; comments: string[]; changes?: readonly string[] }>();
  for (const [ref, row] of left) {
    if (row.outcome === '') continue;
    const print = rowPrint(row);
    const there = saying.get(print);
    if (there !== undefined) members[there]?.push(ref);
    else {
      const before = bound.get(ref);
      const changes = before?.items === row.items ? before.changes : undefined;
      const group = added.get(print);
      const all = [...new Set([...(group?.changes ?? []), ...(changes ?? [])])];
      added.set(print, {
        row,
        comments: [...(group?.comments ?? []), ref],
        ...(all.length > 0 ? { changes: all } : {}),
      });
    }
  }
  for (const [index, { comments }] of dispositions.entries()) {
    const now = members[index] ?? [];
    if (now.length === 0) removed.add(index);
    else if (now.join('\n') !== comments.join('\n')) {
      changed.set(index, [{ names: names.comments, value: now }, ...(changed.get(index) ?? [])]);
    }
  }
  const edits: ListEdits = {
    changed: new Map([...changed].filter(([index, fields]) => fields.length > 0 && !removed.has(index))),
    removed,
    added: [...added.values()].map(({ row, comments, changes: bindings }) => [
      { names: names.comments, value: comments },
      ...rowFields.flatMap((name): EntryField[] =>
        row[name] === '' ? [] : [{ names: names[name], value: valueOf(name, row) ?? '' }],
      ),
      ...(bindings ? [{ names: names.changes, value: bindings }] : []),
    ]),
  };
  return edits.changed.size + removed.size + edits.added.length === 0 ? yaml : editYamlList(yaml, names.list, edits);
}

const differences = (before: DispositionRow, row: DispositionRow): EntryField[] =>
  rowFields.flatMap((name): EntryField[] =>
    before[name] === row[name] ? [] : [{ names: names[name], value: valueOf(name, row) }],
  );

function valueOf(name: keyof DispositionRow, row: DispositionRow): string | readonly string[] | undefined {
  const value = row[name];
  if (value === '') return undefined;
  return name === 'items' ? value.split(', ') : value;
}
