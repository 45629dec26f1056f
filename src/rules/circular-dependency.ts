import { text } from '../core/text.js';
import { rule } from './_contract.js';
import { placeOfId } from './_references.js';
import { milestonesOf } from './_sections.js';

const table = (first: string) => `## Tidsplan

| När  | Vad             | Beror på        | Id              |
| ---- | --------------- | --------------- | --------------- |
| 2027 | Avstämning      | ${first.padEnd(15)} | avstamning      |
| 2030 | Slutredovisning | avstamning      | slutredovisning |
`;

/** No milestone depends on itself, through others or directly. */
export const circularDependency = rule({
  kinds: ['roadmap'],
  severity: 'error',
  title: text('Inget väntar på sig självt', 'Nothing waits for itself'),
  why: text(
    'Om A måste vara klart före B, och B före A, kan ingetdera börja.',
    'If A must be done before B, and B before A, neither can begin.',
  ),
  good: table(''),
  bad: table('slutredovisning'),
  *check(document) {
    const milestones = new Map(milestonesOf(document.model).map((placed) => [placed.milestone.id, placed]));
    const state = new Map<string, 'open' | 'done'>();
    for (const start of milestones.keys()) {
      if (state.has(start)) continue;
      // Depth first without recursion: a long chain must not end in a full stack.
      const trail: { id: string; next: number }[] = [{ id: start, next: 0 }];
      state.set(start, 'open');
      for (let top = trail.at(-1); top; top = trail.at(-1)) {
        const placed = milestones.get(top.id);
        const index = top.next;
        const wanted = placed?.milestone.depends?.[index];
        if (!placed || wanted === undefined) {
          state.set(top.id, 'done');
          trail.pop();
          continue;
        }
        top.next += 1;
        if (!milestones.has(wanted) || state.get(wanted) === 'done') continue;
        if (state.get(wanted) === undefined) {
          state.set(wanted, 'open');
          trail.push({ id: wanted, next: 0 });
          continue;
        }
        const circle = [...trail.slice(trail.findIndex(({ id }) => id === wanted)).map(({ id }) => id), wanted];
        const titles = circle.map((id) => milestones.get(id)?.milestone.title ?? id);
        const [sv, en] = [titles.map((title) => `”${title}”`), titles.map((title) => `“${title}”`)];
        const self = circle.length === 2;
        yield {
          at: placeOfId(document, [...placed.path, 'depends', index], wanted),
          message: self
            ? text(`${sv[0] ?? ''} beror på sig självt`, `${en[0] ?? ''} depends on itself`)
            : text(
                `${sv[0] ?? ''} beror på ${sv.slice(1).join(', som beror på ')}`,
                `${en[0] ?? ''} depends on ${en.slice(1).join(', which depends on ')}`,
              ),
          help: self
            ? text('Ta bort det ur kolumnen Beror på.', 'Remove it from the column Depends (Beror på).')
            : text(
                'De väntar på varandra i en cirkel. Ta bort ett av dem ur kolumnen Beror på.',
                'They wait for each other in a circle. Remove one of them from the column Depends (Beror på).',
              ),
        };
      }
    }
  },
});
