import { type CompletionItem, CompletionItemKind, type Range } from 'vscode-languageserver/node';
import type { Workspace } from '../check/run-rules.js';
import type { Language } from '../core/text.js';
import type { Parsed } from '../parse/parsed.js';
import { type Holder, type NameKind, namesIn, placesFor } from '../rules/_names.js';
import { kindWords } from './describe.js';
import { wholeId } from './name-places.js';

/** Everything that may be named here, the nearest documents first, each id once. */
function candidates(to: readonly NameKind[], document: Parsed, workspace: Workspace): Holder[] {
  const seen = new Set<string>();
  return placesFor(to, document, workspace).flatMap((place) =>
    [...namesIn(place)].flatMap((name): Holder[] => {
      const id = wholeId({ document: place, name });
      if (!to.includes(name.kind) || seen.has(id)) return [];
      seen.add(id);
      return [{ document: place, name }];
    }),
  );
}

/** The ids that may be named at a place, with what they are the ids of. */
export function idItems(
  to: readonly NameKind[],
  {
    document,
    workspace,
    language,
  }: { document: Parsed | undefined; workspace: Workspace | undefined; language: Language },
  range: Range,
): CompletionItem[] {
  if (!document || !workspace) return [];
  return candidates(to, document, workspace).map((holder, index): CompletionItem => {
    const id = wholeId(holder);
    const { title, kind } = holder.name;
    return {
      label: id,
      kind: CompletionItemKind.Reference,
      detail: title,
      documentation: kindWords[kind][language],
      filterText: `${id} ${title}`,
      sortText: String(index).padStart(5, '0'),
      // A plain scalar may hold # only within a word.
      textEdit: { range, newText: id },
    };
  });
}
