import { formOf } from '../core/form.js';
import { type DocumentSymbol, type FoldingRange, SymbolKind } from 'vscode-languageserver/node';
import type { ModelPath } from '../core/locations.js';
import { place, type Span } from '../core/source.js';
import type { Language } from '../core/text.js';
import { wordFor } from '../model/field.js';
import { itemKinds, type Section } from '../model/section.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { namesIn } from '../rules/_names.js';
import { kindWords } from './describe.js';
import { rangeBetween } from './complete.js';
import { placeOfName } from './name-places.js';

/** What a document holds, as a tree: sections with what they hold, or the entries of a list. */
export function outline(document: Parsed, language: Language): DocumentSymbol[] {
  if (isKind(document, 'roadmap'))
    return document.model.sections.map((each, index) => section(document, each, ['sections', index], language));
  return [...namesIn(document)].flatMap((name) => {
    if (name.path.length === 0) return [];
    const kind = name.kind === 'comment' ? SymbolKind.String : SymbolKind.Object;
    return [symbol(document, name.path, name.title, `${kindWords[name.kind][language]} ${name.id}`, kind, [])];
  });
}

function section(document: Parsed, value: Section, path: ModelPath, language: Language): DocumentSymbol {
  const kind = language === 'sv' ? wordFor(itemKinds, value.kind) : value.kind;
  const children = [
    ...(value.statements ?? []).map(({ text, id }, index) =>
      symbol(document, [...path, 'statements', index], text, id, SymbolKind.String, []),
    ),
    ...(value.milestones ?? []).map(({ title, when }, index) =>
      symbol(document, [...path, 'milestones', index], title, when, SymbolKind.Event, []),
    ),
    ...(value.indicators ?? []).map(({ title, id }, index) =>
      symbol(document, [...path, 'indicators', index], title, id, SymbolKind.Number, []),
    ),
    ...value.sections.map((each, index) => section(document, each, [...path, 'sections', index], language)),
  ];
  return symbol(
    document,
    path,
    value.title,
    kind,
    value.kind === 'section' ? SymbolKind.Namespace : SymbolKind.Class,
    children,
  );
}

function symbol(
  document: Parsed,
  path: ModelPath,
  name: string,
  detail: string,
  kind: SymbolKind,
  children: DocumentSymbol[],
): DocumentSymbol {
  const whole = document.locations.nearest(path);
  const key = document.locations.key(path);
  const title = document.locations.get([...path, 'title']) ?? document.locations.get([...path, 'name']) ?? key;
  // The part that is selected must lie within the whole.
  const inner: Span =
    title.start >= whole.start && title.end <= whole.end ? title : { start: whole.start, end: whole.start };
  const { source } = document;
  return {
    name: name.trim() === '' ? '–' : name.slice(0, 200),
    detail,
    kind,
    range: rangeBetween(source, whole.start, whole.end),
    selectionRange: rangeBetween(source, inner.start, inner.end),
    ...(children.length > 0 ? { children } : {}),
  };
}

/** Parts of a document that can be folded: the front matter, and everything in the outline that takes several lines. */
export function folds(document: Parsed, language: Language): FoldingRange[] {
  const found: FoldingRange[] = [];
  const lines = document.source.text.split(/\r\n|\r|\n/);
  const walk = (symbols: readonly DocumentSymbol[]): void => {
    for (const { range, children } of symbols) {
      const last = lastLine(lines, range.start.line, range.end);
      if (last > range.start.line) found.push({ startLine: range.start.line, endLine: last });
      walk(children ?? []);
    }
  };
  walk(outline(document, language));
  const front = /^---[^]*?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/.exec(document.source.text);
  if (front && formOf(document.source) === 'markdown') {
    found.push({
      startLine: 0,
      endLine: place(document.source, { start: front[0].length, end: front[0].length }).line - 1,
      kind: 'region',
    });
  }
  return found;
}

/** The last line, from 0, with anything on it before `end`. */
function lastLine(lines: readonly string[], first: number, end: { line: number; character: number }): number {
  let last = end.character === 0 ? end.line - 1 : end.line;
  while (last > first && (lines[last] ?? '').trim() === '') last -= 1;
  return last;
}

/** Everything with an id in a document that `query` fits, for a search over the workspace. */
export function matchingNames(
  document: Parsed,
  query: string,
): { name: string; kind: SymbolKind; span: Span; within: string }[] {
  const wanted = query.normalize('NFC').toLowerCase();
  return [...namesIn(document)].flatMap((name) => {
    if (!`${name.title} ${name.id}`.toLowerCase().includes(wanted)) return [];
    const at = placeOfName({ document, name });
    const kind =
      name.path.length === 0 ? SymbolKind.File : name.kind === 'milestone' ? SymbolKind.Event : SymbolKind.Class;
    return [{ name: name.title, kind, span: 'written' in at ? at.written : at.implied, within: name.id }];
  });
}
