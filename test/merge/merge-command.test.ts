import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { fardplan, folder, git, root, rubbish, workspace } from '../cli/run.js';
import { changed } from './workspace.js';

const example = readFileSync(join(root, 'roadmaps', 'vastra-gotaland', 'fardplan.md'), 'utf8');
const edited = (...edits: [string, string][]): string =>
  edits.reduce((text, [from, to]) => changed(text, from, to), example);

describe('fardplan merge', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = folder();
    put('base.md', example);
  });
  const put = (name: string, text: string | Uint8Array) => writeFileSync(join(cwd, name), text);
  const get = (name: string) => readFileSync(join(cwd, name), 'utf8');
  const run = (...args: string[]) => fardplan(['merge', ...args], { cwd, lang: 'sv' });

  test('writes the merged text to stdout, with nothing else there', () => {
    put('ours.md', edited(['status: reviderad', 'status: beslutad']));
    put('theirs.md', edited(['version: "2.0"', 'version: "2.1"']));
    const { code, stdout, stderr } = run('base.md', 'ours.md', 'theirs.md');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(edited(['status: reviderad', 'status: beslutad'], ['version: "2.0"', 'version: "2.1"']));
  });

  test('tells each conflict by what it concerns, and exits with 1', () => {
    put('ours.md', edited(['Färdplanen är en strategi och inget avtal.', 'Färdplanen är en strategi.']));
    put('theirs.md', edited(['Färdplanen är en strategi och inget avtal.', 'Färdplanen är inget avtal.']));
    const { code, stdout } = run('base.md', 'ours.md', 'theirs.md', '-o', 'ny.md');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'ny.md:59 mening i ”Färdplan – länsgemensam strategi för god och nära vård”: ändrat på båda sidor\n',
    );
    expect(stdout).toContain('  vår:         Färdplanen är en strategi. (rad 59)\n');
    expect(stdout).toContain('ny.md: 1 konflikt\n');
    expect(get('ny.md').split('\n')[58]).toBe('<<<<<<< ours');
    const { conflicts } = JSON.parse(run('base.md', 'ours.md', 'theirs.md', '--format', 'json').stdout) as {
      conflicts: { part: string; base: { text: string } }[];
    };
    expect(conflicts).toMatchObject([
      { part: 'sentence', base: { text: 'Färdplanen är en strategi och inget avtal.' } },
    ]);
  });

  test('overwrites nothing unless told to', () => {
    put('ours.md', edited(['version: "2.0"', 'version: "2.1"']));
    put('ny.md', 'viktigt');
    const refused = run('base.md', 'ours.md', 'base.md', '-o', 'ny.md');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('ny.md finns redan');
    expect(get('ny.md')).toBe('viktigt');
    expect(run('base.md', 'ours.md', 'base.md', '-o', 'ny.md', '--force').code).toBe(0);
    const base = run('base.md', 'ours.md', 'theirs.md', '-o', 'base.md', '--force');
    expect(base).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('base.md är det som sammanfogningen görs av') as string,
    });
    expect(get('ny.md')).toBe(get('ours.md'));
  });

  test('keeps the line ends, the byte order mark and the end of ours', () => {
    const crlf = (text: string) => text.replace(/\n/g, '\r\n');
    put('base.md', crlf(example));
    put('ours.md', `\ufeff${crlf(edited(['status: reviderad', 'status: beslutad'])).trimEnd()}`);
    put('theirs.md', crlf(edited(['Färdplanen är en strategi och', 'Färdplanen är en plan och'])));
    expect(run('base.md', 'ours.md', 'theirs.md', '-o', 'ny.md').code).toBe(0);
    expect(get('ny.md')).toBe(
      `\ufeff${crlf(edited(['status: reviderad', 'status: beslutad'], ['Färdplanen är en strategi och', 'Färdplanen är en plan och'])).trimEnd()}`,
    );
  });

  test('reads revisions from git, and names with Swedish letters, composed or not', () => {
    const cwd = workspace('vastra-gotaland');
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '--quiet', '-m', 'Första');
    const name = 'Färdplan å ä ö.md'.normalize('NFD');
    writeFileSync(join(cwd, name), edited(['version: "2.0"', 'version: "2.1"']));
    const { code, stdout } = fardplan(['merge', 'HEAD:fardplan.md', name, 'HEAD:fardplan.md'], { cwd, lang: 'sv' });
    expect(code).toBe(0);
    expect(stdout).toBe(edited(['version: "2.0"', 'version: "2.1"']));
  });

  const unusable: [string, string | Uint8Array, string][] = [
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'filen är inte text'],
    [
      'Latin-1',
      new Uint8Array([...Buffer.from('---\nfardplan: roadmap/v1\ntitel: F'), 0xe4, 0x0a]),
      'inte sparad som UTF-8',
    ],
    ['front matter that cannot be read', '---\nfardplan: roadmap/v1\ntitel: [\n---\n\n# A\n', 'rad '],
    ['front matter without an end', '---\nfardplan: roadmap/v1\n\n# A\n', 'avslutas aldrig'],
    ['old conflict markers', `${example}\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> gren\n`, 'konfliktmarkörer'],
    ['quotes within quotes within quotes', `${'>'.repeat(5000)} a\n`, 'djupt'],
  ];
  test.each(unusable)('refuses %s with a message, and leaves ours as it was', (_, bytes, words) => {
    put('ours.md', edited(['version: "2.0"', 'version: "2.1"']));
    put('theirs.md', bytes);
    const { code, stdout, stderr } = run('base.md', 'ours.md', 'theirs.md', '--path', 'fardplan.md');
    expect(code).toBe(2);
    expect(stderr.toLowerCase()).toContain(words.toLowerCase());
    expect(stdout + stderr).not.toMatch(rubbish);
    expect(get('ours.md')).toBe(edited(['version: "2.0"', 'version: "2.1"']));
  });

  test('refuses what it cannot know how to read, and wrong use, in plain words', () => {
    put('a.txt', 'ett\n');
    put('b.txt', 'två\n');
    const strange = run('a.txt', 'b.txt', 'a.txt');
    expect(strange.code).toBe(2);
    expect(strange.stderr).toContain('b.txt är varken Markdown eller YAML');
    expect(run('base.md', 'HEAD:x.md', 'base.md', '--path', 'x.md').stderr).toContain('HEAD:x.md är ingen fil');
    expect(run('base.md', 'base.md', 'base.md', '--marker-size', '3').stderr).toContain(
      '--marker-size kan inte vara 3',
    );
    expect(run('base.md', 'saknas.md', 'base.md').stderr).toContain('saknas.md kan inte läsas');
  });

  test('a link to a file is written through as any file, and only with --force', () => {
    put('mål.md', 'viktigt');
    symlinkSync('mål.md', join(cwd, 'länk.md'));
    expect(run('base.md', 'base.md', 'base.md', '-o', 'länk.md').code).toBe(2);
    expect(get('mål.md')).toBe('viktigt');
  });
});

describe('as git’s merge driver', () => {
  /** A repository with the example, whose merges are ours. */
  function repository(): string {
    const cwd = workspace('vastra-gotaland');
    writeFileSync(join(cwd, '.gitattributes'), '*.md merge=fardplan\n*.yaml merge=fardplan\n');
    git(cwd, 'init', '--quiet', '-b', 'main');
    git(
      cwd,
      'config',
      'merge.fardplan.driver',
      `"${process.execPath}" "${join(root, 'bin', 'fardplan.js')}" merge %O %A %B --path %P`,
    );
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '--quiet', '-m', 'Första');
    return cwd;
  }

  function commit(cwd: string, branch: string, name: string, text: string): void {
    git(cwd, 'checkout', '--quiet', '-B', branch, 'main');
    writeFileSync(join(cwd, name), text);
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '--quiet', '-m', branch);
  }

  const section = /### Barnets bästa[\s\S]*?(?=### Del av)/.exec(example)?.[0] ?? '';

  test('a moved section and a sentence edited in it go together; so do a rename of the file and an edit', () => {
    const cwd = repository();
    const moved = changed(changed(example, section, ''), '## Målgrupp', `${section}## Målgrupp`);
    commit(cwd, 'flytt', 'fardplan.md', moved);
    commit(cwd, 'text', 'fardplan.md', edited(['Barnkonventionen är svensk lag', 'Barnkonventionen gäller som lag']));
    git(cwd, 'checkout', '--quiet', 'flytt');
    git(cwd, 'mv', 'fardplan.md', 'Färdplan 2030.md');
    git(cwd, 'commit', '--quiet', '-m', 'Nytt namn');
    git(cwd, 'merge', '--quiet', '--no-edit', 'text');
    expect(readFileSync(join(cwd, 'Färdplan 2030.md'), 'utf8')).toBe(
      changed(moved, 'Barnkonventionen är svensk lag', 'Barnkonventionen gäller som lag'),
    );
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  test('two edits of one sentence are left for a person, and what git shows is that sentence', () => {
    const cwd = repository();
    commit(
      cwd,
      'en',
      'fardplan.md',
      edited(['strategi och inget avtal.', 'strategi.'], ['version: "2.0"', 'version: "2.1"']),
    );
    commit(
      cwd,
      'annan',
      'fardplan.md',
      edited(['strategi och inget avtal.', 'plan.'], ['status: reviderad', 'status: beslutad']),
    );
    expect(() => git(cwd, 'merge', '--quiet', '--no-edit', 'en')).toThrow();
    expect(git(cwd, 'status', '--porcelain')).toBe('UU fardplan.md');
    const text = readFileSync(join(cwd, 'fardplan.md'), 'utf8');
    expect(text).toContain('version: "2.1"\nstatus: beslutad\n');
    expect(text.match(/^<{7} ours\n.*\n\|{7} base\n.*\n={7}\n.*\n>{7} theirs$/gm)).toHaveLength(1);
  });

  test('a file that both have added has no common origin', () => {
    const cwd = repository();
    const answer = readFileSync(join(cwd, 'consultation', 'responses', 'hjo.md'), 'utf8');
    commit(cwd, 'en', 'svar.md', answer);
    commit(cwd, 'annan', 'svar.md', answer.replace(/^datum: .*$/m, 'datum: 2021-12-30'));
    expect(() => git(cwd, 'merge', '--quiet', '--no-edit', 'en')).toThrow();
    const text = readFileSync(join(cwd, 'svar.md'), 'utf8');
    expect(text.match(/^<{7} ours\n.*\n\|{7} base\n={7}\n.*\n>{7} theirs$/gm)).toHaveLength(1);
    expect(text.replace(/^<{7} ours\n.*\n\|{7} base\n={7}\n(.*\n)>{7} theirs\n/gm, '$1')).toBe(answer);
  });

  test('dispositions that two officials have written go together', () => {
    const cwd = repository();
    const name = join('consultation', 'dispositions.yaml');
    const text = readFileSync(join(cwd, name), 'utf8');
    const entry = (ref: string) =>
      `  - synpunkter: ["${ref}"]\n    hantering: noteras\n    motivering: Det är redan tillgodosett i texten.\n`;
    const own = text.indexOf('\n\negna ändringar:') + 1;
    const at = own > 0 ? own : text.length;
    const added = (...refs: string[]) => text.slice(0, at) + refs.map(entry).join('') + text.slice(at);
    commit(cwd, 'en', name, added('hjo#ny'));
    commit(cwd, 'annan', name, added('tanum#ny'));
    git(cwd, 'merge', '--quiet', '--no-edit', 'en');
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(added('tanum#ny', 'hjo#ny'));
  });
});
