import { diffWords } from 'diff';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordChanges } from '../../src/diff/word-changes.js';
import { seeded } from './truth/random.js';
import { originals } from './truth/cases.js';
import { allOf, piecesOf, readDraft } from './truth/draft.js';
import { edited, lengthened, rewritten, sentences, touched } from './truth/wording.js';

/** Paragraphs of the real roadmaps, each as a revision would leave it: a word here, a sentence there, now and then half of it. */
function corpus(): [string, string][] {
  const random = seeded(2030);
  const ways = [
    (text: string) => edited(text, random),
    (text: string) => edited(edited(text, random) ?? text, random),
    (text: string) => touched(text, () => false, random),
    (text: string) => lengthened(text, random.pick(sentences) ?? '', random),
    (text: string) => rewritten(text, () => random.pick(sentences) ?? '', random),
    (text: string) =>
      text
        .split(/(?<=[.!?]) /)
        .reverse()
        .join(' '),
  ];
  const paragraphs = originals.flatMap(({ text }) =>
    allOf(readDraft(text))
      .flatMap(piecesOf)
      .map((piece) => piece.text),
  );
  return paragraphs
    .filter((text) => text.length > 60)
    .flatMap((before, index): [string, string][] => {
      const after = ways[index % ways.length]?.(before);
      return after === undefined || after === before ? [] : [[before, after]];
    });
}

const count = (text: string): number => text.match(/[\p{L}\p{N}]+(?:[-'’:.,/–][\p{L}\p{N}]+)*/gu)?.length ?? 0;
const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);

/** Words inserted and deleted by `git diff --word-diff`, for each pair, which is a file of its own. */
function byGit(pairs: readonly [string, string][]): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'fardplan-concision-'));
  try {
    for (const [side, name] of ['a', 'b'].entries()) {
      mkdirSync(join(folder, name));
      pairs.forEach((pair, index) => writeFileSync(join(folder, name, String(index)), `${pair[side] ?? ''}\n`));
    }
    const { stdout } = spawnSync('git', ['diff', '--no-index', '--minimal', '--word-diff=porcelain', 'a', 'b'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const found = pairs.map(() => 0);
    for (const file of stdout.split(/^diff --git /m).slice(1)) {
      const index = Number(/^"?a\/a\/(\d+)/.exec(file)?.[1] ?? /^a\/(\d+)/.exec(file)?.[1]);
      const [, ...body] = file.split(/^@@.*@@.*$/m);
      const lines = body.join('\n').split('\n');
      found[index] = sum(lines.filter((line) => /^[+-]/.test(line)).map((line) => count(line.slice(1))));
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const changed = (words: readonly { text: string; kept: boolean }[]): number =>
  sum(words.filter(({ kept }) => !kept).map(({ text }) => count(text)));

test('words inserted and deleted are at most 1.15 times the fewest that git and jsdiff find', () => {
  const pairs = corpus();
  expect(pairs.length).toBeGreaterThan(150);
  const ours = pairs.map(([a, b]) =>
    changed(wordChanges(a, b).map(({ op, text }) => ({ text, kept: op === 'equal' }))),
  );
  const jsdiff = pairs.map(([a, b]) =>
    changed(diffWords(a, b).map(({ added, removed, value }) => ({ text: value, kept: !added && !removed }))),
  );
  const git = byGit(pairs);
  const fewest = sum(pairs.map((_, index) => Math.min(jsdiff[index] ?? 0, git[index] ?? 0)));
  if (process.env['TRUTH'])
    process.stdout.write(
      `${pairs.length} pairs: ours ${sum(ours)}, jsdiff ${sum(jsdiff)}, git ${sum(git)}, fewest ${fewest}\n`,
    );
  expect(sum(git)).toBeGreaterThan(0);
  expect(sum(ours) / fewest).toBeLessThanOrEqual(1.15);
});
