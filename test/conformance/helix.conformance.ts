import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fardplan, folder, root } from '../cli/run.js';
import { onPath, readmeBlocks, retry, spoilt, until } from './editor-session.js';

const hx = join(root, 'node_modules/.cache/fardplan-conformance/debian-sid/bin/hx');
const there = existsSync(hx) && spawnSync('tmux', ['-V']).error === undefined;

/** A home with README’s configuration of Helix and nothing else. */
function home(): { env: Record<string, string>; path: string } {
  const path = folder();
  mkdirSync(join(path, 'helix'));
  const [languages = ''] = readmeBlocks('README.md', 'toml');
  writeFileSync(join(path, 'helix', 'languages.toml'), languages);
  return { path, env: { ...onPath(path), XDG_CONFIG_HOME: path, XDG_CACHE_HOME: path, TERM: 'tmux-256color' } };
}

test('both READMEs give the same configuration', () => {
  expect(readmeBlocks('README.md', 'toml')).toHaveLength(1);
  expect(readmeBlocks('README.sv.md', 'toml')).toEqual(readmeBlocks('README.md', 'toml'));
});

test.skipIf(!there)(`Helix takes README’s configuration${there ? '' : ' (skipped without Helix)'}`, () => {
  for (const language of ['markdown', 'yaml']) {
    const { stdout } = spawnSync(hx, ['--health', language], { encoding: 'utf8', env: home().env });
    expect(stdout.replace(/\u001b\[[\d;]*m/g, '')).toMatch(/✓ fardplan: \S+/);
  }
});

test.skipIf(!there)(
  `a session in Helix${there ? '' : ' (skipped without Helix or tmux)'}`,
  { timeout: 240_000, retry },
  async () => {
    const { cwd, path, canonical } = spoilt();
    const { path: place, env } = home();
    const tmux = (...args: string[]) =>
      spawnSync('tmux', ['-S', join(place, 'socket'), '-f', '/dev/null', ...args], { encoding: 'utf8', cwd, env })
        .stdout;
    onTestFinished(() => void tmux('kill-server'));
    const screen = () => tmux('capture-pane', '-p');
    const shows = (what: RegExp) => until(() => what.test(screen()), `${what.source} in Helix`, screen);
    // One at a time: an Escape that comes together with what follows it is read as Alt.
    const type = (...keys: string[]) => {
      for (const key of keys) tmux('send-keys', key);
    };
    tmux('new-session', '-d', '-x', '160', '-y', '50', `'${hx}' fardplan.md`);

    // A fault is told of on its line, and is gone when it is mended.
    await shows(/verson: .*version/);
    type('%', 's', 'verson', 'Enter', 'c', 'version');
    const leave = (holds: () => boolean) =>
      until(
        () => {
          if (holds()) return true;
          type('Escape');
          return false;
        },
        'the end of it',
        screen,
      );
    await shows(/^ *13 +version: "2\.0"[^]*INS +fardplan/m);
    await leave(() => /NOR +fardplan/.test(screen()));
    type(',');
    await shows(/^ *13 +version: "2\.0" *$/m);
    // One that is only worth knowing is in the list of diagnostics.
    type('Space', 'd');
    await shows(/composed-letters/);
    type('%code composed-letters');
    await shows(/1\/\d/);
    type('Enter');
    await shows(/bild[^]*NOR/);
    // It is mended by what is offered first.
    type('Space', 'a');
    await shows(/\(composed-letters\)/);
    type('Enter');
    await shows(/## Målbild/);
    type(':format', 'Enter');
    await until(() => !/^ *\d+ +\* {3}/m.test(screen()), 'the formatted text', screen);
    type(':write', 'Enter');
    await until(() => readFileSync(path, 'utf8') === canonical, 'the mended file', screen);

    // An id is told of, and renamed in every file.
    type('/digital-plan', 'Enter', 'Space', 'k');
    await shows(/digital-plan, fardplan\.md/);
    await leave(() => !/digital-plan, fardplan\.md/.test(screen()));
    type('Space', 'r');
    await shows(/rename-to:/);
    type('C-u', 'plan-digital', 'Enter');
    await until(() => !/digital-plan/.test(screen()), 'the new id', screen);
    type(':write-all', 'Enter');
    await until(
      () => readFileSync(path, 'utf8') === canonical.replaceAll('digital-plan', 'plan-digital'),
      'the new id',
      screen,
    );
    const checked = fardplan(['check', '--no-cache'], { cwd });
    expect(checked.code, checked.stdout).toBe(0);

    // From a principal to where it is told of.
    type(':open consultation/responses/goteborg.md', 'Enter');
    await shows(/goteborg\.md/);
    type('/^huvudman: ', 'Enter', 'l', 'g', 'd');
    await shows(/parties\.yaml/);
    // Asked until it does: what is typed while the other file is being opened goes nowhere.
    let turn = 0;
    await until(
      () => {
        if (tmux('list-sessions') === '') return true;
        type(...(turn++ % 2 === 0 ? ['Escape'] : [':quit-all!', 'Enter']));
        return false;
      },
      'the end of Helix',
      screen,
    );
  },
);
