import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import type { AuditVerdict } from '../model/audit-verdict.js';
import type { Case } from '../model/case.js';
import type { CaseEvent } from '../model/case-event.js';
import type { Indication, Verdict } from '../model/verdict.js';
import { judgeAnchor } from './anchor.js';
import { readEventLog } from './event-log.js';
import { backwardTimes, ruleBreaches } from './log-rules.js';
import { caseProblems, headOf } from './open-log.js';

/** What an event log is held against. */
export interface AuditQuestion {
  /** As the user wrote it. */
  name: string;
  log: Uint8Array;
  /** The case file beside the log, where there is one: it knows how far the log had come. */
  model: Case | undefined;
  pdf: Uint8Array;
  /** What verification said of the file. */
  verdict: Pick<Verdict, 'signatures'>;
  /** Trusted issuers in DER, also of time-stamps. */
  trust: readonly Uint8Array[];
  at: Date;
}

interface Findings {
  failed: Text[];
  unsettled: Text[];
  notes: Text[];
}

const nothing = (): Findings => ({ failed: [], unsettled: [], notes: [] });

const beginsWith = async (pdf: Uint8Array, file: CaseEvent['document']): Promise<boolean> =>
  file !== undefined && pdf.length >= file.size && (await sha256(pdf.subarray(0, file.size))) === file.sha256;

async function judgeFile(
  events: readonly CaseEvent[],
  { pdf, verdict }: AuditQuestion,
  { failed, unsettled, notes }: Findings,
): Promise<Pick<AuditVerdict, 'belongsToFile' | 'signatures'>> {
  const [created] = events;
  const signatures: AuditVerdict['signatures'] = [];
  const sameText = await beginsWith(pdf, created?.document);
  if (!sameText)
    failed.push(
      text(
        'Händelseloggen hör inte till den här filen: filen är en annan än den som ärendet öppnades för.',
        'The event log does not belong to this file: it is another one than the case was opened for.',
      ),
    );
  for (const event of events) {
    if (event.kind !== 'signed' || !event.signature) continue;
    const { field } = event.signature;
    const inFile = verdict.signatures.find((each) => each.field === field);
    const matches = (await beginsWith(pdf, event.document)) && inFile !== undefined;
    signatures.push({ event: event.number, field, role: event.actor?.role ?? null, at: event.at, matches });
    if (!matches && sameText)
      failed.push(
        text(
          `Händelse ${event.number}: underskriften i fältet ${field} är inte den som står i filen.`,
          `Event ${event.number}: the signature in the field ${field} is not the one in the file.`,
        ),
      );
  }
  const logged = new Set(signatures.map(({ field }) => field));
  const asked = new Set(created?.terms?.signers.map(({ field }) => field));
  for (const { field } of verdict.signatures)
    if (asked.has(field) && !logged.has(field))
      unsettled.push(
        text(
          `Underskriften i fältet ${field} finns i filen men inte i händelseloggen.`,
          `The signature in the field ${field} is in the file but not in the event log.`,
        ),
      );
  const completed = events.find(({ kind }) => kind === 'completed')?.document;
  if (completed && sameText && !(await beginsWith(pdf, completed)))
    failed.push(
      text(
        'Filen är inte den som ärendet avslutades med.',
        'The file is not the one that the case was completed with.',
      ),
    );
  if (completed && pdf.length > completed.size)
    notes.push(
      text(
        `Anmärkning: ${pdf.length - completed.size} byte har lagts till i filen sedan ärendet avslutades.`,
        `Note: ${pdf.length - completed.size} bytes were added to the file after the case was completed.`,
      ),
    );
  return { belongsToFile: sameText && signatures.every(({ matches }) => matches), signatures };
}

async function judgeAnchors(
  events: readonly CaseEvent[],
  { trust, at }: AuditQuestion,
  { failed, notes }: Findings,
): Promise<AuditVerdict['anchors']> {
  const anchors: AuditVerdict['anchors'] = [];
  for (const event of events) {
    if (event.kind !== 'anchored') continue;
    const anchor = await judgeAnchor(event, trust, at);
    anchors.push(anchor);
    if (!anchor.holds)
      failed.push(
        text(
          `Händelse ${event.number}: tidsstämpeln är inte över den här loggen, eller håller inte.`,
          `Event ${event.number}: the time-stamp is not over this log, or does not hold.`,
        ),
      );
    else if (!anchor.trusted)
      notes.push(
        text(
          `Anmärkning: tidsstämpeln i händelse ${event.number} kommer från någon som inte finns i din lista över betrodda utfärdare.`,
          `Note: the time-stamp of event ${event.number} comes from somebody who is not in your list of trusted issuers.`,
        ),
      );
  }
  return anchors;
}

/**
 * The verdict on an event log: its chain, the rules of a case, its time-stamps, and whether it is about this very file. Broken, rewritten or foreign:
 * TOTAL-FAILED. Whole, but with an end that nothing vouches for: INDETERMINATE.
 */
export async function judgeAudit(question: AuditQuestion): Promise<AuditVerdict> {
  const { name, model } = question;
  const log = await readEventLog(question.log);
  const events = log.events.map(({ event }) => event);
  const findings = nothing();
  const { failed, unsettled, notes } = findings;
  for (const { line, what } of log.problems)
    failed.push(text(`${name}, rad ${line}: ${what.sv}`, `${name}, line ${line}: ${what.en}`));
  const whole = log.problems.length === 0;
  if (model && whole) failed.push(...caseProblems(model, log));
  failed.push(...ruleBreaches(events));
  notes.push(...backwardTimes(events));
  const end = events.find(({ kind }) => kind === 'completed' || kind === 'cancelled');
  const endKnown = model !== undefined || end !== undefined;
  if (!endKnown && events.length > 0)
    unsettled.push(
      text(
        'Ärendefilen ligger inte bredvid loggen, och ärendet pågår: det går inte att veta om rader saknas i slutet.',
        'The case file is not beside the log, and the case goes on: whether lines are missing at the end cannot be told.',
      ),
    );
  const { belongsToFile, signatures } =
    // What a broken log lacks is not said of the file.
    events.length > 0
      ? await judgeFile(events, question, whole ? findings : nothing())
      : { belongsToFile: false, signatures: [] };
  const anchors = await judgeAnchors(events, question, findings);
  const indication: Indication =
    failed.length > 0 ? 'TOTAL-FAILED' : unsettled.length > 0 ? 'INDETERMINATE' : 'TOTAL-PASSED';
  return {
    log: name,
    indication,
    case: events[0]?.case ?? null,
    events: events.length,
    head: events.length > 0 ? headOf(log.events).sha256 : null,
    state: end ? (end.kind as 'completed' | 'cancelled') : 'open',
    chainHolds: log.problems.length === 0,
    endKnown,
    belongsToFile,
    signatures,
    anchors,
    reasons: [...failed, ...unsettled, ...notes],
  };
}
