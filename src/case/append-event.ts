import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { CaseEvent } from '../model/case-event.js';
import { withHead } from './case-file.js';
import { eventLine, lineHash } from './event-log.js';
import { openLog, type OpenCase } from './open-log.js';

/** What an event says beside its place in the chain. */
export type EventDraft = Omit<CaseEvent, 'version' | 'case' | 'number' | 'previous' | 'at' | 'timeSource'> &
  Partial<Pick<CaseEvent, 'at' | 'timeSource'>>;

/** A time as logs have it: UTC, whole seconds. */
export const instant = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');

/** The next event of a chain. */
export function nextEvent(caseId: string, head: OpenCase['head'] | undefined, draft: EventDraft, now: Date): CaseEvent {
  return {
    version: 1,
    case: caseId,
    number: (head?.events ?? 0) + 1,
    previous: head?.sha256 ?? '0'.repeat(64),
    at: instant(now),
    timeSource: 'clock',
    ...draft,
  };
}

async function locked<T>(host: Host, path: string, work: () => Promise<T>): Promise<T> {
  const now = instant(host.now());
  try {
    await host.files.write(path, `${now}\n`);
  } catch (error) {
    if (!(error instanceof Failure) || (await host.files.kind(path)) === undefined) throw error;
    throw new Failure(
      text('Någon annan skriver i ärendet just nu.', 'Somebody else is writing in the case just now.'),
      text(
        `Försök igen om en stund. Om ingen annan gör det avbröts en tidigare körning: ta då bort ${path}.`,
        `Try again in a while. If nobody is, an earlier run was stopped: then remove ${path}.`,
      ),
      exit.use,
    );
  }
  try {
    return await work();
  } finally {
    await host.files.remove(path);
  }
}

const overtaken = (): Failure =>
  new Failure(
    text('Något annat hann hända i ärendet under tiden.', 'Something else happened in the case meanwhile.'),
    text(
      'Inget har skrivits. Se läget med fardplan case status, och börja om från den nyaste filen.',
      'Nothing has been written. See fardplan case status, and start again from the newest file.',
    ),
    exit.findings,
  );

/**
 * Adds events to a case, one writer at a time: `before` runs first (to write the file that an event is about), then the log is replaced as a
 * whole, so that it never holds half a line, then the case file learns the new head. Refuses when the case has moved on since `seen` was read.
 */
export async function appendEvents(
  host: Host,
  seen: OpenCase,
  drafts: readonly EventDraft[],
  before?: () => Promise<void>,
): Promise<OpenCase> {
  const { path } = seen.file;
  return locked(host, `${seen.logPath}.lock`, async () => {
    const fresh = await openLog(host, path);
    if (fresh.head.sha256 !== seen.head.sha256) throw overtaken();
    let { head } = fresh;
    const events = [...fresh.events];
    let lines = new TextDecoder().decode(await host.files.read(fresh.logPath));
    if (!lines.endsWith('\n')) lines += '\n';
    const end = lines.endsWith('\r\n') ? '\r\n' : '\n';
    for (const draft of drafts) {
      const event = nextEvent(fresh.model.id, head, draft, host.now());
      const line = eventLine(event);
      head = { events: event.number, sha256: await lineHash(line) };
      lines += line + end;
      events.push(event);
    }
    await before?.();
    await host.files.write(fresh.logPath, lines, { replace: true });
    await host.files.write(path, withHead(fresh.file, head), { replace: true });
    return { ...fresh, events, head };
  });
}
