import type { ModelPath } from '../core/locations.js';
import { fold, text } from '../core/text.js';
import { fieldNames } from '../model/field.js';
import type { Profile, ProfileItems } from '../model/profile.js';
import { Roadmap } from '../model/roadmap.js';
import { type Finding, rule } from './_contract.js';
import { atMoment, isBefore, momentWords } from './_moments.js';
import { quoted } from './_nouns.js';
import { isGiven } from './_sections.js';
import { unknownRuleNames } from './_severity-names.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

const profile = (count: number) => `avsnitt:
  - id: arbetssatt
    titel: Förändrade arbetssätt
    typ: arbetssätt
    delar:
      typ: arbetssätt-del
      antal: ${count}
      slutet: true
      lista:
        - { id: personcentrering, titel: Utveckla personcentrerade arbetssätt }
        - { id: mobila-team, titel: Utveckla mobila team }
`;

/** A profile does not contradict itself: ids once, counts that its lists can meet, checkpoints within its period, rules that exist. */
export const profileItself = rule({
  kinds: ['profile'],
  severity: 'error',
  title: text('Profilen säger inte emot sig själv', 'The profile does not contradict itself'),
  why: text(
    'En profil som kräver det omöjliga gör att ingen färdplan kan bli godkänd, eller att fel saker godkänns.',
    'A profile that asks for the impossible lets no roadmap pass, or the wrong ones.',
  ),
  good: { 'profiles/exempel.yaml': profile(2) },
  bad: { 'profiles/exempel.yaml': profile(3) },
  *check({ model }, { ruleNames }) {
    yield* repeated(model);
    for (const { items, path } of listsOf(model)) yield* counts(items, path);
    yield* times(model);
    yield* unknownRuleNames(model.severities, ['severities'], ruleNames);
    const fields = fieldNames(Roadmap);
    for (const [index, field] of (model.fields ?? []).entries()) {
      if (Object.hasOwn(Roadmap.shape, field)) continue;
      yield {
        at: ['fields', index],
        message: text(`”${field}” är ingen uppgift i en färdplan`, `“${field}” is no field of a roadmap`),
        help: joined(
          didYouMean(meantOf(field, fields)),
          text(
            'Här används de engelska namnen: ”fardplan schema roadmap” visar dem.',
            'The English names are used here: “fardplan schema roadmap” shows them.',
          ),
        ),
      };
    }
  },
});

/** Every list of items in the profile with its place. */
function* listsOf(model: Profile): Generator<{ items: ProfileItems; path: ModelPath }> {
  function* walk(
    items: ProfileItems | undefined,
    path: ModelPath,
  ): Generator<{ items: ProfileItems; path: ModelPath }> {
    if (!items) return;
    yield { items, path };
    for (const [index, item] of (items.list ?? []).entries())
      yield* walk(item.items, [...path, 'list', index, 'items']);
    yield* walk(items.items, [...path, 'items']);
  }
  for (const [index, section] of model.sections.entries()) yield* walk(section.items, ['sections', index, 'items']);
}

/** Ids that stand twice, and names that would match two items of one list. */
function* repeated(model: Profile): Generator<Finding> {
  const named = (entries: readonly { id: string; title: string; aliases?: string[] | undefined }[], path: ModelPath) =>
    entries.map((entry, index) => ({ ...entry, path: [...path, index] }));
  const groups = [
    named(model.sections, ['sections']),
    ...[...listsOf(model)].map(({ items, path }) => named(items.list ?? [], [...path, 'list'])),
  ];
  const ids = new Map<string, string>();
  for (const group of groups) {
    const names = new Map<string, string>();
    for (const { id, title, aliases, path } of group) {
      const other = ids.get(id);
      if (other !== undefined && isGiven(id)) {
        yield {
          at: [...path, 'id'],
          message: text(`Id ”${id}” används också av ”${other}”`, `The id “${id}” is used by “${other}” too`),
          help: text(`Ge ”${title}” ett eget id.`, `Give “${title}” an id of its own.`),
        };
      }
      ids.set(id, title);
      for (const name of new Set([title, ...(aliases ?? [])].map(fold))) {
        const holder = names.get(name);
        if (holder !== undefined && isGiven(name)) {
          yield {
            at: [...path, 'title'],
            message: text(
              `Rubriken ”${name}” kan betyda både ”${holder}” och ”${title}”`,
              `The heading “${name}” may mean both “${holder}” and “${title}”`,
            ),
            help: text('Ta bort namnet från den ena.', 'Remove the name from one of them.'),
          };
        }
        names.set(name, title);
      }
    }
  }
}

function* counts({ count, min, max, closed, ordered, list }: ProfileItems, path: ModelPath): Generator<Finding> {
  const length = list?.length ?? 0;
  const wanted = count ?? length;
  if ((closed || ordered) && length === 0) {
    yield {
      at: [...path, closed ? 'closed' : 'ordered'],
      message: text('Listan är tom', 'The list is empty'),
      help: text(
        'Räkna upp delarna under ”lista”, eller ta bort ”slutet” och ”i ordning”.',
        'List the items under “list”, or remove “closed” and “ordered”.',
      ),
    };
  } else if (count !== undefined && (closed ? length !== count : length > count)) {
    const titles = quoted((list ?? []).map(({ title }) => title));
    yield {
      at: [...path, 'count'],
      message: text(
        `Antalet är ${count}, men listan har ${length}`,
        `The count is ${count}, but the list has ${length}`,
      ),
      help: text(`Listan har ${titles.sv}.`, `The list has ${titles.en}.`),
    };
  }
  if ((min ?? 0) > (max ?? Infinity) || (count !== undefined && (wanted < (min ?? 0) || wanted > (max ?? Infinity)))) {
    yield {
      at: [...path, min === undefined ? 'max' : 'min'],
      message: text('Antal, minst och högst går inte ihop', 'Count, minimum and maximum do not fit together'),
      help: text('Ett exakt antal räcker för sig.', 'An exact count is enough by itself.'),
    };
  }
}

function* times({ period, timeline }: Profile): Generator<Finding> {
  const [from, to] = [period?.from, period?.to];
  if (from !== undefined && to !== undefined && isBefore(to, from)) {
    yield {
      at: ['period', 'to'],
      message: text('Perioden slutar innan den börjar', 'The period ends before it begins'),
      help: text('Byt plats på åren.', 'Let the years change places.'),
    };
    return;
  }
  const outside = (time: string) =>
    (from !== undefined && isBefore(time, from)) || (to !== undefined && isBefore(to, time));
  const span = `${from ?? ''}–${to ?? ''}`;
  for (const [index, time] of (timeline?.checkpoints ?? []).entries()) {
    if (!outside(time)) continue;
    yield {
      at: ['timeline', 'checkpoints', index],
      message: text(
        `Avstämningen ${atMoment(time).sv} ligger utanför perioden ${span}`,
        `The checkpoint ${atMoment(time).en} lies outside the period ${span}`,
      ),
      help: text('Rätta året eller perioden.', 'Correct the year or the period.'),
    };
  }
  if (timeline?.reaches !== undefined && outside(timeline.reaches)) {
    yield {
      at: ['timeline', 'reaches'],
      message: text(
        `Tidsplanen ska nå ${momentWords(timeline.reaches).sv}, som ligger utanför perioden ${span}`,
        `The timeline must reach ${momentWords(timeline.reaches).en}, which lies outside the period ${span}`,
      ),
      help: text('Rätta året eller perioden.', 'Correct the year or the period.'),
    };
  }
}
