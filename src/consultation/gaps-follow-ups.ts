import type { Dispositions } from '../model/consultation.js';
import type { Parsed } from '../parse/parsed.js';
import type { Gap } from './gap.js';
import type { ItemNames } from './item-names.js';

/** Follow-ups that follow from each other, so that none has a cause; each circle is told once, where it begins in the file. */
export function circularFollowUps(document: Parsed<Dispositions>, names: ItemNames): Gap[] {
  const derived = document.model.derived ?? [];
  const from = new Map<string, { index: number; to: string }[]>();
  for (const [index, entry] of derived.entries()) {
    for (const item of entry.items.map((id) => names.later(id))) {
      const list = from.get(item) ?? [];
      list.push(...entry.from.map((id) => ({ index, to: names.later(id) })));
      from.set(item, list);
    }
  }
  const done = new Set<string>();
  const gaps: Gap[] = [];
  for (const start of from.keys()) {
    // Depth first without recursion: a chain may be as long as the file.
    const path: { item: string; next: number }[] = done.has(start) ? [] : [{ item: start, next: 0 }];
    while (path.length > 0) {
      const top = path.at(-1);
      if (!top) break;
      const step = from.get(top.item)?.[top.next];
      if (!step) {
        done.add(top.item);
        path.pop();
        continue;
      }
      top.next += 1;
      const at = path.findIndex(({ item }) => item === step.to);
      if (at >= 0) {
        const items = path.slice(at).map(({ item }) => item);
        gaps.push({ kind: 'circular-follow-up', document, path: ['derived', step.index, 'from'], items });
      } else if (!done.has(step.to)) path.push({ item: step.to, next: 0 });
    }
  }
  return gaps;
}
