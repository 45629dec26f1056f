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
    const roadmaps = roadmapsOf(document, context).filter(({ title }) => isGiven(title));
    const [roadmap] = roadmaps;
    if (!roadmap) return;
    const names = roadmaps.flatMap(({ title, shortTitle, aliases }) => [
      title,
      ...(shortTitle === undefined ? [] : [shortTitle]),
      ...(aliases ?? []),
    ]);
    if (isKind(document, 'roadmap')) yield* heading(document, names);
    if (isKind(document, 'decision')) yield* named(document, names);
    yield* wording(document, roadmap.title, names);
  },
});

/** The roadmap that the document is, or is about; more than one where several revisions of it are in the run. */
function roadmapsOf(document: Parsed, context: RuleContext): Roadmap[] {
  if (isKind(document, 'roadmap')) return [document.model];
  if (isKind(document, 'decision')) {
    const referred = context.referred(document, document.model.roadmap.source);
    return referred && isKind(referred, 'roadmap') ? [referred.model] : [];
  }
  const id = isKind(document, 'round') || isKind(document, 'plan') ? document.model.roadmap : undefined;
  return context.documents.flatMap((other) => (isKind(other, 'roadmap') && other.model.id === id ? [other.model] : []));
}

/** A name written out: marks, number and id are no part of it. */
const plain = (written: string): string => oneLine(written.replace(/\{#[^{}\s]+\}/g, '').replace(/[*_`\\]/g, ''));

const isOneOf = (written: string, names: readonly string[]): boolean =>
  names.some((name) => fold(plain(name)) === fold(written));

function differs(at: Finding['at'], written: string, title: string): Finding {
  return {
    at,
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

function* heading(document: Parsed<Roadmap>, names: readonly string[]): Generator<Finding> {
  const span = document.locations.get(['heading']);
  const title = names[0];
  if (!span || title === undefined) return;
  const written = plain(document.source.text.slice(span.start, span.end));
  if (!isOneOf(written, names)) yield differs(span, written, title);
}

/** What a decision says that it decides on: its own name for the roadmap, and the paper that is the roadmap. */
function* named({ model }: Parsed<Decision>, names: readonly string[]): Generator<Finding> {
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

function* wording(document: Parsed, title: string, names: readonly string[]): Generator<Finding> {
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
