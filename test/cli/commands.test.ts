import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, fardplan, folder, git, root, workspace } from './run.js';

const roadmapOf = (cwd: string): string => readFileSync(join(cwd, 'fardplan.md'), 'utf8');

describe('check', () => {
  test('every example workspace passes without a remark', () => {
    for (const name of ['vastra-gotaland', 'vasterbotten', 'stockholm']) {
      const { code, stdout } = fardplan(['check', '.'], { cwd: workspace(name) });
      expect(stdout).toContain('nothing to remark');
      expect(code).toBe(0);
    }
  });

  test('the missing working method of Västra Götaland is named, at a place', () => {
    const cwd = workspace('vastra-gotaland');
    writeFileSync(join(cwd, 'fardplan.md'), without(roadmapOf(cwd), 'mobila-team'));
    const { code, stdout } = fardplan(['check', 'fardplan.md', '--format', 'json', '--lang', 'sv'], { cwd });
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as {
      diagnostics: { rule: string; line: number; message: string }[];
      summary: { errors: number };
    };
    const found = report.diagnostics.filter(({ rule }) => rule === 'known-items');
    expect(found).toMatchObject([
      { message: expect.stringContaining('Utveckla mobila team som stöd för vård i hemmet') as string },
    ]);
    expect(found[0]?.line).toBeGreaterThan(1);
  });

  test('json keeps its contract', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a.md'), '---\nfardplan: roadmap/v1\nid: x\n---\n');
    const report = JSON.parse(fardplan(['check', 'a.md', '--format', 'json'], { cwd }).stdout) as Record<
      string,
      unknown
    >;
    expect(Object.keys(report)).toEqual(['version', 'files', 'diagnostics', 'summary']);
    expect(report).toMatchObject({ version: 1, files: 1, summary: { errors: expect.any(Number) as number } });
    const [first] = report['diagnostics'] as Record<string, unknown>[];
    const keys = Object.keys(first ?? {});
    // More may come after these, where there is more to tell; none of these may go.
    expect(keys.slice(9).filter((key) => !['related', 'fix', 'suggestions'].includes(key))).toEqual([]);
    expect(keys.slice(0, 9)).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'rule',
      'severity',
      'message',
      'help',
    ]);
  });

  test('github annotations escape what they must', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'a,b.md'), '---\nfardplan: roadmap/v1\nid: x\n---\n');
    const { stdout } = fardplan(['check', 'a,b.md', '--format', 'github'], { cwd });
    expect(stdout).toMatch(/^::error file=a%2Cb\.md,line=\d+,/m);
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^::(error|warning|notice) /);
  });

  test('a profile of the workspace’s own works as the built-in ones', () => {
    const cwd = workspace('vasterbotten');
    const own = readFileSync(join(root, 'templates/profiles/vasterbotten.yaml'), 'utf8');
    git(cwd, 'init', '--quiet');
    const { mkdirSync } = process.getBuiltinModule('node:fs');
    mkdirSync(join(cwd, 'profiles'));
    writeFileSync(
      join(cwd, 'profiles', 'egen.yaml'),
      own
        .replace('id: vasterbotten', 'id: egen')
        .replace(/^( *)- id: syfte$/m, '$1- id: nytt\n$1  titel: Nytt avsnitt\n$1  krävs: ja\n$1- id: syfte'),
    );
    writeFileSync(join(cwd, 'fardplan.md'), roadmapOf(cwd).replace('profil: vasterbotten', 'profil: egen'));
    const { code, stdout } = fardplan(['check', 'fardplan.md'], { cwd });
    expect(stdout).toContain('Nytt avsnitt');
    expect(code).toBe(1);
  });

  test('the file that is checked may be written on another machine', () => {
    const cwd = workspace('vastra-gotaland');
    const text = roadmapOf(cwd);
    for (const variant of [`\ufeff${text}`, text.replace(/\n/g, '\r\n')]) {
      writeFileSync(join(cwd, 'fardplan.md'), variant);
      expect(fardplan(['check', 'fardplan.md'], { cwd }).stdout).toContain('nothing to remark');
    }
    // Letters in parts, as some systems write them, are read as what they are; that they are so is told once.
    writeFileSync(join(cwd, 'fardplan.md'), text.normalize('NFD'));
    const { stdout, code } = fardplan(['check', 'fardplan.md', '--format', 'compact'], { cwd });
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([expect.stringMatching(/note: .* \[composed-letters\]$/)]);
    writeFileSync(join(cwd, 'fardplan.md'), Buffer.from(text, 'latin1'));
    expect(fardplan(['check', 'fardplan.md'], { cwd }).stdout).toContain('not saved as UTF-8');
  });
});

/** The text without the section whose heading bears this id. */
function without(markdown: string, id: string): string {
  const { before, section, after } = cut(markdown, id);
  expect(section).not.toBe('');
  return before + after;
}

function cut(markdown: string, id: string): { before: string; section: string; after: string } {
  const start = markdown.search(new RegExp(`^#+ .*\\{#${id}\\}`, 'm'));
  const line = markdown.indexOf('\n', start);
  const next = markdown.slice(line).search(/^#{1,3} /m);
  const end = next < 0 ? markdown.length : line + next;
  return { before: markdown.slice(0, start), section: markdown.slice(start, end), after: markdown.slice(end) };
}

interface DiffReport {
  version: number;
  changes: {
    kind: string;
    item: string;
    id: string;
    field?: string;
    weight: string;
    before?: { text: string };
    after?: { text: string };
    causes: string[];
  }[];
  summary: Record<string, number>;
}

describe('diff', () => {
  test('renaming one working method and moving another is told as such, and nothing else', () => {
    const cwd = workspace('vastra-gotaland');
    commitAll(cwd);
    const { before, section, after } = cut(roadmapOf(cwd), 'kontinuitet');
    const moved = cut(before + after, 'mobila-team');
    const renamed = (moved.before + moved.section + section + moved.after).replace(
      'Utveckla personcentrerade arbetssätt {#personcentrering}',
      'Arbeta personcentrerat i allt vi gör {#personcentrering}',
    );
    writeFileSync(join(cwd, 'fardplan.md'), renamed);
    const report = JSON.parse(
      fardplan(['diff', 'HEAD:fardplan.md', 'fardplan.md', '--format', 'json'], { cwd }).stdout,
    ) as DiffReport;
    expect(report.changes.map(({ kind, item, id }) => [kind, item, id]).toSorted()).toEqual([
      ['moved', 'working-method', 'kontinuitet'],
      ['renamed', 'working-method', 'personcentrering'],
    ]);
  });

  test('the five changes of the revision are found, with their causes', () => {
    const cwd = workspace('vastra-gotaland');
    const args = ['diff', 'revisions/remiss.md', 'fardplan.md', '--consultation', 'consultation', '--format', 'json'];
    const { changes, version, summary } = JSON.parse(fardplan(args, { cwd }).stdout) as DiffReport;
    expect(version).toBe(1);
    expect(summary['total']).toBe(changes.length);
    const found = (id: string) => changes.filter((change) => change.id === id && change.weight === 'substantive');
    for (const id of ['barnets-basta', 'regional-utveckling', 'malgrupp', 'mobila-team', 'kontinuitet']) {
      expect(found(id), id).not.toEqual([]);
      expect(
        found(id).flatMap(({ causes }) => causes),
        id,
      ).not.toEqual([]);
    }
    const milestone = changes.find(({ item, field }) => item === 'milestone' && field === 'when');
    expect([milestone?.before?.text, milestone?.after?.text]).toEqual(['2027', '2026']);
    // Every change of substance in the text is explained; front matter follows it.
    expect(
      changes.filter(({ weight, causes, item }) => weight === 'substantive' && causes.length === 0 && item !== 'field'),
    ).toEqual([]);
  });

  test('a file against itself gives nothing, and --exit-code asks for 1 when something differs', () => {
    const cwd = workspace('vastra-gotaland');
    const same = fardplan(['diff', 'fardplan.md', 'fardplan.md', '--exit-code'], { cwd });
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('Nothing differs')]);
    expect(fardplan(['diff', 'revisions/remiss.md', 'fardplan.md', '--exit-code'], { cwd }).code).toBe(1);
    expect(fardplan(['diff', 'revisions/remiss.md', 'fardplan.md'], { cwd }).code).toBe(0);
  });

  test('markdown is a document of its own', () => {
    const { stdout } = fardplan(
      ['diff', 'revisions/remiss.md', 'fardplan.md', '--format', 'markdown', '--lang', 'sv'],
      { cwd: workspace('vastra-gotaland') },
    );
    expect(stdout).toMatch(/^# Ändringar\n/);
    expect(stdout).toContain('~~2027~~ → **2026**');
  });
});

describe('init', () => {
  test.each(['generic', 'vastra-gotaland', 'vasterbotten', 'stockholm'])(
    'a new workspace with profile %s passes check',
    (profile) => {
      const cwd = folder();
      expect(fardplan(['init', 'ny', '--profile', profile], { cwd })).toMatchObject({ code: 0 });
      const { code, stdout } = fardplan(['check', 'ny', '--format', 'json'], { cwd });
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string; rule: string }[] };
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      // What is left to write is pointed out.
      expect(diagnostics.some(({ rule }) => rule === 'placeholder-text')).toBe(true);
      expect(code).toBe(0);
    },
  );
});

describe('explain and schema', () => {
  test('every rule is explained in both languages, by id and by code', () => {
    const list = fardplan(['explain']).stdout;
    expect(list).toContain('known-items');
    expect(fardplan(['explain', 'R01', '--lang', 'sv']).stdout).toBe(
      fardplan(['explain', 'required-sections', '--lang', 'sv']).stdout,
    );
  });

  test('schemas are JSON Schema 2020-12, with the words of each language', () => {
    for (const kind of fardplan(['schema']).stdout.trim().split('\n')) {
      const english = JSON.parse(fardplan(['schema', kind]).stdout) as Record<string, unknown>;
      expect(english['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
      const swedish = JSON.parse(fardplan(['schema', kind, '--lang', 'sv']).stdout) as {
        properties: object;
        required: string[];
      };
      expect(Object.keys(swedish.properties)).toEqual(expect.arrayContaining(swedish.required));
    }
    const swedish = fardplan(['schema', 'roadmap', '--lang', 'sv']).stdout;
    expect(swedish).toContain('"titel"');
    expect(swedish).not.toContain('"words"');
  });
});

describe('adoption status', () => {
  test('counts all 50 principals of Västra Götaland', () => {
    const { stdout } = fardplan(['adoption', 'status', '--format', 'json'], { cwd: workspace('vastra-gotaland') });
    const report = JSON.parse(stdout) as { rows: unknown[]; counts: Record<string, number> };
    expect(report.rows).toHaveLength(50);
    expect(Object.values(report.counts).reduce((sum, count) => sum + count, 0)).toBe(50);
  });

  test('where a joint body decides, it has the only row', () => {
    const { stdout } = fardplan(['adoption', 'status', '--format', 'json'], { cwd: workspace('stockholm') });
    expect((JSON.parse(stdout) as { rows: unknown[] }).rows).toHaveLength(1);
  });
});

test('help speaks the reader’s language', () => {
  expect(fardplan(['--help'], { lang: 'sv' }).stdout).toContain('Användning:');
  expect(fardplan(['check', '--help', '--lang', 'sv']).stdout).toContain('kontrollera dokument');
  expect(fardplan(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+/);
});
