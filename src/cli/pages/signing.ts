import { Option } from 'commander';
import type { Command } from 'commander';
import { type Page, several } from './page.js';

/** Options of what makes levels above B-B. */
function levels(made: Command, say: Page['say']): Command {
  return made
    .option(
      '--tsa <url>',
      say(
        'tidsstämplingstjänst, RFC 3161 (annars FARDPLAN_TSA)',
        'time-stamping authority, RFC 3161 (else FARDPLAN_TSA)',
      ),
    )
    .option(
      '--tsa-file <file>',
      say('fil med dess adress, när den har lösenord', 'file with its address, when that has a password'),
    )
    .option('--tsa-policy <oid>', say('policy att stämpla enligt', 'policy to stamp under'))
    .option(
      '--tsa-ca <file>',
      say('utfärdare som stämplarnas certifikat ska leda till', "issuer that the stamps' certificate has to lead to"),
    )
    .option(
      '--trust <path>',
      say(
        'utfärdare där kedjorna slutar: PEM- eller DER-fil, eller mapp; får upprepas',
        'issuers where chains end: PEM or DER file, or folder; may be repeated',
      ),
      several,
      [],
    )
    .option('--timeout <seconds>', say('längsta väntan på varje svar', 'longest wait for each answer'), '30');
}

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
    .addOption(
      new Option('--key <type>', say('nyckel', 'key'))
        .choices(['ec', 'ec-384', 'ec-521', 'rsa', 'rsa-4096', 'ed25519'])
        .default('ec'),
    )
    .option('--days <n>', say('giltighet i dygn', 'validity in days'), '365')
    .option(
      '--passphrase-file <file>',
      say('fil med lösenfrasen på första raden', 'file with the passphrase on its first line'),
    )
    .option('--passphrase-env <name>', say('miljövariabel med lösenfrasen', 'environment variable with the passphrase'))
    .action(run(async () => (await import('../commands/identity-create.js')).identityCreate));

  const sign = force(
    command('sign <pdf...>', 'underteckna en PDF, eller flera (PAdES)', 'sign a PDF, or several (PAdES)'),
  )
    .enablePositionalOptions()
    .option(
      '-o, --output <path>',
      say('fil att skriva; en mapp när flera undertecknas', 'file to write; a folder when several are signed'),
    )
    .addOption(
      new Option('--signer <kind>', say('var nyckeln finns', 'where the key is'))
        .choices(['pkcs12', 'pkcs11', 'csc'])
        .default('pkcs12'),
    )
    .option('--p12 <file>', say('nyckelfil (.p12, .pfx)', 'key file (.p12, .pfx)'))
    .option(
      '--module <file>',
      say(
        'kortets PKCS #11-bibliotek (annars FARDPLAN_PKCS11_MODULE)',
        "the token's PKCS #11 library (else FARDPLAN_PKCS11_MODULE)",
      ),
    )
    .option('--slot <label>', say('vilket kort: namn eller nummer', 'which token: label or number'))
    .option(
      '--key-name <name>',
      say('vilken nyckel, när det finns flera: namn eller id', 'which key, when there are several: name or id'),
    )
    .option(
      '--chain <file>',
      say('certifikat som nyckelhållaren saknar (PEM, DER)', 'certificates that the key holder lacks (PEM, DER)'),
    )
    .option('--csc-url <url>', say('undertecknandetjänst (CSC API)', 'signing service (CSC API)'))
    .option('--csc-credential <id>', say('vilken nyckel i tjänsten', 'which key of the service'))
    .option(
      '--csc-user <id>',
      say('vems nycklar, när intyget inte är personligt', 'whose keys, when access is not personal'),
    )
    .option(
      '--csc-client <id>',
      say('programmets id hos tjänsten (OAuth 2)', "the program's id with the service (OAuth 2)"),
    )
    .option('--csc-redirect <url>', say('adress att komma tillbaka till (OAuth 2)', 'address to return to (OAuth 2)'))
    .option(
      '--csc-secret-file <file>',
      say('fil med hemligheten (annars FARDPLAN_CSC_SECRET)', 'file with the client secret (else FARDPLAN_CSC_SECRET)'),
    )
    .option(
      '--csc-token-file <file>',
      say(
        'fil med ett färdigt åtkomstintyg (annars FARDPLAN_CSC_TOKEN)',
        'file with a ready access token (else FARDPLAN_CSC_TOKEN)',
      ),
    )
    .option(
      '--passphrase-file <file>',
      say('fil med lösenfrasen eller PIN-koden på första raden', 'file with the passphrase or PIN on its first line'),
    )
    .option(
      '--passphrase-env <name>',
      say(
        'miljövariabel med den (annars FARDPLAN_PASSPHRASE, för PIN FARDPLAN_PIN)',
        'environment variable with it (else FARDPLAN_PASSPHRASE, for a PIN FARDPLAN_PIN)',
      ),
    )
    .option(
      '--field <name>',
      say('underskriftsfält; annars det första lediga', 'signature field; else the first free one'),
    )
    .option('--pss', say('RSA-PSS i stället för PKCS #1 v1.5', 'RSA-PSS instead of PKCS #1 v1.5'))
    .addOption(
      new Option('--level <level>', say('nivå', 'level')).choices(['B-B', 'B-T', 'B-LT', 'B-LTA']).default('B-B'),
    )
    .option('--reason <text>', say('skäl, i underskriften', 'reason, in the signature'))
    .option('--location <text>', say('ort, i underskriften', 'place, in the signature'))
    .option(
      '--case <file>',
      say('underskriftsärende som underskriften hör till', 'signing case that the signature belongs to'),
    )
    .option('--role <role>', say('i vilken roll, med --case', 'in which role, with --case'))
    .option('--record-ip <address>', say('spara denna IP-adress i ärendet', 'keep this IP address in the case'))
    .action(run(async () => (await import('../commands/sign.js')).sign));
  levels(sign, say);

  force(
    within(
      sign,
      'prepare <pdf>',
      'förbered en underskrift som görs någon annanstans',
      'prepare a signature that is made elsewhere',
    ),
  )
    .requiredOption('-o, --output <file>', say('förberedd PDF att skriva', 'prepared PDF to write'))
    .requiredOption('--request <file>', say('begäran att skriva (JSON)', 'request to write (JSON)'))
    .option(
      '--certificate <file>',
      say(
        'undertecknarens certifikat (PEM, DER), om det är känt redan',
        "the signer's certificate (PEM, DER), if it is known already",
      ),
    )
    .option('--chain <file>', say('utfärdarnas certifikat (PEM, DER)', "the issuers' certificates (PEM, DER)"))
    .addOption(
      new Option(
        '--algorithm <name>',
        say('utan certifikat: algoritmen', 'without a certificate: the algorithm'),
      ).choices(['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512']),
    )
    .option('--name <name>', say('undertecknarens namn, i underskriften', "the signer's name, in the signature"))
    .option('--days <n>', say('hur länge begäran gäller, i dygn', 'how long the request holds, in days'), '30')
    .option(
      '--field <name>',
      say('underskriftsfält; annars det första lediga', 'signature field; else the first free one'),
    )
    .option('--reason <text>', say('skäl, i underskriften', 'reason, in the signature'))
    .option('--location <text>', say('ort, i underskriften', 'place, in the signature'))
    .action(run(async () => (await import('../commands/sign-prepare.js')).signPrepare));

  const finish = force(
    within(
      sign,
      'finish <pdf>',
      'sätt in en underskrift som har gjorts någon annanstans',
      'put in a signature that was made elsewhere',
    ),
  )
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .requiredOption('--request <file>', say('begäran från sign prepare', 'the request from sign prepare'))
    .requiredOption('--signature <file>', say('underskriften (base64 eller byte)', 'the signature (base64 or bytes)'))
    .option(
      '--certificate <file>',
      say('undertecknarens certifikat, när begäran saknar det', "the signer's certificate, when the request lacks it"),
    )
    .option('--chain <file>', say('utfärdarnas certifikat (PEM, DER)', "the issuers' certificates (PEM, DER)"))
    .option(
      '--signed-attributes <file>',
      say(
        'attributen som tjänsten undertecknade, när den ändrade dem (base64 eller DER)',
        'the attributes that the service signed, when it changed them (base64 or DER)',
      ),
    )
    .addOption(
      new Option('--level <level>', say('nivå', 'level')).choices(['B-B', 'B-T', 'B-LT', 'B-LTA']).default('B-B'),
    )
    .action(run(async () => (await import('../commands/sign-finish.js')).signFinish));
  levels(finish, say);

  levels(
    force(
      command(
        'extend <pdf>',
        'höj underskrifternas nivå, eller förnya arkivtidsstämpeln',
        'raise the level of signatures, or renew the archive time-stamp',
      ),
    )
      .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
      .addOption(
        new Option('--level <level>', say('nivå', 'level')).choices(['B-T', 'B-LT', 'B-LTA']).makeOptionMandatory(),
      ),
    say,
  ).action(run(async () => (await import('../commands/extend.js')).extend));
}
