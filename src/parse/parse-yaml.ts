import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  YAMLParseError,
} from 'yaml';

/**
 * YAML as the package reads it, with an error for every key that stands twice in one mapping, and for every alias that leads nowhere. The
 * package looks each key up among all those before it, which takes minutes for a hundred thousand of them.
 */
export function parseYaml(yaml: string): Document {
  const document: Document = parseDocument(yaml, { prettyErrors: false, uniqueKeys: false });
  const anchors = new Set<string>();
  for (const { node, mapping } of nodesOf(document)) {
    if (mapping) reportTwice(mapping, document);
    if (isAlias(node)) {
      if (!anchors.has(node.source)) reportNowhere(node, document);
    } else if (node.anchor !== undefined) anchors.add(node.anchor);
  }
  return document;
}

/** Words that begin with an asterisk (*nära* vård) are no alias followed by something odd, but one fault. */
function reportNowhere({ range }: Alias, { errors }: Document): void {
  if (!range) return;
  const [start, end] = range;
  const beside = errors.findIndex(({ pos }) => pos[0] >= end && pos[0] <= end + 1);
  errors.splice(beside < 0 ? errors.length : beside, 1, new YAMLParseError([start, end], 'BAD_ALIAS', 'leads nowhere'));
}

/** What each alias stands for: the last anchor of its name above it. For all aliases at once, since looking one up reads the whole text. */
export function aliasTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  for (const { node } of nodesOf(document)) {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
  }
  return targets;
}

type Item = { key: unknown; value?: unknown };
type AnyNode = Node & { anchor?: string };

/** Every node in the order of the text; `mapping` holds its items where it is one. Without recursion: a text may nest deeply. */
function* nodesOf(document: Document): Generator<{ node: AnyNode; mapping?: readonly Item[] }> {
  const waiting: unknown[] = [document.contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!isNode(node)) continue;
    if (isMap(node)) {
      const mapping = node.items as readonly Item[];
      yield { node, mapping };
      for (const { key, value } of mapping.toReversed()) waiting.push(value, key);
    } else {
      yield { node };
      // A list may hold pairs (!!omap) as well as nodes.
      if (isSeq(node))
        for (const item of node.items.toReversed()) {
          if (isNode(item)) waiting.push(item);
          else waiting.push((item as Item | null)?.value, (item as Item | null)?.key);
        }
    }
  }
}

function reportTwice(items: readonly Item[], document: Document): void {
  const seen = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) {
      const [start = 0, end = start] = key.range ?? [];
      document.errors.push(new YAMLParseError([start, end], 'DUPLICATE_KEY', 'Map keys must be unique'));
    }
    seen.add(key.value);
  }
}
