import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { Shard } from '../check/choose-shard.js';
import { isInShard } from './shard-option.js';

/** A file to verify, as it was named; or why a path that was named leads to none. */
export interface VerifyInput {
  file: string;
  problem?: Failure;
}

/** Every PDF that the paths lead to, in order: files as they are, folders with all that is below them, and lists with one path a line (`-`: stdin). */
export async function* verifyInputs(
  host: Host,
  paths: readonly string[],
  lists: readonly string[],
  shard?: Shard,
): AsyncGenerator<VerifyInput> {
  for await (const input of everyInput(host, paths, lists)) {
    if (!shard || isInShard(input.file, shard)) yield input;
  }
}

async function* everyInput(
  host: Host,
  paths: readonly string[],
  lists: readonly string[],
): AsyncGenerator<VerifyInput> {
  for (const path of paths) yield* path === '-' ? listed(host, '-') : under(host, path);
  for (const list of lists) yield* listed(host, list);
}

async function* under(host: Host, path: string): AsyncGenerator<VerifyInput> {
  if ((await host.files.kind(path)) === 'folder') yield* inFolder(host, path);
  else yield { file: path };
}

async function* inFolder(host: Host, folder: string): AsyncGenerator<VerifyInput> {
  let entries;
  try {
    entries = await host.files.list(folder);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    yield { file: folder, problem: error };
    return;
  }
  for (const { name, kind } of entries) {
    if (kind === 'folder') yield* inFolder(host, join(folder, name));
    else if (kind === 'file' && /\.pdf$/i.test(name)) yield { file: join(folder, name) };
  }
}

const notAList = (list: string): Failure =>
  new Failure(
    text(`${list} är ingen lista i UTF-8`, `${list} is not a list in UTF-8`),
    text(
      'En lista är en textfil med en sökväg på varje rad. Spara den som UTF-8. En PDF anges utan --list.',
      'A list is a text file with one path on each line. Save it as UTF-8. A PDF is given without --list.',
    ),
  );

async function* listed(host: Host, list: string): AsyncGenerator<VerifyInput> {
  const input = list === '-' ? process.stdin : createReadStream(resolve(host.cwd, list));
  // Without a listener of its own the error of a list that is not there would end the program.
  let wrong: NodeJS.ErrnoException | undefined;
  input.on('error', (error: NodeJS.ErrnoException) => {
    wrong = error;
  });
  try {
    let first = true;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const path = first ? line.replace(/^\uFEFF/, '') : line;
      // No path has a zero byte; a list in UTF-16 is full of them.
      if (path.includes('\0') || (first && path.startsWith('%PDF-'))) throw notAList(list);
      first = false;
      if (path.trim() !== '') yield* under(host, path);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    wrong ??= error as NodeJS.ErrnoException;
  }
  if (!wrong) return;
  throw new Failure(
    text(
      `Listan ${list} kan inte läsas (${wrong.code ?? wrong.message})`,
      `The list ${list} cannot be read (${wrong.code ?? wrong.message})`,
    ),
    text('En lista är en textfil med en sökväg på varje rad.', 'A list is a text file with one path on each line.'),
  );
}
