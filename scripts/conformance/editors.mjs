// Editors for the wider suite, each kept in the cache folder that is given.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unpackDebian } from './debian.mjs';

const nvim = {
  package: 'neovim',
  path: 'usr/bin/nvim',
  environment: { VIMRUNTIME: 'usr/share/nvim/runtime' },
  // Where its parsers stand it finds out from where it stands itself, which its loader hides.
  args: [() => '--cmd', (root) => `set runtimepath+=${join(root, 'usr/lib/nvim')}`],
};
const hx = { package: 'hx', path: 'usr/bin/hx' };

const npm = (cwd, ...args) => {
  mkdirSync(cwd, { recursive: true });
  if (!existsSync(join(cwd, 'package.json'))) writeFileSync(join(cwd, 'package.json'), '{"private":true}\n');
  // Nothing is compiled, and nothing is fetched from elsewhere, as scripts of packages would.
  return spawnSync('npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', ...args], {
    cwd,
    stdio: 'ignore',
    timeout: 300_000,
  });
};

/** The server of VS Code as code-server ships it. Its native parts (terminals, logs in files) are left out; it says so, and does without. */
function codeServer(folder) {
  const server = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const search = join(server, 'node_modules', '@vscode', 'ripgrep', 'bin', 'rg');
  if (existsSync(search)) return undefined;
  npm(folder, 'code-server@4.100.3');
  if (!existsSync(server)) return 'npm could not install code-server';
  npm(server, '--omit=dev');
  const { stdout = '' } = spawnSync('which', ['rg'], { encoding: 'utf8' });
  if (stdout.trim() === '') return 'ripgrep, which looks for the files of a workspace, is not here (Debian: ripgrep)';
  if (!existsSync(join(server, 'node_modules', 'minimist'))) return 'npm could not install what code-server needs';
  rmSync(join(server, 'node_modules.asar'), { force: true });
  symlinkSync('node_modules', join(server, 'node_modules.asar'));
  mkdirSync(dirname(search), { recursive: true });
  rmSync(search, { force: true });
  symlinkSync(stdout.trim(), search);
  return undefined;
}

/** Installs the editors that Debian's packages on this machine do not give; gives what could not be had, and why. */
export function installEditors(cache) {
  const tries = {
    'Neovim 0.10 (Debian trixie: neovim)': () => unpackDebian('trixie', { nvim }, join(cache, 'debian-trixie')),
    'Neovim 0.11 or later and Helix (Debian sid: neovim, hx)': () =>
      unpackDebian('sid', { nvim, hx }, join(cache, 'debian-sid')),
    'VS Code (npm: code-server)': () => codeServer(join(cache, 'code-server')),
  };
  return Object.entries(tries).flatMap(([name, install]) => {
    const reason = install();
    return reason === undefined ? [] : [`${name}: ${reason}`];
  });
}
