import type { Change, ChangeKind, PlacePath } from '../model/change.js';
import { byPlace, change } from './side.js';

const turned: Record<ChangeKind, ChangeKind> = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  moved: 'moved',
  renamed: 'renamed',
  split: 'merged',
  merged: 'split',
};

/** The changes that lead back: what `diffRoadmaps` says of the two revisions the other way round, in the order given. Causes are kept. */
export const reverseChanges = (changes: readonly Change[]): Change[] => changes.map(reversed);

const turn = ([there, here]: [PlacePath, PlacePath]): [PlacePath, PlacePath] => [here, there];

function reversed(one: Change): Change {
  const { kind, item, id, title, within, was, into, from, before, after, carried, left, paragraph, causes, ...rest } =
    one;
  const now = { item, id, title, ...(within === undefined ? {} : { within }) };
  return {
    ...change({
      ...rest,
      kind: turned[kind],
      ...(was ?? now),
      ...(was ? { was: now } : {}),
      ...(paragraph === undefined
        ? {}
        : { paragraph: paragraph === 'added' ? 'removed' : paragraph === 'removed' ? 'added' : paragraph }),
      ...(into ? { from: into } : {}),
      ...(from ? { into: from } : {}),
      ...(carried ? { carried: carried.map(turn).sort(byPlace) } : {}),
      ...(left ? { left: left.map(turn).sort(byPlace) } : {}),
      ...(after ? { before: after } : {}),
      ...(before ? { after: before } : {}),
    }),
    causes,
  };
}
