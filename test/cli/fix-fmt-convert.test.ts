import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fardplan, folder, rubbish, workspace } from './run.js';

const roadmap = (body: string) => `---
fardplan: roadmap/v1
id: prov
titel: Färdplan för prov
profil: generic
version: "1"
period: { från: 2023, till: 2030 }
---

# Färdplan för prov

${body}`;

/** A row that ends too soon (safe to mend), and one without its year (for a person). */
const faulty = roadmap(`## Tidsplan {#tidsplan}

| När | Vad | Ansvarig |
| --- | --- | --- |
| 2027 | Avstämning |
| | Slut | Länet |
`);

const file = (text: string | Uint8Array, name = 'färdplan med mellanslag.md') => {
  const cwd = folder();
  writeFileSync(join(cwd, name), text);
  return { cwd, path: join(cwd, name), name };
};

describe('check --fix', () => {
  test('mends what is safe, says how much, and reports what remains', () => {
    const { cwd, path, name } = file(faulty);
    const before = fardplan(['check', name, '--format', 'json'], { cwd });
    const { code, stdout, stderr } = fardplan(['check', '--fix', name, '--lang', 'sv'], { cwd });
    expect(readFileSync(path, 'utf8')).toBe(faulty.replace('| Avstämning |\n', '| Avstämning | |\n'));
    expect(stderr).toContain('1 rättade i 1 fil');
    expect(code).toBe(1);
    expect(stdout).toContain('table-cells');
    const after = fardplan(['check', name, '--format', 'json'], { cwd });
    const rules = (out: string) =>
      (JSON.parse(out) as { diagnostics: { rule: string }[] }).diagnostics.map(({ rule }) => rule);
    expect(rules(after.stdout).length).toBe(rules(before.stdout).length - 1);
    expect(`${stdout}${stderr}`).not.toMatch(rubbish);
  });

  test('--dry-run shows a patch and writes nothing', () => {
    const { cwd, path, name } = file(faulty);
    const { stdout, stderr } = fardplan(['check', '--fix', '--dry-run', name], { cwd });
    expect(stdout).toContain('-| 2027 | Avstämning |\n+| 2027 | Avstämning | |\n');
    expect(stderr).toContain('1 would be mended in 1 file');
    expect(readFileSync(path, 'utf8')).toBe(faulty);
    expect(fardplan(['check', '--fix', name], { cwd }).stderr).toContain('1 mended in 1 file');
    expect(fardplan(['check', '--fix', '--dry-run', name], { cwd }).stderr).toContain('There is nothing to mend');
  });

  test('with --changed and --shard, only what they choose is mended', () => {
    const cwd = folder();
    for (const name of ['a', 'b', 'c']) {
      mkdirSync(join(cwd, name));
      writeFileSync(join(cwd, name, 'fardplan.md'), faulty.replace('id: prov', `id: prov-${name}`));
    }
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=P', '-c', 'user.email=p@p.example', ...args], { cwd });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    const text = (name: string) => readFileSync(join(cwd, name, 'fardplan.md'), 'utf8');
    const mended = () => ['a', 'b', 'c'].filter((name) => text(name).includes('| Avstämning | |'));
    expect(fardplan(['check', '--fix', '--changed', 'HEAD'], { cwd }).stderr).toContain('There is nothing to mend');
    expect(mended()).toEqual([]);
    writeFileSync(join(cwd, 'b', 'fardplan.md'), text('b').replace('| Slut |', '| Slutet |'));
    const { code, stdout, stderr } = fardplan(['check', '--fix', '--changed', 'HEAD'], { cwd });
    expect(stderr).toContain('1 mended in 1 file');
    expect(mended()).toEqual(['b']);
    // What remains is told of the same documents.
    expect({ code, files: new Set(stdout.match(/^[abc]\/fardplan/gm)) }).toEqual({
      code: 1,
      files: new Set(['b/fardplan']),
    });
    const part = fardplan(['check', '--shard', '1/2', '--format', 'json'], { cwd });
    const files = new Set(
      (JSON.parse(part.stdout) as { diagnostics: { file: string }[] }).diagnostics.map(({ file }) => file.charAt(0)),
    );
    fardplan(['check', '--fix', '--shard', '1/2'], { cwd });
    expect(mended()).toEqual([...new Set([...files, 'b'])].toSorted());
    expect(mended().length).toBeLessThan(3);
    expect(fardplan(['check', '--fix', '--shard', '3/2'], { cwd }).code).toBe(2);
  });

  test('the byte order mark, line ends, mode and a link stay', () => {
    const { cwd, path } = file(`\ufeff${faulty.replace(/\n/g, '\r\n')}`);
    chmodSync(path, 0o640);
    symlinkSync(path, join(cwd, 'länk.md'));
    fardplan(['check', '--fix', 'länk.md'], { cwd });
    expect(readFileSync(path, 'utf8')).toBe(
      `\ufeff${faulty.replace('| Avstämning |\n', '| Avstämning | |\n').replace(/\n/g, '\r\n')}`,
    );
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(cwd, 'länk.md')).isSymbolicLink()).toBe(true);
  });

  test('a write-protected file is told of, and keeps none of the others', () => {
    const { cwd, path } = file(faulty, 'a.md');
    writeFileSync(join(cwd, 'b.md'), faulty.replace('id: prov', 'id: annat'));
    chmodSync(path, 0o444);
    const { code, stderr } = fardplan(['check', '--fix', '.'], { cwd });
    expect(stderr).toContain('a.md cannot be written: the file is write-protected');
    expect(readFileSync(path, 'utf8')).toBe(faulty);
    expect(readFileSync(join(cwd, 'b.md'), 'utf8')).toContain('| Avstämning | |');
    expect(code).toBe(2);
  });

  test('a file in another encoding is left alone', () => {
    const { cwd, path, name } = file(new Uint8Array([0xff, 0xfe, ...Buffer.from(faulty, 'utf16le')]));
    const before = readFileSync(path);
    expect(fardplan(['check', '--fix', name], { cwd }).stderr).toContain('it is saved as UTF-16');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('wrong use is told', () => {
    const { cwd, name } = file(faulty);
    for (const args of [['--dry-run'], ['--fix', '--changed', 'HEAD'], ['--fix', 'a.pdf']]) {
      const { code, stderr } = fardplan(['check', ...(args.includes('a.pdf') ? args : [name, ...args])], { cwd });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^fardplan: /)]);
    }
  });
});

describe('fmt', () => {
  const untidy = roadmap('## Tidsplan {#tidsplan}\n* ett\n* två\n');

  test('writes what is not canonical and lists it; --check only lists', () => {
    const { cwd, path, name } = file(untidy);
    expect(fardplan(['fmt', '--check'], { cwd })).toMatchObject({ code: 1, stdout: `${name}\n` });
    expect(readFileSync(path, 'utf8')).toBe(untidy);
    expect(fardplan(['fmt'], { cwd })).toMatchObject({ code: 0, stdout: `${name}\n` });
    expect(readFileSync(path, 'utf8')).toBe(roadmap('## Tidsplan {#tidsplan}\n\n- ett\n- två\n'));
    expect(fardplan(['fmt', '--check', '.'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  });

  test('goes from stdin to stdout for editors', () => {
    const { cwd, path } = file(untidy);
    const { stdout, code } = fardplan(['fmt', '-'], { cwd, input: readFileSync(path) });
    expect([code, stdout]).toEqual([0, roadmap('## Tidsplan {#tidsplan}\n\n- ett\n- två\n')]);
    const yaml = fardplan(['fmt', '-', '--stdin-name', 'p.yaml'], {
      cwd,
      input: Buffer.from('fardplan: parties/v1\ntitel:   T # kvar\nhuvudmän: [ ]\n'),
    });
    expect(yaml.stdout).toBe('fardplan: parties/v1\ntitel: T # kvar\nhuvudmän: []\n');
  });

  test('what cannot be laid out is left and told of', () => {
    for (const text of [
      '',
      'hej',
      '---\nfardplan: roadmap/v1\na: [\n---\n',
      `${roadmap('x')}${'a'.repeat(2_000_000)}`,
    ]) {
      const { cwd, path, name } = file(text);
      const { code, stderr } = fardplan(['fmt', name], { cwd });
      expect([code, readFileSync(path, 'utf8')]).toEqual([1, text]);
      expect(stderr).toContain('is left as it is');
      expect(stderr).not.toMatch(rubbish);
    }
    expect(fardplan(['fmt', 'finns-inte.md'], { cwd: folder() }).code).toBe(2);
    expect(fardplan(['fmt'], { cwd: folder() }).code).toBe(2);
  });

  test('the examples are as fmt writes them', () => {
    expect(fardplan(['fmt', '--check', workspace('vastra-gotaland')])).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('convert', () => {
  test('there and back, with nothing written over', () => {
    const cwd = workspace('vasterbotten');
    expect(fardplan(['convert', 'fardplan.md', '-o', 'f.yaml'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    expect(fardplan(['diff', 'fardplan.md', 'f.yaml', '--exit-code'], { cwd }).code).toBe(0);
    expect(fardplan(['convert', 'f.yaml', '-o', 'fardplan.md'], { cwd })).toMatchObject({ code: 2 });
    expect(fardplan(['convert', 'f.yaml', '-o', 'g.md'], { cwd }).code).toBe(0);
    expect(fardplan(['diff', 'fardplan.md', 'g.md', '--exit-code'], { cwd }).code).toBe(0);
    const printed = fardplan(['convert', 'f.yaml'], { cwd });
    expect(printed.stdout).toBe(readFileSync(join(cwd, 'g.md'), 'utf8'));
    expect(fardplan(['fmt', '--check', 'f.yaml', 'g.md'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  });

  test('wrong use, and what has no other form', () => {
    const cwd = workspace('vasterbotten');
    mkdirSync(join(cwd, 'x'));
    for (const args of [
      ['fardplan.md', '-o', 'f.md'],
      ['fardplan.md', '-o', 'fardplan.md'],
      ['parties.yaml'],
      ['finns-inte.md'],
      ['README.md'],
      ['fardplan.md', '-o', 'x/y/f.yaml'],
    ]) {
      const { code, stdout, stderr } = fardplan(['convert', ...args], { cwd });
      expect([args, code, stdout]).toEqual([args, 2, '']);
      expect(stderr).toMatch(/^fardplan: .+/);
      expect(stderr).not.toMatch(rubbish);
    }
  });
});
