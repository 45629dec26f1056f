import { Command, CommanderError, Option } from 'commander';
import { exit, Failure } from '../core/failure.js';
import { type Language, text, type Text } from '../core/text.js';
import { chooseLanguage } from './language.js';
import { nodeHost } from './node-host.js';
import { casePage } from './pages/case.js';
import { consultationPage } from './pages/consultation.js';
import { decisionPage } from './pages/decision.js';
import { demoPage } from './pages/demo.js';
import type { Page } from './pages/page.js';
import { roadmapPage } from './pages/roadmap.js';
import { signingPage } from './pages/signing.js';
import { verificationPage } from './pages/verification.js';
import { openSession, type Session } from './session.js';

declare const FARDPLAN_VERSION: string;

/** Runs the program on this process's arguments; gives the exit code. Never throws. */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<number> {
  const host = nodeHost();
  const language = chooseLanguage(argv, host.env);
  // Who writes is told, and says so; unheard, the event would end the program with a trace.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const session = openSession(host, language);
  let code: number = exit.fine;
  const program = commands(argv[0], language, (load) => async (...given: unknown[]) => {
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

/** The program with its commands, as its pages declare them: up to the page with the one that is asked for, since each takes time. */
function commands(asked: string | undefined, language: Language, run: Page['run']): Command {
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
    .configureHelp({
      styleTitle: (title) => headings[title]?.[language] ?? title,
      optionDescription: (option) => optionHelp(option, language),
    })
    .configureOutput({ outputError: () => undefined })
    // A command's own options stop where a command within it begins: sign -o and sign prepare -o.
    .enablePositionalOptions()
    .exitOverride();

  const inLanguage = (): Option =>
    new Option('--lang <sv|en>', say('meddelandenas språk', 'language of messages')).choices(['sv', 'en']);
  const page: Page = {
    say,
    run,
    command: (usage, sv, en) => program.command(usage).description(say(sv, en)).addOption(inLanguage()),
    group: (name, sv, en) => program.command(name).description(say(sv, en)).addOption(inLanguage()),
    within: (group, usage, sv, en) => group.command(usage).description(say(sv, en)).addOption(inLanguage().hideHelp()),
    format: (made, choices) =>
      made.addOption(new Option('--format <format>', say('utdata', 'output')).choices(choices).default(choices[0])),
    force: (made) => made.option('--force', say('skriv över en fil som redan finns', 'overwrite a file that exists')),
  };
  for (const declare of [
    roadmapPage,
    consultationPage,
    decisionPage,
    signingPage,
    casePage,
    verificationPage,
    demoPage,
  ]) {
    declare(page);
    if (program.commands.some((command) => command.name() === asked)) break;
  }
  return program;
}

/** What an option does, what it can be, and what it is when left out. */
function optionHelp({ description, argChoices, defaultValue }: Option, language: Language): string {
  const standing =
    typeof defaultValue === 'string' ? text(`annars ${defaultValue}`, `default ${defaultValue}`) : undefined;
  const more = [argChoices?.join(', '), standing?.[language]].filter(Boolean).join('; ');
  return more === '' ? description : `${description} (${more})`;
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
