import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseShard } from '../../src/check/choose-shard.js';
import { findWorkspaces } from '../../src/check/find-workspaces.js';
import { judgeSlice } from '../../src/check/judge-slice.js';
import { loadFiles } from '../../src/check/load-workspace.js';
import { planSlices } from '../../src/check/plan-slices.js';
import { runRules, sorted } from '../../src/check/run-rules.js';
import { nodeHost } from '../../src/cli/node-host.js';
import { recalling } from '../../src/cli/recalling-reader.js';
import { runSlices } from '../../src/cli/run-slices.js';
import { folder } from '../cli/run.js';
import { runs } from '../setup/runs.js';
import { collections, type Collection, write } from './collection.js';

function hostOf(collection: Collection) {
  const cwd = folder();
  write(cwd, collection);
  return nodeHost({ cwd });
}

test('slices find what is found when each workspace is read and judged as a whole', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(collections, async (collection) => {
      const host = hostOf(collection);
      const { workspaces, diagnostics } = await findWorkspaces(host, ['.']);
      const whole = [...diagnostics];
      let files = 0;
      for (const { files: all } of workspaces) {
        const loaded = await loadFiles(host, { files: all.map(({ path, asked }) => ({ path, asked })) });
        whole.push(...loaded.diagnostics, ...runRules(loaded.workspace));
        files += loaded.files;
      }
      const judged = await runSlices(host, workspaces, { threads: 1, notes: undefined });
      expect(sorted([...diagnostics, ...judged.diagnostics])).toEqual(sorted(whole));
      expect(judged.files).toBe(files);
      expect(files).toBe(workspaces.flatMap((each) => each.files).length);
    }),
    runs(12),
  );
});

test('one document at a time gives the same, whoever is seen beside it', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      collections.filter((collection) => Object.keys(collection).length < 30),
      async (collection) => {
        const host = hostOf(collection);
        const { workspaces, diagnostics } = await findWorkspaces(host, ['.']);
        const whole = await runSlices(host, workspaces, { threads: 1, notes: undefined });
        const reader = recalling();
        const apart = [...diagnostics];
        for (const { files, profileFolders } of workspaces) {
          for (const { path } of files) {
            const slice = files.map((file) => ({ ...file, seen: file.path !== path }));
            apart.push(...(await judgeSlice(host, [{ files: slice, profileFolders }], { reader })).diagnostics);
          }
        }
        expect(sorted(apart)).toEqual(sorted([...diagnostics, ...whole.diagnostics]));
      },
    ),
    runs(8),
  );
});

test('the parts of a collection are the whole of it, none twice', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(collections, fc.integer({ min: 1, max: 5 }), async (collection, count) => {
      const host = hostOf(collection);
      const { workspaces } = await findWorkspaces(host, ['.']);
      const whole = await runSlices(host, workspaces, { threads: 1, notes: undefined });
      const parts = [];
      for (let index = 1; index <= count; index += 1) {
        const part = chooseShard(workspaces, { index, count }, host.cwd);
        parts.push(await runSlices(host, part, { threads: 1, notes: undefined }));
      }
      expect(parts.reduce((sum, part) => sum + part.files, 0)).toBe(whole.files);
      expect(sorted(parts.flatMap((part) => part.diagnostics))).toEqual(sorted(whole.diagnostics));
    }),
    runs(8),
  );
});

test('parts are even, and the same wherever the collection stands', async () => {
  const collection = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `lan-${at}/f.md`,
      `---\nfardplan: roadmap/v1\n---\n${'ord '.repeat(at * 20)}`,
    ]),
  );
  const divided = [];
  for (const host of [hostOf(collection), hostOf(collection)]) {
    const { workspaces } = await findWorkspaces(host, ['.']);
    const parts = [1, 2, 3].map((index) => chooseShard(workspaces, { index, count: 3 }, host.cwd));
    const sizes = parts.map((part) => part.flatMap(({ files }) => files).reduce((sum, { size }) => sum + size, 0));
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.1);
    divided.push(parts.map((part) => part.flatMap(({ files }) => files.map(({ path }) => path))));
  }
  expect(divided[0]).toEqual(divided[1]);
});

const head = (kind: string, more = '') => `fardplan: ${kind}/v1\n${more}`;
const roadmap = `---\n${head('roadmap', 'id: x\nprofil: generic\n')}---\n`;

test.each<[string, Collection, string[][]]>([
  [
    'a folder each',
    { 'a/f.md': roadmap, 'a/b/plan.yaml': head('plan'), 'c/f.md': roadmap },
    [['a/b/plan.yaml', 'a/f.md'], ['c/f.md']],
  ],
  ['the topmost that holds a roadmap', { 'a/f.md': roadmap, 'a/old/f.md': roadmap }, [['a/f.md', 'a/old/f.md']]],
  [
    'a configuration makes a workspace of its own',
    { 'a/f.md': roadmap, 'a/b/fardplan.yaml': head('workspace'), 'a/b/f.md': roadmap },
    [['a/b/f.md', 'a/b/fardplan.yaml'], ['a/f.md']],
  ],
  [
    'what stands beside roadmaps joins them',
    { 'roadmap/f.md': roadmap, 'plans/p.yaml': head('plan'), 'other/g.md': roadmap },
    [['other/g.md', 'plans/p.yaml', 'roadmap/f.md']],
  ],
  [
    'but not those further away',
    { 'a/roadmap/f.md': roadmap, 'a/plans/p.yaml': head('plan'), 'b/f.md': roadmap },
    [['a/plans/p.yaml', 'a/roadmap/f.md'], ['b/f.md']],
  ],
  ['without any roadmap', { 'a/p.yaml': head('parties'), 'b/p.yaml': head('parties') }, [['a/p.yaml', 'b/p.yaml']]],
])('workspaces: %s', async (_, collection, wanted) => {
  const { workspaces } = await findWorkspaces(hostOf(collection), ['.']);
  expect(workspaces.map(({ files }) => files.map(({ path }) => path).sort())).toEqual(wanted);
});

test('a new file changes the slices around it, and no others', () => {
  const workspaces = (skip: number) =>
    Array.from({ length: 400 }, (_, at) => ({
      folder: `/k/lan-${at}`,
      profileFolders: {},
      files: [{ path: `lan-${at}/f.md`, asked: false, roadmap: true, size: 8000 }],
    })).filter((_, at) => at !== skip);
  const slices = (skip: number) => new Set(planSlices(workspaces(skip)).slices.map((slice) => JSON.stringify(slice)));
  const before = slices(-1);
  for (const skip of [0, 77, 201, 399]) {
    const after = slices(skip);
    expect([...after].filter((slice) => !before.has(slice)).length).toBeLessThanOrEqual(2);
  }
  expect(before.size).toBeGreaterThan(15);
});
