import { Command, CommanderError, Option } from 'commander';
import { exit, Failure } from '../core/failure.js';
import { type Language, text, type Text } from '../core/text.js';
import { chooseLanguage } from './language.js';
import { nodeHost } from './node-host.js';
import { openSession, type Session } from './session.js';

declare const FARDPLAN_VERSION: string;

/** An action: takes what commander has read, gives the exit code. Imported only when its command is called. */
type Action = (session: Session, args: string[], options: Record<string, unknown>) => Promise<number>;

/** Runs the program on this process's arguments; gives the exit code. Never throws. */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<number> {
  const host = nodeHost();
  const language = chooseLanguage(argv, host.env);
  // Who writes is told, and says so; unheard, the event would end the program with a trace.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const session = openSession(host, language);
  let code: number = exit.fine;
  const program = commands(language, (load) => async (...given: unknown[]) => {
    // Commander hands over the arguments, then the options, then the command.
    const options = given.at(-2) as Record<string, unknown>;
    const args = given
      .slice(0, -2)
      .flat()
      .filter((value): value is string => typeof value === 'string');
    code = await (await load())(session, args, options);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return answerFor(error, session);
  }
}

/** Every command on one page. */
function commands(
  language: Language,
  run: (load: () => Promise<Action>) => (...given: unknown[]) => Promise<void>,
): Command {
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const program = new Command('fardplan');
  program
    .description(
      say(
        'Gemensamma färdplaner som text i git: kontrollera, jämför, framställ, underteckna och granska.',
        'Joint strategic roadmaps as text in git: check, diff, render, sign and verify.',
      ),
    )
    .version(FARDPLAN_VERSION, '-v, --version', say('visa versionen', 'show the version'))
    .helpOption('-h, --help', say('visa hjälpen', 'show help'))
    .helpCommand('help [command]', say('visa hjälp för ett kommando', 'show help for a command'))
    .configureHelp({ styleTitle: (title) => headings[title]?.[language] ?? title })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();

  const command = (usage: string, sv: string, en: string): Command => {
    const made = program.command(usage).description(say(sv, en));
    return made.addOption(
      new Option('--lang <sv|en>', say('meddelandenas språk', 'language of messages')).choices(['sv', 'en']),
    );
  };
  const format = (made: Command, choices: string[]) =>
    made.addOption(new Option('--format <format>', say('utdata', 'output')).choices(choices).default(choices[0]));
  const force = (made: Command) =>
    made.option('--force', say('skriv över en fil som redan finns', 'overwrite a file that exists'));

  command('init [dir]', 'skapa en ny arbetsyta som går igenom check', 'make a new workspace that passes check')
    .option('--profile <id>', say('regionens profil', 'the region’s profile'), 'generic')
    .option('--title <title>', say('färdplanens titel', 'title of the roadmap'))
    .action(run(async () => (await import('./commands/init.js')).init));

  format(command('check [paths...]', 'kontrollera dokument och arbetsytor', 'check documents and workspaces'), [
    'pretty',
    'json',
    'github',
  ]).action(run(async () => (await import('./commands/check.js')).check));

  command('explain [rule]', 'förklara en regel, eller lista alla', 'explain a rule, or list them all').action(
    run(async () => (await import('./commands/explain.js')).explain),
  );

  command(
    'schema [kind]',
    'skriv ut JSON Schema för ett slags dokument',
    'print the JSON Schema of a document kind',
  ).action(run(async () => (await import('./commands/schema.js')).schema));

  format(
    command(
      'diff <before> <after>',
      'visa vad som ändrats, efter innebörd; filer eller REV:SÖKVÄG',
      'show what has changed, by meaning; files or REV:PATH',
    ),
    ['pretty', 'json', 'markdown'],
  )
    .option(
      '--consultation <dir>',
      say('knyt ändringarna till synpunkterna i denna remiss', 'tie the changes to the comments of this round'),
    )
    .option('--exit-code', say('sluta med 1 om något skiljer', 'exit 1 if anything differs'))
    .action(run(async () => (await import('./commands/diff.js')).diff));

  force(command('render <decision>', 'framställ ett beslutsdokument', 'render a decision document'))
    .requiredOption('-o, --output <file>', say('fil att skriva', 'file to write'))
    .addOption(
      new Option('--format <format>', say('format; annars av filnamnet', 'format; else by the file name')).choices([
        'pdf',
        'html',
        'markdown',
      ]),
    )
    .action(run(async () => (await import('./commands/render.js')).render));

  const identity = command(
    'identity',
    'skapa identiteter att prova underskrift med',
    'make identities to try signing with',
  );
  force(
    identity
      .command('create <name>')
      .description(say('skapa en tydligt märkt TEST-identitet', 'make a clearly marked TEST identity')),
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
    .addOption(new Option('--lang <sv|en>').choices(['sv', 'en']).hideHelp())
    .action(run(async () => (await import('./commands/identity-create.js')).identityCreate));

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
    .action(run(async () => (await import('./commands/sign.js')).sign));

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
    .action(run(async () => (await import('./commands/verify.js')).verify));

  const adoption = command('adoption', 'vem har beslutat vad', 'who has decided what');
  adoption
    .command('status [register]')
    .description(say('visa läget i beslutsregistret', 'show the state of the register'))
    .addOption(new Option('--format <format>', say('utdata', 'output')).choices(['pretty', 'json']).default('pretty'))
    .addOption(new Option('--lang <sv|en>').choices(['sv', 'en']).hideHelp())
    .action(run(async () => (await import('./commands/adoption-status.js')).adoptionStatus));

  command(
    'demo [dir]',
    'visa en färdplans hela väg, i en ny mapp',
    'show the whole life of a roadmap, in a fresh folder',
  ).action(run(async () => (await import('./commands/demo.js')).demo));
  return program;
}

const headings: Record<string, Text> = {
  'Usage:': text('Användning:', 'Usage:'),
  'Arguments:': text('Argument:', 'Arguments:'),
  'Options:': text('Väljare:', 'Options:'),
  'Commands:': text('Kommandon:', 'Commands:'),
};

/** Tells the user why the program stopped; gives the exit code. */
async function answerFor(error: unknown, { host, language }: Session): Promise<number> {
  if (error instanceof Failure) {
    host.note(`fardplan: ${error.text[language]}`);
    if (error.help) host.note(`  = ${error.help[language]}`);
    return error.code;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exit.fine;
    const { wrongUse } = await import('./wrong-use.js');
    return answerFor(wrongUse(error), { host, language } as Session);
  }
  const { bugReport } = await import('./wrong-use.js');
  host.note(bugReport(error, FARDPLAN_VERSION)[language]);
  return exit.bug;
}
