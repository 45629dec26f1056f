import { Option } from 'commander';
import type { Page } from './page.js';

/** Commands that sign. */
export function signingPage({ command, force, group, within, run, say }: Page): void {
  const identity = group(
    'identity',
    'skapa identiteter att prova underskrift med',
    'make identities to try signing with',
  );
  force(
    within(identity, 'create <name>', 'skapa en tydligt märkt TEST-identitet', 'make a clearly marked TEST identity'),
  )
    .option('-o, --output <dir>', say('mapp för filerna', 'folder for the files'), '.')
    .option('--organisation <name>', say('organisation i certifikatet', 'organisation in the certificate'))
    .option(
      '--ca <file>',
      say('utfärda från denna ca.p12 i stället för en ny', 'issue from this ca.p12 instead of a new one'),
    )
    .addOption(new Option('--key <type>', say('nyckel', 'key')).choices(['ec', 'rsa']).default('ec'))
    .option('--days <n>', say('giltighet i dygn', 'validity in days'), '365')
    .option(
      '--passphrase-file <file>',
      say('fil med lösenfrasen på första raden', 'file with the passphrase on its first line'),
    )
    .option('--passphrase-env <name>', say('miljövariabel med lösenfrasen', 'environment variable with the passphrase'))
    .action(run(async () => (await import('../commands/identity-create.js')).identityCreate));

  force(command('sign <pdf>', 'underteckna en PDF (PAdES)', 'sign a PDF (PAdES)'))
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .addOption(
      new Option('--signer <kind>', say('var nyckeln finns', 'where the key is')).choices(['pkcs12']).default('pkcs12'),
    )
    .option('--p12 <file>', say('nyckelfil (.p12, .pfx)', 'key file (.p12, .pfx)'))
    .option('--key-name <name>', say('vilken nyckel, när filen har flera', 'which key, when the file has several'))
    .option(
      '--passphrase-file <file>',
      say('fil med lösenfrasen på första raden', 'file with the passphrase on its first line'),
    )
    .option(
      '--passphrase-env <name>',
      say(
        'miljövariabel med lösenfrasen (annars FARDPLAN_PASSPHRASE)',
        'environment variable with the passphrase (else FARDPLAN_PASSPHRASE)',
      ),
    )
    .option(
      '--field <name>',
      say('underskriftsfält; annars det första lediga', 'signature field; else the first free one'),
    )
    .addOption(new Option('--level <level>', say('nivå', 'level')).choices(['B-B']).default('B-B'))
    .option('--reason <text>', say('skäl, i underskriften', 'reason, in the signature'))
    .option('--location <text>', say('ort, i underskriften', 'place, in the signature'))
    .action(run(async () => (await import('../commands/sign.js')).sign));
}
