import { text } from '../core/text.js';
import type { Span } from '../core/source.js';
import type { Change } from '../model/change.js';
import type { Parsed } from '../parse/parsed.js';
import { isStandIn } from '../parse/validate.js';
import { rule } from './_contract.js';
import { keyBelongs, nextLine } from './_belongs.js';
import { type RoundView, tracedOf, viewClearRound } from './_round.js';
import { isUnsaid } from './_round-slips.js';
import { answer, disposition, roundExample } from './_round-example.js';
import { isUnread } from './_told.js';

const example = (outcome: string): Record<string, string> =>
  roundExample(answer, disposition('norrby#mobila-team').replace('hantering: beaktas', `hantering: ${outcome}`));

/** C02: every substantive change after a round has a cause: a comment, a change it follows from, or a reason of the drafter's own. */
export const changeWithoutCause = rule({
  code: 'C02',
  kinds: ['dispositions'],
  severity: 'warning',
  title: text('Varje ändring efter remissen har en orsak', 'Every change after the round has a cause'),
  why: text(
    'Den som tillstyrkte remissversionen ska kunna se varför texten blev en annan. En ändring utan orsak ser ut som om någon har smugit in den.',
    'Whoever approved of the version that was sent out must be able to see why the text is now different. A change without a cause looks ' +
      'as if somebody had slipped it in.',
  ),
  good: example('beaktas'),
  bad: example('beaktas inte'),
  *check(document, context) {
    const round = viewClearRound(document, context);
    const found = round?.dispositions?.source === document.source ? tracedOf(round) : undefined;
    if (!round || !found || isUnsaid(round)) return;
    const end = document.model.own ? lastIn(document) : keyBelongs(document, ['own']).at;
    for (const gap of found.gaps) {
      if (gap.kind !== 'change-without-cause' || isRepair(gap.change, round)) continue;
      const { change } = gap;
      const title = change.title;
      const kind = {
        added: text('har tillkommit', 'was added'),
        removed: text('har tagits bort', 'was removed'),
        moved: text('har flyttats', 'was moved'),
        renamed: text('har bytt namn', 'was renamed'),
        changed: text('har ändrats', 'was changed'),
        merged: text('har slagits samman', 'was merged'),
        split: text('har delats upp', 'was divided'),
      }[change.kind];
      const line = change.after?.line;
      yield {
        at: end,
        message: text(
          `”${title}” ${kind.sv}${line === undefined ? '' : ` (rad ${line} i den reviderade versionen)`}, men ingen orsak är angiven`,
          `“${title}” ${kind.en}${line === undefined ? '' : ` (line ${line} of the revised version)`}, but no cause is given`,
        ),
        help: text(
          `Skriv ”${change.id}” under ”ändrar” i den hantering som ledde hit, eller under ”egna ändringar” med skälet. Rättelser av språket behöver ingen orsak.`,
          `Write “${change.id}” under “items” in the disposition that led here, or under “own” with the reason. Corrections of language need no cause.`,
        ),
      };
    }
  },
});

/** What changed is a value that one of the texts lacks or that cannot be read there, which is told of that text. */
function isRepair({ before, after, field }: Change, { consulted, revised }: RoundView): boolean {
  const sides = [
    { side: before, document: consulted },
    { side: after, document: revised },
  ];
  return sides.some(({ side, document }) => {
    // In the front matter a value that was lost stands at the same place on both sides.
    const { path } = side?.at ?? (before ?? after)?.at ?? {};
    if (!document || !path || (!side && path[0] === 'sections')) return false;
    if (side && isStandIn(side.text)) return true;
    const wanted = field === undefined || path.at(-1) === field ? path : [...path, field];
    return (
      isUnread(document, wanted) ||
      (field === undefined && ['title', 'id'].some((name) => isUnread(document, [...path, name])))
    );
  });
}

/** After the reasons of the drafter's own, where one more belongs. */
function lastIn({ source: { text: written }, locations }: Parsed): Span {
  const { start, end } = locations.nearest(['own']);
  const last = nextLine(written, start + written.slice(start, end).trimEnd().length);
  return { start: last, end: last };
}
