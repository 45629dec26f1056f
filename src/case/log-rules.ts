import { text, type Text } from '../core/text.js';
import type { CaseEvent } from '../model/case-event.js';

/** What in a log whose chain holds could not have come about by the rules of a case; empty when all could. */
export function ruleBreaches(events: readonly CaseEvent[]): Text[] {
  const found: Text[] = [];
  const [created] = events;
  const terms = created?.terms;
  const say = (number: number, sv: string, en: string): void =>
    void found.push(text(`Händelse ${number}: ${sv}`, `Event ${number}: ${en}`));
  const signed: string[] = [];
  let closed = false;
  for (const event of events) {
    const { number, kind, signature } = event;
    if (closed && kind !== 'anchored') say(number, 'ärendet var redan avslutat.', 'the case was already closed.');
    if (kind === 'signed' && signature && terms) {
      const index = terms.signers.findIndex(({ field }) => field === signature.field);
      if (index < 0) say(number, 'ingen skulle underteckna i det fältet.', 'nobody was to sign in that field.');
      if (signed.includes(signature.field))
        say(number, 'fältet var redan undertecknat.', 'the field was signed already.');
      const first = terms.signers.slice(0, Math.max(0, index)).find(({ field }) => !signed.includes(field));
      if (terms.order === 'sequence' && first)
        say(number, `${first.role} skulle ha undertecknat före.`, `${first.role} was to sign before.`);
      signed.push(signature.field);
    }
    if (kind === 'completed') {
      const lacking = terms?.signers.find(({ field }) => !signed.includes(field));
      if (lacking) say(number, `${lacking.role} hade inte undertecknat.`, `${lacking.role} had not signed.`);
    }
    closed ||= kind === 'completed' || kind === 'cancelled';
  }
  return found;
}

/** Times that go backwards by more than a minute: said, not judged, since clocks differ. */
export function backwardTimes(events: readonly CaseEvent[]): Text[] {
  let latest = 0;
  return events.flatMap(({ number, at }) => {
    const time = Date.parse(at);
    const back = time < latest - 60_000;
    latest = Math.max(latest, time);
    return back
      ? [
          text(
            `Anmärkning: händelse ${number} har en tid före händelsen innan. Klockorna gick olika.`,
            `Note: event ${number} has a time before the event before it. The clocks differed.`,
          ),
        ]
      : [];
  });
}
