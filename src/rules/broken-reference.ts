import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type Finding, rule, type RuleContext } from './_contract.js';
import { placeOfId, type Reference, referencesIn, roadmapsIn, targetIndex } from './_references.js';
import { isGiven, missingIds, type Target } from './_sections.js';
import { didYouMean, joined, meantOf, writeInstead } from './_suggest.js';
import { isUnread, type LostIds, lostIdsOf, lostPartiesOf, mayBeLost } from './_told.js';

const roadmap = (goal: string) => `## Arbetssätt

### Utveckla mobila team {#mobila-team}

Teamen kommer hem.

## Uppföljning

| Indikator      | Mäter       |
| -------------- | ----------- |
| Akuta besök    | ${goal} |
`;

/** What is named by id exists: in the roadmap itself, in the roadmap of a plan, in the register of parties. */
export const brokenReference = rule({
  kinds: ['roadmap', 'plan', 'round', 'response', 'adoption'],
  severity: 'error',
  title: text('Hänvisningar leder någonstans', 'References lead somewhere'),
  why: text(
    'En hänvisning som inte leder någonstans betyder att en indikator inte mäter något, eller att en aktivitet saknar mål.',
    'A reference that leads nowhere means that an indicator measures nothing, or that an activity has no goal.',
  ),
  good: roadmap('mobila-team'),
  bad: roadmap('mobilt-team'),
  *check(document, context) {
    if (isKind(document, 'roadmap')) yield* inRoadmap(document, context);
    else if (isKind(document, 'plan')) {
      const roadmaps = yield* roadmapNamed(document.model.roadmap, ['roadmap'], context);
      if (roadmaps.length > 0) {
        const index = targetIndex(roadmaps.map(({ model }) => model));
        yield* resolved(document, index, new Set(), lostIdsOf(roadmaps));
      }
    } else if (isKind(document, 'round')) {
      yield* roadmapNamed(document.model.roadmap, ['roadmap'], context);
      const recipients = document.model.recipients ?? [];
      yield* partiesNamed(
        document,
        recipients.map((id, index) => ({ id, at: ['recipients', index] })),
        context,
      );
    } else if (isKind(document, 'response')) {
      yield* partiesNamed(document, [{ id: document.model.party, at: ['party'] }], context);
      yield* roundNamed(document.model.round, context);
    } else if (isKind(document, 'adoption')) {
      yield* roadmapNamed(document.model.roadmap.id, ['roadmap', 'id'], context);
    }
  },
});

function* inRoadmap(document: Parsed<Roadmap>, { profile }: RuleContext): Generator<Finding> {
  // Without its profile a roadmap's headings lack the ids that the profile would give them.
  if (!profile) return;
  const { model } = document;
  yield* resolved(document, targetIndex([model]), missingIds(model, profile), lostIdsOf([document]));
}

/** After so many faults of one kind, looking for what was meant takes more time than it saves. */
const mostSuggested = 40;

const words: Record<Target['kind'], { sv: string; en: string }> = {
  section: text('en rubrik', 'a heading'),
  statement: text('ett påstående i målbilden', 'a statement of the target picture'),
  milestone: text('en tidpunkt', 'a milestone'),
  indicator: text('en indikator', 'an indicator'),
};

function* resolved(
  document: Parsed,
  index: ReadonlyMap<string, readonly Target[]>,
  told: ReadonlySet<string>,
  lost: LostIds,
): Generator<Finding> {
  const references = referencesIn(document);
  const unknown = new Set(references.flatMap(({ id }) => (isGiven(id) && !told.has(id) && !index.has(id) ? [id] : [])));
  const isLost = mayBeLost(unknown, lost);
  const named = new Map<Reference['to'], string[]>();
  const candidates = (to: Reference['to']): string[] => {
    let ids = named.get(to);
    if (!ids) {
      ids = [...index].flatMap(([id, targets]) => (targets.some(({ kind }) => to.includes(kind)) ? [id] : []));
      named.set(to, ids);
    }
    return ids;
  };
  let count = 0;
  for (const { id, at, to } of references) {
    const found = index.get(id) ?? [];
    if (!isGiven(id) || told.has(id) || found.some(({ kind }) => to.includes(kind))) continue;
    const wanted = text(
      to.map((kind) => words[kind].sv).join(' eller '),
      to.map((kind) => words[kind].en).join(' or '),
    );
    count += 1;
    const wrong = found[0];
    const near = wrong ? undefined : count > mostSuggested ? undefined : meantOf(id, candidates(to));
    // A name that is nearly right is a slip of the pen.
    if (!wrong && near === undefined && isLost(id)) continue;
    const title = near === undefined ? undefined : index.get(near)?.[0]?.title;
    yield {
      at: placeOfId(document, at, id),
      message: wrong
        ? text(
            `”${id}” är ${words[wrong.kind].sv}, men här behövs ${wanted.sv}`,
            `“${id}” is ${words[wrong.kind].en}, but ${wanted.en} is needed here`,
          )
        : text(`”${id}” finns inte i färdplanen`, `“${id}” does not exist in the roadmap`),
      help:
        near === undefined
          ? wrong
            ? text(`Skriv id för ${wanted.sv}.`, `Write the id of ${wanted.en}.`)
            : text(
                'Skriv ett id som finns: det står inom {#…} efter en rubrik eller punkt, eller i kolumnen Id.',
                'Write an id that exists: it stands in {#…} after a heading or a point, or in the column Id.',
              )
          : text(`Menade du ”${near}” (${title ?? ''})?`, `Did you mean “${near}” (${title ?? ''})?`),
    };
  }
}

/** The roadmaps of the run that have this id; told once when there is none among those read. */
function* roadmapNamed(id: string, at: ModelPath, context: RuleContext): Generator<Finding, Parsed<Roadmap>[]> {
  const named = roadmapsIn(context).filter(({ model }) => model.id === id);
  const ids = [...new Set(context.roadmaps.flatMap((roadmap) => (roadmap.sound ? [roadmap.id] : [])))];
  if (ids.length > 0 && named.length === 0 && isGiven(id)) {
    yield {
      at,
      message: text(`Ingen färdplan har id ”${id}”`, `No roadmap has the id “${id}”`),
      help: joined(
        didYouMean(meantOf(id, ids)),
        text(`Färdplaner här: ${ids.join(', ')}.`, `Roadmaps here: ${ids.join(', ')}.`),
      ),
    };
  }
  return named;
}

function* partiesNamed(
  document: Parsed,
  named: readonly { id: string; at: ModelPath }[],
  { documents }: RuleContext,
): Generator<Finding> {
  const registers = documents.flatMap((other) => (isKind(other, 'parties') ? [other] : []));
  const ids = registers.flatMap(({ model }) => model.parties.map(({ id }) => id));
  const known = new Set(ids);
  const unknown = new Set(named.flatMap(({ id }) => (known.has(id) ? [] : [id])));
  const isLost = mayBeLost(unknown, lostPartiesOf(registers));
  for (const { id, at } of named) {
    if (known.size === 0 || !isGiven(id) || known.has(id)) continue;
    const meant = meantOf(id, ids);
    if (meant === undefined && isLost(id)) continue;
    yield {
      at,
      ...writeInstead(document, at, meant),
      message: text(`”${id}” finns inte i registret över huvudmän`, `“${id}” is not in the register of principals`),
      help: joined(
        didYouMean(meant),
        text('Skriv huvudmannens id ur registret.', 'Write the principal’s id from the register.'),
      ),
    };
  }
}

function* roundNamed(id: string | undefined, { documents }: RuleContext): Generator<Finding> {
  const found = documents.flatMap((document) => (isKind(document, 'round') ? [document] : []));
  const rounds = found.map(({ model }) => model.id);
  if (id === undefined || rounds.length === 0 || rounds.includes(id)) return;
  if (found.some((round) => isUnread(round, ['id']))) return;
  yield {
    at: ['round'],
    message: text(`Ingen remiss har id ”${id}”`, `No round has the id “${id}”`),
    help: joined(
      didYouMean(meantOf(id, rounds)),
      text(`Remisser här: ${rounds.join(', ')}.`, `Rounds here: ${rounds.join(', ')}.`),
    ),
  };
}
