import { type Document, isMap, isScalar, isSeq, parseDocument, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';

/** The YAML with a value put at `path`; comments and everything else stay. The text must be YAML that can be read. */
export function putInYaml(yaml: string, path: readonly string[], value: string): string {
  const document = parseDocument(yaml);
  document.setIn(path, value);
  return document.toString({ lineWidth: 0 });
}

/** A property of an entry: its names in order of preference, and its value; `undefined` takes it away. */
export interface EntryField {
  names: readonly string[];
  value: string | readonly string[] | undefined;
}

/** What is to become of the entries of a list. */
export interface ListEdits {
  /** New values by the entry's place in the list. */
  changed: ReadonlyMap<number, readonly EntryField[]>;
  removed: ReadonlySet<number>;
  /** Entries that come last. */
  added: readonly (readonly EntryField[])[];
}

const style = { lineWidth: 120, minContentWidth: 40, flowCollectionPadding: false } as const;

/**
 * Edits the entries of a list of mappings at the top of a YAML text, `names` being what the list may be called. Every other line stays as it
 * is, comments too; an entry that is changed keeps its own comments.
 */
export function editYamlList(yaml: string, names: readonly string[], { changed, removed, added }: ListEdits): string {
  const document = parseDocument(yaml);
  const list = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && names.includes(String(key.value).toLowerCase()))?.value
    : undefined;
  if (!isSeq(list) || list.flow === true || list.items.length === 0 || yaml.includes('\t')) {
    return rewritten(document, list, names, { changed, removed, added });
  }
  const slices = list.items.map((item) =>
    sliceOf(yaml, (item as YAMLMap).range?.[0] ?? 0, (item as YAMLMap).range?.[2] ?? 0),
  );
  let result = '';
  let at = 0;
  for (const [index, { start, end, indent }] of slices.entries()) {
    const fields = changed.get(index);
    if (removed.has(index)) result += yaml.slice(at, start);
    else
      result +=
        yaml.slice(at, start) + (fields ? editedEntry(yaml.slice(start, end), indent, fields) : yaml.slice(start, end));
    at = end;
  }
  const { indent } = slices.at(-1) ?? { indent: 2 };
  if (added.length > 0 && !/\n$/.test(result)) result += '\n';
  for (const fields of added) result += editedEntry('- {}\n', indent, fields);
  const whole = result + yaml.slice(at);
  // A list with nothing left in it must say so.
  return slices.length === removed.size && added.length === 0
    ? rewritten(document, list, names, { changed, removed, added })
    : whole;
}

/** The whole lines of an entry of a list, without the comments and blank lines that lead up to the next. */
function sliceOf(yaml: string, from: number, to: number): { start: number; end: number; indent: number } {
  const start = yaml.lastIndexOf('\n', from - 1) + 1;
  const indent = yaml.slice(start).search(/\S/);
  const lines = yaml.slice(start, to).split(/(?<=\n)/);
  // A reader takes in what stands below an entry too.
  while (lines.length > 1) {
    const last = lines.at(-1) ?? '';
    const text = last.trimStart();
    if (text !== '' && !(text.startsWith('#') && last.length - text.length <= indent)) break;
    lines.pop();
  }
  const end = start + lines.join('').length;
  const newline = yaml.indexOf('\n', Math.max(start, end - 1));
  return { start, end: newline < 0 ? yaml.length : newline + 1, indent };
}

/** An entry with new values, as the lines of a list that stands `indent` in. */
function editedEntry(lines: string, indent: number, fields: readonly EntryField[]): string {
  const inner = lines.replace(/^ *-( +|\n)/, (dash) => ' '.repeat(dash.length));
  const depth = inner.search(/\S/);
  const entry = parseDocument(inner.replace(new RegExp(`^ {0,${depth}}`, 'gm'), ''));
  if (isMap(entry.contents) && entry.contents.items.length === 0) entry.contents.flow = false;
  for (const field of fields) setField(entry, entry.contents as YAMLMap, field);
  const text = entry.toString(style).replace(/\n+$/, '');
  return `${' '.repeat(indent)}- ${text.replace(/\n(?=.)/g, `\n${' '.repeat(indent + 2)}`)}\n`;
}

function setField(document: Document, map: YAMLMap, { names, value }: EntryField): void {
  const held = map.items.find(({ key }) => isScalar(key) && names.includes(String(key.value).toLowerCase()));
  const key = held && isScalar(held.key) ? held.key.value : names[0];
  if (value === undefined) map.delete(key);
  else if (typeof value === 'string') map.set(key, scalar(value));
  else map.set(key, document.createNode(value.map(listed), { flow: true }));
}

function scalar(value: string): Scalar {
  const node = new Scalar(value);
  if (value.length > 80) node.type = Scalar.BLOCK_FOLDED;
  return node;
}

/** Within brackets a number sign is better quoted, as people do: after a space it would begin a comment. */
function listed(value: string): Scalar {
  const node = new Scalar(value);
  if (value.includes('#')) node.type = Scalar.QUOTE_DOUBLE;
  return node;
}

/** The text written anew, for lists that are not laid out in lines of their own. */
function rewritten(
  document: Document,
  list: unknown,
  names: readonly string[],
  { changed, removed, added }: ListEdits,
): string {
  let held = list as YAMLSeq | undefined;
  if (!isSeq(held)) {
    document.set(names[0], document.createNode([]));
    held = document.get(names[0]) as YAMLSeq;
  }
  for (const [index, fields] of changed)
    for (const field of fields) setField(document, held.items[index] as YAMLMap, field);
  held.items = held.items.filter((_, index) => !removed.has(index));
  for (const fields of added) {
    const entry = document.createNode({});
    for (const field of fields) setField(document, entry as unknown as YAMLMap, field);
    held.items.push(entry);
  }
  held.flow = held.items.length === 0;
  return document.toString(style);
}
