import { claim, isDone, isNew, plainLeaves, type Revising, siblingsOf, weighed } from './case.js';
import { allOf, type DraftSection, type Part, piecesOf } from './draft.js';
import { renamings } from './wording.js';

/** One thing an author does to a whole roadmap; `false` where it could not be done. */
export type Mutation = (revising: Revising) => boolean;

const restructured = ['split', 'merged', 'removed', 'added'];
const old = (revising: Revising, list: readonly DraftSection[]) =>
  list.filter(({ uid }) => !isNew(revising.before, uid));

/** Whether what a section says can be recognised by other things than its heading. */
const recognisable = (revising: Revising, section: DraftSection): boolean =>
  !isDone(revising, section.uid, 'thinned') &&
  piecesOf(section).join('').length > 0 &&
  piecesOf(section).every(({ uid }) => !isDone(revising, uid, 'rewritten'));

const holdsRecords = (section: DraftSection): boolean =>
  piecesOf(section).some(({ kind }) => kind !== 'prose' && kind !== 'reason');

const rename =
  (withId: boolean): Mutation =>
  (revising) => {
    const { random, after } = revising;
    const candidates = old(revising, allOf(after)).filter(
      (section) =>
        (section.id !== undefined) === withId &&
        !isDone(revising, section.uid, 'renamed', ...restructured) &&
        // Without id and name the profile no longer knows what kind of heading it is, nor that its table is one of milestones.
        (withId || (section.depth > 2 && !holdsRecords(section))),
    );
    const section = random.pick(candidates);
    if (!section) return false;
    const quite = random.chance(0.3) && (withId || recognisable(revising, section));
    const title = quite ? revising.freshTitle() : (random.pick(renamings)?.(section.title) ?? section.title);
    if (title === section.title) return false;
    claim(revising, section.uid, 'renamed', []);
    if (quite && !withId) claim(revising, section.uid, 'recast', []);
    section.title = title;
    weighed(revising, section.uid, 'substantive');
    return true;
  };

const moveAmongSiblings: Mutation = (revising) => {
  const { random, after } = revising;
  const section = random.pick(old(revising, allOf(after)).filter(({ uid }) => !isDone(revising, uid, ...restructured)));
  if (!section) return false;
  const list = siblingsOf(after, section);
  if (list.length < 2 || !claim(revising, section.uid, 'moved', [])) return false;
  const from = list.indexOf(section);
  list.splice(from, 1);
  list.splice((from + 1 + random.below(list.length)) % (list.length + 1), 0, section);
  renumber(revising, list);
  return true;
};

const moveUnder: Mutation = (revising) => {
  const { random, after } = revising;
  const section = random.pick(
    old(revising, plainLeaves(after)).filter(
      ({ uid, title }) => !isDone(revising, uid, 'recast', ...restructured) && title.length > 6,
    ),
  );
  if (!section) return false;
  const list = siblingsOf(after, section);
  const target = random.pick(
    old(revising, allOf(after)).filter(
      (each) => each.depth === section.depth - 1 && each.sections !== list && each.sections.length > 0,
    ),
  );
  if (!target || list.length < 2 || !claim(revising, section.uid, 'moved', [])) return false;
  list.splice(list.indexOf(section), 1);
  target.sections.splice(random.below(target.sections.length + 1), 0, section);
  if (target.sections.some(({ number }) => number === undefined)) delete section.number;
  else section.number ??= '9';
  renumber(revising, list);
  renumber(revising, target.sections);
  return true;
};

const add: Mutation = (revising) => {
  const { random, after } = revising;
  const parent = random.pick(
    old(revising, allOf(after)).filter(({ sections, depth }) => depth === 2 && sections.length > 0),
  );
  const list = parent?.sections ?? after.sections;
  const title = revising.freshTitle();
  const depth = list[0]?.depth ?? 2;
  const section: DraftSection = { uid: revising.uid(), title, depth, parts: [], sections: [] };
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    section.parts.push(paragraph(revising, `${revising.fresh()} ${revising.fresh()}`));
  }
  if (list.every(({ number }) => number !== undefined)) section.number = String(list.length + 1);
  if (random.chance(0.5)) section.id = `ny-${section.uid}`;
  list.splice(random.below(list.length + 1), 0, section);
  claim(revising, section.uid, 'added', []);
  renumber(revising, list);
  return true;
};

/** A paragraph that stands in no other revision. */
export const paragraph = (revising: Revising, text: string): Part => ({
  form: 'paragraph',
  pieces: [{ uid: revising.uid(), kind: 'prose', text }],
});

const remove: Mutation = (revising) => {
  const { random, after, before } = revising;
  const section = random.pick(
    old(revising, plainLeaves(after)).filter(
      (each) =>
        !isDone(revising, each.uid, 'renamed', 'moved', ...restructured) &&
        piecesOf(each).every(({ uid }) => !isNew(before, uid) && !revising.done.has(uid)),
    ),
  );
  if (!section) return false;
  const list = siblingsOf(after, section);
  if (list.length < 2 || !claim(revising, section.uid, 'removed', [])) return false;
  list.splice(list.indexOf(section), 1);
  renumber(revising, list);
  return true;
};

const length = (parts: readonly Part[]): number =>
  parts.flatMap(({ pieces }) => pieces).reduce((sum, { text, kind }) => sum + (kind === 'prose' ? text.length : 0), 0);

const isLabel = (part: Part | undefined): boolean => part?.form === 'paragraph' && length([part]) < 60;

const split: Mutation = (revising) => {
  const { random, after } = revising;
  const ready = old(revising, plainLeaves(after)).flatMap((section) => {
    const cuts = section.parts.flatMap((_, at) => {
      const [head, tail] = [section.parts.slice(0, at), section.parts.slice(at)];
      return length(head) > 200 && length(tail) > 200 && !isLabel(head.at(-1)) ? [at] : [];
    });
    const may = recognisable(revising, section) && !isDone(revising, section.uid, 'renamed', 'moved', ...restructured);
    return cuts.length > 0 && may ? [{ section, cuts }] : [];
  });
  const chosen = random.pick(ready);
  if (!chosen) return false;
  const { section, cuts } = chosen;
  const list = siblingsOf(after, section);
  claim(revising, section.uid, 'split', []);
  const at = random.pick(cuts) ?? 1;
  const rest: DraftSection = {
    ...section,
    uid: revising.uid(),
    title: revising.freshTitle(),
    parts: section.parts.slice(at),
  };
  if (random.chance(0.5)) rest.id = `ny-${rest.uid}`;
  else delete rest.id;
  let first = section;
  if (random.chance(0.3)) {
    first = { ...section, uid: revising.uid(), title: revising.freshTitle() };
    delete first.id;
    list.splice(list.indexOf(section), 1, first);
  }
  first.parts = section.parts.slice(0, at);
  list.splice(list.indexOf(first) + 1, 0, rest);
  for (const each of [first, rest]) claim(revising, each.uid, 'split', []);
  revising.lineage.splits.push({ of: section.uid, into: [first.uid, rest.uid] });
  renumber(revising, list);
  return true;
};

const merge: Mutation = (revising) => {
  const { random, after } = revising;
  const free = new Set(
    old(revising, plainLeaves(after)).filter(
      (section) =>
        recognisable(revising, section) &&
        length(section.parts) > 200 &&
        !isDone(revising, section.uid, 'renamed', 'moved', ...restructured),
    ),
  );
  const ready = [...free].flatMap((section) => {
    const list = siblingsOf(after, section);
    const next = list[list.indexOf(section) + 1];
    return next && free.has(next) ? [{ list, section, next }] : [];
  });
  const chosen = random.pick(ready);
  if (!chosen) return false;
  const { list, section, next } = chosen;
  for (const each of [section, next]) claim(revising, each.uid, 'merged', []);
  const whole: DraftSection = { ...section, parts: [...section.parts, ...next.parts] };
  const way = random.below(4);
  if (way > 1) whole.title = `${section.title} samt ${next.title.charAt(0).toLowerCase()}${next.title.slice(1)}`;
  if (way === 3) {
    whole.uid = revising.uid();
    delete whole.id;
    claim(revising, whole.uid, 'merged', []);
  }
  list.splice(list.indexOf(section), 2, whole);
  revising.lineage.merges.push({ of: [section.uid, next.uid], into: whole.uid });
  renumber(revising, list);
  return true;
};

/** Most authors count anew when something comes, goes or moves; some forget. */
function renumber({ random }: Revising, list: readonly DraftSection[]): void {
  if (list.some(({ number }) => number === undefined) || random.chance(0.3)) return;
  const stem = list[0]?.number?.replace(/\d+$/, '') ?? '';
  const set = (sections: readonly DraftSection[], above: string) => {
    for (const [index, section] of sections.entries()) {
      if (section.number === undefined) continue;
      section.number = `${above}${index + 1}`;
      set(section.sections, `${section.number}.`);
    }
  };
  set(list, stem);
}

/** What is done to whole sections, by name. */
export const sectionMutations: Record<string, Mutation> = {
  'rename a section with an id': rename(true),
  'rename a section without an id': rename(false),
  'move a section among its siblings': moveAmongSiblings,
  'move a section under another': moveUnder,
  'add a section': add,
  'remove a section': remove,
  'split a section': split,
  'merge two sections': merge,
};
