import { entries, type Entry } from '../diff/entries.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import { declaredKind, namedProfile, parseDocument } from '../parse/parse-document.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { yamlTree } from '../parse/yaml-tree.js';
import { markdownParts } from './read-markdown-parts.js';
import { putYaml } from './read-yaml-parts.js';
import { everyPart, part, type Part, tell, type Tree } from './tree.js';

/** How texts are read: the language they are in, the profile of roadmaps, and whether values of YAML are left whole. */
export interface Reading {
  language: 'markdown' | 'yaml';
  profile?: Profile | undefined;
  whole: boolean;
}

/** A text as a tree of parts; `undefined` when it is not what its language asks for. */
export function readTree(text: string, reading: Reading): Tree | undefined {
  const root = reading.language === 'markdown' ? markdownParts(text, reading.whole) : yamlRoot(text, reading.whole);
  if (!root) return undefined;
  tell(root, text);
  const { document, shift } = asRoadmap(text, reading);
  const items = document ? entries(document.model) : [];
  return { text, root, items, partOf: document ? partsOf(items, document, shift, root) : new Map() };
}

function yamlRoot(text: string, whole: boolean): Part | undefined {
  const tree = yamlTree(text);
  if (!tree) return undefined;
  const root = part('root', 0, text.length);
  putYaml(text, tree, root, whole);
  return root;
}

const plainHead =
  '---\nfardplan: roadmap/v1\nid: text\ntitel: Text\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n';

/** The text as a roadmap. A Markdown text of another kind has sections to recognise too, so it is read as if it were one. */
function asRoadmap(
  text: string,
  { language, profile }: Reading,
): { document: Parsed<Roadmap> | undefined; shift: number } {
  const path = language === 'markdown' ? 'text.md' : 'text.yaml';
  const isRoadmap = declaredKind({ path, text })?.word === 'roadmap/v1';
  if (language === 'yaml' && !isRoadmap) return { document: undefined, shift: 0 };
  const whole = isRoadmap ? text : plainHead + partFrontMatter(text).body;
  const parsed = parseDocument({ path, text: whole }, (id) =>
    id === namedProfile({ path, text }) ? profile : undefined,
  );
  const document = 'kind' in parsed && isKind(parsed, 'roadmap') ? parsed : undefined;
  return { document, shift: isRoadmap ? 0 : plainHead.length };
}

const kindOf = {
  section: ['section', 'entry'],
  statement: ['item', 'entry'],
  record: ['row', 'item', 'entry'],
} as const;

/** Finds the part that each item is, by where it begins. */
function partsOf(items: readonly Entry[], document: Parsed<Roadmap>, shift: number, root: Part): Map<Entry, Part> {
  const starts = new Map<string, Part>();
  for (const each of everyPart(root)) {
    // In YAML an item of a list begins with its dash, and what it holds after it.
    const at =
      each.kind === 'entry' ? (each.children.find(({ kind }) => kind === 'map')?.start ?? each.start) : each.start;
    const key = `${each.kind} ${at}`;
    if (!starts.has(key)) starts.set(key, each);
  }
  const found = new Map<Entry, Part>();
  for (const item of items) {
    const span = document.locations.get(item.path);
    const kinds = item.group === 'section' || item.group === 'statement' ? kindOf[item.group] : kindOf.record;
    const own = span && kinds.map((kind) => starts.get(`${kind} ${span.start - shift}`)).find(Boolean);
    if (own) found.set(item, own);
  }
  return found;
}
