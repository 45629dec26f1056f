import { recordEvent, recordSigned } from '../../case/case-events.js';
import { exit, Failure } from '../../core/failure.js';
import { nearest } from '../../core/nearest.js';
import { text } from '../../core/text.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

const events = ['sent', 'viewed', 'declined', 'signed'] as const;

/** `fardplan case record EVENT CASE`. */
export async function caseRecord(
  session: Session,
  [event = '', path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const kind = events.find((each) => each === event);
  if (!kind) {
    const near = nearest(event, events);
    throw new Failure(
      text(`”${event}” är ingen händelse som kan föras in`, `“${event}” is no event that can be recorded`),
      text(
        near ? `Menade du ${near}?` : `Välj bland ${events.join(', ')}.`,
        near ? `Did you mean ${near}?` : `Choose among ${events.join(', ')}.`,
      ),
    );
  }
  if (kind === 'signed') {
    const { open } = await recordSigned(session.host, path, required(options, 'file'));
    return told(session, path, open.head.events);
  }
  const { open } = await recordEvent(session.host, path, kind, {
    by: required(options, 'by'),
    reason: optional(options, 'reason'),
    ip: optional(options, 'recordIp'),
  });
  return told(session, path, open.head.events);
}

function required(options: Record<string, unknown>, name: 'by' | 'file'): string {
  const value = optional(options, name);
  if (value !== undefined) return value;
  throw new Failure(
    text(`Väljaren --${name} måste anges`, `The option --${name} must be given`),
    name === 'by'
      ? text('Den säger vem det gäller: --by ROLL.', 'It says whom it concerns: --by ROLE.')
      : text('Den säger vilken fil som är undertecknad: --file PDF.', 'It says which file is signed: --file PDF.'),
  );
}

function told({ say }: Session, path: string, events: number): number {
  say(text(`${path}: infört som händelse ${events}.`, `${path}: recorded as event ${events}.`));
  return exit.fine;
}
