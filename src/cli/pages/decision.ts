import { Option } from 'commander';
import type { Page } from './page.js';

/** Commands on decision documents and what became of them. */
export function decisionPage({ command, force, format, group, within, run, say }: Page): void {
  force(command('render <decision>', 'framställ ett beslutsdokument', 'render a decision document'))
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .addOption(
      new Option('--format <format>', say('format; annars av filnamnet', 'format; else by the file name')).choices([
        'pdf',
        'html',
        'markdown',
      ]),
    )
    .option('--no-cache', say('använd inte vad förra körningen gav', 'do not use what the last run gave'))
    .action(run(async () => (await import('../commands/render.js')).render));

  force(
    command(
      'publish <pdf>',
      'gör en kopia för publicering av ett original, utan personuppgifter',
      'make a copy of an original for publication, without personal data',
    ),
  )
    .option('-o, --output <file>', say('fil att skriva', 'file to write'))
    .addOption(
      new Option('--format <format>', say('format; annars av filnamnet', 'format; else by the file name')).choices([
        'pdf',
        'html',
      ]),
    )
    .option('--seal <file>', say('stämpla kopian med denna nyckelfil', 'seal the copy with this key file'))
    .option('--key-name <name>', say('vilken nyckel, när filen har flera', 'which key, when the file has several'))
    .option(
      '--passphrase-file <file>',
      say('fil med lösenfrasen på första raden', 'file with the passphrase on its first line'),
    )
    .option('--passphrase-env <name>', say('miljövariabel med lösenfrasen', 'environment variable with the passphrase'))
    .option(
      '--verify',
      say('granska i stället en kopia mot sitt original', 'instead verify a copy against its original'),
    )
    .option('--original <file>', say('originalet att jämföra med', 'the original to compare with'))
    .action(run(async () => (await import('../commands/publish.js')).publish));

  const adoption = group('adoption', 'vem har beslutat vad', 'who has decided what');
  format(within(adoption, 'status [register]', 'visa läget i beslutsregistret', 'show the state of the register'), [
    'pretty',
    'json',
  ]).action(run(async () => (await import('../commands/adoption-status.js')).adoptionStatus));
}
