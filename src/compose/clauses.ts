import { text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Block } from '../model/document.js';
import type { SectionContext } from './sections.js';
import { linked } from './fill.js';
import { capital, stopped } from './swedish.js';

const isAtt = (clause: string): boolean => /^att\s/i.test(clause);

/**
 * The clauses in the template's style. Clauses all written the other way keep it, since they are to be moved to the minutes word for
 * word; a mixture is reported. Missing full stops are added to sentences.
 */
export function composeClauses(context: SectionContext): Block[] {
  const { decision, template, lead, report } = context;
  const { clauses } = decision;
  const style = styleOf(decision, template.style);
  if (style !== template.style) {
    report(
      'info',
      { key: ['clauses'] },
      style === 'att'
        ? text(
            'Beslutspunkterna är att-satser, mallen har hela meningar',
            'The clauses are att-clauses, the template has whole sentences',
          )
        : text(
            'Beslutspunkterna är hela meningar, mallen har att-satser',
            'The clauses are whole sentences, the template has att-clauses',
          ),
      text(
        'De skrivs ut som de står. Skriv om dem, eller ändra ”beslutsform” i en egen mall.',
        'They are printed as they stand. Rewrite them, or change “style” in a template of your own.',
      ),
    );
  }
  for (const [index, { text: clause }] of clauses.entries()) {
    if (isAtt(clause) !== (style === 'att')) {
      report(
        'warning',
        ['clauses', index, 'text'],
        text(
          'Beslutspunkterna blandar att-satser och hela meningar',
          'The clauses mix att-clauses and whole sentences',
        ),
        style === 'att'
          ? text('Börja punkten med ”att”, som de andra.', 'Begin the clause with “att”, as the others do.')
          : text(
              'Skriv punkten som en hel mening, som de andra.',
              'Write the clause as a whole sentence, as the others are.',
            ),
      );
    }
    versionChecked(context, clause, index);
  }
  const written = clauses.map(({ text: clause }) =>
    linked(isAtt(clause) ? clause.replace(/^att\s+/i, 'att ') : style === 'att' ? clause : capital(stopped(clause))),
  );
  return [
    {
      type: 'clauses',
      style,
      ...(lead === undefined || style === 'sentence' ? {} : { lead: linked(lead) }),
      clauses: written,
    },
  ];
}

function styleOf({ clauses }: Decision, wanted: 'sentence' | 'att'): 'sentence' | 'att' {
  const att = clauses.filter(({ text: clause }) => isAtt(clause)).length;
  return att === clauses.length ? 'att' : att === 0 ? 'sentence' : wanted;
}

function versionChecked({ roadmap, report }: SectionContext, clause: string, index: number): void {
  const version = /\bversion\s+(\d[\w.-]*\w|\d)/i.exec(clause)?.[1];
  if (version === undefined || version === roadmap.version) return;
  report(
    'error',
    ['clauses', index, 'text'],
    text(
      `Beslutspunkten säger version ${version}, men färdplanen är version ${roadmap.version}`,
      `The clause says version ${version}, but the roadmap is version ${roadmap.version}`,
    ),
    text(
      'Ett beslut ska gälla den text som bifogas. Ändra punkten, eller ”källa” under ”färdplan”.',
      'A decision must be about the text that is attached. Change the clause, or “source” under “roadmap”.',
    ),
  );
}
