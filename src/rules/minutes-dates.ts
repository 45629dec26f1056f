import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { daysBetween, laterBy } from './_days.js';
import { decisionExample } from './_decision-example.js';
import { isGiven } from './_sections.js';

const minutes = (rest: string) =>
  decisionExample(`datum: 2024-03-15
protokoll:
  sammanträde: 2024-03-15
  paragraf: § 41
  justerat: 2024-03-27
  anslaget: 2024-03-28
${rest}`);

/** Days within which minutes are approved (KL 5:69) and then posted (KL 8), and that a decision can be appealed against at least (KL 13). */
const [approval, posting, appeal] = [14, 2, 21];

/** D08: minutes are approved, posted and open to appeal on days that the law allows. */
export const minutesDates = rule({
  code: 'D08',
  kinds: ['decision'],
  severity: 'error',
  title: text('Justering, anslag och överklagandetid går ihop', 'Approval, posting and time of appeal agree'),
  why: text(
    'Protokollet justeras senast 14 dagar efter sammanträdet (5 kap. 69 § kommunallagen), justeringen anslås senast andra dagen därefter ' +
      '(8 kap.) och beslutet kan överklagas i tre veckor från anslaget (13 kap.). Stämmer inte dagarna kan ingen säga när beslutet får laga kraft.',
    'Minutes are approved within 14 days of the meeting (KL 5:69), posted by the second day after (KL chapter 8), and the decision can be ' +
      'appealed against for three weeks from then (KL chapter 13). If the days do not agree, nobody can say when the decision becomes final.',
  ),
  good: minutes('  överklagas senast: 2024-04-18\n'),
  bad: minutes('  överklagas senast: 2024-04-11\n'),
  *check({ model }) {
    const { minutes } = model;
    if (!minutes) return;
    const met = isGiven(minutes.meeting) ? minutes.meeting : model.date;
    const { approved, posted, appealBy, removed } = minutes;
    const excused = isGiven(minutes.reason);
    if (
      isGiven(minutes.meeting) &&
      isGiven(model.date) &&
      minutes.meeting !== model.date &&
      model.status === 'decided'
    ) {
      yield {
        at: ['minutes', 'meeting'],
        message: text(
          `Sammanträdet är ${minutes.meeting}, men beslutet är daterat ${model.date}`,
          `The meeting is on ${minutes.meeting}, but the decision is dated ${model.date}`,
        ),
        help: text(
          'Ett beslut är fattat den dag organet sammanträdde.',
          'A decision is taken on the day the body met.',
        ),
      };
    }
    const steps = [
      { from: met, to: approved, field: 'approved', sv: ['sammanträdet', 'justerat'], en: ['the meeting', 'approved'] },
      { from: approved, to: posted, field: 'posted', sv: ['justeringen', 'anslaget'], en: ['the approval', 'posted'] },
      {
        from: posted,
        to: appealBy,
        field: 'appealBy',
        sv: ['anslaget', 'överklagas senast'],
        en: ['the posting', 'last day of appeal'],
      },
      {
        from: appealBy,
        to: removed,
        field: 'removed',
        sv: ['överklagandetiden', 'anslaget tas ned'],
        en: ['the time of appeal', 'taken down'],
      },
    ] as const;
    for (const { from, to, field, sv, en } of steps) {
      if (!isGiven(from) || !isGiven(to)) continue;
      const days = daysBetween(from, to);
      const at = ['minutes', field];
      if (days < 0) {
        yield {
          at,
          message: text(
            `”${sv[1]}” (${to}) är före ${sv[0]} (${from})`,
            `“${en[1]}” (${to}) is before ${en[0]} (${from})`,
          ),
          help: text('Rätta det datum som är fel.', 'Correct the wrong date.'),
        };
      } else if (!excused && field === 'approved' && days > approval) {
        yield {
          at,
          message: text(
            `Protokollet justerades ${days} dagar efter sammanträdet, men det får ta högst ${approval}`,
            `The minutes were approved ${days} days after the meeting, but it may take no more than ${approval}`,
          ),
          help: text(
            `Senaste dag var ${laterBy(from, approval)}. Stämmer datumet: förklara under ”motiv” i ”protokoll”.`,
            `The last day was ${laterBy(from, approval)}. If the date is right, explain it under “reason” in “minutes”.`,
          ),
        };
      } else if (!excused && field === 'posted' && days > posting) {
        yield {
          at,
          message: text(
            `Justeringen anslogs ${days} dagar efteråt, men det ska ske senast andra dagen`,
            `The approval was posted ${days} days later, but that must be done by the second day`,
          ),
          help: text(
            `Senaste dag var ${laterBy(from, posting)}. Föll den på en helg: skriv det under ”motiv” i ”protokoll”.`,
            `The last day was ${laterBy(from, posting)}. If that was a holiday, say so under “reason” in “minutes”.`,
          ),
        };
      } else if (!excused && field === 'appealBy' && days < appeal) {
        yield {
          at,
          message: text(
            `Överklagandetiden är ${days} dagar, men den ska vara minst tre veckor`,
            `The time of appeal is ${days} days, but it must be three weeks at least`,
          ),
          help: text(
            `Tidigaste dag är ${laterBy(from, appeal)}. Är den en helgdag räknas nästa vardag. Är det en annan tid: förklara under ”motiv”.`,
            `The earliest day is ${laterBy(from, appeal)}. If that is a holiday, the next working day counts. If it is another time, explain it under “reason”.`,
          ),
        };
      }
    }
  },
});
