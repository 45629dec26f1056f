import { text, type Text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import { rule } from './_contract.js';
import { decisionExample } from './_decision-example.js';
import { keyBelongs } from './_belongs.js';
import { isGiven } from './_sections.js';

/** What a decision that is taken must tell. A proposal gets its date, and often its number, later. */
const facts: readonly { field: 'reference' | 'date'; name: string; message: Text; help: Text }[] = [
  {
    field: 'reference',
    name: 'diarienummer',
    message: text('Beslutet saknar diarienummer', 'The decision has no reference number'),
    help: text(
      'Skriv numret ur diariet överst, till exempel ”diarienummer: KS 2022/00123”.',
      'Write the number from the register at the top, such as “reference: KS 2022/00123”.',
    ),
  },
  {
    field: 'date',
    name: 'datum',
    message: text('Beslutet saknar datum', 'The decision has no date'),
    help: text(
      'Skriv dagen då beslutet fattades, till exempel ”datum: 2022-03-18”. Är det inte fattat: ”status: förslag”.',
      'Write the day it was taken, such as “date: 2022-03-18”. If it is not taken yet: “status: proposal”.',
    ),
  },
];

/** D01: a decision that is taken has a reference number, a date and, where it turns to somebody, to whom. */
export const decisionFacts = rule({
  code: 'D01',
  kinds: ['decision'],
  severity: 'error',
  title: text(
    'Ett fattat beslut har diarienummer, datum och mottagare',
    'A decision that is taken has a reference number, a date and an addressee',
  ),
  why: text(
    'En allmän handling ska gå att hitta i diariet, med datum, beteckning och vem den har kommit från eller gått till ' +
      '(5 kap. 1–2 §§ offentlighets- och sekretesslagen). Utan datum går det inte att se när beslutet började gälla.',
    'A public document must be found in the register, with date, number and from or to whom (OSL 5:1–2). Without a ' +
      'date nobody can see from when a decision holds.',
  ),
  good: decisionExample('diarienummer: SN 2024/00012\ndatum: 2024-03-15\n'),
  bad: decisionExample(
    `beslutspunkter:
  - verb: rekommenderar
    text: Samverkansnämnden rekommenderar kommunerna att anta Färdplan för nära vård i Exempellän.
diarienummer: SN 2024/00012
mottagare:
`,
  ),
  *check(document) {
    const { model, locations } = document;
    if (model.status === 'decided') {
      for (const { field, message, help } of facts) {
        // A value that was written but could not be read has been reported.
        if (model[field] !== undefined || locations.get([field])) continue;
        yield { ...keyBelongs(document, [field]), message, help, askedBy: { schema: [field] } };
      }
    }
    if (isGiven(model.recipient)) return;
    for (const [index, clause] of model.clauses.entries()) {
      if (!turnsTo(clause, model) || clause.addressee !== undefined) continue;
      yield {
        ...keyBelongs(document, ['clauses', index, 'addressee']),
        message: text(
          `Beslutspunkt ${index + 1} säger inte vem den riktar sig till`,
          `Clause ${index + 1} does not say to whom it is addressed`,
        ),
        help: text(
          'Lägg till ”mottagare:” i punkten, eller överst för hela beslutet. En rekommendation utan mottagare rekommenderar ingen något.',
          'Add “addressee:” to the clause, or “recipient:” at the top for the whole. A recommendation to nobody recommends nothing.',
        ),
        askedBy: { schema: ['clauses', index, 'addressee'] },
      };
    }
  },
});

/** A recommendation, and what is sent, goes to somebody; to adopt something does not. */
const turnsTo = ({ verb }: Decision['clauses'][number], { kind }: Decision): boolean =>
  kind === 'recommendation' || verb === 'recommends' || verb === 'submits';
