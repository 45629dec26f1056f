import { text } from '../core/text.js';
import type { ModelPath } from '../core/locations.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Milestone } from '../model/section.js';
import type { Parsed } from '../parse/parsed.js';
import { type Finding, rule } from './_contract.js';
import { atMoment, firstDay, isBefore, lastDay, momentWords } from './_moments.js';
import { displaced, movedTo } from './_order.js';
import { placeOfId } from './_references.js';
import { isGiven, milestonesOf, sectionsOf } from './_sections.js';

const table = (...rows: string[]) => `## Tidsplan

| När  | Vad             |
| ---- | --------------- |
${rows.join('\n')}
`;
const [review, report] = ['| 2027 | Avstämning      |', '| 2030 | Slutredovisning |'];

/** Milestones stand in order of time, end after they begin, and wait for nothing that comes later. */
export const milestoneOrder = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Tidpunkterna står i tidsordning', 'The milestones stand in order of time'),
  why: text(
    'En tidsplan läses uppifrån och ned. En rad på fel plats är ofta ett felskrivet årtal.',
    'A timeline is read from top to bottom. A row in the wrong place is often a mistyped year.',
  ),
  good: table(review, report),
  bad: table(report, review),
  *check(document) {
    const { model } = document;
    const told = new Set<Milestone>();
    for (const { section, path } of sectionsOf(model)) {
      const rows = (section.milestones ?? []).flatMap((milestone, index) =>
        isGiven(milestone.when) ? [{ milestone, path: [...path, 'milestones', index] }] : [],
      );
      for (const index of displaced(times(rows.map(({ milestone }) => milestone)))) {
        const row = rows[index];
        if (!row) continue;
        told.add(row.milestone);
        yield misplaced(row.milestone, row.path, rows);
      }
    }
    yield* windows(model);
    yield* waiting(document, told);
  },
});

/** A day for each, such that a row whose time covers the one before it (2027 after 2027-06) is in order. */
function times(milestones: readonly Milestone[]): string[] {
  let now = '';
  return milestones.map(({ when }) => {
    now = firstDay(when) <= now && now <= lastDay(when) ? now : firstDay(when);
    return now;
  });
}

interface Row {
  milestone: Milestone;
  path: ModelPath;
}

function misplaced(milestone: Milestone, path: ModelPath, rows: readonly Row[]): Finding {
  const words = momentWords(milestone.when);
  const later = rows.filter((row) => isBefore(milestone.when, row.milestone.when)).toSorted(byTime)[0];
  const earlier = rows
    .filter((row) => row.milestone !== milestone)
    .toSorted(byTime)
    .at(-1);
  const next = later?.milestone;
  const where = next
    ? text(
        `före ”${next.title}” (${momentWords(next.when).sv})`,
        `before “${next.title}” (${momentWords(next.when).en})`,
      )
    : text('sist', 'last');
  const beside = later ?? earlier;
  return {
    at: [...path, 'when'],
    message: text(
      `”${milestone.title}” (${words.sv}) står inte i tidsordning`,
      `“${milestone.title}” (${words.en}) is out of order in time`,
    ),
    help: text(
      `Kontrollera årtalet, eller flytta raden så att den står ${where.sv}.`,
      `Check the year, or move the row to stand ${where.en}.`,
    ),
    ...(beside ? { related: [movedTo([...beside.path, 'when'], beside === later)] } : {}),
  };
}

const byTime = (one: Row, two: Row): number =>
  firstDay(one.milestone.when) < firstDay(two.milestone.when)
    ? -1
    : Number(firstDay(one.milestone.when) > firstDay(two.milestone.when));

function* windows(roadmap: Roadmap): Generator<Finding> {
  for (const { milestone, path } of milestonesOf(roadmap)) {
    const { when, until, title } = milestone;
    if (!isGiven(until) || !isGiven(when) || !isBefore(until, when)) continue;
    yield {
      at: [...path, 'until'],
      message: text(
        `”${title}” slutar ${atMoment(until).sv} men börjar ${atMoment(when).sv}`,
        `“${title}” ends ${atMoment(until).en} but begins ${atMoment(when).en}`,
      ),
      help: text('Byt plats på början och slut, eller rätta årtalet.', 'Let them change places, or correct the year.'),
      related: [{ at: [...path, 'when'], message: text('Början står här', 'The beginning is here') }],
    };
  }
}

/** What waits for something later; that one of the two is out of order is told already where it is `told`. */
function* waiting(document: Parsed<Roadmap>, told: ReadonlySet<Milestone>): Generator<Finding> {
  const { model } = document;
  const byId = new Map(milestonesOf(model).map((row) => [row.milestone.id, row]));
  for (const { milestone, path } of milestonesOf(model)) {
    for (const [index, id] of (milestone.depends ?? []).entries()) {
      const { milestone: other, path: otherPath = [] } = byId.get(id) ?? {};
      const end = isGiven(milestone.until) ? milestone.until : milestone.when;
      // Two that wait for each other are a circle, which is told as that.
      if (
        !other ||
        other.depends?.includes(milestone.id) ||
        told.has(milestone) ||
        told.has(other) ||
        !isGiven(end) ||
        !isGiven(other.when) ||
        !isBefore(end, other.when)
      )
        continue;
      yield {
        at: placeOfId(document, [...path, 'depends', index], id),
        message: text(
          `”${milestone.title}” (${momentWords(milestone.when).sv}) beror på ”${other.title}”, som kommer senare (${momentWords(other.when).sv})`,
          `“${milestone.title}” (${momentWords(milestone.when).en}) depends on “${other.title}”, which comes later (${momentWords(other.when).en})`,
        ),
        help: text('Rätta tiden, eller kolumnen Beror på.', 'Correct the time, or the column Depends (Beror på).'),
        related: [{ at: [...otherPath, 'when'], message: text('Det den beror på', 'What it depends on') }],
      };
    }
  }
}
