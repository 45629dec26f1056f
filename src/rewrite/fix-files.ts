import { resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { layOver } from '../core/lay-over.js';
import { text, type Text } from '../core/text.js';
import { applyFixes } from './apply-fixes.js';
import { encoded, textFile, type TextFile } from './text-file.js';

/** More rounds than any chain of fixes needs. */
const mostRounds = 10;

/** A file with every safe fix made that could be, not yet written. */
export interface FixedFile {
  file: TextFile;
  text: string;
  /** How many findings it has fewer. */
  mended: number;
}

/** What fixing gave: the files that become others, those that could not be mended, and what `check` says when it is done. */
export interface Fixing<R> {
  fixed: FixedFile[];
  refused: { path: string; why: Text }[];
  result: R;
}

/**
 * Makes the safe fixes of everything that `check` finds, again and again until nothing is left to mend, in memory only: `check` is given a host on
 * which the mended texts stand. A fix that does not take its finding away is not made again, and one that makes a document unreadable is taken back.
 */
export async function fixFiles<R extends { diagnostics: readonly Diagnostic[] }>(
  host: Host,
  check: (host: Host) => Promise<R>,
): Promise<Fixing<R>> {
  const files = new Map<string, FixedFile>();
  const refused = new Map<string, Text>();
  const fruitless = new Set<string>();
  const at = (path: string): string => resolve(host.cwd, path);
  const seen = layOver(host, (path) => {
    const mended = files.get(path);
    return mended && encoded(mended.file, mended.text);
  });
  let result = await check(seen);
  const first = perFile(result.diagnostics);
  for (let round = 0; round < mostRounds; round += 1) {
    const before = result.diagnostics;
    const made = new Map<string, number>();
    const earlier = new Map<string, string>();
    for (const [path, found] of byFile(before)) {
      const wanted = found.filter((each) => each.fix && !fruitless.has(keyOf(each)));
      if (wanted.length === 0 || refused.has(path)) continue;
      const held = files.get(at(path)) ?? (await opened(host, path, refused));
      if (!held) continue;
      const { text: written, applied } = applyFixes(
        held.text,
        wanted.flatMap(({ fix }) => (fix ? [fix] : [])),
      );
      if (written === held.text) continue;
      earlier.set(path, held.text);
      files.set(at(path), { ...held, text: written });
      for (const each of wanted)
        if (each.fix && applied.includes(each.fix)) made.set(keyOf(each), (made.get(keyOf(each)) ?? 0) + 1);
    }
    if (earlier.size === 0) break;
    result = await check(seen);
    const takenBack = broken(before, result.diagnostics).filter((path) => earlier.has(path));
    for (const path of takenBack) {
      const file = files.get(at(path));
      const whole = earlier.get(path);
      if (file && whole !== undefined) files.set(at(path), { ...file, text: whole });
      refused.set(path, text('rättningen gick inte att läsa', 'what was mended could not be read'));
    }
    if (takenBack.length > 0) result = await check(seen);
    const [had, has] = [counted(before), counted(result.diagnostics)];
    for (const [key, times] of made) if ((has.get(key) ?? 0) > (had.get(key) ?? 0) - times) fruitless.add(key);
  }
  const last = perFile(result.diagnostics);
  const fixed = [...files.values()]
    .filter(({ file, text: written }) => written !== file.source.text)
    .map((each) => ({
      ...each,
      mended: Math.max(0, (first.get(each.file.source.path) ?? 0) - (last.get(each.file.source.path) ?? 0)),
    }));
  return { fixed, refused: [...refused].map(([path, why]) => ({ path, why })), result };
}

const keyOf = ({ file, rule, message, fix }: Diagnostic): string =>
  [file, rule, message.en, ...(fix?.edits ?? []).map((edit) => edit.text)].join('\0');

function counted(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of diagnostics) if (each.fix) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return counts;
}

const perFile = (diagnostics: readonly Diagnostic[]): Map<string, number> =>
  new Map([...byFile(diagnostics)].map(([path, found]) => [path, found.length]));

function byFile(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const files = new Map<string, Diagnostic[]>();
  for (const each of diagnostics) files.set(each.file, [...(files.get(each.file) ?? []), each]);
  return files;
}

/** The files that have more faults of reading than they had. */
function broken(before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] {
  const count = (found: readonly Diagnostic[]) =>
    perFile(found.filter(({ rule }) => rule === 'syntax' || rule === 'schema'));
  const [had, has] = [count(before), count(after)];
  return [...has].filter(([path, faults]) => faults > (had.get(path) ?? 0)).map(([path]) => path);
}

async function opened(host: Host, path: string, refused: Map<string, Text>): Promise<FixedFile | undefined> {
  // What stands in a git revision is found at `REV:PATH`, where nothing can be written.
  const file = (await host.files.kind(path)) === 'file' ? await read(host, path) : undefined;
  if (file && 'source' in file) return { file, text: file.source.text, mended: 0 };
  refused.set(path, file?.refused ?? text('den är ingen fil som kan skrivas', 'it is no file that can be written'));
  return undefined;
}

async function read(host: Host, path: string): Promise<TextFile | { refused: Text }> {
  try {
    return textFile(path, await host.files.read(path));
  } catch (error) {
    if (error instanceof Failure) return { refused: error.text };
    throw error;
  }
}
