import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findWorkspaces } from '../../src/check/find-workspaces.js';
import { sorted } from '../../src/check/run-rules.js';
import { nodeHost } from '../../src/cli/node-host.js';
import { runSlices } from '../../src/cli/run-slices.js';
import { folder } from '../cli/run.js';

const roadmap = `---
fardplan: roadmap/v1
id: exempel
titel: Färdplan för Exempellän
profil: generic
version: "1.0"
period: { från: 2024, till: 2030 }
huvudmän: [{ id: norbi, namn: Norrby kommun, typ: kommun }]
---

# Färdplan för Exempellän
`;
const plan = (owner: string) => `fardplan: plan/v1
id: plan
titel: Plan
färdplan: exempel
år: "2024"
aktiviteter: [{ id: team, titel: Team, mål: [team], ansvarig: ${owner}, leverans: Team }]
`;
const register = (...names: string[]) =>
  `fardplan: parties/v1\nhuvudmän:\n${names.map((name) => `  - { id: ${name.toLowerCase().replace('ö', 'o')}, namn: ${name} kommun, typ: kommun }\n`).join('')}`;
const settings = 'fardplan: workspace/v1\nallvar: { broken-reference: av }\n';

function written(files: Record<string, string>): string {
  const top = folder();
  for (const [path, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return top;
}

/** What `check` of these paths says of the register, from a folder within `top`. */
async function told(top: string, paths: string[], from = '.') {
  const host = nodeHost({ cwd: join(top, from) });
  const { workspaces, diagnostics } = await findWorkspaces(host, paths);
  const judged = await runSlices(host, workspaces, { threads: 1, notes: undefined });
  const found = sorted([...diagnostics, ...judged.diagnostics]);
  const about = new Set(['registered-party', 'duplicate-id', 'syntax', 'schema', 'principal-count']);
  return {
    files: judged.files,
    found: found.flatMap(({ file, rule, message }) => (about.has(rule) ? [`${file} ${rule} ${message.sv}`] : [])),
  };
}

const unknown = (file: string, name: string) => `${file} registered-party ”${name}” finns inte i registret`;

describe('the register of the workspace is seen', () => {
  const files = {
    'fardplan.md': roadmap,
    'plans/2024.yaml': plan('Nordby kommun'),
    'plans/2025.yaml': plan('Norrby kommun'),
    // A fault of the register itself is told when that is checked.
    'parties.yaml': register('Norrby', 'Norrby'),
  };
  const ofRoadmap = 'fardplan.md registered-party Huvudmannen ”norbi” finns inte i registret';

  test('by the whole folder', async () => {
    expect(await told(written(files), ['.'])).toEqual({
      files: 4,
      found: [
        ofRoadmap,
        'parties.yaml duplicate-id Id ”norrby” används redan på rad 3, av ”Norrby kommun”',
        unknown(join('plans', '2024.yaml'), 'Nordby kommun'),
      ],
    });
  });

  test.each([
    ['a single file beside it', ['fardplan.md'], '.', 1, [ofRoadmap]],
    ['a single file below it', ['plans/2024.yaml'], '.', 1, [unknown('plans/2024.yaml', 'Nordby kommun')]],
    ['a single file without faults', ['plans/2025.yaml'], '.', 1, []],
    ['a folder below it', ['plans'], '.', 2, [unknown(join('plans', '2024.yaml'), 'Nordby kommun')]],
    ['a folder below it that one stands in', ['.'], 'plans', 2, [unknown('2024.yaml', 'Nordby kommun')]],
    ['several', ['fardplan.md', 'plans/2024.yaml'], '.', 2, [ofRoadmap, unknown('plans/2024.yaml', 'Nordby kommun')]],
  ])('by %s', async (_, paths, from, count, found) => {
    expect(await told(written(files), paths, from)).toEqual({ files: count, found });
  });

  test('once, when it is checked too', async () => {
    const { files: count, found } = await told(written(files), ['plans/2024.yaml', 'parties.yaml']);
    expect(count).toBe(2);
    expect(found).toHaveLength(2);
  });
});

describe('another register is not', () => {
  test('that of another workspace: files that are given by themselves have each its own', async () => {
    const top = written({
      'ett/plan.yaml': plan('Söderby kommun'),
      'ett/parties.yaml': register('Norrby'),
      'två/plan.yaml': plan('Norrby kommun'),
      'två/parties.yaml': register('Söderby'),
      'tre/plan.yaml': plan('Västerby kommun'),
    });
    expect((await told(top, ['ett/plan.yaml', 'två/plan.yaml', 'tre/plan.yaml'])).found).toEqual([
      unknown('ett/plan.yaml', 'Söderby kommun'),
      unknown('två/plan.yaml', 'Norrby kommun'),
    ]);
  });

  test('one above the folder whose configuration holds', async () => {
    const files = { 'parties.yaml': register('Norrby'), 'ett/plans/plan.yaml': plan('Söderby kommun') };
    expect((await told(written(files), ['ett/plans/plan.yaml'])).found).toHaveLength(1);
    const bound = written({ ...files, 'ett/fardplan.yaml': settings });
    expect((await told(bound, ['ett/plans/plan.yaml'])).found).toEqual([]);
    expect((await told(bound, ['ett'])).found).toEqual([]);
    expect((await told(bound, ['.'])).found).toEqual([]);
  });

  test('one above the repository', async () => {
    const files = { 'parties.yaml': register('Norrby'), 'ett/plan.yaml': plan('Söderby kommun'), 'ett/.git/HEAD': '' };
    expect((await told(written(files), ['ett/plan.yaml'])).found).toEqual([]);
    expect((await told(written(files), ['ett'])).found).toEqual([]);
  });

  test('one that cannot be read, or is no register', async () => {
    for (const text of ['fardplan: parties/v1\nhuvudmän: [\n', 'titel: Parter\n', '']) {
      const top = written({ 'parties.yaml': text, 'plans/plan.yaml': plan('Söderby kommun') });
      expect(await told(top, ['plans/plan.yaml'])).toEqual({ files: 1, found: [] });
    }
  });
});
