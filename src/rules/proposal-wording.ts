import { fold, text, type Text } from '../core/text.js';
import type { ModelPath } from '../core/locations.js';
import type { Parsed } from '../parse/parsed.js';
import type { Decision } from '../model/decision.js';
import { type Finding, rule } from './_contract.js';
import { isProposal } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const body = (heading: string) =>
  decisionExample('status: beslut\n', `## ${heading}\n\nPunkterna gäller från årsskiftet.\n`);

/** D05: what is decided is not called a proposal, and what is proposed is not called a decision. */
export const proposalWording = rule({
  code: 'D05',
  kinds: ['decision'],
  severity: 'warning',
  title: text('Förslag heter förslag och beslut heter beslut', 'A proposal is called that, and so is a decision'),
  why: text(
    'Står det ”Förslag till beslut” i ett undertecknat beslut framgår det inte att beslutet är fattat. Det som inte är beslutat går ' +
      'varken att verkställa eller att överklaga.',
    'If a signed decision says “Förslag till beslut” (proposal), it does not show that the decision is taken. What is not decided can ' +
      'neither be carried out nor appealed against.',
  ),
  good: body('Rekommendation'),
  bad: body('Förslag till beslut'),
  *check(document) {
    const { model } = document;
    const decided = model.status === 'decided';
    if (isGiven(model.title)) yield* called(document, ['title'], model.title, decided);
    for (const [index, { title }] of model.parts.entries())
      yield* called(document, ['parts', index, 'title'], title, decided);
    for (const [index, clause] of model.clauses.entries()) {
      if (!isProposal(clause.text)) continue;
      yield {
        at: ['clauses', index, 'text'],
        message: decided
          ? text(
              `Beslutspunkt ${index + 1} är skriven som ett förslag, men beslutet är fattat`,
              `Clause ${index + 1} is written as a proposal, but the decision is taken`,
            )
          : text(
              `Beslutspunkt ${index + 1} kan inte flyttas till protokollet som den står`,
              `Clause ${index + 1} cannot be moved to the minutes as it stands`,
            ),
        help: text(
          'Skriv den som om beslutet redan var fattat: ”Nämnden antar …”, inte ”Nämnden föreslås besluta …”.',
          'Write it as if the decision were taken already: “Nämnden antar …”, not “Nämnden föreslås besluta …”.',
        ),
      };
    }
    if (!decided && model.minutes) {
      yield {
        at: { key: ['minutes'] },
        message: text('Ett förslag har inget protokoll', 'A proposal has no minutes'),
        help: text(
          'Är beslutet fattat: ”status: beslut”. Annars vänta med uppgifterna.',
          'If the decision is taken, “status: decided”. If not, wait with this.',
        ),
      };
    }
  },
});

/** Headings of a decision, folded, and what they are called while it is proposed. */
const decidedHeadings: Readonly<Record<string, string>> = {
  beslut: 'Förslag till beslut',
  'beslut och motivering': 'Förslag till beslut och motivering',
};

function* called(document: Parsed<Decision>, at: ModelPath, title: string, decided: boolean): Generator<Finding> {
  const folded = fold(title);
  const proposal = /^(?:besluts)?förslag\b/.test(folded) && !/^förslaget\b/.test(folded);
  const taken = at[0] === 'title' ? /^(?:ordförande|delegations)?beslut\b/.test(folded) : folded in decidedHeadings;
  if (decided ? !proposal : !taken) return;
  // “Förslag till färdplan” as a heading is about the roadmap.
  if (decided && at[0] !== 'title' && !/beslut|rekommendation/.test(folded)) return;
  const better = decided
    ? title.replace(/^förslag till\s+/i, '')
    : (decidedHeadings[folded] ?? `Förslag till ${title.charAt(0).toLowerCase()}${title.slice(1)}`);
  const change = renamed(document, at, title, `${better.charAt(0).toUpperCase()}${better.slice(1)}`);
  yield {
    at,
    message: decided
      ? text(`”${title}” står i ett beslut som är fattat`, `“${title}” (proposal) stands in a decision that is taken`)
      : text(`”${title}” står i ett förslag`, `“${title}” (decision) stands in a proposal`),
    help: decided
      ? text('Skriv om den, eller ändra till ”status: förslag”.', 'Rewrite it, or change to “status: proposal”.')
      : text('Skriv om den, eller ändra till ”status: beslut”.', 'Rewrite it, or change to “status: decided”.'),
    suggestions: [...change, ...otherStatus(document, decided)],
  };
}

function renamed({ locations, source }: Parsed, at: ModelPath, title: string, better: string) {
  const span = locations.get(at);
  const from = span ? source.text.slice(span.start, span.end).indexOf(title) : -1;
  if (!span || from < 0 || better === title) return [];
  return [
    {
      title: text(`Skriv ”${better}”`, `Write “${better}”`),
      edits: [{ span: { start: span.start + from, end: span.start + from + title.length }, text: better }],
    },
  ];
}

function otherStatus(
  { locations }: Parsed,
  decided: boolean,
): { title: Text; edits: { span: { start: number; end: number }; text: string }[] }[] {
  const span = locations.get(['status']);
  if (!span) return [];
  const word = decided ? 'förslag' : 'beslut';
  return [
    { title: text(`Ändra status till ”${word}”`, `Change the status to “${word}”`), edits: [{ span, text: word }] },
  ];
}
