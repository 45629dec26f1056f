import { adoptionStatus } from '../model/adoption.js';
import { wordFor } from '../model/field.js';
import type { Reporter } from './_contract.js';

const english = {
  adopted: 'adopted',
  'adopted-with-additions': 'adopted with additions',
  rejected: 'rejected',
  tabled: 'tabled',
  referred: 'referred back',
  pending: 'pending',
} as const;

const order = Object.keys(english) as (keyof typeof english)[];

/** For people: the count of each outcome, then those that are not plainly adopted, late ones first. */
export const adoptionPretty: Reporter<'adoption'> = ({ register, status }, { language, paint }) => {
  const say = (sv: string, en: string): string => (language === 'sv' ? sv : en);
  const word = (value: keyof typeof english): string =>
    language === 'sv' ? wordFor(adoptionStatus, value) : english[value];
  const { rows, counts, late, unknown } = status;
  const decided = counts.adopted + counts['adopted-with-additions'];
  const lines = [
    paint.bold(
      say(
        `${decided} av ${rows.length} har antagit ${register.roadmap.id} ${register.roadmap.version}`,
        `${decided} of ${rows.length} have adopted ${register.roadmap.id} ${register.roadmap.version}`,
      ),
    ),
    ...order
      .filter((value) => counts[value] > 0)
      .map((value) => `  ${String(counts[value]).padStart(3)}  ${word(value)}`),
  ];
  if (late > 0 && register.due !== undefined) {
    lines.push(
      paint.yellow(
        say(`${late} skulle ha svarat senast ${register.due}`, `${late} should have replied by ${register.due}`),
      ),
    );
  }
  const open = rows
    .filter(({ entry }) => entry.status !== 'adopted')
    .toSorted(
      (one, two) =>
        Number(two.late) - Number(one.late) || order.indexOf(one.entry.status) - order.indexOf(two.entry.status),
    );
  if (open.length > 0) lines.push('');
  const width = Math.max(0, ...open.map(({ party }) => party.name.length));
  for (const { party, entry, late: isLate } of open) {
    const when = [entry.body, entry.date, entry.paragraph].filter(Boolean).join(' ');
    const parts = [
      party.name.padEnd(width),
      word(entry.status),
      when,
      isLate ? paint.yellow(say('försenad', 'late')) : '',
    ];
    lines.push(`  ${parts.filter((part) => part !== '').join('  ')}`);
  }
  for (const entry of unknown) {
    lines.push(
      paint.yellow(
        say(
          `”${entry.party}” finns inte i registret över huvudmän`,
          `“${entry.party}” is not in the register of parties`,
        ),
      ),
    );
  }
  return `${lines.join('\n')}\n`;
};
