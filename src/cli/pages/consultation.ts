import type { Page } from './page.js';

/** Commands on a round of consultation: send out, take in, follow, report. */
export function consultationPage({ group, within, format, run, say }: Page): void {
  const consult = group(
    'consult',
    'remissen: skicka ut, ta in svar, följ och redovisa',
    'the consultation: send out, take in answers, follow and report',
  );

  format(
    within(
      consult,
      'trace [dir]',
      'följ varje synpunkt till sin hantering och varje ändring till sin förklaring',
      'follow every comment to its disposition and every change to its explanation',
    ),
    ['pretty', 'json', 'github'],
  )
    .option('--all', say('visa varje ändring och varför den gjordes', 'show every change and why it was made'))
    .option(
      '--before <version>',
      say('texten som skickades ut, om inte den i round.yaml', 'the text that was sent out, if not that of round.yaml'),
    )
    .option(
      '--after <version>',
      say('den reviderade texten: fil eller REV:SÖKVÄG', 'the revised text: a file or REV:PATH'),
    )
    .option('--round <dir>', say('mappen med round.yaml', 'the folder of round.yaml'))
    .action(run(async () => (await import('../commands/consult-trace.js')).consultTrace));
}
