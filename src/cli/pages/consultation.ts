import type { Page } from './page.js';

/** Commands on a round of consultation: send out, take in, follow, report. */
export function consultationPage({ group }: Page): void {
  group(
    'consult',
    'remissen: skicka ut, ta in svar, följ och redovisa',
    'the consultation: send out, take in answers, follow and report',
  );
}
