import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { rule, type RuleContext } from './_contract.js';
import { decisionExample } from './_decision-example.js';
import { partiesIn } from './_parties.js';
import { numberFits } from './_reference-number.js';
import { isGiven } from './_sections.js';

/** D01: reference numbers look as those of their organisation do. */
export const referenceNumber = rule({
  code: 'D01',
  kinds: ['decision', 'response', 'adoption', 'missive'],
  severity: 'error',
  title: text('Diarienummer ser ut som diarienummer', 'Reference numbers look like reference numbers'),
  why: text(
    'Numret är vägen till handlingarna i diariet (5 kap. 2 § offentlighets- och sekretesslagen). Ett felskrivet nummer leder ingenstans.',
    'The number is the way to the papers in the register (OSL 5:2). A mistyped number leads nowhere.',
  ),
  good: decisionExample('diarienummer: SN 2024/00012\n'),
  bad: decisionExample('diarienummer: SN 2024/XXXX\n'),
  *check(document, context) {
    const { references } = context.settings;
    for (const { number, at, organisation } of numbersIn(document, context)) {
      if (!isGiven(number)) continue;
      const { fits, asked } = numberFits(number, organisation, references);
      if (fits) continue;
      const shown = number.length > 60 ? `${number.slice(0, 60)}…` : number;
      yield {
        at,
        ...(asked ? { askedBy: { settings: ['references', (references ?? []).indexOf(asked)] } } : {}),
        message:
          asked && organisation !== undefined
            ? text(
                `”${shown}” är inget diarienummer för ${organisation}`,
                `“${shown}” is no reference number of ${organisation}`,
              )
            : text(`”${shown}” är inget diarienummer`, `“${shown}” is no reference number`),
        help: asked
          ? asked.example === undefined
            ? text(
                `Enligt fardplan.yaml ska det se ut så här: ${asked.pattern}`,
                `According to fardplan.yaml it must look like this: ${asked.pattern}`,
              )
            : text(
                `Enligt fardplan.yaml ska det se ut som ${asked.example}.`,
                `According to fardplan.yaml it must look like ${asked.example}.`,
              )
          : text(
              'Skriv numret som det står i diariet, till exempel KS 2022/00123 eller RS 912-2025. Finns det inget än: ta bort raden.',
              'Write the number as the register has it, such as KS 2022/00123 or RS 912-2025. If there is none yet, remove the line.',
            ),
      };
    }
  },
});

interface Numbered {
  number: string | undefined;
  at: ModelPath;
  organisation: string | undefined;
}

function numbersIn(document: Parsed, context: RuleContext): Numbered[] {
  const partyName = (id: string): string | undefined => partiesIn(context).find((party) => party.id === id)?.name;
  if (isKind(document, 'decision')) {
    const { reference, organisation } = document.model;
    return [{ number: reference, at: ['reference'], organisation }];
  }
  if (isKind(document, 'missive')) {
    return [{ number: document.model.reference, at: ['reference'], organisation: document.model.sender }];
  }
  if (isKind(document, 'response')) {
    const { reference, party } = document.model;
    return [{ number: reference, at: ['reference'], organisation: partyName(party) }];
  }
  if (!isKind(document, 'adoption')) return [];
  return document.model.entries.map(({ reference, party }, index) => ({
    number: reference,
    at: ['entries', index, 'reference'],
    organisation: reference === undefined ? undefined : partyName(party),
  }));
}
