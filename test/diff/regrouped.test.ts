import { describe, expect, test } from 'vitest';
import { changeRef } from '../../src/diff/change-ref.js';
import { diffTexts, told } from './workspace.js';

const staff =
  'Kompetensen ska räcka i hela länet. Huvudmännen planerar utbildningsplatser och praktik tillsammans, och delar på dem som är svåra att anställa.';
const money =
  'Omställningen betalas genom att pengar används på ett annat sätt. Därför måste det synas vem som får nyttan och vem som får kostnaden.';
const sharing =
  'Fordon, lokaler och hjälpmedel får användas gemensamt. Den delregionala samverkan föreslår hur, och beslutet fattas av dem som betalar.';
const research =
  'Nya arbetssätt bygger på bästa tillgängliga kunskap. FoU-enheterna följer större förändringar och berättar vad som inte fungerar.';
const section = (title: string, ...paragraphs: string[]) => [`## ${title}`, ...paragraphs].join('\n\n');
const text = (...sections: string[]) => sections.join('\n\n');

const changes = (before: string, after: string) => diffTexts(before, after).map(told);

describe('a section that was split', () => {
  const before = text(section('Ekonomi {#ekonomi}', money, sharing), section('Forskning', research));

  test('is one change, whatever went along', () => {
    const [change, ...rest] = diffTexts(
      before,
      text(section('Ekonomi {#ekonomi}', money), section('Dela på resurser', sharing), section('Forskning', research)),
    );
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      kind: 'split',
      id: 'ekonomi',
      into: ['ekonomi', 'dela-pa-resurser'],
      weight: 'substantive',
      before: { text: 'Ekonomi', line: 10 },
      after: { text: 'Ekonomi\nDela på resurser', line: 10 },
      pieces: [{ id: 'dela-pa-resurser', title: 'Dela på resurser', line: 14 }],
    });
  });

  test('tells what else changed in its parts', () => {
    expect(
      changes(
        before,
        text(
          section('Ekonomi {#ekonomi}', money),
          section('Dela på resurser', sharing.replace('Fordon', 'Bilar'), 'Ett råd inrättas.'),
          section('Forskning', research),
        ),
      ),
    ).toEqual([
      'split section ekonomi: "Ekonomi" → "Ekonomi\\nDela på resurser"',
      `changed (changed) section dela-pa-resurser.text: "${sharing}" → "${sharing.replace('Fordon', 'Bilar')}"`,
      `changed (added) section dela-pa-resurser.text: – → "Ett råd inrättas."`,
    ]);
  });

  test('need not keep its name in any part', () => {
    expect(
      changes(
        before,
        text(section('Pengar', money), section('Dela på resurser', sharing), section('Forskning', research)),
      ),
    ).toEqual([expect.stringMatching(/^split section \S+: "Ekonomi" → "Pengar\\nDela på resurser"$/)]);
  });

  test('has not been split when a paragraph went to a section that was there', () => {
    const [change, ...rest] = diffTexts(
      before,
      text(section('Ekonomi {#ekonomi}', money), section('Forskning', research, sharing)),
    );
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ kind: 'changed', paragraph: 'moved', id: 'forskning' });
  });

  test('takes items with it', () => {
    const table = '| Organ | Roll |\n|---|---|\n| Samråd vård | beredande |';
    const whole = (...parts: string[]) => text(section('Ekonomi {#ekonomi}', ...parts), section('Forskning', research));
    expect(changes(whole(money, sharing, table), whole(money, `## Dela på resurser\n\n${sharing}`, table))).toEqual([
      'split section ekonomi: "Ekonomi" → "Ekonomi\\nDela på resurser"',
    ]);
  });
});

describe('sections that were merged', () => {
  const before = text(
    section('Kompetens {#kompetens}', staff),
    section('Ekonomi', money),
    section('Forskning', research),
  );

  test('are one change', () => {
    const [change, ...rest] = diffTexts(
      before,
      text(section('Kompetens {#kompetens}', staff, research), section('Ekonomi', money)),
    );
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      kind: 'merged',
      id: 'kompetens',
      from: ['kompetens', 'forskning'],
      before: { text: 'Kompetens\nForskning' },
      after: { text: 'Kompetens' },
      pieces: [{ id: 'forskning', title: 'Forskning' }],
    });
  });

  test('tell what was left out', () => {
    expect(
      changes(
        text(section('Kompetens {#kompetens}', staff), section('Forskning', research, 'Ett råd inrättas.')),
        text(section('Kompetens och forskning {#kompetens}', staff, research)),
      ),
    ).toEqual([
      'merged section kompetens: "Kompetens\\nForskning" → "Kompetens och forskning"',
      'changed (removed) section kompetens.text: "Ett råd inrättas." → –',
    ]);
  });
});

describe('a paragraph in another section', () => {
  const before = text(section('Kompetens', staff, research), section('Ekonomi', money));

  test('was moved, and is neither removed nor added', () => {
    const [change, ...rest] = diffTexts(before, text(section('Kompetens', staff), section('Ekonomi', money, research)));
    expect(rest).toEqual([]);
    expect(change).toMatchObject({
      kind: 'changed',
      paragraph: 'moved',
      id: 'ekonomi',
      before: { text: research, section: 'kompetens', parent: 'Kompetens', line: 14 },
      after: { text: research, section: 'ekonomi', parent: 'Ekonomi' },
      was: { id: 'kompetens' },
    });
  });

  test('was moved also when it was edited on the way', () => {
    const edited = research.replace('större förändringar', 'alla förändringar');
    const [change, ...rest] = diffTexts(before, text(section('Kompetens', staff), section('Ekonomi', edited, money)));
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ paragraph: 'moved', weight: 'substantive' });
    expect(change?.words.filter(({ op }) => op !== 'equal').map(({ text: word }) => word)).toEqual(['större', 'alla']);
  });

  test('was moved also out of a section that is gone, and into one that is new', () => {
    const found = changes(
      text(
        section('Gammalt', research, staff, 'Mer som utgår helt, och som ingen behöver läsa.'),
        section('Ekonomi', money),
      ),
      text(section('Ekonomi', money, staff), section('Nytt', 'Något annat, som ingen hade tänkt på förut i länet.')),
    );
    expect(found.filter((line) => line.includes('(moved)')).length).toBe(1);
    expect(found.join('\n').split(staff).length - 1).toBe(2);
  });

  test('that is short and common was not', () => {
    expect(
      changes(
        text(section('Ett {#ett}', money, 'Se ovan.'), section('Två {#tva}', research)),
        text(section('Ett {#ett}', money), section('Två {#tva}', research, 'Se ovan.')),
      ).map((line) => line.split(' ')[1]),
    ).toEqual(['(removed)', '(added)']);
  });
});

describe('names inside prose', () => {
  test('a row is compared with the row of its first cell, by column', () => {
    const table = (...rows: string[]) => `## A\n\n| Uppdrag | Avsnitt |\n|---|---|\n${rows.join('\n')}`;
    const [change, ...rest] = diffTexts(
      table('| Målbild | Ett |', '| Tidsplan | Två |', '| Analys | Tre |'),
      table('| Målbild | Ett |', '| Analys | Något helt annat än förut |', '| Tidsplan | Två |'),
    );
    expect(change).toMatchObject({ key: 'analys', columns: ['Avsnitt'], paragraph: 'changed' });
    expect(rest.filter(({ paragraph }) => paragraph !== 'moved')).toEqual([]);
  });

  test('an item is compared with the item of its name', () => {
    const list = (...items: string[]) => `## A\n\n${items.map((item) => `- ${item}`).join('\n')}`;
    expect(
      changes(
        list('**Länet:** håller ihop riktningen', '**Delregionen:** väljer insatser'),
        list(
          '**Länet:** bestämmer allt själv från och med nu',
          '**Delregionen:** väljer insatser',
          '**Närområdet:** prövar',
        ),
      ),
    ).toEqual([
      'changed (changed) section a.text: "**Länet:** håller ihop riktningen" → "**Länet:** bestämmer allt själv från och med nu"',
      'changed (added) section a.text: – → "**Närområdet:** prövar"',
    ]);
  });
});

describe('names that changed hands', () => {
  test('a title that another section has now does not take its identity along', () => {
    expect(
      changes(
        text(section('Nära vård', staff), section('Digital vård', money)),
        text(section('Vård hemma', staff), section('Nära vård', money)),
      ),
    ).toEqual([
      'renamed section vard-hemma: "Nära vård" → "Vård hemma"',
      'renamed section nara-vard: "Digital vård" → "Nära vård"',
    ]);
  });

  test('references follow items to their new ids, and those left behind are no changes of their own', () => {
    const plan = (id: string) => `## Tidsplan\n\n| När | Vad | Beror på |\n|---|---|---|\n| 2027 | En plan | ${id} |`;
    const of = (title: string, id: string) => text(section(title, staff), plan(id));
    expect(changes(of('Ett', 'ett'), of('Två', 'tva'))).toEqual(['renamed section tva: "Ett" → "Två"']);
    const [change, ...rest] = diffTexts(of('Ett', 'ett'), of('Två', 'ett'));
    expect(rest).toEqual([]);
    expect(change?.left?.length).toBe(1);
  });
});

test('whatever is said of an item that is new or gone makes its changes others', () => {
  const plan = (row: string) =>
    `## Tidsplan\n\n| När | Vad | Ansvarig |\n|---|---|---|\n| 2026 | En annan plan | SRO |\n${row}`;
  const ref = (row: string) => diffTexts(plan(''), plan(row)).map(changeRef).join();
  expect(ref('| 2027 | En plan | SRO |')).not.toBe(ref('| 2027 | En plan | VVG |'));
  expect(diffTexts(plan(''), plan('| 2027 | En plan | VVG |'))[0]?.after?.text).toBe('2027: En plan · VVG');
});
