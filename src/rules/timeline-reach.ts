import type { Span } from '../core/source.js';
import { text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Milestone } from '../model/section.js';
import type { Parsed } from '../parse/parsed.js';
import { afterRecord, beforeRecord } from './_belongs.js';
import { type Finding, rule } from './_contract.js';
import { atMoment, firstDay, isBefore, momentWords, overlaps } from './_moments.js';
import { headingOf, isEmpty, isGiven, milestonesOf, sectionsOf } from './_sections.js';

const profile = `avsnitt:
  - { id: tidsplan, titel: Tidsplan, typ: tidsplan }
tidsplan:
  avstämningar: ["2028"]
  når: "2030"
`;

/** R03: the timeline reaches its end, and holds the checkpoints that the profile asks for. */
export const timelineReach = rule({
  code: 'R03',
  kinds: ['roadmap'],
  severity: 'error',
  title: text(
    'Tidsplanen når ända fram och har sina avstämningar',
    'The timeline reaches its end and has its checkpoints',
  ),
  why: text(
    'Utan tidpunkter ända fram vet ingen när arbetet ska vara klart, och utan avstämningar märks det för sent om det går åt fel håll.',
    'Without dates all the way nobody knows when the work is to be done, and without checkpoints nobody notices in time that it is going astray.',
  ),
  good: {
    'fardplan.md': `## Tidsplan

| När  | Vad                  | Typ        |
| ---- | -------------------- | ---------- |
| 2028 | Fördjupad avstämning | avstämning |
| 2030 | Slutredovisning      | milstolpe  |
`,
    'profiles/exempel.yaml': profile,
  },
  bad: {
    'fardplan.md': `## Tidsplan

| När  | Vad                       | Typ       |
| ---- | ------------------------- | --------- |
| 2026 | Mobila team i hela länet  | milstolpe |
`,
    'profiles/exempel.yaml': profile,
  },
  *check(document, { profile }) {
    const { model } = document;
    const timeline = sectionsOf(model).find(({ section }) => section.kind === 'timeline');
    // A timeline that is missing or empty is told by other rules.
    if (!profile || !timeline || isEmpty(timeline.section)) return;
    const at = headingOf(timeline);
    const rows = milestonesOf(model);
    const milestones = rows.map(({ milestone }) => milestone);
    if (milestones.length === 0) {
      yield {
        at,
        message: text('Tidsplanen har inga tidpunkter som går att läsa', 'The timeline has no dates that can be read'),
        help: text(
          'Skriv en tabell med kolumnerna När och Vad, eller en lista: ”- 2028: Fördjupad avstämning (avstämning)”.',
          'Write a table with the columns When (När) and What (Vad), or a list: “- 2028: Fördjupad avstämning (avstämning)”.',
        ),
      };
      return;
    }
    // A time that could not be read may be the very one that seems to be missing.
    if (!milestones.every(({ when }) => isGiven(when))) return;
    const reach = profile.timeline?.reaches ?? (isGiven(model.period.to) ? model.period.to.slice(0, 4) : undefined);
    const last = milestones.map(ending).reduce((one, two) => (firstDay(two) > firstDay(one) ? two : one));
    if (reach !== undefined && isBefore(last, reach)) {
      const [end, until] = [atMoment(last), momentWords(reach)];
      yield {
        at: rowPlace(document, rows, reach),
        askedBy: { profile: profile.timeline?.reaches === undefined ? ['period', 'to'] : ['timeline', 'reaches'] },
        message: text(
          `Tidsplanen slutar ${end.sv} men ska nå till ${until.sv}`,
          `The timeline ends ${end.en} but must reach ${until.en}`,
        ),
        help: text(
          `Lägg till en rad för ${until.sv}: vad ska ha hänt då?`,
          `Add a row for ${until.en}: what is to have happened by then?`,
        ),
      };
    }
    yield* checkpoints(document, rows, profile.timeline);
  },
});

const ending = ({ when, until }: Milestone): string => (isGiven(until) ? until : when);

/** A row without a type whose title says what it is counts too. */
const isCheckpoint = ({ kind, title }: Milestone): boolean =>
  kind === 'checkpoint' || (kind === undefined && /avstämning|checkpoint/iu.test(title));

type Rows = ReturnType<typeof milestonesOf>;

/** Where a row for `time` belongs: before the first one that is later, else after the last. */
function rowPlace(document: Parsed<Roadmap>, rows: Rows, time: string): Span {
  const later = rows.find(({ milestone }) => isBefore(time, milestone.when));
  if (later) return beforeRecord(document, later.path);
  const last = rows.at(-1);
  return last ? afterRecord(document, last.path) : { start: 0, end: 0 };
}

function* checkpoints(document: Parsed<Roadmap>, rows: Rows, wanted: Profile['timeline']): Generator<Finding> {
  const milestones = rows.map(({ milestone }) => milestone);
  const found = milestones.filter(isCheckpoint);
  const missing = (wanted?.checkpoints ?? []).filter((time) => !found.some(({ when }) => overlaps(when, time)));
  for (const time of missing) {
    const words = momentWords(time);
    const point = atMoment(time);
    const other = milestones.find(({ when, title }) => overlaps(when, time) && /avstämning/iu.test(title));
    const row = rows.find(({ milestone }) => milestone === other);
    yield {
      at: row ? row.path : rowPlace(document, rows, time),
      askedBy: { profile: ['timeline', 'checkpoints', wanted?.checkpoints?.indexOf(time) ?? 0] },
      message: text(
        `Avstämningen ${point.sv} saknas i tidsplanen`,
        `The checkpoint ${point.en} is missing from the timeline`,
      ),
      help: other
        ? text(
            `Skriv ”avstämning” i kolumnen Typ på raden ”${other.title}”.`,
            `Write “avstämning” (checkpoint) in the column Kind (Typ) of the row “${other.title}”.`,
          )
        : text(
            `Lägg till en rad för ${words.sv} med ”avstämning” i kolumnen Typ.`,
            `Add a row for ${words.en} with “avstämning” (checkpoint) in the column Kind (Typ).`,
          ),
    };
  }
  const least = wanted?.minCheckpoints ?? 0;
  if (missing.length > 0 || found.length >= least) return;
  yield {
    at: rowPlace(document, rows, '9999'),
    askedBy: { profile: ['timeline', 'minCheckpoints'] },
    message:
      found.length === 0
        ? text('Tidsplanen har ingen avstämning', 'The timeline has no checkpoint')
        : text(
            `Tidsplanen har för få avstämningar: ${found.length}, men det ska vara minst ${least}`,
            `The timeline has too few checkpoints: ${found.length}, but there must be at least ${least}`,
          ),
    help: text(
      'Lägg till en rad med ”avstämning” i kolumnen Typ.',
      'Add a row with “avstämning” (checkpoint) in the column Kind (Typ).',
    ),
  };
}
