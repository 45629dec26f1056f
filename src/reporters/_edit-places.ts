import type { Diagnostic, Fix } from '../core/diagnostic.js';
import { place, type Place, type Source } from '../core/source.js';
import type { Language } from '../core/text.js';

/** A fix with its edits as lines and columns; what stands at the place is replaced by `text`. */
export interface PlacedFix {
  title: string;
  edits: (Place & { text: string })[];
}

const placed = ({ title, edits }: Fix, source: Source, language: Language): PlacedFix => ({
  title: title[language],
  edits: edits.map(({ span, text }) => ({ ...place(source, span), text })),
});

/** The fix and the suggestions of a finding, for programs; without the text of its file nothing can be said of either. */
export function placedFixes(
  { fix, suggestions }: Diagnostic,
  source: Source | undefined,
  language: Language,
): { fix?: PlacedFix; suggestions?: PlacedFix[] } {
  if (!source) return {};
  return {
    ...(fix ? { fix: placed(fix, source, language) } : {}),
    ...(suggestions && suggestions.length > 0
      ? { suggestions: suggestions.map((each) => placed(each, source, language)) }
      : {}),
  };
}
