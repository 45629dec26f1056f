import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aWordRoadmap } from '../init/a-word-roadmap.js';
import { aDocument, h, p } from '../ooxml/a-document.js';
import { fardplan, folder, rubbish, workspace } from './run.js';

describe('import', () => {
  test('writes a roadmap that check takes, but for what is truly missing', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'Vår färdplan.docx'), await aWordRoadmap());
    const { code, stdout, stderr } = fardplan(['import', 'Vår färdplan.docx'], { cwd, lang: 'sv' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('”Kommunikation”): profilen har inget avsnitt som heter så');
    expect(stderr).toContain('Vår färdplan.md är skriven: 9 rubriker, varav 1 utan plats i profilen generic.');
    const checked = fardplan(['check', 'Vår färdplan.md', '--format', 'json', '--lang', 'sv'], { cwd });
    const { diagnostics } = JSON.parse(checked.stdout) as { diagnostics: { rule: string; severity: string }[] };
    // The document has no Kolada id for one indicator, and no level that is one for the other.
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
      'kolada-id',
      'indicator-fields',
    ]);
  });

  test('writes nothing over what stands, unless it is told to', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'plan.docx'), await aWordRoadmap());
    writeFileSync(join(cwd, 'plan.md'), 'min text');
    const refused = fardplan(['import', 'plan.docx'], { cwd });
    expect(refused.code).toBe(2);
    expect(readFileSync(join(cwd, 'plan.md'), 'utf8')).toBe('min text');
    expect(fardplan(['import', 'plan.docx', '--force'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'plan.md'), 'utf8')).toMatch(/^---\nfardplan: roadmap\/v1\n/);
  });

  test('takes a profile of the workspace', () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'profiles'));
    writeFileSync(
      join(cwd, 'profiles', 'egen.yaml'),
      'fardplan: profile/v1\nid: egen\ntitel: Egen\navsnitt:\n  - { id: hjarta, titel: Hjärtat, krävs: true, alias: [Kärnan] }\n',
    );
    writeFileSync(join(cwd, 'plan.docx'), aDocument([h(1, 'Kärnan'), p('Text.')].join('')));
    expect(fardplan(['import', 'plan.docx', '--profile', 'egen'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'plan.md'), 'utf8')).toContain('## Kärnan {#hjarta}');
  });

  test.each([
    ['plan.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['plan.odt', Buffer.from('PK\u0003\u0004')],
    ['plan.pdf', Buffer.from('%PDF-1.7')],
    ['plan.docx', Buffer.from('%PDF-1.7')],
    ['tom.docx', Buffer.alloc(0)],
    ['gammal.docx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
    ['skadad.docx', Buffer.from(aDocument(p('Text.'))).subarray(0, 300)],
    ['felskriven.docx', Buffer.from(aDocument('<w:p><w:r>'))],
  ])('%s is refused in both languages, and nothing is written', (name, bytes) => {
    const cwd = folder();
    writeFileSync(join(cwd, name), bytes);
    for (const lang of ['sv', 'en'] as const) {
      const { code, stdout, stderr } = fardplan(['import', name, '-o', 'ny.md'], { cwd, lang });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toMatch(rubbish);
      expect(stderr).toContain(name);
    }
    expect(existsSync(join(cwd, 'ny.md'))).toBe(false);
  });

  test.each([
    [['import', 'finns-inte.docx']],
    [['import', 'plan.docx', '--profile', 'generisk']],
    [['import', 'plan.docx', '-o', 'plan.txt']],
    [['import', 'plan.docx', '--profile', '../generic']],
  ])('%j is wrong use', (args) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'plan.docx'), aDocument(p('Text.')));
    const { code, stderr } = fardplan(args, { cwd });
    expect(code).toBe(2);
    expect(stderr).not.toMatch(rubbish);
  });
});

describe('profile derive', () => {
  test('writes a profile that the roadmap follows', () => {
    const cwd = workspace('stockholm');
    const { code, stderr } = fardplan(['profile', 'derive', 'handlingsplan.md', '-o', 'profiles/var-egen.yaml'], {
      cwd,
      lang: 'sv',
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'profiles/var-egen.yaml är skriven. Se över den, och skriv ”profil: var-egen” i färdplanen.\n',
    });
    const path = join(cwd, 'handlingsplan.md');
    const before = fardplan(['check', '--format', 'compact'], { cwd });
    writeFileSync(path, readFileSync(path, 'utf8').replace('profil: stockholm', 'profil: var-egen'));
    const after = fardplan(['check', '--format', 'compact'], { cwd });
    expect(after).toEqual(before);
    expect(fardplan(['profile', 'derive', 'handlingsplan.md', '-o', 'profiles/var-egen.yaml'], { cwd }).code).toBe(2);
  });

  test('prints it, and refuses what is no roadmap, or one that cannot be read', () => {
    const cwd = workspace('stockholm');
    const { code, stdout } = fardplan(['profile', 'derive', 'handlingsplan.md', '--id', 'sthlm'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Profil som är utläst ur handlingsplan\.md.*\nfardplan: profile\/v1\nid: sthlm\n/);
    writeFileSync(join(cwd, 'trasig.md'), '---\nfardplan: roadmap/v1\ntitel: [\n---\n');
    for (const args of [
      ['parties.yaml'],
      ['trasig.md'],
      ['finns-inte.md'],
      ['handlingsplan.md', '--id', '../x'],
      ['handlingsplan.md', '-o', 'handlingsplan.md', '--force'],
    ]) {
      const refused = fardplan(['profile', 'derive', ...args], { cwd });
      expect([args, refused.code]).toEqual([args, 2]);
      expect(refused.stderr).not.toMatch(rubbish);
    }
  });
});

describe('explain', () => {
  test.each(['sv', 'en'] as const)(
    'makes a reference of every rule, by subject, with anchors that its links lead to (%s)',
    (lang) => {
      const ids = fardplan(['explain'], { lang })
        .stdout.trim()
        .split('\n')
        .map((line) => line.split(' ')[0] ?? '');
      const { code, stdout } = fardplan(['explain', '--all', '--format', 'markdown'], { lang });
      expect(code).toBe(0);
      const anchors = [...stdout.matchAll(/^<a id="([^"]+)"><\/a>$/gm)].map((match) => match[1]);
      expect(anchors.filter((anchor) => !anchor?.startsWith('om-')).toSorted()).toEqual(ids.toSorted());
      for (const [, target] of stdout.replace(/^(`{3,})\w+\n[\s\S]*?^\1$/gm, '').matchAll(/\]\(#([^)]+)\)/g))
        expect(anchors).toContain(target);
      for (const head of lang === 'sv'
        ? ['**Varför:**', '**Så här blir det fel:**', '**Så här blir det rätt:**']
        : ['**Why:**', '**Wrong:**', '**Right:**'])
        expect(stdout.split(head)).toHaveLength(ids.length + 1);
      expect(fardplan(['explain', '--all'], { lang }).stdout).toContain(ids.at(-1));
      expect(fardplan(['explain', ids[0] ?? '', '--format', 'markdown'], { lang }).stdout).toContain(
        `# ${ids[0] ?? ''}`,
      );
    },
  );

  test('is told one rule or all', () => {
    const { code, stderr } = fardplan(['explain', 'unknown-key', '--all']);
    expect(code).toBe(2);
    expect(stderr).toContain('--all');
  });
});

describe('check in every format', () => {
  test.each(['pretty', 'compact', 'json', 'ndjson', 'sarif', 'junit', 'github', 'gitlab'])(
    '%s tells the same finding',
    (format) => {
      const cwd = folder();
      writeFileSync(join(cwd, 'fel å\u202e.md'), '---\nfardplan: roadmap/v1\nstaus: x\n---\n');
      const { code, stdout } = fardplan(['check', '.', '--format', format, '--lang', 'en'], { cwd });
      expect(code).toBe(1);
      expect(stdout).toContain('staus');
      expect(stdout).toContain('unknown-key');
      if (['json', 'sarif', 'gitlab'].includes(format)) expect(() => JSON.parse(stdout) as unknown).not.toThrow();
      else if (format !== 'ndjson') expect(stdout).not.toContain('\u202e');
    },
  );

  test.each(['compact', 'ndjson', 'sarif', 'junit', 'gitlab'])('consult trace has %s too', (format) => {
    const cwd = workspace('vastra-gotaland');
    const { stdout, stderr } = fardplan(['consult', 'trace', '--format', format], { cwd });
    expect(stderr).toBe('');
    if (format === 'sarif') expect((JSON.parse(stdout) as { version: string }).version).toBe('2.1.0');
  });
});
