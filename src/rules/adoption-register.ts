import { text } from '../core/text.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { Adoption } from '../model/adoption.js';
import { type Finding, rule, type RuleContext } from './_contract.js';
import { isGiven, lineOf } from './_sections.js';
import { roadmapsIn } from './_references.js';
import { didYouMean, joined, meantOf, writeInstead } from './_suggest.js';
import { isUnread, lostPartiesOf, mayBeLost } from './_told.js';

const parties = `huvudmän:
  - { id: norrby, namn: Norrby kommun, typ: kommun }
  - { id: soderby, namn: Söderby kommun, typ: kommun }
`;
const register = (second: string) => `beslut:
  - { huvudman: norrby, status: antagen, datum: 2024-03-18, inkommen: 2024-03-25 }
  - { huvudman: ${second}, status: antagen, datum: 2024-04-22, inkommen: 2024-04-29 }
`;

/** The register has each principal once, knows them all, and its dates are possible. */
export const adoptionRegister = rule({
  kinds: ['adoption'],
  severity: 'error',
  title: text('Beslutsregistret går ihop', 'The register of decisions is consistent'),
  why: text(
    'Registret svarar på vilka som har beslutat vad. En huvudman som står två gånger, eller en som inte finns, ger fel svar.',
    'The register answers who has decided what. A principal given twice, or one that does not exist, gives a wrong answer.',
  ),
  good: { 'adoption.yaml': register('soderby'), 'parties.yaml': parties },
  bad: { 'adoption.yaml': register('norrby'), 'parties.yaml': parties },
  *check(document, context) {
    yield* names(document, context);
    yield* dates(document, context);
  },
});

function* names(document: Parsed<Adoption>, context: RuleContext): Generator<Finding> {
  const { model } = document;
  const register = context.referred(document, model.parties);
  const ids = register && isKind(register, 'parties') ? register.model.parties.map(({ id }) => id) : undefined;
  const known = new Set(ids);
  const unknown = new Set(model.entries.flatMap(({ party }) => (known.has(party) ? [] : [party])));
  const isLost = mayBeLost(unknown, lostPartiesOf(register && isKind(register, 'parties') ? [register] : []));
  const first = new Map<string, number>();
  for (const [index, { party }] of model.entries.entries()) {
    if (!isGiven(party)) continue;
    const at = ['entries', index, 'party'];
    const earlier = first.get(party);
    if (earlier !== undefined) {
      const line = lineOf(document, ['entries', earlier, 'party']);
      yield {
        at,
        message: text(
          `”${party}” har redan ett beslut på rad ${line}`,
          `“${party}” has a decision already on line ${line}`,
        ),
        help: text('Behåll det beslut som gäller.', 'Keep the decision that holds.'),
      };
      continue;
    }
    first.set(party, index);
    if (!ids || known.has(party) || (register && isUnread(register, ['parties']))) continue;
    const meant = meantOf(party, ids);
    if (meant === undefined && isLost(party)) continue;
    yield {
      at,
      ...writeInstead(document, at, meant),
      message: text(
        `”${party}” finns inte i registret över huvudmän`,
        `“${party}” is not in the register of principals`,
      ),
      help: joined(didYouMean(meant), text(`Registret är ${model.parties}.`, `The register is ${model.parties}.`)),
    };
  }
}

function* dates(document: Parsed<Adoption>, context: RuleContext): Generator<Finding> {
  const { entries, roadmap } = document.model;
  const written = roadmapsIn(context).find(
    ({ model }) => model.id === roadmap.id && model.version === roadmap.version,
  )?.model;
  for (const [index, { date, received, version }] of entries.entries()) {
    if (!isGiven(date)) continue;
    if (isGiven(received) && received < date) {
      yield {
        at: ['entries', index, 'received'],
        message: text(
          `Svaret kom in ${received}, före beslutet ${date}`,
          `The reply came in on ${received}, before the decision of ${date}`,
        ),
        help: text('Rätta det datum som är fel.', 'Correct the wrong date.'),
      };
    }
    // Only a decision on the register's own version can be compared with that version's date.
    const own = version === undefined || version === roadmap.version;
    if (!own || !isGiven(written?.date) || date >= written.date) continue;
    yield {
      at: ['entries', index, 'date'],
      message: text(
        `Beslutet ${date} är äldre än version ${roadmap.version} av färdplanen (${written.date})`,
        `The decision of ${date} is older than version ${roadmap.version} of the roadmap (${written.date})`,
      ),
      help: text(
        'Rätta datumet, eller skriv vilken version beslutet gäller: ”version: …”.',
        'Correct the date, or write which version was decided on: “version: …”.',
      ),
    };
  }
}
