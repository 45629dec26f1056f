import type { CommanderError } from 'commander';
import { Failure } from '../core/failure.js';
import { text, type Text } from '../core/text.js';

/** Wrong use of the command line, told in both languages. */
export function wrongUse(error: CommanderError): Failure {
  // Commander quotes the word at fault, and may add a near one.
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const near = /Did you mean (?:one of )?(.+?)\?/.exec(error.message)?.[1];
  const allowed = /Allowed choices are (.+?)\./.exec(error.message)?.[1];
  const help = near
    ? text(`Menade du ${near}?`, `Did you mean ${near}?`)
    : text(
        'Se ”fardplan --help”, eller ”fardplan KOMMANDO --help”.',
        'See “fardplan --help”, or “fardplan COMMAND --help”.',
      );
  const messages: Record<string, Text> = {
    'commander.unknownCommand': text(`”${word}” är inget kommando`, `“${word}” is not a command`),
    'commander.unknownOption': text(`Väljaren ${word} finns inte`, `There is no option ${word}`),
    'commander.missingArgument': text(`Argumentet ”${word}” saknas`, `The argument “${word}” is missing`),
    'commander.optionMissingArgument': text(`Väljaren ${word} behöver ett värde`, `The option ${word} needs a value`),
    'commander.missingMandatoryOptionValue': text(`Väljaren ${word} måste anges`, `The option ${word} must be given`),
    'commander.excessArguments': text('För många argument', 'Too many arguments'),
    'commander.help': text('Inget kommando angavs', 'No command was given'),
    'commander.invalidArgument': allowed
      ? text(
          `${word} kan inte ha det värdet; välj bland ${allowed}`,
          `${word} cannot have that value; choose from ${allowed}`,
        )
      : text(`Värdet för ${word} kan inte användas`, `The value of ${word} cannot be used`),
  };
  const plain = error.message.replace(/^error: /, '');
  return new Failure(messages[error.code] ?? text(plain, plain), help);
}

/** What to say when the fault is ours. The trace is for the one who mends it, and is asked for, not shown. */
export function bugReport(error: unknown, version: string): Text {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const where = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : '';
  return text(
    `fardplan: internt fel – det är vårt, inte ditt. Inget har skrivits.\n  = Rapportera det med denna rad: ${version} ${what} ${where}`,
    `fardplan: internal error – it is ours, not yours. Nothing has been written.\n  = Report it with this line: ${version} ${what} ${where}`,
  );
}
