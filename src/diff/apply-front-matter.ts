import type { Change, PlacePath } from '../model/change.js';
import type { Roadmap } from '../model/roadmap.js';
import { keyOf } from './model-nodes.js';
import { foreignChanges } from './plan-changes.js';

type Values = Record<string, unknown>;

/**
 * The front matter of a roadmap after the changes. A reference to a section follows it to the id that `later` gives; what a change refers to by a
 * place is looked up with `at`. What is new in a list comes last, since order there says nothing.
 */
export function applyFrontMatter(
  roadmap: Roadmap,
  changes: readonly Change[],
  later: (id: string) => string,
  at: (path: PlacePath) => string | undefined,
): Omit<Roadmap, 'lead' | 'sections'> {
  const kept = Object.entries(roadmap).filter(([name]) => name !== 'lead' && name !== 'sections');
  const root = structuredClone(Object.fromEntries(kept)) as Values;
  const left = changes.flatMap((change) => (change.left ?? []).map(([path]) => holderOf(root, [...path, 'section'])));
  for (const holder of referring(root)) {
    if (!left.includes(holder)) holder['section'] = later(String(holder['section']));
  }
  const gone: PlacePath[] = [];
  const come: { path: PlacePath; value: unknown }[] = [];
  for (const { item, kind, before, after } of changes) {
    if (item !== 'field' && !(item === 'document' && kind === 'renamed')) continue;
    const path = (after ?? before)?.at?.path;
    if (!path) throw foreignChanges();
    const value = structuredClone(after?.at?.value);
    const names = after?.at?.names ?? {};
    for (const holder of referring({ all: [value] })) {
      const id = String(holder['section']);
      holder['section'] = (names[id] && at(names[id])) ?? id;
    }
    if (!after) gone.push(path);
    else if (before?.at) set(root, before.at.path, value);
    else come.push({ path, value });
  }
  // From behind, so that places in a list stay what they are until they are used.
  gone.sort((a, b) => (keyOf(a.slice(0, -1)) === keyOf(b.slice(0, -1)) ? Number(b.at(-1)) - Number(a.at(-1)) : 0));
  for (const path of gone) remove(root, path);
  for (const { path, value } of come) {
    if (typeof path.at(-1) === 'string') set(root, path, value);
    else append(root, path.slice(0, -1), value);
  }
  return tidy(root) as Omit<Roadmap, 'lead' | 'sections'>;
}

/** What refers to sections of the document. */
function* referring(values: Values): Generator<Values> {
  for (const value of Object.values(values)) {
    if (Array.isArray(value)) {
      for (const each of value as unknown[]) {
        if (typeof each === 'object' && each !== null && 'section' in each && each.section !== undefined) yield each;
      }
    } else if (typeof value === 'object' && value !== null) yield* referring(value as Values);
  }
}

function holderOf(root: Values, path: PlacePath): Values {
  let at = root;
  for (const [index, step] of path.slice(0, -1).entries()) {
    at[step] ??= typeof path[index + 1] === 'number' ? [] : {};
    at = at[step] as Values;
  }
  return at;
}

const set = (root: Values, path: PlacePath, value: unknown): void => {
  holderOf(root, path)[path.at(-1) ?? ''] = value;
};

function remove(root: Values, path: PlacePath): void {
  const holder = holderOf(root, path);
  const last = path.at(-1) ?? '';
  if (!(last in holder)) throw foreignChanges();
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
}

function append(root: Values, path: PlacePath, value: unknown): void {
  const list = holderOf(root, [...path, 0]) as unknown as unknown[];
  list.push(value);
}

/** Without lists and groups that have become empty. */
function tidy(root: Values): Values {
  const empty = (value: unknown) =>
    typeof value === 'object' && value !== null && Object.values(value).every((inner) => inner === undefined);
  for (const [name, value] of Object.entries(root)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) tidy(value as Values);
    if (empty(value)) Reflect.deleteProperty(root, name);
  }
  return root;
}
