import { fold, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Parsed } from '../parse/parsed.js';
import type { Report } from './report.js';

/** What every decision needs to be found again and to bind anyone: a reference number and a date. */
export function checkBasics({ model: decision }: Parsed<Decision>, report: Report): void {
  const decided = decision.status === 'decided';
  const severity = decided ? 'error' : 'warning';
  if (decision.reference === undefined) {
    report(
      severity,
      { key: ['status'] },
      text('Diarienummer saknas', 'The reference number is missing'),
      text(
        `Skriv ”diarienummer: KS 2022/00123” eller motsvarande${decided ? '' : ' innan beslutet fattas'}. Utan det går beslutet inte att hitta i diariet.`,
        `Write “reference: KS 2022/00123” or the like${decided ? '' : ' before the decision is taken'}. Without it the decision cannot be found in the register.`,
      ),
    );
  }
  if (decision.date === undefined) {
    report(
      severity,
      { key: ['status'] },
      text('Datum saknas', 'The date is missing'),
      text(
        `Skriv dagen för beslutet, till exempel ”datum: 2022-03-18”${decided ? '' : ', när det fattas'}.`,
        `Write the day of the decision, such as “date: 2022-03-18”${decided ? '' : ', once it is taken'}.`,
      ),
    );
  }
  if (decided && /^förslag\b/.test(fold(decision.title))) {
    report(
      'warning',
      ['title'],
      text(
        'Titeln säger ”förslag”, men beslutet är fattat',
        'The title says “förslag” (proposal), but the decision is taken',
      ),
      text(
        'Skriv om titeln, eller ändra status till ”förslag”.',
        'Rewrite the title, or change the status to “proposal”.',
      ),
    );
  }
}
