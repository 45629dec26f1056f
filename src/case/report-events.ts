import type { Block, Inline } from '../model/document.js';
import type { CaseEvent, EventKind } from '../model/case-event.js';
import { localTime, utcTime } from './report-times.js';

const run = (words: string): Inline => ({ type: 'text', text: words });
const cell = (...lines: (string | undefined)[]): Inline[] =>
  lines
    .filter((line) => line !== undefined && line !== '')
    .flatMap((line, index): Inline[] => [...(index > 0 ? [{ type: 'break' } as const] : []), run(line ?? '')]);

const unbroken = (time: string): string => time.replaceAll(' ', '\u00a0');

const names: Record<EventKind, string> = {
  created: 'Ärendet öppnades',
  sent: 'Handlingen skickades',
  viewed: 'Handlingen öppnades av mottagaren',
  signed: 'Undertecknades',
  declined: 'Avböjdes',
  reminded: 'Påminnelse skrevs',
  completed: 'Ärendet avslutades',
  cancelled: 'Ärendet avbröts',
  anchored: 'Loggen tidsstämplades',
};

const sources = { clock: 'datorns klocka', timestamp: 'tidsstämpel (RFC 3161)' } as const;

const person = (who: CaseEvent['actor']): string | undefined =>
  who && [who.name, who.role].filter((part) => part !== undefined).join(', ');

function details(event: CaseEvent): (string | undefined)[] {
  const { kind, document, signature, verdict, anchor } = event;
  return [
    event.reason === undefined ? undefined : `Skäl: ${event.reason}`,
    ...(kind === 'signed' && signature
      ? [
          `Enligt certifikatet: ${signature.signer ?? 'okänd'}`,
          `Fält ${signature.field}${signature.level === undefined ? '' : `, ${signature.level}`}`,
          signature.late ? 'Efter sista dagen' : undefined,
        ]
      : []),
    verdict && `Granskning: ${verdict.indication}`,
    anchor && `Av ${anchor.authority ?? 'okänd'}`,
    document && `Fil: ${document.file}`,
    // In halves, since a whole one is wider than its column.
    document && `SHA-256: ${document.sha256.slice(0, 32)}`,
    document && document.sha256.slice(32),
    event.ip === undefined ? undefined : `IP-adress: ${event.ip}`,
  ];
}

/** Every event in order: when by Swedish and universal time and by whose clock, what, who, and the file as it then was. */
export const eventTable = (events: readonly CaseEvent[]): Block => ({
  type: 'table',
  header: ['Nr', 'Tid', 'Händelse', 'Uppgifter'].map((title) => [run(title)]),
  rows: events.map((event) => [
    cell(String(event.number)),
    cell(unbroken(localTime(event.at)), unbroken(utcTime(event.at)), sources[event.timeSource]),
    cell(names[event.kind], person(event.recipient ?? event.actor)),
    cell(...details(event)),
  ]),
});
