import { Chalk } from 'chalk';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { type Language, text, type Text } from '../core/text.js';
import type { Manner } from '../reporters/_contract.js';

/** What every command gets beside its own arguments. */
export interface Session {
  host: Host;
  language: Language;
  /** For findings, on stdout. */
  manner: Manner;
  /** Prints findings on stdout; settles when they are written. */
  print(text: string): Promise<void>;
  /** Tells the user something that is not a finding, on stderr. */
  say(message: Text): void;
}

/** A session on this process's terminal. Colour only where a person reads, and never against `NO_COLOR`. */
export function openSession(host: Host, language: Language): Session {
  const { stdout } = process;
  const colour = Boolean(stdout.isTTY) && !host.env['NO_COLOR'] && host.env['TERM'] !== 'dumb';
  return {
    host,
    language,
    manner: {
      language,
      paint: new Chalk({ level: colour ? 1 : 0 }),
      width: stdout.isTTY ? Math.max(60, stdout.columns || 100) : 100,
      // Read from a file; few formats say it.
      get version() {
        return host.builtIn.version;
      },
    },
    print: (words) =>
      new Promise((settle, fail) => {
        stdout.write(words, (error) => {
          // A reader that has heard enough (head, less) closes the pipe; that is no fault.
          const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
          if (!error || code === 'EPIPE') settle();
          else fail(code === undefined ? error : unwritten(code));
        });
      }),
    say: (message) => host.note(message[language]),
  };
}

const unwritten = (code: string): Failure =>
  new Failure(
    text(`Svaret kunde inte skrivas ut (${code})`, `The answer could not be written out (${code})`),
    code === 'ENOSPC'
      ? text('Disken är full. Frigör utrymme och försök igen.', 'The disk is full. Free some space and try again.')
      : text('Kontrollera vart utdata leds.', 'Check where the output is sent.'),
  );
