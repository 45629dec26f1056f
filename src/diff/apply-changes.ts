import type { Change } from '../model/change.js';
import type { Roadmap } from '../model/roadmap.js';
import { applyFrontMatter } from './apply-front-matter.js';
import { foreignChanges, type Plan, planChanges } from './plan-changes.js';
import { headingNumber } from './heading-number.js';
import { itemLists } from './entries.js';
import { keyOf, type ModelNode, readNodes, writtenDocument } from './model-nodes.js';

/** The properties of items that refer to other items by id. */
const references = ['depends', 'goals'] as const;

/**
 * Makes the changes: `applyChanges(a, diffRoadmaps(a, b))` is `b`, up to what `canonicalRoadmap` makes alike. They have to be all the changes between
 * two revisions, and made to the first of them; else a `Failure` says so. The roadmap given is left as it is.
 */
export function applyChanges(roadmap: Roadmap, changes: readonly Change[]): Roadmap {
  const { root, byPath } = readNodes(roadmap);
  const before = new Map([...byPath.values()].flatMap((node) => (node.id === undefined ? [] : [[node.id, node]])));
  const plan = planChanges(changes, byPath);
  for (const [node, id] of plan.renamed) if (node.id !== undefined) node.own['id'] = id;
  const places = new Map<string, ModelNode>();
  build(root, [], undefined, plan, places);
  // What nobody has taken was to stand in something that is not there.
  if (plan.placed.size + plan.put.size > 0) throw foreignChanges();
  const later = (id: string) => before.get(id)?.id ?? id;
  const at = (path: readonly (string | number)[]) => places.get(keyOf(path))?.id;
  const left = new Set(changes.flatMap((change) => (change.left ?? []).map(([, path]) => keyOf(path))));
  for (const [path, node] of places) {
    for (const field of references) {
      const ids = node.own[field];
      if (left.has(keyOf([...path.split('/'), field]))) continue;
      const names = plan.referring.get(node)?.get(field);
      // A reference follows its item to a new id, unless it is itself what changed.
      const follow = (id: string) => (names ? ((names[id] && at(names[id])) ?? id) : later(id));
      if (Array.isArray(ids)) node.own[field] = (ids as string[]).map(follow);
    }
  }
  return { ...applyFrontMatter(roadmap, changes, later, at), ...writtenDocument(root) };
}

/** Puts the items and paragraphs of a section in their places, and those below it, from the top: a place is said by the later path. */
function build(
  node: ModelNode,
  path: readonly (string | number)[],
  above: string | undefined,
  plan: Plan,
  places: Map<string, ModelNode>,
): void {
  const key = keyOf(path);
  places.set(key, node);
  if (!plan.numbered.has(node) && node.number !== undefined) {
    node.own['number'] = headingNumber(node.number, node.above, above);
  }
  const number = node.own['number'] as string | undefined;
  const out = plan.out.get(node);
  const put = plan.put.get(key);
  if (out || put) {
    const kept = node.prose.filter((_, index) => !out?.has(index));
    for (const { index, type, text } of (put ?? []).sort((a, b) => a.index - b.index)) {
      kept.splice(index, 0, { type, text });
    }
    node.prose = kept;
    node.written = undefined;
    plan.put.delete(key);
  }
  for (const name of itemLists) {
    const listKey = keyOf([...path, name]);
    const list = node.lists[name].filter((each) => !plan.gone.has(each) && !plan.elsewhere.has(each));
    for (const { index, node: come } of (plan.placed.get(listKey) ?? []).sort((a, b) => a.index - b.index)) {
      list.splice(index, 0, come);
    }
    plan.placed.delete(listKey);
    node.lists[name] = list;
    for (const [index, each] of list.entries()) build(each, [...path, name, index], number, plan, places);
  }
}
