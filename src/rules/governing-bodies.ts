import { fold, text } from '../core/text.js';
import { rule } from './_contract.js';
import { sectionsOf } from './_sections.js';

const organs = (deciding: string) => `## Ledning och styrning

| Organ                  | Roll       | Nivå  |
| ---------------------- | ---------- | ----- |
| Tjänstestyrgruppen     | beredande  | länet |
| ${deciding.padEnd(22)} | beslutande | länet |
`;

/** Where bodies are listed, one decides, and it is another than the one that prepares. */
export const governingBodies = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Ett organ bereder och ett annat beslutar', 'One body prepares and another decides'),
  why: text(
    'Den som läser ska se vem som tar fram förslagen och vem som bestämmer. Bereder och beslutar samma organ finns ingen som prövar förslaget.',
    'A reader must see who makes the proposals and who decides. When one body does both, nobody examines the proposal.',
  ),
  good: organs('Politiska styrgruppen'),
  bad: organs('Tjänstestyrgruppen'),
  *check({ model, locations }) {
    const rows = sectionsOf(model).flatMap(({ section, path }) =>
      (section.organs ?? []).map((organ, index) => ({
        organ,
        table: [...path, 'organs'],
        at: [...path, 'organs', index],
      })),
    );
    const [first] = rows;
    // A role that is missing or unknown has been reported, and may be the very one that decides.
    if (!first || rows.some(({ at }) => !locations.get([...at, 'role']))) return;
    const deciding = rows.filter(({ organ }) => organ.role === 'deciding');
    if (deciding.length === 0) {
      yield {
        at: first.table,
        message: text('Inget av organen beslutar', 'None of the bodies decides'),
        help: text(
          'Skriv ”beslutande” i kolumnen Roll för det organ som beslutar, eller lägg till det.',
          'Write “beslutande” (decides) in the column Role (Roll) for the body that decides, or add it.',
        ),
      };
    }
    const preparing = new Set(rows.flatMap(({ organ }) => (organ.role === 'preparing' ? [fold(organ.name)] : [])));
    for (const { organ, at } of deciding) {
      if (!preparing.has(fold(organ.name))) continue;
      yield {
        at,
        message: text(`${organ.name} både bereder och beslutar`, `${organ.name} both prepares and decides`),
        help: text(
          'Ange vilket organ som bereder ärendena åt det som beslutar.',
          'Say which body prepares matters for the one that decides.',
        ),
      };
    }
  },
});
