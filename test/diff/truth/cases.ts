import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diffRoadmaps } from '../../../src/diff/diff-roadmaps.js';
import type { Change } from '../../../src/model/change.js';
import type { Profile } from '../../../src/model/profile.js';
import { allSections, type Roadmap } from '../../../src/model/roadmap.js';
import { parseDocument } from '../../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../../src/parse/parsed.js';
import { startRevising } from './case.js';
import { allOf, type Draft, readDraft, writeDraft } from './draft.js';
import { proseMutations } from './prose-mutations.js';
import { type Random, seeded } from './random.js';
import { fieldMutations, recordMutations } from './record-mutations.js';
import { answersOf, type Revisions, type Score, score } from './score.js';
import { type Mutation, sectionMutations } from './section-mutations.js';
import { type Truth, truthOf } from './truth.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

/** The real roadmaps that are mutated, with their profiles. */
export const originals = (
  [
    ['vastra-gotaland', 'fardplan.md'],
    ['vasterbotten', 'fardplan.md'],
    ['stockholm', 'handlingsplan.md'],
  ] as const
).map(([region, file]) => ({
  region,
  text: read(`roadmaps/${region}/${file}`),
  profile: profileOf(region),
}));

function profileOf(region: string): Profile {
  const path = `templates/profiles/${region}.yaml`;
  const parsed = parseDocument({ path, text: read(path) });
  if (!('kind' in parsed) || !isKind(parsed, 'profile')) throw new Error(`no profile ${region}`);
  return parsed.model;
}

export function roadmapOf(text: string, profile: Profile): Parsed<Roadmap> {
  const parsed = parseDocument({ path: 'fardplan.md', text }, () => profile);
  if (!('kind' in parsed) || !isKind(parsed, 'roadmap')) throw new Error('no roadmap');
  return parsed;
}

/** Every mutation by name. */
export const mutations: Record<string, Mutation> = {
  ...sectionMutations,
  ...proseMutations,
  ...recordMutations,
  ...fieldMutations,
};
const names = Object.keys(mutations);
/** Every pair of mutations, so that each meets each. */
const pairs = names.flatMap((one, at) => names.slice(at + 1).map((two) => [one, two] as const));

/** One revision with known truth. */
export interface Case {
  seed: number;
  profile: Profile;
  before: Parsed<Roadmap>;
  after: Parsed<Roadmap>;
  written: Revisions;
  truth: Truth;
  /** The mutations that were done, by name. */
  done: string[];
}

/** The case of a seed: a roadmap, some of its ids left out, and two to nine mutations, of which the first two are those of a pair. */
export function caseOf(seed: number): Case {
  const random = seeded(seed);
  const { text, profile } = originals[seed % originals.length] ?? never();
  const before = readDraft(text);
  if (random.chance(0.4)) withoutIds(before, random);
  const revising = startRevising(before, random);
  const [one, two] = pairs[(seed * 17) % pairs.length] ?? never();
  const wanted = [one, two];
  for (let more = random.below(8); more > 0; more -= 1) wanted.push(random.pick(names) ?? one);
  const done: string[] = [];
  for (const name of wanted) {
    for (let tries = 0; tries < 4; tries += 1) {
      if (!mutations[name]?.(revising)) continue;
      done.push(name);
      break;
    }
  }
  const [earlier, later] = [before, revising.after].map((draft) => {
    const written = writeDraft(draft);
    const parsed = roadmapOf(written.text, profile);
    return { parsed, written: { ...written, ids: idsOf(draft, parsed) } };
  });
  if (!earlier || !later) return never();
  return {
    seed,
    profile,
    before: earlier.parsed,
    after: later.parsed,
    written: { before: earlier.written, after: later.written },
    truth: truthOf(revising),
    done,
  };
}

export const changesOf = ({ before, after, profile }: Case): Change[] => diffRoadmaps(before, after, { profile });

export const scoreOf = (one: Case, changes = changesOf(one)): Score =>
  score(one.truth, answersOf(changes, one.written, one.truth));

/** Leaves out ids that nothing in the document refers to. */
function withoutIds(draft: Draft, random: Random): void {
  const { text } = writeDraft(draft);
  for (const section of allOf(draft)) {
    const { id } = section;
    if (id === undefined || section.depth < 3) continue;
    if (text.split(new RegExp(`\\b${id}\\b`)).length === 2 && random.chance(0.8)) delete section.id;
  }
}

function idsOf(draft: Draft, { model }: Parsed<Roadmap>): Map<string, string> {
  const sections = [...allSections(model)].map(({ section }) => section);
  const drafted = allOf(draft);
  if (sections.map(({ title }) => title).join('\n') !== drafted.map(({ title }) => title).join('\n')) {
    throw new Error('the roadmap was not read as it was written');
  }
  return new Map([['lead', model.id], ...drafted.map(({ uid }, index) => [uid, sections[index]?.id ?? ''] as const)]);
}

function never(): never {
  throw new Error('not possible');
}
