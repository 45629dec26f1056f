import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Change, Place, PlacedProse, PlacePath } from '../model/change.js';
import { keyOf, type ModelNode, modelNode } from './model-nodes.js';

/** What is to happen to the items of a roadmap, gathered from all changes before the first is made. */
export interface Plan {
  gone: Set<ModelNode>;
  /** Items that get a place of their own: by the later path of the list they go into. */
  placed: Map<string, { index: number; node: ModelNode }[]>;
  elsewhere: Set<ModelNode>;
  /** Pieces of prose that are taken out, by their place before, and put in, by the later path of the item. */
  out: Map<ModelNode, Set<number>>;
  put: Map<string, PlacedProse[]>;
  /** The later ids of items that changes are about. */
  renamed: Map<ModelNode, string>;
  /** Headings whose number a change has said. */
  numbered: Set<ModelNode>;
  /** Properties that a change has said and that refer to items; with the later places of those whose ids say nothing. */
  referring: Map<ModelNode, Map<string, Record<string, PlacePath>>>;
}

/** The changes are not from this roadmap, or not all of them. */
export const foreignChanges = (): Failure =>
  new Failure(
    text(
      'Ändringarna är inte gjorda från den här versionen av färdplanen, eller är inte alla.',
      'The changes were not made from this revision of the roadmap, or are not all of them.',
    ),
    text(
      'Använd alla ändringar från samma jämförelse, på den tidigare av de två versionerna.',
      'Use all the changes of one comparison, on the earlier of its two revisions.',
    ),
  );

/** Gathers the changes; the properties of items that stay are set at once. */
export function planChanges(changes: readonly Change[], byPath: ReadonlyMap<string, ModelNode>): Plan {
  const plan: Plan = {
    gone: new Set(),
    placed: new Map(),
    elsewhere: new Set(),
    out: new Map(),
    put: new Map(),
    renamed: new Map(),
    numbered: new Set(),
    referring: new Map(),
  };
  const nodeAt = (path: readonly (string | number)[] | undefined): ModelNode => {
    const node = path && byPath.get(keyOf(path));
    if (!node) throw foreignChanges();
    return node;
  };
  const place = (node: ModelNode, path: PlacePath) => {
    // Several changes of one item may say the same place.
    if (plan.elsewhere.has(node)) return;
    plan.elsewhere.add(node);
    push(plan.placed, keyOf(path.slice(0, -1)), { index: Number(path.at(-1)), node });
  };
  const come = ({ path, value, names = {} }: Place) => {
    const node = modelNode(value as Record<string, unknown>);
    plan.numbered.add(node);
    plan.referring.set(node, new Map(Object.keys(node.own).map((field) => [field, names])));
    place(node, path);
  };
  const takeOut = (node: ModelNode, { index, type, text: said }: PlacedProse) => {
    const piece = node.prose[index];
    if (piece?.text !== said || piece.type !== type) throw foreignChanges();
    const out = plan.out.get(node) ?? new Set();
    plan.out.set(node, out.add(index));
  };
  const putIn = (path: PlacePath, pieces: readonly PlacedProse[]) => {
    for (const piece of pieces) push(plan.put, keyOf(path), piece);
  };
  for (const change of changes) {
    if (change.item === 'field' || (change.item === 'document' && change.kind === 'renamed')) continue;
    const [from, to] = [change.before?.at, change.after?.at];
    if ((change.before && !from) || (change.after && !to)) throw foreignChanges();
    if (change.kind === 'added') {
      if (to) come(to);
    } else if (change.paragraph === undefined && from) {
      const node = nodeAt(from.path);
      if (node.id !== undefined && node.id !== (change.was ?? change).id) throw foreignChanges();
      if (to) settle(node, change, to, plan, place);
      else plan.gone.add(node);
    }
    for (const piece of from?.prose ?? []) takeOut(nodeAt(from?.path), piece);
    if (to?.prose) putIn(to.path, to.prose);
    for (const { at } of change.pieces ?? []) {
      if (change.kind === 'split') come(at);
      else plan.gone.add(nodeAt(at.path));
    }
    for (const [here, there] of change.carried ?? []) {
      if (here.at(-2) !== 'prose') {
        place(nodeAt(here), there);
        continue;
      }
      const [node, index] = [nodeAt(here.slice(0, -2)), Number(here.at(-1))];
      const piece = node.prose[index];
      if (!piece) throw foreignChanges();
      takeOut(node, { index, type: piece.type, text: piece.text });
      putIn(there.slice(0, -2), [{ index: Number(there.at(-1)), type: piece.type, text: piece.text }]);
    }
  }
  return plan;
}

/** Sets what a change says of an item that stays: its id, a property, its heading, its place. */
function settle(
  node: ModelNode,
  change: Change,
  { path, value, heading, names = {} }: Place,
  plan: Plan,
  place: (node: ModelNode, path: PlacePath) => void,
): void {
  const { kind, field } = change;
  // Other changes still know the item by its earlier id.
  if (kind !== 'moved' && field !== 'id') {
    const name = field ?? 'title';
    if (value === undefined) Reflect.deleteProperty(node.own, name);
    else node.own[name] = structuredClone(value);
    const said = plan.referring.get(node) ?? new Map<string, Record<string, PlacePath>>();
    plan.referring.set(node, said.set(name, names));
    if (name === 'number') plan.numbered.add(node);
  }
  if (heading) {
    node.own['kind'] = heading.kind;
    node.own['number'] = heading.number;
    plan.numbered.add(node);
  }
  plan.renamed.set(node, change.id);
  // A milestone with a new time goes to its new row without anybody having moved it.
  if (kind === 'moved' || field === 'when') place(node, path);
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
