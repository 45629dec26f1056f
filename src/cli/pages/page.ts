import type { Command } from 'commander';
import type { Session } from '../session.js';

/** An action: takes what commander has read, gives the exit code. Imported only when its command is called. */
export type Action = (session: Session, args: string[], options: Record<string, unknown>) => Promise<number>;

/** What commands are declared with, so that they look alike wherever they stand. */
export interface Page {
  /** The words in the user's language. */
  say(sv: string, en: string): string;
  /** A command with `--lang`. */
  command(usage: string, sv: string, en: string): Command;
  /** A command that only holds others: `adoption status`. */
  group(name: string, sv: string, en: string): Command;
  /** A command within a group. */
  within(group: Command, usage: string, sv: string, en: string): Command;
  /** `--format`, the first choice being the default. */
  format(made: Command, choices: string[]): Command;
  /** `--force`. */
  force(made: Command): Command;
  /** The handler of a command, imported when it is called. */
  run(load: () => Promise<Action>): (...given: unknown[]) => Promise<void>;
}

/** Gathers the values of an option that may be repeated. */
export const several = (value: string, all: string[]): string[] => [...all, value];
