import type { Files, Mark } from '../core/host.js';
import { type Asked, digest } from './asked.js';

/** What a run did, in order: findings, what it told the user, and files, their bytes as base64. */
export type Done =
  | ['print', words: string]
  | ['note', words: string]
  | ['write', path: string, bytes: string, options: { replace?: boolean; mode?: number }];

/** A run that has been. Its questions are a few long strings: thousands of small ones would take longer to read than asking does. */
export interface KeptRun {
  /** How many questions there are. */
  count: number;
  /** What was asked, about what, and the digests of the answers: one a line. */
  whats: string;
  abouts: string;
  answers: string;
  /** The marks of what was asked about, as `packed` gives them. */
  marks: string;
  done: Done[];
  code: number;
}

/** The most runs that are kept; then all are dropped and the keeping begins anew. */
const mostKept = 500;

/** A run as it is kept; `undefined` if that cannot be. */
export function keptAs(
  asked: readonly Asked[],
  marks: MarkList,
  { done, code }: Pick<KeptRun, 'done' | 'code'>,
): KeptRun | undefined {
  const abouts = asked.map(([, about]) => (typeof about === 'string' ? about : JSON.stringify(about)));
  if (abouts.some((about) => about.includes('\n'))) return undefined;
  return {
    count: asked.length,
    whats: asked.map(([what]) => what).join('\n'),
    abouts: abouts.join('\n'),
    answers: asked.map(([, , answer]) => answer).join('\n'),
    marks: packed(marks),
    done,
    code,
  };
}

/** The questions of a run, in the order they were asked. */
export function* askedIn({ count, whats, abouts, answers }: KeptRun): Generator<Asked> {
  const [what, about, answer] = [linesOf(whats), linesOf(abouts), linesOf(answers)];
  for (let index = 0; index < count; index += 1) {
    const asked = what() as Asked[0];
    const line = about();
    yield [asked, asked === 'git' ? (JSON.parse(line) as Asked[1]) : line, answer()];
  }
}

/** Gives one line after the other. */
function linesOf(text: string): () => string {
  let from = 0;
  return () => {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? undefined : end);
    from += line.length + 1;
    return line;
  };
}

/** Marks by the number of the question, side by side; zeros where there is none. */
export type MarkList = Float64Array<ArrayBuffer>;

const size = 5;

/** A list without any mark, for so many questions. */
export const markList = (count: number): MarkList => new Float64Array(count * size);

/** Puts a mark at its place, or takes away what is there. */
export function setMark(numbers: MarkList, index: number, mark: Mark | undefined): void {
  for (let at = 0; at < size; at += 1) numbers[index * size + at] = mark?.[at] ?? 0;
}

/** The mark of a question. */
export function markAt(numbers: MarkList, index: number): Mark | undefined {
  const [bytes = 0, content = 0, anything = 0, device = 0, number = 0] = numbers.subarray(index * size);
  return anything === 0 ? undefined : [bytes, content, anything, device, number];
}

/** Whether two lists have the same mark here, and one at all. */
export function isSameMark(one: MarkList, other: MarkList, index: number): boolean {
  const first = index * size;
  for (let at = first; at < first + size; at += 1) if (one[at] !== other[at]) return false;
  // No time of change is zero.
  return one[first + 2] !== 0;
}

/** A list as text. */
export const packed = (marks: MarkList): string => Buffer.from(marks.buffer).toString('base64');

/** The list that was packed. */
export function unpacked({ count, marks }: KeptRun): MarkList {
  const list = markList(count);
  Buffer.from(list.buffer).write(marks, 'base64');
  return list;
}

/** What is kept in a file; `undefined` if nothing is, or nothing that can be used. */
export async function readKept(files: Files, file: string): Promise<KeptRun | undefined> {
  try {
    if ((await files.kind(file)) !== 'file') return undefined;
    const { buffer, byteOffset, length } = await files.read(file);
    const text = Buffer.from(buffer, byteOffset, length).toString();
    const end = text.indexOf('\n');
    const body = text.slice(end + 1, -1);
    // A damaged or unreadable entry is as good as none.
    if (text.slice(0, end) !== digest(body)) return undefined;
    const kept = JSON.parse(body) as KeptRun | null;
    const strings = [kept?.whats, kept?.abouts, kept?.answers, kept?.marks];
    const isWhole = strings.every((each) => typeof each === 'string');
    return kept && isWhole && Number.isInteger(kept.count) && Array.isArray(kept.done) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a run in a file of this folder. */
export async function keep(files: Files, folder: string, file: string, run: KeptRun): Promise<void> {
  try {
    await files.makeFolder(folder);
    if ((await files.list(folder)).length > mostKept) {
      const { rm } = await import('node:fs/promises');
      await rm(folder, { recursive: true, force: true });
      await files.makeFolder(folder);
    }
    const body = JSON.stringify(run);
    await files.write(file, `${digest(body)}\n${body}\n`, { replace: true, mode: 0o600 });
  } catch {
    // Without a folder to write in every run is a first one.
  }
}
