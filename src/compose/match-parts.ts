import { fold } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { TemplateSection } from '../model/template.js';

/** A part of the decision, with its place in the list of parts. */
export interface PlacedPart {
  index: number;
  part: Decision['parts'][number];
}

/** Which parts belong under which section of the template: by id, else by title or alias. `unknown` fit nowhere. */
export function matchParts(
  parts: Decision['parts'],
  sections: readonly TemplateSection[],
): { of: ReadonlyMap<string, PlacedPart[]>; unknown: PlacedPart[] } {
  const of = new Map<string, PlacedPart[]>();
  const unknown: PlacedPart[] = [];
  for (const [index, part] of parts.entries()) {
    const title = fold(part.title);
    const section =
      sections.find(({ id }) => id === part.id) ??
      sections.find((candidate) => namesOf(candidate).some((name) => fold(name) === title));
    if (section) of.set(section.id, [...(of.get(section.id) ?? []), { index, part }]);
    else unknown.push({ index, part });
  }
  return { of, unknown };
}

const namesOf = ({ title, titleDecided, aliases }: TemplateSection): string[] =>
  [title, titleDecided, ...(aliases ?? [])].filter((name) => name !== undefined);
