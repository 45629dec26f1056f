import { join } from 'node:path';
import { canonicalJson } from '../core/canonical-json.js';
import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text, type Text } from '../core/text.js';
import type { Case } from '../model/case.js';
import type { CaseEvent } from '../model/case-event.js';
import { readCase, type CaseFile } from './case-file.js';
import { readEventLog, type EventLog, type LoggedEvent } from './event-log.js';

/** A case with its log, whose chain holds and which says the same as the case file. */
export interface OpenCase {
  file: CaseFile;
  model: Case;
  /** As the host takes it. */
  logPath: string;
  events: CaseEvent[];
  head: Case['head'];
}

/** What the log's first event must say of a case. */
export const termsOf = (model: Case): NonNullable<CaseEvent['terms']> => ({
  title: model.title,
  order: model.order,
  due: model.due,
  content: model.document.content,
  roadmap: model.roadmap,
  signers: model.signers.map(({ role, name, field }) => ({ role, name, field })),
});

/** The end of a log: its number of events, and the hash of its last line. */
export const headOf = (events: readonly LoggedEvent[]): Case['head'] => ({
  events: events.length,
  sha256: events.at(-1)?.sha256 ?? '',
});

/** Why a log is not that of the case, whatever its own chain says; empty when it is. */
export function caseProblems(model: Case, { events }: EventLog): Text[] {
  const [created] = events;
  if (!created) return [];
  const found: Text[] = [];
  const known = events[model.head.events - 1];
  if (events.length < model.head.events)
    found.push(
      text(
        `Händelseloggen har förlorat sitt slut: den har ${events.length} händelser, men ärendefilen vet om ${model.head.events}.`,
        `The event log has lost its end: it has ${events.length} events, but the case file knows of ${model.head.events}.`,
      ),
    );
  else if (known?.sha256 !== model.head.sha256)
    found.push(
      text(
        `Händelseloggen är omskriven: händelse ${model.head.events} är inte den som ärendefilen vet om.`,
        `The event log was rewritten: event ${model.head.events} is not the one that the case file knows of.`,
      ),
    );
  const { event } = created;
  const { file, sha256, size } = model.document;
  const parts: [Text, unknown, unknown][] = [
    [text('id', 'the id'), event.case, model.id],
    [text('handlingen', 'the document'), event.document, { file, sha256, size }],
    ...Object.entries(termsOf(model)).map(([key, value]): [Text, unknown, unknown] => [
      termNames[key] ?? text(key, key),
      event.terms?.[key as keyof NonNullable<CaseEvent['terms']>],
      value,
    ]),
  ];
  for (const [name, logged, told] of parts)
    if (canonicalJson({ it: logged }) !== canonicalJson({ it: told }))
      found.push(
        text(
          `Ärendefilen är ändrad efter öppnandet: ${name.sv} är inte vad loggens första händelse säger.`,
          `The case file was changed after it was opened: ${name.en} is not what the first event of the log says.`,
        ),
      );
  return found;
}

const termNames: Record<string, Text> = {
  title: text('titeln', 'the title'),
  order: text('ordningen', 'the order'),
  due: text('sista dagen', 'the last day'),
  content: text('innehållets kontrollsumma', 'the checksum of the content'),
  roadmap: text('färdplanen', 'the roadmap'),
  signers: text('undertecknarna', 'the signers'),
};

/** Reads a case and its log. Refuses (exit 1) a log whose chain is broken, or that is not the one the case file knows. */
export async function openLog(host: Host, path: string): Promise<OpenCase> {
  const file = await readCase(host, path);
  const { model } = file.parsed;
  const logPath = join(file.folder, model.log);
  const log = await readEventLog(await host.files.read(logPath));
  const [problem] = log.problems;
  if (problem)
    throw new Failure(
      text(
        `${model.log}, rad ${problem.line}: ${problem.what.sv}`,
        `${model.log}, line ${problem.line}: ${problem.what.en}`,
      ),
      problem.partial
        ? undefined
        : text(
            `Hämta tillbaka loggen som den var, till exempel med git log -p -- ${model.log}. En rad i den ändras aldrig.`,
            `Bring the log back as it was, for instance with git log -p -- ${model.log}. A line in it is never changed.`,
          ),
      exit.findings,
    );
  const [other] = caseProblems(model, log);
  if (other)
    throw new Failure(
      other,
      text(
        `Hämta tillbaka ${path} och ${model.log} som de var, till exempel ur git.`,
        `Bring ${path} and ${model.log} back as they were, for instance from git.`,
      ),
      exit.findings,
    );
  return { file, model, logPath, events: log.events.map(({ event }) => event), head: headOf(log.events) };
}
