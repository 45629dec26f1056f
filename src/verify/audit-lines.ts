import type { Language } from '../core/text.js';
import { text } from '../core/text.js';
import type { AuditVerdict } from '../model/audit-verdict.js';
import { shownTime } from '../pdf/signature-time.js';

const states = {
  open: text('pågår', 'goes on'),
  completed: text('avslutat', 'completed'),
  cancelled: text('avbrutet', 'cancelled'),
} as const;

/** What came of checking the event log, for people. */
export function auditLines(audit: AuditVerdict, language: Language): string[] {
  const say = (sv: string, en: string): string => text(sv, en)[language];
  const when = (at: string): string => shownTime(new Date(at));
  return [
    `${say('Händelselogg', 'Event log')} ${audit.log}: ${audit.indication}`,
    ...(audit.case === null
      ? []
      : [
          `  ${say('Ärende', 'Case')} ${audit.case}, ${states[audit.state][language]}, ${audit.events} ${audit.events === 1 ? say('händelse', 'event') : say('händelser', 'events')}`,
        ]),
    ...(audit.chainHolds && audit.belongsToFile
      ? [
          `  ${say('Kedjan är hel, och loggen hör till den här filen.', 'The chain is whole, and the log belongs to this file.')}`,
        ]
      : []),
    ...audit.signatures
      .filter(({ matches }) => matches)
      .map(
        ({ event, field, role, at }) =>
          `  ${say('Händelse', 'Event')} ${event}: ${role ?? field} ${say('undertecknade', 'signed')} ${when(at)}`,
      ),
    ...audit.anchors
      .filter(({ holds }) => holds)
      .map(
        ({ event, time, authority }) =>
          `  ${say('Tidsstämplad', 'Time-stamped')} (${event}): ${time === null ? '?' : when(time)}, ${authority ?? '?'}`,
      ),
    ...audit.reasons.map((reason) => `  ${reason[language]}`),
  ];
}
