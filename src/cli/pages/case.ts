import { Option } from 'commander';
import { type Page, several } from './page.js';

/** Commands on signing cases: who shall sign, what has happened, the report. */
export function casePage({ force, format, group, within, run, say }: Page): void {
  const cases = group(
    'case',
    'underskriftsärenden: vem ska underteckna, vad har hänt',
    'signing cases: who shall sign, what has happened',
  );
  within(
    cases,
    'open <pdf>',
    'öppna ett ärende; handlingens text låses',
    'open a case; the text of the document is locked',
  )
    .requiredOption('-o, --output <file>', say('ärendefil att skriva (.yaml)', 'case file to write (.yaml)'))
    .option(
      '--signer <role=name>',
      say(
        'vem som ska underteckna: "ROLL=NAMN <E-POST>@FÄLT"; får upprepas, annars de som handlingen nämner',
        'who shall sign: "ROLE=NAME <E-MAIL>@FIELD"; may be repeated, else those whom the document names',
      ),
      several,
      [],
    )
    .addOption(
      new Option('--order <order>', say('samtidigt eller i tur och ordning', 'at once, or one after the other'))
        .choices(['parallel', 'sequence'])
        .default('sequence'),
    )
    .option('--due <date>', say('sista dag, ÅÅÅÅ-MM-DD', 'last day, YYYY-MM-DD'))
    .option('--title <text>', say('ärendets titel; annars handlingens', 'title of the case; else that of the document'))
    .option('--by <person>', say('vem som öppnar: "ROLL=NAMN"', 'who opens it: "ROLE=NAME"'))
    .action(run(async () => (await import('../commands/case-open.js')).caseOpen));

  format(within(cases, 'status <case>', 'visa läget', 'show where it stands'), ['pretty', 'json']).action(
    run(async () => (await import('../commands/case-status.js')).caseStatus),
  );

  force(
    within(
      cases,
      'remind <case>',
      'skriv påminnelser till dem som ska underteckna; inget skickas',
      'write reminders to those who are to sign; nothing is sent',
    ),
  )
    .option('-o, --output <dir>', say('mapp för påminnelserna; annars stdout', 'folder for them; else stdout'))
    .option('--by <role>', say('bara den med den rollen', 'only the one with this role'))
    .option('--reply-to <address>', say('vart frågor ställs', 'where questions are asked'))
    .action(run(async () => (await import('../commands/case-remind.js')).caseRemind));

  within(
    cases,
    'record <event> <case>',
    'för in vad som hänt: sent, viewed, declined eller signed',
    'record what has happened: sent, viewed, declined or signed',
  )
    .option('--by <role>', say('vem det gäller, efter roll', 'whom it concerns, by role'))
    .option('--reason <text>', say('skäl, för den som avböjer', 'reason, for who declines'))
    .option('--file <pdf>', say('den undertecknade filen, för signed', 'the signed file, for signed'))
    .option('--record-ip <address>', say('spara också denna IP-adress', 'keep this IP address too'))
    .action(run(async () => (await import('../commands/case-record.js')).caseRecord));

  within(
    cases,
    'close <case>',
    'avsluta när alla har undertecknat, eller avbryt',
    'complete it when everyone has signed, or cancel it',
  )
    .option('--pdf <file>', say('den undertecknade filen; annars den nyaste', 'the signed file; else the newest'))
    .option(
      '--trust <path>',
      say('betrodda utfärdare, som för verify; får upprepas', 'trusted issuers, as for verify; may be repeated'),
      several,
      [],
    )
    .option('--cancel', say('avbryt ärendet', 'cancel the case'))
    .option('--reason <text>', say('skäl, för den som avbryter', 'reason, for who cancels'))
    .option(
      '--tsa <url>',
      say('tidsstämpla loggens slut vid denna tjänst', 'time-stamp the end of the log at this service'),
    )
    .action(run(async () => (await import('../commands/case-close.js')).caseClose));

  within(cases, 'anchor <case>', 'tidsstämpla loggens slut', 'time-stamp the end of the log')
    .requiredOption('--tsa <url>', say('tidsstämplingstjänst (RFC 3161)', 'time-stamping service (RFC 3161)'))
    .action(run(async () => (await import('../commands/case-anchor.js')).caseAnchor));

  force(
    within(
      cases,
      'report <case>',
      'gör slutrapporten som PDF; lägesrapport medan ärendet pågår',
      'make the final report as PDF; an interim one while the case goes on',
    ),
  )
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .option('--pdf <file>', say('den undertecknade filen; annars den nyaste', 'the signed file; else the newest'))
    .option(
      '--trust <path>',
      say('betrodda utfärdare, som för verify; får upprepas', 'trusted issuers, as for verify; may be repeated'),
      several,
      [],
    )
    .option('--organisation <name>', say('vems rapport det är', 'whose report it is'))
    .option('--p12 <file>', say('nyckelfil att försegla rapporten med', 'key file to seal the report with'))
    .option('--key-name <name>', say('vilken nyckel, när filen har flera', 'which key, when the file has several'))
    .option(
      '--passphrase-file <file>',
      say('fil med lösenfrasen på första raden', 'file with the passphrase on its first line'),
    )
    .option('--passphrase-env <name>', say('miljövariabel med lösenfrasen', 'environment variable with the passphrase'))
    .action(run(async () => (await import('../commands/case-report.js')).caseReport));
}
