import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import type { Host } from '../../src/core/host.js';
import { readRevision, splitReference } from '../../src/core/revision.js';
import { text } from '../../src/core/text.js';

const host = {
  files: {
    read: (path: string) => Promise.resolve(new Uint8Array(readFileSync(path))),
    kind: (path: string) => {
      const found = statSync(path, { throwIfNoEntry: false });
      return Promise.resolve(found ? (found.isFile() ? ('file' as const) : ('folder' as const)) : undefined);
    },
  } as Host['files'],
  git: (args: readonly string[], cwd: string) => {
    try {
      return Promise.resolve({ code: 0, stdout: execFileSync('git', args, { cwd, stdio: 'pipe' }), stderr: '' });
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer };
      return Promise.resolve({ code: status, stdout: new Uint8Array(), stderr: String(stderr) });
    }
  },
};

let folder: string;
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' }).toString().trim();
const write = (path: string, content: string) => {
  writeFileSync(join(folder, path), content);
};
const said = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const refusal = (reference: string, base = folder) =>
  readRevision(host, reference, base).then(
    () => undefined,
    (error: unknown) => (error instanceof Failure ? error : undefined),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fardplan-revision-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function repository() {
  git('init', '-q', '-b', 'main');
  git('config', 'user.email', 'test@kommun.example');
  git('config', 'user.name', 'Test');
  git('config', 'core.autocrlf', 'false');
  mkdirSync(join(folder, 'decisions'));
  write('fardplan.md', 'ett\n');
  write('decisions/beslut.md', 'beslut\n');
  git('add', '.');
  git('commit', '-q', '-m', 'ett');
  git('tag', 'v1');
  write('fardplan.md', 'två\n');
  git('commit', '-q', '-am', 'två');
}

describe('readRevision', () => {
  it('binds a clean, tracked file to the commit HEAD points at', async () => {
    repository();
    const revision = await readRevision(host, '../fardplan.md', join(folder, 'decisions'));
    expect(revision).toMatchObject({
      path: '../fardplan.md',
      fileName: 'fardplan.md',
      commit: git('rev-parse', 'HEAD'),
    });
    expect(said(revision.bytes)).toBe('två\n');
    expect(revision.draft).toBeUndefined();
  });

  it('says that an edited, a new or an ignored file is uncommitted', async () => {
    repository();
    write('fardplan.md', 'tre\n');
    write('ny.md', 'ny\n');
    write('.gitignore', 'dold.md\n');
    write('dold.md', 'dold\n');
    for (const path of ['fardplan.md', 'ny.md', 'dold.md']) {
      const revision = await readRevision(host, path, folder);
      expect([path, revision.draft, revision.commit]).toEqual([path, 'uncommitted', undefined]);
    }
    git('add', 'fardplan.md');
    expect((await readRevision(host, 'fardplan.md', folder)).draft).toBe('uncommitted');
  });

  it('is not fooled by git being told to assume a file unchanged', async () => {
    repository();
    git('update-index', '--assume-unchanged', 'fardplan.md');
    write('fardplan.md', 'smygändrad\n');
    expect((await readRevision(host, 'fardplan.md', folder)).draft).toBe('uncommitted');
  });

  it('gives the committed bytes where a checkout has other line ends', async () => {
    repository();
    git('config', 'core.autocrlf', 'true');
    write('fardplan.md', 'två\r\n');
    const revision = await readRevision(host, 'fardplan.md', folder);
    expect(revision.commit).toBe(git('rev-parse', 'HEAD'));
    expect(said(revision.bytes)).toBe('två\n');
  });

  it('knows a repository without commits from no repository', async () => {
    write('fardplan.md', 'ett\n');
    expect((await readRevision(host, 'fardplan.md', folder)).draft).toBe('no-git');
    git('init', '-q');
    expect((await readRevision(host, 'fardplan.md', folder)).draft).toBe('uncommitted');
  });

  it('reads a file on disk even when git cannot be run', async () => {
    write('fardplan.md', 'ett\n');
    const gitless = { ...host, git: () => Promise.reject(new Failure(text('Git saknas', 'Git is missing'))) };
    expect((await readRevision(gitless, 'fardplan.md', folder)).draft).toBe('no-git');
  });

  it('reads REV:PATH from the top of the repository, else from the folder it is named in', async () => {
    repository();
    const base = join(folder, 'decisions');
    const old = await readRevision(host, 'v1:fardplan.md', base);
    expect(said(old.bytes)).toBe('ett\n');
    expect(old).toMatchObject({
      path: 'v1:fardplan.md',
      fileName: 'fardplan.md',
      commit: git('rev-parse', 'v1^{commit}'),
    });
    expect(said((await readRevision(host, 'v1:beslut.md', base)).bytes)).toBe('beslut\n');
    expect(said((await readRevision(host, 'HEAD~1:decisions\\beslut.md', folder)).bytes)).toBe('beslut\n');
  });

  it('prefers a file that really has a colon in its name', async () => {
    repository();
    write('v1:fardplan.md', 'kolon\n');
    expect(said((await readRevision(host, 'v1:fardplan.md', folder)).bytes)).toBe('kolon\n');
  });

  it('refuses an unknown revision, one that looks like an option, and an empty one', async () => {
    repository();
    for (const reference of ['v9:fardplan.md', '--help:fardplan.md', ':fardplan.md']) {
      const failure = await refusal(reference);
      expect([reference, failure?.code, failure?.text.sv]).toEqual([
        reference,
        2,
        expect.stringContaining('ingen revision'),
      ]);
      expect(failure?.text.en).toContain('no revision');
    }
  });

  it('refuses a path that the revision does not hold, and suggests the one that it does', async () => {
    repository();
    const failure = await refusal('v1:beslut.md');
    expect(failure?.code).toBe(2);
    expect(failure?.text.sv).toContain('ingen fil ”beslut.md” i revisionen v1');
    expect(failure?.help?.en).toContain('v1:decisions/beslut.md');
    expect((await refusal('v1:decisions'))?.code).toBe(2);
    expect((await refusal('v1:'))?.code).toBe(2);
  });

  it('refuses REV:PATH outside git', async () => {
    const failure = await refusal('v1:fardplan.md');
    expect(failure?.code).toBe(2);
    expect(failure?.text.sv).toContain('ligger inte i ett git-arkiv');
  });
});

describe('splitReference', () => {
  it.each([
    ['C:\\plan\\fardplan.md', undefined],
    ['c:/plan/fardplan.md', undefined],
    ['./a:b', undefined],
    ['../a:b', undefined],
    ['/tmp/a:b', undefined],
    ['fardplan.md', undefined],
    ['HEAD:a:b', { revision: 'HEAD', path: 'a:b' }],
    ['v1:./fardplan.md', { revision: 'v1', path: './fardplan.md' }],
  ])('%s', (reference, expected) => {
    expect(splitReference(reference)).toEqual(expected);
  });
});
