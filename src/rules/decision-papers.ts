import { fold, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { type Finding, rule } from './_contract.js';
import { roadmapNames, roadmapOf } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { keyBelongs } from './_belongs.js';
import { isGiven } from './_sections.js';
import { isUnread } from './_told.js';

const papers = (date: string) =>
  decisionExample(`beslutsunderlag:
  - { titel: Tjänsteskrivelse om färdplanen, datum: 2024-03-01 }
  - { titel: "Färdplan för nära vård i Exempellän, version 1.0"${date}, färdplan: true }
`);

/** D06: the papers of a decision are dated, the roadmap is one of them, and in the version that is bound to the decision. */
export const decisionPapers = rule({
  code: 'D06',
  kinds: ['decision'],
  severity: 'error',
  title: text(
    'Beslutsunderlaget är daterat och pekar på rätt version',
    'The papers are dated and point to the right version',
  ),
  why: text(
    'Ett beslut gäller en viss text. Finns underlaget i flera versioner visar bara datum och version vilken av dem som låg på bordet.',
    'A decision is about a certain text. If a paper exists in several versions, only date and version show which one lay on the table.',
  ),
  good: papers(', datum: 2024-02-24'),
  bad: papers(''),
  *check(document, context) {
    const { model, locations } = document;
    const roadmap = roadmapOf(document, context);
    const list = model.papers ?? [];
    if (list.length === 0) {
      // A recommendation carries the roadmap itself; a chair decides on papers.
      if (
        model.kind !== 'chair-decision' ||
        isUnread(document, ['kind']) ||
        (model.papers === undefined && locations.get(['papers']))
      )
        return;
      yield {
        ...(model.papers ? { at: { key: ['papers'] } } : keyBelongs(document, ['papers'])),
        message: text('Beslutet har inget beslutsunderlag', 'The decision rests on no papers'),
        help: text(
          'Lägg till ”beslutsunderlag:” med titel och datum för varje handling, tjänsteskrivelsen först.',
          'Add “papers:” with the title and date of each, the official’s report first.',
        ),
        askedBy: { schema: ['papers'] },
      };
      return;
    }
    for (const [index, paper] of list.entries()) {
      if (paper.date !== undefined || locations.get(['papers', index, 'date'])) continue;
      yield {
        ...keyBelongs(document, ['papers', index, 'date']),
        message: text(`”${paper.title}” saknar datum`, `“${paper.title}” has no date`),
        help: text(
          'Lägg till ”datum:”, dagen som står på handlingen.',
          'Add “date:”, the day that stands on the paper.',
        ),
        askedBy: { schema: ['papers', index, 'date'] },
      };
    }
    if (!roadmap) return;
    yield* amongThem(document, roadmap);
    yield* versions(document, roadmap);
  },
});

/** The roadmap is marked as one of the papers. */
function* amongThem(document: Parsed<Decision>, roadmap: Roadmap): Generator<Finding> {
  const list = document.model.papers ?? [];
  if (list.some((paper) => paper.roadmap)) return;
  const names = roadmapNames(roadmap);
  const current = (title: string) => versionIn(title) === undefined || versionIn(title) === roadmap.version;
  const likely = list.findIndex(({ title }) => names.some((name) => fold(title).startsWith(name)) && current(title));
  yield {
    at: likely < 0 ? { key: ['papers'] } : ['papers', likely],
    message: text(
      'Färdplanen finns inte bland beslutsunderlaget',
      'The roadmap is not among the papers of the decision',
    ),
    help:
      likely < 0
        ? text(
            'Lägg till den med titel, version och datum, och ”färdplan: ja”, så binds just den texten till beslutet.',
            'Add it with title, version and date, and “roadmap: true”: then this very text is bound to the decision.',
          )
        : text(
            'Är det den här handlingen: lägg till ”färdplan: ja”, så binds just den texten till beslutet.',
            'If it is this paper, add “roadmap: true”: then this very text is bound to the decision.',
          ),
  };
}

/** “version 2.0” in a text, if it names one. */
const versionIn = (words: string): string | undefined => /\bversion\s+(\d[\w.-]*\w|\d)/i.exec(words)?.[1];

/** What the clauses and the papers say of version and date is what the roadmap says itself. */
function* versions({ model }: Parsed<Decision>, roadmap: Roadmap): Generator<Finding> {
  const said = [
    ...model.clauses.flatMap((clause, index) =>
      clause.text.includes('version') ? [{ words: clause.text, at: ['clauses', index, 'text'] }] : [],
    ),
    ...(model.papers ?? []).flatMap(({ title, roadmap: own }, index) =>
      own ? [{ words: title, at: ['papers', index, 'title'] }] : [],
    ),
  ];
  for (const { words, at } of said) {
    const version = versionIn(words);
    if (version === undefined || version === roadmap.version || !isGiven(roadmap.version)) continue;
    yield {
      at,
      message: text(
        `Här står version ${version}, men beslutet gäller version ${roadmap.version}`,
        `It says version ${version} here, but the decision is about version ${roadmap.version}`,
      ),
      help: text(
        'Rätta versionen, eller ange rätt text under ”färdplan: källa”.',
        'Correct the version, or give the right text under “roadmap: source”.',
      ),
    };
  }
  for (const [index, paper] of (model.papers ?? []).entries()) {
    if (!paper.roadmap || !isGiven(paper.date) || !isGiven(roadmap.date) || paper.date === roadmap.date) continue;
    yield {
      at: ['papers', index, 'date'],
      message: text(
        `Färdplanen är daterad ${roadmap.date}, inte ${paper.date}`,
        `The roadmap is dated ${roadmap.date}, not ${paper.date}`,
      ),
      help: text(
        'Rätta datumet här, eller överst i färdplanen.',
        'Correct the date here, or at the top of the roadmap.',
      ),
    };
  }
}
