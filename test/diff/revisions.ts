import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Locations } from '../../src/core/locations.js';
import { allSections, Roadmap } from '../../src/model/roadmap.js';
import type { Section } from '../../src/model/section.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import { blocks } from '../../src/diff/blocks.js';
import { shownProse } from '../../src/diff/shown-prose.js';

/** The example roadmaps, as they are read. */
export const examples: Parsed<Roadmap>[] = [
  'vastra-gotaland/fardplan',
  'vasterbotten/fardplan',
  'stockholm/handlingsplan',
].map((path) => {
  const text = readFileSync(`roadmaps/${path}.md`, 'utf8');
  const profile = (id = '') => {
    const found = parseDocument({ path: `${id}.yaml`, text: readFileSync(`templates/profiles/${id}.yaml`, 'utf8') });
    return 'kind' in found && isKind(found, 'profile') ? found.model : undefined;
  };
  const parsed = parseDocument({ path: `${path}.md`, text }, profile);
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error(path);
  return parsed;
});

/** A model that was never a text. */
export const unwritten = (model: Roadmap): Parsed<Roadmap> => ({
  kind: 'roadmap',
  source: { path: 'model', text: '' },
  model,
  locations: new Locations(),
  diagnostics: [],
  remarks: [],
});

type Random = (below: number) => number;
type List = Record<string, unknown>[];

const lists = ['statements', 'milestones', 'indicators', 'organs'] as const;

/** The lists of items in a roadmap, each with its name. */
function everyList(roadmap: Roadmap): { name: string; list: List }[] {
  const sections = [...allSections(roadmap)].map(({ section }) => section);
  const found = [{ name: 'sections', list: roadmap.sections as unknown as List }];
  for (const section of sections) {
    found.push({ name: 'sections', list: section.sections as unknown as List });
    for (const name of lists) {
      const list = section[name];
      if (list) found.push({ name, list: list as unknown as List });
    }
  }
  return found;
}

const pick = <T>(list: readonly T[], random: Random): T | undefined => list[random(list.length)];

const words = 'samverkan hemmet läkare plan 2027 inte trygghet ska bör närstående primärvård uppföljning'.split(' ');
const someWords = (random: Random, count: number) =>
  Array.from({ length: count }, () => pick(words, random) ?? '').join(' ');

/** Changes words of a text, here and there. */
const rewritten = (text: string, random: Random, share: number): string =>
  text
    .split(' ')
    .flatMap((word) =>
      random(100) < share * 100 ? (random(2) === 0 ? [] : [word, pick(words, random) ?? '']) : [word],
    )
    .join(' ');

const pieces = (section: Section) => blocks(section.text);
const setPieces = (section: Section, list: ReturnType<typeof pieces>) => {
  section.text = shownProse(list);
};

/** Things that may happen to a roadmap, one of them to an item chosen at random. */
const happenings: Record<string, (roadmap: Roadmap, random: Random, sections: Section[]) => void> = {
  rename: (_, random, sections) => {
    const section = pick(sections, random);
    if (section) section.title = someWords(random, 2 + random(3));
  },
  'new id': (_, random, sections) => {
    const section = pick(sections, random);
    if (section) section.id = `id-${random(50)}`;
  },
  number: (_, random, sections) => {
    const section = pick(sections, random);
    if (section) section.number = random(3) === 0 ? undefined : `${1 + random(9)}${random(2) === 0 ? '' : '.2'}`;
  },
  kind: (_, random, sections) => {
    const [one, two] = [pick(sections, random), pick(sections, random)];
    if (one && two) one.kind = two.kind;
  },
  remove: (roadmap, random) => {
    const { list } = pick(everyList(roadmap), random) ?? {};
    list?.splice(random(list.length), 1);
  },
  move: (roadmap, random) => {
    const { list, name } = pick(everyList(roadmap), random) ?? {};
    const [item] = list?.splice(random(list.length), 1) ?? [];
    const targets = everyList(roadmap).filter((each) => each.name === name);
    const target = random(2) === 0 ? list : pick(targets, random)?.list;
    if (item) target?.splice(random(target.length + 1), 0, item);
  },
  double: (roadmap, random) => {
    const { list } = pick(everyList(roadmap), random) ?? {};
    const item = list && pick(list, random);
    if (item) list.splice(random(list.length), 0, structuredClone(item));
  },
  field: (roadmap, random) => {
    const { list, name } = pick(everyList(roadmap), random) ?? {};
    const item = list && pick(list, random);
    if (!item) return;
    if (name === 'milestones') item['when'] = String(2023 + random(7));
    if (name === 'milestones' && random(2) === 0)
      item['depends'] = ['malbild', `id-${random(50)}`, 'tidsplan'].slice(random(3));
    if (name === 'milestones' && random(2) === 0) item['kind'] = ['milestone', 'decision'][random(2)];
    if (name === 'indicators') item['target'] = random(2) === 0 ? { value: '5', date: '2028' } : undefined;
    if (name === 'indicators') item['goals'] = [['malbild'], undefined][random(2)];
    if (name === 'organs') item['level'] = someWords(random, 1);
    if (name === 'statements') item['text'] = someWords(random, 6);
  },
  rewrite: (_, random, sections) => {
    const section = pick(sections, random);
    if (section)
      setPieces(
        section,
        pieces(section)
          .map((each) => ({ ...each, text: rewritten(each.text, random, 0.2) }))
          .filter(({ text }) => text.trim() !== ''),
      );
  },
  'remove a paragraph': (_, random, sections) => {
    const section = pick(sections, random);
    if (section) setPieces(section, pieces(section).toSpliced(random(5), 1));
  },
  'move a paragraph': (_, random, sections) => {
    const [one, two] = [pick(sections, random), pick(sections, random)];
    if (!one || !two) return;
    const from = pieces(one);
    const [block] = from.splice(random(from.length), 1);
    setPieces(one, from);
    const to = pieces(two);
    if (block) setPieces(two, to.toSpliced(random(to.length + 1), 0, block));
  },
  split: (_, random, sections) => {
    const section = pick(
      sections.filter((each) => each.sections.length > 0),
      random,
    );
    const child = section && pick(section.sections, random);
    if (!child) return;
    const all = pieces(child);
    const cut = random(all.length);
    setPieces(child, all.slice(0, cut));
    const piece: Section = {
      id: `ny-${random(99)}`,
      title: someWords(random, 3),
      kind: child.kind,
      text: '',
      sections: [],
    };
    setPieces(piece, all.slice(cut));
    if (random(2) === 0) piece.sections = child.sections.splice(random(3));
    section.sections.splice(random(section.sections.length + 1), 0, piece);
  },
  merge: (_, random, sections) => {
    const section = pick(
      sections.filter((each) => each.sections.length > 1),
      random,
    );
    const [child] = section?.sections.splice(random(section.sections.length), 1) ?? [];
    const other = section && pick(section.sections, random);
    if (!child || !other) return;
    setPieces(other, [...pieces(other), ...pieces(child)]);
    other.sections.push(...child.sections);
    for (const name of lists) if (child[name]) (other[name] ??= []).push(...(child[name] as never[]));
  },
  'front matter': (roadmap, random) => {
    const section = pick([...allSections(roadmap)], random)?.section.id;
    roadmap.aliases = random(2) === 0 ? undefined : [someWords(random, 2), 'Färdplanen'].slice(random(2));
    roadmap.mandate =
      random(3) === 0
        ? undefined
        : {
            giver: someWords(random, 1),
            deliverables: [{ text: 'En tidsplan', section }, { text: someWords(random, 2) }],
          };
    roadmap.considerations = [
      { id: 'rus', section },
      { id: 'barn', waived: someWords(random, 2) },
    ].slice(random(3));
    roadmap.period = { from: '2023', to: String(2029 + random(3)) };
    roadmap.county = [undefined, 'Halland'][random(2)];
    roadmap.basedOn = [{ title: someWords(random, 2), date: '2020' }, ...(roadmap.basedOn ?? [])].slice(random(2));
    if (random(4) === 0) roadmap.title = someWords(random, 3);
    if (random(4) === 0) roadmap.lead = `${roadmap.lead}\n\n${someWords(random, 9)}.`;
  },
};

/** A revision of a roadmap in which some things have happened; the roadmap itself is left as it is. */
export function revised(roadmap: Roadmap, seed: number, times: number): Roadmap {
  const copy = structuredClone(roadmap);
  let state = seed >>> 0 || 1;
  const random: Random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return below <= 0 ? 0 : Math.floor((state / 2 ** 32) * below);
  };
  const names = Object.keys(happenings);
  for (let time = 0; time < times; time += 1) {
    const name = pick(names, random) ?? '';
    happenings[name]?.(
      copy,
      random,
      [...allSections(copy)].map(({ section }) => section),
    );
  }
  return copy;
}

/** Two revisions of one of the examples. */
export const revisions: fc.Arbitrary<readonly [Parsed<Roadmap>, Parsed<Roadmap>]> = fc
  .record({
    which: fc.nat(examples.length - 1),
    first: fc.nat(),
    seed: fc.nat(),
    times: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ which, first, seed, times }) => {
    const model = examples[which]?.model as Roadmap;
    const before = revised(model, first, first % 3);
    return [unwritten(before), unwritten(revised(before, seed, times))] as const;
  });
