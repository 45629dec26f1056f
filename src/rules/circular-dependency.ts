import { text } from '../core/text.js';
import { rule } from './_contract.js';
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
  *check({ model }) {
    const milestones = new Map(milestonesOf(model).map((placed) => [placed.milestone.id, placed]));
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
        const titles = circle.map((id) => `”${milestones.get(id)?.milestone.title ?? id}”`);
        yield {
          at: [...placed.path, 'depends', index],
          message:
            circle.length === 2
              ? text(`${titles[0] ?? ''} beror på sig självt`, `${titles[0] ?? ''} depends on itself`)
              : text(
                  `Tidpunkterna beror på varandra i en cirkel: ${titles.join(' beror på ')}`,
                  `The milestones depend on each other in a circle: ${titles.join(' depends on ')}`,
                ),
          help: text('Ta bort ett av dem ur kolumnen Beror på.', 'Remove one of them from the column Beror på.'),
        };
      }
    }
  },
});
