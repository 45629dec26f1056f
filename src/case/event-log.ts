import { canonicalJson } from '../core/canonical-json.js';
import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import { CaseEvent } from '../model/case-event.js';

/** One line of a log as read: the event, and the hash that the next line must name. */
export interface LoggedEvent {
  event: CaseEvent;
  /** SHA-256 of the line without its line end, hex. */
  sha256: string;
}

/** Something that makes a log untrustworthy, with the line (from 1) where it shows. */
export interface LogProblem {
  line: number;
  what: Text;
  /** Only the last line is cut short: nothing before it is touched, and it may be removed. */
  partial?: true;
}

/** A log as far as its lines are whole and linked. */
export interface EventLog {
  events: LoggedEvent[];
  problems: LogProblem[];
}

/** The `previous` of the first event. */
export const noPrevious = '0'.repeat(64);

const kindNeeds: Partial<Record<CaseEvent['kind'], readonly (keyof CaseEvent)[]>> = {
  created: ['terms', 'document'],
  sent: ['recipient'],
  reminded: ['recipient'],
  viewed: ['actor'],
  declined: ['actor', 'reason'],
  signed: ['actor', 'document', 'signature'],
  completed: ['document', 'verdict'],
  cancelled: ['reason'],
  anchored: ['anchor'],
};

/** The line of an event, without its line end. */
export const eventLine = (event: CaseEvent): string => canonicalJson(event);

const encoder = new TextEncoder();

/** The hash that chains a line to the next. */
export const lineHash = (line: string): Promise<string> => sha256(encoder.encode(line));

function linesOf(bytes: Uint8Array): { lines: string[]; open: boolean } | undefined {
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // A crash can cut a letter in two: the lines before are looked at all the same.
    const end = bytes.lastIndexOf(10);
    const before = end < 0 || end === bytes.length - 1 ? undefined : linesOf(bytes.subarray(0, end + 1));
    return before && { lines: [...before.lines, ''], open: true };
  }
  // Git may have turned the line ends around; what is hashed has none.
  const lines = whole.split(/\r?\n/);
  if (lines.at(-1) !== '') return { lines, open: true };
  return { lines: lines.slice(0, -1), open: false };
}

function readLine(line: string): CaseEvent | Text {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return text('Raden går inte att läsa som JSON.', 'The line cannot be read as JSON.');
  }
  const parsed = CaseEvent.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return text(
      `Raden är ingen händelse som fardplan skriver (${where || 'fel form'}).`,
      `The line is no event that fardplan writes (${where || 'wrong form'}).`,
    );
  }
  const lacking = (kindNeeds[parsed.data.kind] ?? []).filter((key) => parsed.data[key] === undefined);
  if (lacking.length > 0)
    return text(`Händelsen saknar ${lacking.join(', ')}.`, `The event lacks ${lacking.join(', ')}.`);
  if (eventLine(parsed.data) !== line)
    return text(
      'Raden är inte skriven på det enda sätt som en rad får skrivas (RFC 8785): den är ändrad för hand.',
      'The line is not in the only form a line may have (RFC 8785): it was changed by hand.',
    );
  return parsed.data;
}

const broken = text(
  'Raden hör inte ihop med raden före: en rad är ändrad, borttagen, tillagd eller flyttad.',
  'The line does not belong to the line before: a line was changed, removed, added or moved.',
);

const cutShort = (whole: number): Text =>
  text(
    `Den sista raden är inte hel: något avbröts när den skrevs. Ta bort det som står efter rad ${whole}; allt före är helt.`,
    `The last line is not whole: something stopped while it was written. Remove what stands after line ${whole}; all before is whole.`,
  );

/**
 * Reads a log and checks every link of its chain; never throws. `events` are those before the first problem. Line ends may be LF or CRLF, since they
 * are no part of what is hashed.
 */
export async function readEventLog(bytes: Uint8Array): Promise<EventLog> {
  const log: EventLog = { events: [], problems: [] };
  const read = linesOf(bytes);
  const problem = (line: number, what: Text, partial?: true) =>
    void log.problems.push({ line, what, ...(partial ? { partial } : {}) });
  if (!read || read.lines.length === 0) {
    problem(1, text('Händelseloggen är tom eller är ingen text.', 'The event log is empty or no text.'));
    return log;
  }
  const { lines, open } = read;
  let previous = noPrevious;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const event = readLine(line);
    if ('sv' in event) {
      if (open && number === lines.length) problem(number, cutShort(index), true);
      else problem(number, event);
      return log;
    }
    if (event.previous !== previous || event.number !== number) {
      problem(number, broken);
      return log;
    }
    const first = log.events[0]?.event ?? event;
    if (event.case !== first.case || (number === 1) !== (event.kind === 'created')) {
      problem(number, text('Händelsen hör till ett annat ärende.', 'The event belongs to another case.'));
      return log;
    }
    previous = await lineHash(line);
    log.events.push({ event, sha256: previous });
  }
  return log;
}
