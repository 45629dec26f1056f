import { fold } from '../core/text.js';

/** One name of something in the earlier revision, what it is in the later, and the changes that made it so, by ref. */
export interface NewName {
  from: string;
  to: string;
  refs: readonly string[];
}

/** More ways than this to read a text are not tried. */
const mostSteps = 20_000;

const wordSign = /[\p{L}\p{N}]/u;

/**
 * Names that were exchanged for new ones, if that is all that differs between two texts; `undefined` otherwise. A name counts where it
 * stands as words of its own, at the start of a sentence with a capital as well.
 */
export function replacedNames(before: string, after: string, names: readonly NewName[]): NewName[] | undefined {
  const present = names.flatMap((name) =>
    name.from !== '' && name.from !== name.to && fold(before).includes(fold(name.from)) ? spellings(name) : [],
  );
  if (present.length === 0) return undefined;
  let steps = 0;
  const read = (i: number, j: number, used: readonly NewName[]): readonly NewName[] | undefined => {
    for (let [at, then] = [i, j]; ; at += 1, then += 1) {
      steps += 1;
      if (steps > mostSteps) return undefined;
      if (at === before.length && then === after.length) return used;
      if (at === 0 || !wordSign.test(before[at - 1] ?? '')) {
        for (const { from, to, name } of present) {
          if (!before.startsWith(from, at) || !after.startsWith(to, then)) continue;
          if (wordSign.test(before[at + from.length] ?? '') && !/^s\b/.test(before.slice(at + from.length))) continue;
          const found = read(at + from.length, then + to.length, [...used, name]);
          if (found) return found;
        }
      }
      if (at >= before.length || before[at] !== after[then]) return undefined;
    }
  };
  const used = read(0, 0, []);
  return used && used.length > 0 ? [...new Set(used)] : undefined;
}

interface Spelling {
  from: string;
  to: string;
  name: NewName;
}

/** A name of several words may begin with a small letter inside a sentence, or a capital; a single word is a name only as it was written. */
function spellings(name: NewName): Spelling[] {
  const first = (text: string, to: 'toLowerCase' | 'toUpperCase') => text.charAt(0)[to]() + text.slice(1);
  const as = /\s/.test(name.from)
    ? (['toLowerCase', 'toUpperCase'] as const).map((to) => ({ from: first(name.from, to), to: first(name.to, to) }))
    : [];
  return [{ from: name.from, to: name.to }, ...as.filter(({ from }) => from !== name.from)].map((each) => ({
    ...each,
    name,
  }));
}
