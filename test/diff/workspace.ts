import type { Change } from '../../src/model/change.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import { diffRoadmaps, type DiffOptions } from '../../src/diff/diff-roadmaps.js';

const profile = parseDocument({
  path: 'profil.yaml',
  text: 'fardplan: profile/v1\nid: ingen\ntitel: Prov\navsnitt:\n  - { id: malbild, titel: Målbild, typ: målbild }\n',
});

/** Parses a roadmap; the front matter is filled in where the text has none. */
export function roadmap(text: string, path = 'fardplan.md'): Parsed<Roadmap> {
  const head =
    '---\nfardplan: roadmap/v1\nid: exempel\ntitel: Färdplan\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n---\n';
  const parsed = parseDocument(
    { path, text: text.startsWith('---') || path.endsWith('.yaml') ? text : `${head}\n${text}` },
    () => ('kind' in profile && isKind(profile, 'profile') ? profile.model : undefined),
  );
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error('no roadmap');
  return parsed;
}

export const diffTexts = (before: string, after: string, options?: DiffOptions): Change[] =>
  diffRoadmaps(roadmap(before), roadmap(after), options);

/** A change in one line, for tests that read as a list of what a strategist would say. */
export function told({ kind, item, id, field, paragraph, weight, before, after }: Change): string {
  const what = [kind, paragraph && `(${paragraph})`, item, field && `${id}.${field}`, !field && id]
    .filter(Boolean)
    .join(' ');
  const sides = `${before ? JSON.stringify(before.text) : '–'} → ${after ? JSON.stringify(after.text) : '–'}`;
  return `${weight === 'editorial' ? '~ ' : ''}${what}: ${sides}`;
}
