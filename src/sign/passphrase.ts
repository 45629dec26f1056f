import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { Language, Text } from '../core/text.js';

/** The environment variable that is looked at when none is named. */
const passphraseVariable = 'FARDPLAN_PASSPHRASE';

/** Where the passphrase comes from. It is never an argument: arguments can be read by every user of the machine. */
export interface PassphraseOptions {
  /** `--passphrase-file`: its first line. */
  file?: string | undefined;
  /** `--passphrase-env`: the name of a variable. */
  env?: string | undefined;
  /** What the passphrase opens, for the question. */
  what?: string | undefined;
  /** Another question, for another kind of secret. */
  question?: Text | undefined;
  /** The variable that is looked at when none is named; default {@link passphraseVariable}. */
  variable?: string | undefined;
  language?: Language | undefined;
  /** Ask twice: for a passphrase that is chosen now. */
  confirm?: boolean | undefined;
}

async function fromFile(file: string, host: Host): Promise<string> {
  const bytes = await host.files.read(file);
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure(
      text(`${file} är inte text i UTF-8.`, `${file} is not text in UTF-8.`),
      text('Spara lösenfrasen som en vanlig textfil.', 'Save the passphrase as a plain text file.'),
    );
  }
  const [line = ''] = whole.split(/\r\n|\r|\n/, 1);
  if (line === '')
    throw new Failure(
      text(`Första raden i ${file} är tom.`, `The first line of ${file} is empty.`),
      text('Skriv lösenfrasen på första raden.', 'Put the passphrase on the first line.'),
    );
  return line;
}

async function ask(host: Host, options: PassphraseOptions): Promise<string | undefined> {
  const { what, language = 'en', confirm } = options;
  const question =
    options.question ??
    (what ? text(`Lösenfras för ${what}: `, `Passphrase for ${what}: `) : text('Lösenfras: ', 'Passphrase: '));
  const answer = await host.secret(question[language]);
  if (!confirm || answer === undefined) return answer;
  const again = text('Samma lösenfras en gång till: ', 'The same passphrase again: ');
  if ((await host.secret(again[language])) === answer) return answer;
  throw new Failure(
    text('De två lösenfraserna är inte lika.', 'The two passphrases differ.'),
    text('Försök igen.', 'Try again.'),
  );
}

/** A secret from a file, an environment variable or, where there is a question, the terminal, in that order; `undefined` when none gives it. */
export async function readSecret(
  host: Host,
  options: Pick<PassphraseOptions, 'file' | 'variable' | 'question' | 'language'>,
): Promise<string | undefined> {
  const { file, variable = passphraseVariable, question } = options;
  if (file !== undefined) return fromFile(file, host);
  return host.env[variable] ?? (question && ask(host, options));
}

/** The passphrase from a file, an environment variable or a question, in that order. Refuses when none of them gives it. */
export async function readPassphrase(host: Host, options: PassphraseOptions = {}): Promise<string> {
  const { file, env } = options;
  if (file !== undefined) return fromFile(file, host);
  const variable = env ?? options.variable ?? passphraseVariable;
  const value = host.env[variable];
  if (value !== undefined) return value;
  if (env !== undefined)
    throw new Failure(
      text(`Miljövariabeln ${env} finns inte.`, `There is no environment variable ${env}.`),
      text('Sätt den, eller använd --passphrase-file FIL.', 'Set it, or use --passphrase-file FILE.'),
    );
  const answer = await ask(host, options);
  if (answer !== undefined) return answer;
  throw new Failure(
    options.question
      ? text(
          'En hemlighet saknas, och det finns ingen terminal att fråga efter den i.',
          'A secret is missing, and there is no terminal to ask for it at.',
        )
      : text(
          'Lösenfrasen saknas, och det finns ingen terminal att fråga i.',
          'The passphrase is missing, and there is no terminal to ask at.',
        ),
    text(
      `Ange --passphrase-file FIL, eller sätt miljövariabeln ${variable}.`,
      `Give --passphrase-file FILE, or set the environment variable ${variable}.`,
    ),
  );
}
