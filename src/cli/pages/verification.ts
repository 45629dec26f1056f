import type { Page } from './page.js';

/** Commands that verify what is signed. */
export function verificationPage({ command, format, run, say }: Page): void {
  format(
    command(
      'verify <pdf...>',
      'granska underskrifter och vad som hänt sedan',
      'verify signatures, and what happened since',
    ),
    ['pretty', 'json'],
  )
    .option(
      '--trust <path>',
      say(
        'betrodda utfärdare: PEM- eller DER-fil, eller mapp; får upprepas',
        'trusted issuers: PEM or DER file, or folder; may be repeated',
      ),
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .action(run(async () => (await import('../commands/verify.js')).verify));
}
