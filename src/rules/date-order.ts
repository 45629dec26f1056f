import type { ModelPath } from '../core/locations.js';
import { text, type Text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { type Finding, rule, type RuleContext, type SecondPlace } from './_contract.js';
import { roadmapDocumentOf } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { atMoment, isBefore } from './_moments.js';
import { belongsBeside, displaced, movedTo } from './_order.js';
import { viewRound } from './_round.js';
import { isGiven } from './_sections.js';

const decision = (due: string) =>
  decisionExample(`datum: 2024-03-15
återkoppling: { senast: ${due}, till: kansliet@samverkan.example }
`);

/** D08: what comes first has the earlier date: preparation, papers, decision, reply; sent, answered. */
export const dateOrder = rule({
  code: 'D08',
  kinds: ['decision', 'response', 'plan', 'roadmap'],
  severity: 'error',
  title: text('Datumen kommer i den ordning det hände', 'The dates come in the order that things happened'),
  why: text(
    'Ett ärende bereds innan det beslutas (5 kap. 26–28 §§ kommunallagen), och svar kommer efter frågor. Ett datum som inte kan stämma ' +
      'gör att hela handlingen ifrågasätts.',
    'A matter is prepared before it is decided (KL 5:26–28), and answers come after questions. A date that cannot be right makes the whole ' +
      'document doubtful.',
  ),
  good: decision('2024-09-30'),
  bad: decision('2024-01-31'),
  *check(document, context) {
    if (isKind(document, 'decision')) yield* inDecision(document, context);
    else if (isKind(document, 'response')) {
      const round = viewRound(document, context)?.round;
      yield* after(
        document.model.date,
        round?.model.sent,
        ['date'],
        round ? { document: round, at: ['sent'] } : { at: ['date'] },
        text('Svaret', 'The answer'),
        text('remissen skickades', 'the round was sent'),
      );
    } else if (isKind(document, 'plan')) {
      const { date, year } = document.model;
      if (isGiven(date) && isGiven(year) && isBefore(year, date)) {
        const when = atMoment(date);
        yield {
          at: ['date'],
          message: text(
            `Planen för ${year} beslutades först ${when.sv}`,
            `The plan for ${year} was not decided until ${when.en.replace(/^(?:on|in) /, '')}`,
          ),
          help: text('Rätta datumet eller året.', 'Correct the date or the year.'),
          related: [{ at: ['year'], message: text('Året står här', 'The year is here') }],
        };
      }
    } else if (isKind(document, 'roadmap')) yield* inRoadmap(document);
  },
});

const theOther = text('Det andra datumet', 'The other date');

/** What has the date `date` cannot be before `first`, which stands at `since`. */
function* after(
  date: string | undefined,
  first: string | undefined,
  at: ModelPath,
  since: Omit<SecondPlace, 'message'>,
  what: Text,
  event: Text,
): Generator<Finding> {
  if (!isGiven(date) || !isGiven(first) || !isBefore(date, first)) return;
  const [now, then] = [atMoment(date), atMoment(first)];
  yield {
    at,
    message: text(
      `${what.sv} (${now.sv.replace(/^(?:den|i) /, '')}) ligger före den dag då ${event.sv} (${then.sv.replace(/^(?:den|i) /, '')})`,
      `${what.en} (${now.en.replace(/^(?:on|in) /, '')}) is before ${event.en} (${then.en.replace(/^(?:on|in) /, '')})`,
    ),
    help: text('Rätta det datum som är fel.', 'Correct the wrong date.'),
    related: [{ ...since, message: theOther }],
  };
}

function* inDecision(document: Parsed<Decision>, context: RuleContext): Generator<Finding> {
  const { model } = document;
  const steps = (model.preparation ?? []).map(({ date }) => date);
  const days = steps.map((date) => (isGiven(date) ? date : ''));
  const known = days.flatMap((date, index) => (date === '' ? [] : [{ date, index }]));
  const dates = known.map(({ date }) => date);
  // What lies after the decision is told as that, below.
  const late = (day: string) => model.status === 'decided' && isGiven(model.date) && day > model.date;
  const moved = displaced(dates);
  for (const at of moved) {
    const step = known[at];
    if (!step || late(step.date)) continue;
    const beside = belongsBeside(dates, moved, at);
    const other = beside && known[beside.index];
    yield {
      at: ['preparation', step.index, 'date'],
      message: text(
        `Steget ${step.date} i ärendets gång står inte i tidsordning`,
        `The step of ${step.date} in the preparation is out of order`,
      ),
      help: text('Kontrollera datumet, eller flytta raden.', 'Check the date, or move the line.'),
      ...(beside && other ? { related: [movedTo(['preparation', other.index, 'date'], beside.before)] } : {}),
    };
  }
  const { date, reply, status } = model;
  const decided = text('beslutet fattades', 'the decision was taken');
  yield* after(
    reply?.due,
    date,
    ['reply', 'due'],
    { at: ['date'] },
    text('Svarsdagen', 'The day to reply by'),
    status === 'decided' ? decided : text('handlingen skrevs', 'the document was written'),
  );
  // A proposal may tell of what is still to come, and its papers may be replaced until the day of the decision.
  if (status !== 'decided' || !isGiven(date)) return;
  for (const [index, step] of days.entries()) {
    if (step === '' || !late(step)) continue;
    yield {
      at: ['preparation', index, 'date'],
      message: text(
        `Ärendets gång tar upp ${step}, efter beslutet ${date}`,
        `The preparation has ${step}, after the decision of ${date}`,
      ),
      help: text(
        'Beredningen slutar med beslutet. Rätta det datum som är fel.',
        'The preparation ends with the decision. Correct the wrong date.',
      ),
      related: [{ at: ['date'], message: theOther }],
    };
  }
  const newer = (model.papers ?? []).some((paper) => paper.roadmap && isGiven(paper.date) && paper.date > date);
  // A paper that is the roadmap says the same.
  const roadmap = newer ? undefined : roadmapDocumentOf(document, context);
  if (roadmap)
    yield* after(
      date,
      roadmap.model.date,
      ['date'],
      { document: roadmap, at: ['date'] },
      text('Beslutet', 'The decision'),
      text('färdplanen fick sin lydelse', 'the roadmap was given its wording'),
    );
  for (const [index, paper] of (model.papers ?? []).entries()) {
    if (!isGiven(paper.date) || paper.date <= date) continue;
    yield {
      at: ['papers', index, 'date'],
      message: text(
        `”${paper.title}” är daterad ${paper.date}, efter beslutet ${date}`,
        `“${paper.title}” is dated ${paper.date}, after the decision of ${date}`,
      ),
      help: text(
        'Det som inte fanns kan inte ha legat till grund för beslutet. Rätta det datum som är fel.',
        'What did not exist cannot have been what the decision rests on. Correct the wrong date.',
      ),
      related: [{ at: ['date'], message: theOther }],
    };
  }
}

function* inRoadmap({ model }: Parsed<Roadmap>): Generator<Finding> {
  const { mandate, date } = model;
  const given = text('uppdraget gavs', 'the mandate was given');
  yield* after(
    mandate?.dialogue?.from,
    mandate?.date,
    ['mandate', 'dialogue', 'from'],
    { at: ['mandate', 'date'] },
    text('Dialogen', 'The dialogue'),
    given,
  );
  yield* after(date, mandate?.date, ['date'], { at: ['mandate', 'date'] }, text('Färdplanen', 'The roadmap'), given);
}
