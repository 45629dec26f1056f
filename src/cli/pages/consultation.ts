import { Option } from 'commander';
import { type Page, several } from './page.js';

/** Commands on a round of consultation: send out, take in, follow, report. */
export function consultationPage({ group, within, force, format, run, say }: Page): void {
  const consult = group(
    'consult',
    'remissen: skicka ut, ta in svar, följ och redovisa',
    'the consultation: send out, take in answers, follow and report',
  );

  force(
    within(
      consult,
      'open <roadmap>',
      'öppna en remiss: missiv, ett svarsformulär till varje mottagare, round.yaml',
      'open a round: missive, an answer form for each recipient, round.yaml',
    ),
  )
    .requiredOption('--due <day>', say('sista svarsdag, ÅÅÅÅ-MM-DD', 'last day to answer, YYYY-MM-DD'))
    .addOption(new Option('-o, --output <dir>', say('remissens mapp', 'folder of the round')).default('consultation'))
    .option('--sent <day>', say('dag för utskick; annars i dag', 'day of sending; else today'))
    .option('--parties <file>', say('register; annars parties.yaml', 'register; else parties.yaml'))
    .option(
      '--recipients <ids>',
      say(
        'mottagarnas id:n, med komma emellan; annars hela registret',
        'ids of the recipients, with commas; else the whole register',
      ),
      several,
      [],
    )
    .option('--id <id>', say('remissens id; annars remiss-ÅR', 'id of the round; else remiss-YEAR'))
    .option('--title <text>', say('remissens titel', 'title of the round'))
    .addOption(new Option('--format <kinds>', say('formulärens format', 'formats of the forms')).default('docx,md'))
    .option('--sender <name>', say('vem som skickar remissen', 'who sends it out'))
    .option('--reply-to <address>', say('vart svaren skickas', 'where answers are sent'))
    .option(
      '--contact <text>',
      say('vem som svarar på frågor; får upprepas', 'who answers questions; may be repeated'),
      several,
      [],
    )
    .option('--reference <number>', say('diarienummer', 'reference number'))
    .option(
      '--missive <file>',
      say(
        'missivets text; annars documents/remissmissiv.md, annars den inbyggda',
        'wording of the missive; else documents/remissmissiv.md, else the built-in one',
      ),
    )
    .action(run(async () => (await import('../commands/consult-open.js')).consultOpen));

  format(
    within(
      consult,
      'trace [dir]',
      'följ varje synpunkt till sin hantering och varje ändring till sin förklaring',
      'follow every comment to its disposition and every change to its explanation',
    ),
    ['pretty', 'compact', 'json', 'ndjson', 'sarif', 'junit', 'github', 'gitlab'],
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
    .option('--no-cache', say('använd inte vad förra körningen gav', 'do not use what the last run gave'))
    .action(run(async () => (await import('../commands/consult-trace.js')).consultTrace));

  within(
    consult,
    'bind [dir]',
    'lås varje hantering till just de ändringar den förklarar',
    'tie every disposition to the very changes it explains',
  )
    .option(
      '--check',
      say('skriv inget; sluta med 1 om något inte är bundet', 'write nothing; exit 1 if anything is not bound'),
    )
    .option('--dry-run', say('visa vad som skulle skrivas', 'show what would be written'))
    .option('--round <dir>', say('mappen med round.yaml', 'the folder of round.yaml'))
    .action(run(async () => (await import('../commands/consult-bind.js')).consultBind));

  force(
    within(
      consult,
      'export [dir]',
      'skriv hanteringarna som ett Excelblad att fylla i; ”consult import” tar in det igen',
      'write the dispositions as an Excel sheet to fill in; “consult import” takes it back',
    ),
  )
    .requiredOption('-o, --output <file>', say('fil att skriva (.xlsx)', 'file to write (.xlsx)'))
    .option('--round <dir>', say('mappen med round.yaml', 'the folder of round.yaml'))
    .action(run(async () => (await import('../commands/consult-export.js')).consultExport));

  force(
    format(
      within(
        consult,
        'import <files...>',
        'ta in svar: Word, Markdown, text, CSV eller Excel; eller ett ifyllt kalkylblad med hanteringar',
        'take in answers: Word, Markdown, text, CSV or Excel; or a filled spreadsheet of dispositions',
      ),
      ['pretty', 'json'],
    ),
  )
    .option('--round <dir>', say('mappen med round.yaml', 'the folder of round.yaml'))
    .option('--party <id>', say('vem som svarar, om svaret inte säger det', 'who answers, if the answer does not say'))
    .option(
      '--from <kind>',
      say('läs filen som: docx, markdown, text, csv, xlsx', 'read the file as: docx, markdown, text, csv, xlsx'),
    )
    .option(
      '--column <name=meaning>',
      say(
        'vad en kolumn innehåller, t.ex. "Fråga 3=synpunkt"; får upprepas',
        'what a column holds, such as "Question 3=synpunkt"; may be repeated',
      ),
      several,
      [],
    )
    .option('--dry-run', say('visa vad som skulle hända, skriv inget', 'show what would happen, write nothing'))
    .action(run(async () => (await import('../commands/consult-import.js')).consultImport));

  force(
    within(
      consult,
      'report [dir]',
      'skriv remissammanställningen: svaren, varje synpunkt och vad den ledde till',
      'write the report on the consultation: the answers, every comment and what it led to',
    ),
  )
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .addOption(
      new Option('--format <format>', say('format; annars av filnamnet', 'format; else by the file name')).choices([
        'pdf',
        'html',
        'markdown',
        'docx',
      ]),
    )
    .option('--date <day>', say('den dag läget gäller; annars i dag', 'the day it tells of; else today'))
    .option('--round <dir>', say('mappen med round.yaml', 'the folder of round.yaml'))
    .action(run(async () => (await import('../commands/consult-report.js')).consultReport));

  format(
    within(
      consult,
      'status [dir]',
      'visa vilka som har svarat, hur, och hur långt hanteringen har kommit',
      'show who has answered, how, and how far the dispositions have come',
    ),
    ['pretty', 'json', 'html'],
  )
    .option('-o, --output <file>', say('skriv till en fil', 'write to a file'))
    .option('--force', say('skriv över en fil som redan finns', 'overwrite a file that exists'))
    .option('--round <dir>', say('mappen med round.yaml', 'the folder of round.yaml'))
    .action(run(async () => (await import('../commands/consult-status.js')).consultStatus));
}
