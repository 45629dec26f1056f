import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../src/check/load-workspace.js';
import { runRules, sorted } from '../../src/check/run-rules.js';
import { nodeHost } from '../../src/cli/node-host.js';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const roadmap = `---
fardplan: roadmap/v1
id: exempel
titel: Färdplan för nära vård i Exempellän
profil: exempel
version: "1.0"
period: { från: 2024, till: 2030 }
---

## Målbild

- Vården är nära och trygg.

## Bilaga
`;
const profile = `fardplan: profile/v1
id: exempel
titel: Exempellän
avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
`;

/** A small workspace on disk, checked from within. */
async function check(files: Record<string, string>, paths: string[] = ['.']) {
  folder = mkdtempSync(join(tmpdir(), 'fardplan-settings-'));
  const all = { 'fardplan.md': roadmap, 'profiles/exempel.yaml': profile, '.git/HEAD': '', ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const loaded = await loadWorkspace(nodeHost({ cwd: folder }), paths);
  const found = sorted([...loaded.diagnostics, ...runRules(loaded.workspace)]);
  return {
    ...loaded,
    found,
    told: found.map(({ file, line, severity, rule }) => `${file}:${line} ${severity} ${rule}`),
  };
}

const settings = (rest: string) => `fardplan: workspace/v1\n${rest}`;

describe('severities', () => {
  test('without a configuration the rule decides', async () => {
    expect((await check({})).told).toEqual(['fardplan.md:14 warning empty-section']);
  });

  test('the workspace decides over the profile and the rule, also by "av"', async () => {
    const loud = await check({ 'fardplan.yaml': settings('allvar: { empty-section: fel }\n') });
    expect(loud.told).toEqual(['fardplan.md:14 error empty-section']);
    rmSync(folder, { recursive: true });
    const quiet = await check({ 'fardplan.yaml': settings('allvar: { empty-section: av }\n') });
    expect(quiet.told).toEqual([]);
  });

  test('the nearest configuration wins, and one that lies above is found from a file', async () => {
    const { told } = await check(
      {
        'fardplan.yaml': settings('allvar: { empty-section: fel }\n'),
        'delar/fardplan.yaml': settings('allvar: { empty-section: upplysning }\n'),
        'delar/en/fardplan.md': roadmap,
      },
      ['fardplan.md', 'delar/en/fardplan.md'],
    );
    expect(told).toEqual(['delar/en/fardplan.md:14 info empty-section', 'fardplan.md:14 error empty-section']);
  });
});

describe('faults in the configuration', () => {
  test.each([
    ['allvar: { emty-section: av }\n', 2, 'workspace-itself', 'empty-section'],
    ['allvar: { empty-section: kanske }\n', 2, 'schema', 'varning'],
    ['diarienummer:\n  - mönster: "RS ("\n', 3, 'reference-pattern', undefined],
    ['diarienummer:\n  - mönster: RS \\d+\n    exempel: KS 12\n', 4, 'reference-pattern', undefined],
    ['diarienummer:\n  - { mönster: A }\n  - { mönster: B }\n', 4, 'workspace-itself', 'A|B'],
    ['sökvägar:\n  hoppa över:\n    - utkast\\gamla\n', 4, 'workspace-itself', 'utkast/gamla'],
    ['sökvägar:\n  ta med: [/etc]\n', 3, 'workspace-itself', 'mappen'],
    ['ordlista: ord.yaml\n', 2, 'reference', 'fardplan.yaml'],
    ['ordlista: fardplan.md\n', 2, 'reference', 'words/v1'],
    ['husstil: { beslutspunkter: att-sats }\n', 2, 'schema', 'att-satser'],
    ['läsbarhet: { lix: hög }\n', 2, 'schema', undefined],
  ])('%j', async (rest, line, rule, help) => {
    for (const paths of [['.'], ['fardplan.md']]) {
      const { found } = await check({ 'fardplan.yaml': settings(rest) }, paths);
      const own = found.filter(({ file, rule }) => file === 'fardplan.yaml' && rule !== 'unmatched-pattern');
      expect(own.map((one) => `${one.line} ${one.rule}`)).toEqual([`${line} ${rule}`]);
      if (help !== undefined) expect(own[0]?.help?.sv).toContain(help);
      rmSync(folder, { recursive: true });
    }
  });
});

describe('paths', () => {
  const more = { 'utkast/andra.md': roadmap, 'utkast/djupt/tredje.md': roadmap, 'plans/not.md': roadmap };

  test('what is excluded is not checked, unless it is given by name', async () => {
    const exclude = { ...more, 'fardplan.yaml': settings('sökvägar: { hoppa över: [utkast, "plans/*.md"] }\n') };
    expect([...(await check(exclude)).sources.keys()]).toEqual([
      'fardplan.md',
      'fardplan.yaml',
      'profiles/exempel.yaml',
    ]);
    rmSync(folder, { recursive: true });
    expect([...(await check(exclude, ['utkast/andra.md'])).sources.keys()]).toEqual(['utkast/andra.md']);
    rmSync(folder, { recursive: true });
    // A folder within the workspace is searched by the same configuration.
    expect([...(await check(exclude, ['utkast', 'fardplan.md'])).sources.keys()]).toEqual(['fardplan.md']);
  });

  test('only what is included is checked', async () => {
    const { sources } = await check({ ...more, 'fardplan.yaml': settings('sökvägar: { ta med: ["**/*.md"] }\n') });
    expect([...sources.keys()]).toEqual([
      'fardplan.md',
      'fardplan.yaml',
      'plans/not.md',
      'utkast/andra.md',
      'utkast/djupt/tredje.md',
    ]);
  });

  test('a pattern that no file matches is told at its line, when its folder was searched in whole', async () => {
    const files = { ...more, 'fardplan.yaml': settings('sökvägar:\n  hoppa över:\n    - utkast/\n    - utkats\n') };
    expect((await check(files)).told).toContain('fardplan.yaml:5 warning unmatched-pattern');
    rmSync(folder, { recursive: true });
    expect((await check(files, ['plans'])).told.join()).not.toContain('unmatched');
  });
});

describe('word lists', () => {
  test('a list of its own replaces the built-in one, or adds to it', async () => {
    const words = (rest: string) =>
      `fardplan: words/v1\nspråk: sv\n${rest}kända förkortningar: [VGR]\nförkortningar: []\nintetsägande länkar: [mer]\navrådda uttryck: []\nsamrådsorgan: []\n`;
    for (const [rest, more] of [
      ['', false],
      ['utgår från: sv\n', true],
    ] as const) {
      const { workspace, told } = await check({
        'fardplan.yaml': settings('ordlista: ord.yaml\nförkortningar: [SÄBO]\n'),
        'ord.yaml': words(rest),
      });
      expect(told).toEqual(['fardplan.md:14 warning empty-section']);
      const [document] = workspace.documents;
      const list = document && workspace.settingsFor(document).words;
      expect(list?.knownAbbreviations).toEqual(expect.arrayContaining(['VGR', 'SÄBO']));
      expect((list?.vagueLinks.length ?? 0) > 1).toBe(more);
      rmSync(folder, { recursive: true });
    }
  });
});
