import { isMap, isScalar, isSeq, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { Failure } from '../core/failure.js';
import { fold, text as say } from '../core/text.js';

/** For one entry of a list in a file of dispositions: the changes it is bound to. */
export interface WrittenBinding {
  list: 'dispositions' | 'own' | 'derived';
  index: number;
  changes: readonly string[];
}

const names = {
  dispositions: ['hanteringar', 'dispositions'],
  own: ['egna ändringar', 'own'],
  derived: ['följdändringar', 'derived'],
  changes: ['ändringar', 'changes'],
  items: ['ändrar', 'items'],
  reason: ['motivering', 'reason'],
  sentences: ['meningar', 'sentences'],
} as const;

interface Splice {
  start: number;
  end: number;
  text: string;
}

/**
 * Writes bindings and the sentences of bound changes into the text of a file of dispositions (YAML). Only these lines are touched: comments,
 * order and layout of all else stay to the letter. Refuses a file in which an entry cannot be written to.
 */
export function writeBindings(
  yaml: string,
  bindings: readonly WrittenBinding[],
  sentences: Readonly<Record<string, string>>,
): string {
  const root = parseDocument(yaml).contents;
  if (!isMap(root)) throw unwritable();
  const newLine = yaml.includes('\r\n') ? '\r\n' : '\n';
  const splices = bindings.map(({ list, index, changes }): Splice => {
    const entries = pairOf(root, names[list])?.value;
    const entry = isSeq(entries) ? entries.items[index] : undefined;
    if (!isMap(entry)) throw unwritable();
    return entrySplice(yaml, entry, changes, newLine);
  });
  const written = sentencesSplice(yaml, root, sentences, newLine);
  if (written) splices.push(written);
  return splices
    .toSorted((a, b) => b.start - a.start)
    .reduce((done, { start, end, text }) => done.slice(0, start) + text + done.slice(end), yaml);
}

function entrySplice(yaml: string, entry: YAMLMap, changes: readonly string[], newLine: string): Splice {
  const there = pairOf(entry, names.changes);
  const flow = `[${changes.map(scalar).join(', ')}]`;
  if (entry.flow) {
    if (there) return { ...valueSpan(yaml, there), text: flow };
    const end = (entry.range?.[1] ?? 0) - 1;
    const last = yaml.slice(0, end).trimEnd().length;
    const comma = yaml[last - 1] === ',' ? '' : ',';
    return { start: last, end: last, text: `${comma} ändringar: ${flow}` };
  }
  const first = keyStart(entry.items[0]);
  const indent = ' '.repeat(first - (yaml.lastIndexOf('\n', first - 1) + 1));
  const lines = changes.map((ref) => `${newLine}${indent}  - ${scalar(ref)}`).join('');
  if (there) {
    const key = isScalar(there.key) ? String(there.key.value) : 'ändringar';
    return { start: keyStart(there), end: valueSpan(yaml, there).end, text: `${key}:${lines === '' ? ' []' : lines}` };
  }
  const after = pairOf(entry, names.items) ?? pairOf(entry, names.reason) ?? entry.items.at(-1);
  const at = lineEnd(yaml, after ? valueSpan(yaml, after as Pair).end : (entry.range?.[1] ?? 0));
  return { start: at, end: at, text: `${newLine}${indent}ändringar:${lines === '' ? ' []' : lines}` };
}

const heading =
  '# Skrivs av ”fardplan consult bind”: meningarna i de bundna ändringarna, så att en mening som ändras senare hittas.';

function sentencesSplice(
  yaml: string,
  root: YAMLMap,
  sentences: Readonly<Record<string, string>>,
  newLine: string,
): Splice | undefined {
  const there = pairOf(root, names.sentences);
  const refs = Object.keys(sentences).sort((a, b) => (a < b ? -1 : 1));
  if (root.flow) throw unwritable();
  const lines = refs.map((ref) => `${newLine}  ${scalar(ref)}: "${sentences[ref] ?? ''}"`).join('');
  if (there) {
    const key = isScalar(there.key) ? String(there.key.value) : 'meningar';
    return { start: keyStart(there), end: valueSpan(yaml, there).end, text: `${key}:${lines === '' ? ' {}' : lines}` };
  }
  if (refs.length === 0) return undefined;
  // What follows a mark of the document's end is no longer the document.
  const end = /\r?\n\.\.\.\s*$/.exec(yaml)?.index ?? yaml.trimEnd().length;
  return { start: end, end, text: `${newLine}${newLine}${heading}${newLine}meningar:${lines}` };
}

/** The pair of a map whose key is one of `wanted`, as the reader takes keys: case, and space against hyphen, do not matter. */
function pairOf(map: YAMLMap, wanted: readonly string[]): Pair | undefined {
  return (map.items as Pair[]).find(
    ({ key }) => isScalar(key) && wanted.includes(fold(String(key.value)).replace(/[-_]/g, ' ')),
  );
}

const rangeOf = (node: unknown): readonly [number, number, number] | undefined =>
  (node as { range?: [number, number, number] } | null | undefined)?.range ?? undefined;

const keyStart = (pair: Pair | undefined): number => rangeOf(pair?.key)?.[0] ?? 0;

/** Where the value of a pair stands, without the white space after it. */
function valueSpan(yaml: string, { key, value }: Pair): { start: number; end: number } {
  const range = rangeOf(value) ?? rangeOf(key);
  if (!range) throw unwritable();
  const [start, end] = range;
  return { start, end: start + yaml.slice(start, end).trimEnd().length };
}

function lineEnd(yaml: string, at: number): number {
  const end = yaml.indexOf('\n', at);
  if (end < 0) return yaml.length;
  return yaml[end - 1] === '\r' ? end - 1 : end;
}

/** A ref as YAML: plain where that cannot be read as anything else. */
const scalar = (ref: string): string => (/^[\p{L}][\p{L}\p{N}._-]*\/[0-9a-f]+$/u.test(ref) ? ref : JSON.stringify(ref));

const unwritable = (): Failure =>
  new Failure(
    say('Hanteringarna kan inte skrivas om', 'The dispositions cannot be written to'),
    say(
      'Skriv varje hantering som en post i en lista, utan ankare (& och *), och kör kommandot igen.',
      'Write each disposition as an entry of a list, without anchors (& and *), and run the command again.',
    ),
  );
