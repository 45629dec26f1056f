import { type Page, several } from './page.js';

/** Commands that verify what is signed. */
export function verificationPage({ command, format, run, say }: Page): void {
  format(
    command(
      'verify [paths...]',
      'granska underskrifter och vad som hänt sedan',
      'verify signatures, and what happened since',
    ),
    ['pretty', 'detail', 'json', 'ndjson', 'etsi'],
  )
    .option(
      '--trust <path>',
      say(
        'betrodda utfärdare: PEM- eller DER-fil, mapp, eller system för datorns egna; får upprepas',
        'trusted issuers: PEM or DER file, folder, or system for those of this machine; may be repeated',
      ),
      several,
      [],
    )
    .option(
      '--trust-list <file|url>',
      say(
        'betrodd lista (ETSI TS 119 612), eller lista över listor; får upprepas',
        'trusted list (ETSI TS 119 612), or list of lists; may be repeated',
      ),
      several,
      [],
    )
    .option(
      '--trust-list-signer <file>',
      say(
        'certifikat för den som ger ut listan: PEM eller DER; får upprepas',
        'certificate of whoever publishes the list: PEM or DER; may be repeated',
      ),
      several,
      [],
    )
    .option(
      '--trust-list-territory <code>',
      say(
        'land att ta med ur en lista över listor, till exempel SE; annars alla; får upprepas',
        'country to use from a list of lists, such as SE; else all; may be repeated',
      ),
      several,
      [],
    )
    .option(
      '--at <time>',
      say(
        'tid att granska för, till exempel 2031-01-31; annars nu',
        'time to verify for, such as 2031-01-31; else now',
      ),
    )
    .option(
      '--online',
      say(
        'hämta uppgifter om spärrning, och utfärdare, som filen saknar',
        'fetch revocation information, and issuers, that the file lacks',
      ),
    )
    .option(
      '--show-personal-numbers',
      say(
        'visa personnummer i certifikat; annars maskeras de',
        'show personal numbers in certificates; else they are masked',
      ),
    )
    .option(
      '--rebuild',
      say(
        'framställ källan på nytt och jämför sidorna med den version som undertecknades',
        'render the source again and compare the pages with the signed revision',
      ),
    )
    .option(
      '--list <file>',
      say(
        'fil med en sökväg på varje rad; - är stdin; får upprepas',
        'file with one path a line; - is stdin; may be repeated',
      ),
      several,
      [],
    )
    .option(
      '--threads <n>',
      say('antal trådar; annars efter kärnor och filer', 'number of threads; else by cores and files'),
    )
    .option('--shard <i/n>', say('bara del i av n, delat efter sökväg', 'only part i of n, divided by path'))
    .option('--log <file>', say('logg att lägga till i, en rad per fil', 'log to add to, a line for each file'))
    .option(
      '--resume',
      say('granska inte om filer som är oförändrade enligt loggen', 'skip files that the log says are unchanged'),
    )
    .option(
      '--progress',
      say('visa förloppet även när stderr inte är en terminal', 'tell of progress even when stderr is no terminal'),
    )
    .option(
      '--audit <log>',
      say('pröva också underskriftsärendets händelselogg', 'check the event log of the signing case too'),
    )
    .action(run(async () => (await import('../commands/verify.js')).verify));
}
