import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import { isKind } from '../parse/parsed.js';
import { type Finding, rule } from './_contract.js';
import { atMoment, isBefore, momentWords } from './_moments.js';
import { isGiven } from './_sections.js';

const roadmap = (period: string) => `---
period: ${period}
---

## Målbild

- Vården är nära och trygg.
`;

/** Periods begin before they end, and a roadmap's period is that of its profile. */
export const periodOrder = rule({
  kinds: ['roadmap', 'round', 'plan'],
  severity: 'error',
  title: text('Perioder börjar innan de slutar', 'Periods begin before they end'),
  why: text(
    'Ett beslut gäller för en viss tid. Är tiden omöjlig vet ingen när det gäller.',
    'A decision holds for a certain time. If the time is impossible, nobody knows when it holds.',
  ),
  good: roadmap('{ från: 2024, till: 2030 }'),
  bad: roadmap('{ från: 2030, till: 2024 }'),
  *check(document, { profile }) {
    if (isKind(document, 'roadmap')) {
      const { period, mandate } = document.model;
      const wrong = [...ordered(period.from, period.to, ['period', 'to'])];
      yield* wrong;
      if (wrong.length === 0) yield* likeProfile(document.model, profile);
      if (mandate?.dialogue) yield* ordered(mandate.dialogue.from, mandate.dialogue.to, ['mandate', 'dialogue', 'to']);
    } else if (isKind(document, 'round')) {
      yield* ordered(document.model.sent, document.model.due, ['due']);
    } else if (isKind(document, 'plan')) {
      for (const [index, { start, end }] of document.model.activities.entries()) {
        yield* ordered(start, end, ['activities', index, 'end']);
      }
    }
  },
});

function* ordered(from: string | undefined, to: string | undefined, at: ModelPath): Generator<Finding> {
  if (!isGiven(from) || !isGiven(to) || !isBefore(to, from)) return;
  const [begin, end] = [momentWords(from), momentWords(to)];
  const other: Record<string, string> = { to: 'from', due: 'sent', end: 'start' };
  const beside = [...at.slice(0, -1), other[String(at.at(-1))] ?? 'from'];
  yield {
    at,
    related: [{ at: beside, message: text('Början står här', 'The beginning is here') }],
    message: text(
      `Slutet (${end.sv}) ligger före början (${begin.sv})`,
      `The end (${end.en}) lies before the beginning (${begin.en})`,
    ),
    help: text('Byt plats på tiderna, eller rätta den som är fel.', 'Swap them, or correct the wrong one.'),
  };
}

function* likeProfile({ period }: Roadmap, profile: Profile | undefined): Generator<Finding> {
  for (const side of ['from', 'to'] as const) {
    const wanted = profile?.period?.[side];
    const written = period[side];
    if (wanted === undefined || !isGiven(written)) continue;
    if (!isBefore(written, wanted) && !isBefore(wanted, written)) continue;
    const verb = side === 'from' ? text('börjar', 'begins') : text('slutar', 'ends');
    yield {
      at: ['period', side],
      askedBy: { profile: ['period', side] },
      message: text(
        `Perioden ${verb.sv} ${atMoment(written).sv}, men enligt profilen ${verb.sv} den ${atMoment(wanted).sv}`,
        `The period ${verb.en} ${atMoment(written).en}, but according to the profile it ${verb.en} ${atMoment(wanted).en}`,
      ),
      help: text('Ändra perioden, eller välj en annan profil.', 'Change the period, or choose another profile.'),
    };
  }
}
