import type { Roadmap } from '../model/roadmap.js';
import type { Section } from '../model/section.js';
import { type Block, blocks } from './blocks.js';
import { itemLists, proseFields } from './entries.js';
import { shownProse } from './shown-prose.js';

/** A path in a model as a key. */
export const keyOf = (path: readonly (string | number)[]): string => path.join('/');

/** An item of a roadmap that is on its way to another revision. */
export interface ModelNode {
  /** What it holds itself; the document has nothing here. */
  own: Record<string, unknown>;
  /** Bodies have none. */
  readonly id: string | undefined;
  /** The number before its title, and before that of the section it stands in, in the earlier revision. */
  number: string | undefined;
  above: string | undefined;
  prose: Pick<Block, 'type' | 'text'>[];
  /** Its prose as it was written, as long as nothing of it changes. */
  written: Record<string, unknown> | undefined;
  lists: Record<(typeof itemLists)[number], ModelNode[]>;
}

/** Makes an item of its own properties. */
export function modelNode(own: Readonly<Record<string, unknown>>, above?: string): ModelNode {
  const copy = structuredClone(own) as Record<string, unknown>;
  return {
    own: copy,
    get id() {
      return typeof copy['id'] === 'string' ? copy['id'] : undefined;
    },
    number: typeof copy['number'] === 'string' ? copy['number'] : undefined,
    above,
    prose: [],
    written: undefined,
    lists: { statements: [], milestones: [], indicators: [], organs: [], sections: [] },
  };
}

/** The items of a roadmap, below one for the document, and all of them by path. Nothing of the roadmap itself is shared. */
export function readNodes(roadmap: Roadmap): { root: ModelNode; byPath: Map<string, ModelNode> } {
  const byPath = new Map<string, ModelNode>();
  const proseOf = (node: ModelNode, written: Record<string, unknown>) => {
    node.prose = Object.values(written).flatMap((text) => (typeof text === 'string' ? blocks(text) : []));
    node.written = written;
  };
  const read = (section: Section, path: readonly (string | number)[], above: string | undefined): ModelNode => {
    const lists = new Set<string>(itemLists);
    const fields = new Set<string>(proseFields);
    const all = Object.entries(section) as [string, unknown][];
    const node = modelNode(Object.fromEntries(all.filter(([name]) => !lists.has(name) && !fields.has(name))), above);
    byPath.set(keyOf(path), node);
    const written = proseFields.flatMap((name) => (section[name] === undefined ? [] : [[name, section[name]]]));
    proseOf(node, Object.fromEntries(written) as Record<string, unknown>);
    readLists(node, section, path);
    return node;
  };
  const readLists = (node: ModelNode, section: Pick<Section, 'sections'>, path: readonly (string | number)[]) => {
    for (const name of itemLists) {
      const items = (section as Partial<Record<typeof name, readonly unknown[]>>)[name] ?? [];
      node.lists[name] = items.map((item, index) => {
        const here = [...path, name, index];
        if (name === 'sections') return read(item as Section, here, node.number);
        const part = modelNode(item as Record<string, unknown>);
        byPath.set(keyOf(here), part);
        return part;
      });
    }
  };
  const root = modelNode({});
  byPath.set('', root);
  proseOf(root, { lead: roadmap.lead });
  readLists(root, roadmap, []);
  return { root, byPath };
}

/** The lead and the sections of a document. */
export function writtenDocument(root: ModelNode): Pick<Roadmap, 'lead' | 'sections'> {
  const lead = root.written?.['lead'] ?? shownProse(root.prose);
  return { lead: String(lead), sections: root.lists.sections.map(writtenSection) };
}

function writtenSection(node: ModelNode): Section {
  const own = Object.fromEntries(Object.entries(node.own).filter(([, value]) => value !== undefined));
  const parts = itemLists.flatMap((name) =>
    name === 'sections' || node.lists[name].length === 0 ? [] : [[name, node.lists[name].map((part) => part.own)]],
  );
  return {
    ...own,
    ...(node.written ?? { text: shownProse(node.prose) }),
    ...(Object.fromEntries(parts) as object),
    sections: node.lists.sections.map(writtenSection),
  } as Section;
}
