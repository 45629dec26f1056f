import { fold, oneLine, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type Finding, rule, type RuleContext } from './_contract.js';
import { isGiven } from './_sections.js';
import { namesOf, titleVariants } from './_title-variants.js';
import { writtenIn } from './_written.js';

const front = (title: string) => `---
titel: Färdplan – länsgemensam strategi för god och nära vård
---

# ${title}

Färdplanen gäller till 2030.
`;

/** R07: a roadmap is called by its title, or by a name it lists, wherever it is named. */
export const canonicalTitle = rule({
  code: 'R07',
  kinds: ['roadmap', 'decision', 'round', 'plan'],
  severity: 'error',
  title: text('Färdplanen heter likadant överallt', 'The roadmap has the same name everywhere'),
  why: text(
    'Ett beslut gäller det dokument som det nämner. Heter samma färdplan tre olika saker går det inte att visa vad som har beslutats.',
    'A decision is about the document it names. If the same roadmap has three names, nobody can show what was decided.',
  ),
  good: front('Färdplan – länsgemensam strategi för god och nära vård'),
  bad: front('Färdplan läns gemensam strategi för nära vård'),
  *check(document, context) {
    const roadmaps = roadmapsOf(document, context).filter(({ model }) => isGiven(model.title));
    const [roadmap] = roadmaps;
    if (!roadmap) return;
    const { title: canonical } = roadmap.model;
    const names = roadmaps.flatMap(({ model: { title, shortTitle, aliases } }) => [
      title,
      ...(shortTitle === undefined ? [] : [shortTitle]),
      ...(aliases ?? []),
    ]);
    const told = [
      ...(isKind(document, 'roadmap') ? heading(document, names) : []),
      ...(isKind(document, 'decision') ? named(document, names) : []),
      ...wording(document, canonical, names),
    ];
    const message = text('Så heter färdplanen', 'This is the title of the roadmap');
    const related = [{ document: roadmap, at: ['title'], message }];
    for (const { written, ...finding } of told)
      yield { ...finding, related, ...mended(document, finding.at, written, canonical) };
  },
});

/** The roadmap that the document is, or is about; more than one where several revisions of it are in the run. */
function roadmapsOf(document: Parsed, context: RuleContext): Parsed<Roadmap>[] {
  if (isKind(document, 'roadmap')) return [document];
  if (isKind(document, 'decision')) {
    const referred = context.referred(document, document.model.roadmap.source);
    return referred && isKind(referred, 'roadmap') ? [referred] : [];
  }
  const id = isKind(document, 'round') || isKind(document, 'plan') ? document.model.roadmap : undefined;
  return context.documents.flatMap((other) => (isKind(other, 'roadmap') && other.model.id === id ? [other] : []));
}

/** A name written out: marks, number and id are no part of it. */
const plain = (written: string): string => oneLine(written.replace(/\{#[^{}\s]+\}/g, '').replace(/[*_`\\]/g, ''));

const isOneOf = (written: string, names: readonly string[]): boolean =>
  names.some((name) => fold(plain(name)) === fold(written));

/** A finding with the name as it was written, from which it can be mended. */
type Told = Finding & { written: string };

function differs(at: Finding['at'], written: string, title: string): Told {
  return {
    at,
    written,
    message: text(
      `Färdplanen kallas ”${written}” här, men heter ”${title}”`,
      `The roadmap is called “${written}” here, but its title is “${title}”`,
    ),
    help: text(
      `Skriv ”${title}”. Om båda namnen ska få användas: lägg till det andra under ”alias” överst i färdplanen.`,
      `Write “${title}”. If both names are to be used, add the other one under “alias” at the top of the roadmap.`,
    ),
  };
}

/** Signs that would mean something else to YAML or Markdown where the name is put. */
const special = /[:#,[\]{}"'`&*_!|>%@\\<\r\n]/;

/**
 * The canonical title in place of what is written. Where only spaces, hyphens and capitals differ it is the same name, and safe to change; any
 * other name may have been meant, and is for the author to choose.
 */
function mended({ locations, source }: Parsed, at: Finding['at'], written: string, title: string): Partial<Finding> {
  const whole = 'start' in at ? at : 'key' in at ? undefined : locations.get(at);
  if (!whole || special.test(title)) return {};
  const shown = source.text.slice(whole.start, whole.end);
  // A name that is broken over lines is looked for with any space between its words.
  const name = written
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  const found = new RegExp(name, 'u').exec(shown);
  if (!found) return {};
  const start = whole.start + found.index;
  const genitive = /\p{L}s$/u.test(written) && letters(written) === `${letters(title)}s`;
  const edits = [{ span: { start, end: start + found[0].length }, text: genitive ? `${title}s` : title }];
  const change = { title: text(`Skriv ”${title}”`, `Write “${title}”`), edits };
  return genitive || letters(written) === letters(title) ? { fix: change } : { suggestions: [change] };
}

const letters = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function* heading(document: Parsed<Roadmap>, names: readonly string[]): Generator<Told> {
  const span = document.locations.get(['heading']);
  const title = names[0];
  if (!span || title === undefined) return;
  const written = plain(document.source.text.slice(span.start, span.end));
  // A heading without words is told as that.
  if (/[^\s#]/.test(written) && !isOneOf(written, names)) yield differs(span, written, title);
}

/** What a decision says that it decides on: its own name for the roadmap, and the paper that is the roadmap. */
function* named({ model }: Parsed<Decision>, names: readonly string[]): Generator<Told> {
  const title = names[0] ?? '';
  const own = model.roadmap.title;
  if (own !== undefined && !isOneOf(own, names)) yield differs(['roadmap', 'title'], own, title);
  for (const [index, paper] of (model.papers ?? []).entries()) {
    // A paper may say which version it is: “…, version 2.0”, “Förslag till …”.
    const bare = paper.title
      .replace(/^(?:reviderat )?förslag(?: till)? /iu, '')
      .replace(/[,(]?\s*(?:reviderad |remiss|slutlig )?(?:version|utgåva)\b.*$/iu, '');
    if (paper.roadmap && !isOneOf(bare, names)) yield differs(['papers', index, 'title'], bare, title);
  }
}

/** Paths where other documents may be named, or where the name has been judged already. */
const apart = /^(?:title|shortTitle|aliases|replaces|related|basedOn|roadmap)\b/;

function* wording(document: Parsed, title: string, names: readonly string[]): Generator<Told> {
  const known = namesOf(title, names);
  if (!known) return;
  const papers = isKind(document, 'decision') ? document.model.papers : undefined;
  const seen = new Set<number>();
  for (const { path, text: written, span } of writtenIn(document)) {
    if (document.kind === 'roadmap' && apart.test(String(path[0]))) continue;
    if (path[0] === 'roadmap' || (path[0] === 'papers' && papers?.[Number(path[1])]?.roadmap)) continue;
    for (const variant of titleVariants(written, known)) {
      const at = span(variant.start, variant.end);
      if (seen.has(at.start)) continue;
      seen.add(at.start);
      yield differs(at, variant.written, title);
    }
  }
}
