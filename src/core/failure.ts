import type { Text } from './text.js';

/** Exit codes of the program: findings, wrong use or unreadable input, a verdict that cannot be settled, our own bug. */
export const exit = { fine: 0, findings: 1, use: 2, unsettled: 3, bug: 70 } as const;

/**
 * Why a command cannot go on, told to the user: what and why in `message`, what to do in `help`.
 * Thrown only for things outside the program (files, git, passphrases, wrong use); never for content, which gets diagnostics.
 */
export class Failure extends Error {
  /** Every command is bundled by itself, so the program holds several copies of this class; each knows the others' failures. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'fardplan.Failure';
  }

  readonly text: Text;
  readonly help: Text | undefined;
  readonly code: number;

  constructor(message: Text, help?: Text, code: number = exit.use) {
    super(message.en);
    this.name = 'fardplan.Failure';
    this.text = message;
    this.help = help;
    this.code = code;
  }
}
