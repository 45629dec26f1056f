import { assembleRound } from '../../../src/consultation/assemble-round.js';
import { trace, type TracedChange } from '../../../src/consultation/trace.js';
import { changeRef } from '../../../src/diff/change-ref.js';
import type { Change } from '../../../src/model/change.js';
import { dispositionsOf, parsed, responseOf } from '../../consultation/workspace.js';
import type { Case } from './cases.js';
import { type Random, seeded } from './random.js';

/** Why a change was made, as it was planted. `free`: what follows from others by itself, which may be told as such. */
interface Planted {
  class: 'requested' | 'own' | 'derived' | 'none';
  causes: string[];
  free: boolean;
}

/** What becomes of a planted reason: an entry in the file of dispositions, and the comments it answers. */
interface Plan {
  entries: { list: 'hanteringar' | 'egna ändringar' | 'följdändringar'; text: string }[];
  comments: { item: string; title: string; id: string }[];
  /** By the place of the change in the list. */
  planted: (Planted | undefined)[];
}

const fieldNames: Readonly<Record<string, string>> = {
  version: 'version',
  status: 'status',
  period: 'period',
  owner: 'dokumentansvarig',
  aliases: 'alias',
  basedOn: 'bygger-pa',
  mandate: 'uppdrag',
  considerations: 'beaktar',
};

/** How attribution came out: of the changes with a planted cause, how many have the class and the very causes they should. */
export function scoreCauses(
  one: Case,
  changes: readonly Change[],
): { changes: number; right: number; misses: string[] } {
  const random = seeded(one.seed + 77_000);
  const plan = one.seed % 2 === 0 ? planBound(one, changes, random) : planBySection(one, changes, random);
  const traced = traceOf(one, plan);
  const byRef = new Map(traced.map((each) => [each.ref, each]));
  const result = { changes: 0, right: 0, misses: [] as string[] };
  changes.forEach((change, index) => {
    const planted = plan.planted[index];
    const got = byRef.get(changeRef(change));
    if (!planted || !got) return;
    result.changes += 1;
    const expected =
      planted.class === 'none' ? (change.weight === 'editorial' ? 'editorial' : 'unexplained') : planted.class;
    const free = planted.class === 'none' && planted.free && got.class === 'derived';
    const causes = planted.class === 'derived' || [...planted.causes].sort().join() === [...got.causes].sort().join();
    if (free || (got.class === expected && causes)) result.right += 1;
    else
      result.misses.push(
        `seed ${one.seed} ${change.kind} ${change.paragraph ?? ''} ${change.item} ${change.id}.${change.field ?? ''}: expected ${expected} ${planted.causes.join(' ')}, got ${got.class} ${got.causes.join(' ')}`,
      );
  });
  return result;
}

/** Numbers, ids and references follow other changes; so does a name that was exchanged for the new one. */
const mayFollow = ({ field, kind, item }: Change): boolean =>
  field === 'number' ||
  field === 'id' ||
  field === 'goals' ||
  field === 'depends' ||
  kind === 'removed' ||
  item === 'field';

/** Every change is bound to a reason of its own, or has none. */
function planBound(one: Case, changes: readonly Change[], random: Random): Plan {
  const plan: Plan = { entries: [], comments: [], planted: [] };
  const section = [...one.written.before.ids].find(([uid]) => uid !== 'lead');
  changes.forEach((change, index) => {
    const ref = changeRef(change);
    const bound = `    ändringar: ["${ref}"]\n`;
    const way = random.pick(['requested', 'requested', 'requested', 'own', 'derived', 'none'] as const) ?? 'none';
    const id = `b${index}`;
    const planted: Planted = { class: way, causes: [], free: mayFollow(change) };
    if (way === 'requested') {
      planted.causes.push(`norrby#${id}`);
      plan.comments.push({ item: section?.[1] ?? '', title: 'Rubrik', id });
      plan.entries.push({
        list: 'hanteringar',
        text: `  - synpunkter: ["norrby#${id}"]\n    hantering: beaktas\n    motivering: Skäl.\n${bound}`,
      });
    } else if (way === 'own') {
      planted.causes.push('own');
      plan.entries.push({ list: 'egna ändringar', text: `  - ändrar: [x]\n    motivering: Skäl.\n${bound}` });
    } else if (way === 'derived') {
      plan.entries.push({ list: 'följdändringar', text: `  - ändrar: [x]\n    följer av: [y]\n${bound}` });
    }
    plan.planted.push(planted);
  });
  return plan;
}

/** Every section with changes has a reason for all of them, or none; what went from one section to another is left out. */
function planBySection(one: Case, changes: readonly Change[], random: Random): Plan {
  const { before, after } = one.written;
  const { lineage, homes } = one.truth;
  const whole = new Map([
    ...lineage.splits.flatMap(({ of, into }) => into.map((uid) => [uid, of] as const)),
    ...lineage.merges.flatMap(({ of, into }) => of.map((uid) => [uid, into] as const)),
  ]);
  const homeOf = (side: 'before' | 'after', line: number | undefined): string | undefined => {
    const uid = line === undefined ? undefined : (side === 'before' ? before : after).uids.get(line);
    const home = uid === undefined ? undefined : (homes[side].get(uid) ?? uid);
    return home === undefined ? undefined : (whole.get(home) ?? home);
  };
  const groups = changes.map((change) => {
    if (change.item === 'field') return `field:${change.id.split('.')[0] ?? ''}`;
    if (change.item === 'document' && change.paragraph === undefined) return 'lead';
    const [a, b] = [homeOf('before', change.before?.line), homeOf('after', change.after?.line)];
    return a !== undefined && b !== undefined && a !== b ? undefined : (b ?? a);
  });
  const reasons = new Map<string, Planted>();
  const plan: Plan = { entries: [], comments: [], planted: [] };
  for (const group of new Set(groups)) {
    if (group === undefined) continue;
    const field = group.startsWith('field:') ? fieldNames[group.slice(6)] : undefined;
    const [then, now] = [before.ids.get(group), after.ids.get(group)];
    const name = field ?? (random.chance(0.5) ? (then ?? now) : (now ?? then));
    if (name === undefined) continue;
    // Whoever answers for a section answers for what stands below it, so that below it nothing is left without.
    const planted: Planted = { class: random.chance(0.7) ? 'requested' : 'own', causes: [], free: false };
    if (planted.class === 'own' || field !== undefined || group === 'lead') {
      planted.class = 'own';
      planted.causes.push('own');
      plan.entries.push({ list: 'egna ändringar', text: `  - ändrar: [${name}]\n    motivering: Skäl.\n` });
    } else {
      const ids = Array.from({ length: 1 + random.below(2) }, (_, index) => `c${plan.comments.length + index}`);
      for (const id of ids) plan.comments.push({ item: then ?? '', title: 'Rubrik', id });
      planted.causes.push(...ids.map((id) => `norrby#${id}`));
      const unnamed = then !== undefined && random.chance(0.3);
      plan.entries.push({
        list: 'hanteringar',
        text: `  - synpunkter: [${ids.map((id) => `"norrby#${id}"`).join(', ')}]\n    hantering: beaktas\n    motivering: Skäl.\n${unnamed ? '' : `    ändrar: [${name}]\n`}`,
      });
    }
    reasons.set(group, planted);
  }
  plan.planted = groups.map((group) => (group === undefined ? undefined : reasons.get(group)));
  return plan;
}

function traceOf(one: Case, plan: Plan): TracedChange[] {
  const answer = plan.comments.map(
    ({ item, title, id }) => `## ${title}${item === '' ? '' : ` {#${item}}`}\n\n- Text om saken. {#${id}}\n`,
  );
  const list = (name: Plan['entries'][number]['list']) => {
    const texts = plan.entries.filter((entry) => entry.list === name).map(({ text }) => text);
    return texts.length > 0 ? `${name}:\n${texts.join('')}` : name === 'hanteringar' ? 'hanteringar: []\n' : '';
  };
  const round = assembleRound(
    [
      parsed(
        'consultation/round.yaml',
        'fardplan: round/v1\nid: remiss\ntitel: Remiss\nfärdplan: exempel\nremissversion: { källa: a.md }\nskickad: 2024-01-01\nsvar senast: 2024-03-01\n',
      ),
      responseOf('norrby', answer.join('\n'), 'remiss: remiss\n'),
      dispositionsOf(`${list('hanteringar')}${list('egna ändringar')}${list('följdändringar')}`),
    ],
    'consultation',
  );
  if (!round) throw new Error('no round');
  return trace(round, { before: one.before, after: one.after, profile: one.profile }).traced;
}
