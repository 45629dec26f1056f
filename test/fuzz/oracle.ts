import type { Verdict } from '../../src/model/verdict.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { meaning } from './meaning.js';
import type { Mapped } from './seeds.js';

/** How a mutated file came out; `wrong` says what must not be. */
export interface Outcome {
  indication: string;
  wrong: string | null;
}

const unforeseen = 'The file is built in a way that cannot be checked.';

/** Whether two files are equal, capitals in the hex of signature values aside. */
function sameFile(one: Buffer, other: Buffer, holes: Mapped['holes']): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  for (const { start, end } of holes.filter((hole) => hole.end <= other.length)) {
    if (!one.subarray(at, start).equals(other.subarray(at, start))) return false;
    const digits = one.toString('latin1', start, end);
    if (digits.toLowerCase() !== other.toString('latin1', start, end).toLowerCase()) return false;
    at = end;
  }
  return one.subarray(at).equals(other.subarray(at));
}

/** The seed, or the revision of a seed, that a file begins with; the longest. */
function soundPart(file: Buffer, seeds: readonly Mapped[]): Buffer | undefined {
  const parts = seeds.flatMap((seed) =>
    seed.ends.filter((end) => end <= file.length).map((end) => ({ part: seed.bytes.subarray(0, end), seed })),
  );
  return parts
    .filter(({ part, seed }) => sameFile(file.subarray(0, part.length), part, seed.holes))
    .sort((one, other) => other.part.length - one.part.length)[0]?.part;
}

async function whatIsWrong(verdict: Verdict, file: Buffer, seeds: readonly Mapped[]): Promise<string | null> {
  const words = [
    ...verdict.reasons,
    ...verdict.signatures.flatMap(({ reasons }) => reasons),
    ...verdict.changesAfterSigning.map(({ what }) => what),
  ];
  if (words.some(({ en }) => en === unforeseen)) return 'ended in the catch-all';
  if (words.some(({ sv, en }) => sv.trim() === '' || en.trim() === '')) return 'a reason without words';
  if (verdict.indication !== 'TOTAL-PASSED' && words.length === 0) return 'no reason is given';
  const sound = soundPart(file, seeds);
  if (sound?.length === file.length) return null;
  const covering = verdict.signatures.find(({ untouched, coversWholeFile }) => untouched && coversWholeFile);
  if (covering && !seeds.some((seed) => isSameButValue(file, seed))) return `${covering.field} covers the whole file`;
  if (!sound) return verdict.indication === 'TOTAL-PASSED' ? 'passed, but nothing sound is in it' : null;
  if (verdict.indication !== 'TOTAL-PASSED') return null;
  // A lone revision before the first signature is no signed file, whatever follows it.
  if (!sound.includes('/ByteRange')) return 'passed, but the sound part is not signed';
  if (verdict.changesAfterSigning.length === 0) return 'appended bytes are not named';
  const before = await meaning(sound);
  return before !== null && before === (await meaning(file)) ? null : 'passed, but it says something else';
}

/** Whether only the value of a signature differs, and the file is otherwise a seed or its revision: its bytes are then untouched. */
function isSameButValue(file: Buffer, seed: Mapped): boolean {
  return seed.ends.some((end) => {
    if (end !== file.length) return false;
    const last = seed.holes.filter((hole) => hole.end <= end).at(-1);
    if (!last) return false;
    return (
      file.subarray(0, last.start).equals(seed.bytes.subarray(0, last.start)) &&
      file.subarray(last.end).equals(seed.bytes.subarray(last.end, end))
    );
  });
}

/** Verifies a mutated file and holds the verdict against what is known of it. */
export async function judged(file: Buffer, seed: Mapped, seeds: readonly Mapped[]): Promise<Outcome> {
  try {
    const verdict = await verifyPdf(file, { file: 'beslut.pdf', trust: seed.trust, at: seed.at });
    return { indication: verdict.indication, wrong: await whatIsWrong(verdict, file, seeds) };
  } catch (error) {
    return { indication: 'thrown', wrong: `threw ${error instanceof Error ? error.message : String(error)}` };
  }
}
