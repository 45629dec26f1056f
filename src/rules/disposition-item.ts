import { unkept } from '../consultation/gaps.js';
import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { findingOf, outcomeOf, viewClearRound } from './_round.js';
import { answer, disposition, roundExample } from './_round-example.js';
import { lostIdsOf, mayBeLost } from './_told.js';

/** What a disposition says was changed is found in the revision that was sent out or in the revised one. */
export const dispositionItem = rule({
  kinds: ['dispositions'],
  severity: 'error',
  title: text('Det som en hantering pekar på finns', 'What a disposition points at exists'),
  why: text(
    'Pekar hanteringen på något som inte finns går det inte att visa vad synpunkten ledde till.',
    'If a disposition points at something that does not exist, it cannot be shown what the comment led to.',
  ),
  good: roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [mobila-team]')),
  bad: roundExample(answer, disposition('norrby#mobila-team', 'ändrar: [mobila-teamen]')),
  *check(document, context) {
    const round = viewClearRound(document, context);
    const found = round && outcomeOf(round);
    if (!round || !found) return;
    const gaps = unkept(round.comments, document, found.changes, found.names).filter(
      (gap) => gap.kind === 'unknown-item',
    );
    const names = new Set(gaps.map(({ item }) => item));
    const texts = [round.consulted, round.revised].filter((document) => document !== undefined);
    const isLost = mayBeLost(names, lostIdsOf(texts));
    for (const gap of gaps) if (gap.near !== undefined || !isLost(gap.item)) yield findingOf(gap, round);
  },
});
