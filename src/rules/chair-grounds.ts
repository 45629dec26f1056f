import { text, type Text } from '../core/text.js';
import { rule } from './_contract.js';
import { chairFront, decisionExample } from './_decision-example.js';
import { keyBelongs } from './_belongs.js';
import { isUnread } from './_told.js';

const grounds: readonly { field: 'legalBasis' | 'urgency' | 'reportTo'; message: Text; help: Text }[] = [
  {
    field: 'legalBasis',
    message: text(
      'Det framgår inte med vilken rätt ordföranden beslutar',
      'It does not say by what right the chair decides',
    ),
    help: text(
      'Lägg till ”lagrum:” överst, till exempel ”6 kap. 39 § kommunallagen (2017:725) och punkt 1.3 i delegationsordningen”.',
      'Add “legalBasis:” at the top, such as “6 kap. 39 § kommunallagen (2017:725) och punkt 1.3 i delegationsordningen”.',
    ),
  },
  {
    field: 'urgency',
    message: text('Det framgår inte varför beslutet inte kan vänta', 'It does not say why the decision cannot wait'),
    help: text(
      'Lägg till ”brådska:” överst: vad som händer om nämnden inväntas, och när den sammanträder nästa gång.',
      'Add “urgency:” at the top: what happens if the board is awaited, and when it meets next.',
    ),
  },
  {
    field: 'reportTo',
    message: text('Det framgår inte var beslutet ska anmälas', 'It does not say where the decision is to be reported'),
    help: text(
      'Lägg till ”anmäls till:” överst, till exempel ”Direktionens sammanträde den 22 april 2022”.',
      'Add “reportTo:” at the top, such as “Direktionens sammanträde den 22 april 2022”.',
    ),
  },
];

/** D04: the decision of a chair says by what right it is taken, why it cannot wait, and where it is reported. */
export const chairGrounds = rule({
  code: 'D04',
  kinds: ['decision'],
  severity: 'error',
  title: text(
    'Ett ordförandebeslut har lagrum, brådska och anmälan',
    'A chair’s decision has its legal basis, urgency and report',
  ),
  why: text(
    'Ordföranden får besluta i nämndens ställe bara när ärendet är så brådskande att nämnden inte kan inväntas (6 kap. 39 § ' +
      'kommunallagen), och beslutet ska anmälas till nämnden (6 kap. 40 §).',
    'The chair may decide in place of the board only when a matter is so urgent that the board cannot be awaited (KL 6:39), and the ' +
      'decision must be reported to the board (KL 6:40).',
  ),
  good: decisionExample(chairFront),
  bad: decisionExample(chairFront.replace(/^brådska:.*\n/m, '')),
  *check(document) {
    const { model, locations } = document;
    if (model.kind !== 'chair-decision' || isUnread(document, ['kind'])) return;
    // Delegated in the ordinary way (KL 6:37), a matter need not be urgent.
    const ordinary = /\b37 §/.test(model.legalBasis ?? '') && !/\b39 §/.test(model.legalBasis ?? '');
    for (const { field, message, help } of grounds) {
      if (model[field] !== undefined || locations.get([field]) || (field === 'urgency' && ordinary)) continue;
      yield { ...keyBelongs(document, [field]), message, help, askedBy: { schema: [field] } };
    }
  },
});
