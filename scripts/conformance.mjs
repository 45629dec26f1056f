// The wider suite: fetches independent validators where the machine allows it, runs test/conformance, and says what could not be run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installEditors } from './conformance/editors.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fardplan-conformance');
mkdirSync(cache, { recursive: true });

const found = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).error === undefined;
const missing = [];

const debian = {
  pdfsig: 'poppler-utils',
  qpdf: 'qpdf',
  javac: 'default-jdk-headless',
  mvn: 'maven',
  openssl: 'openssl',
  'softhsm2-util': 'softhsm2',
  'pkcs11-tool': 'opensc',
  soffice: 'libreoffice-writer-nogui libreoffice-calc-nogui',
  nvim: 'neovim',
  tmux: 'tmux',
  chromium: 'chromium',
  rg: 'ripgrep',
  shellcheck: 'shellcheck',
};
const lacking = Object.entries(debian).filter(([command]) => !found(command, '--version'));
if (lacking.length > 0 && found('apt-get', '--version') && process.getuid?.() === 0) {
  const packages = lacking.flatMap(([, name]) => name.split(' '));
  console.log(`installing Debian packages: ${packages.join(', ')}`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
for (const [command, name] of lacking) if (!found(command, '--version')) missing.push(`${command} (Debian: ${name})`);

const venv = join(cache, 'pyhanko');
const pyhanko = join(venv, 'bin', 'pyhanko');
if (!existsSync(pyhanko)) {
  console.log('installing pyHanko from PyPI');
  spawnSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
  spawnSync(join(venv, 'bin', 'pip'), ['install', '--quiet', 'pyhanko==0.38.0', 'pyhanko-cli==0.6.0'], {
    stdio: 'ignore',
  });
}
if (!existsSync(pyhanko)) missing.push('pyHanko (PyPI: pyhanko-cli)');
const hooks = join(cache, 'pre-commit');
if (!existsSync(join(hooks, 'bin', 'pre-commit'))) {
  console.log('installing pre-commit from PyPI');
  spawnSync('python3', ['-m', 'venv', hooks], { stdio: 'ignore' });
  spawnSync(join(hooks, 'bin', 'pip'), ['install', '--quiet', 'pre-commit==4.7.0'], { stdio: 'ignore' });
}
if (!existsSync(join(hooks, 'bin', 'pre-commit'))) missing.push('pre-commit (PyPI)');
const sarif = join(cache, 'sarif-multitool');
const multitool = join(sarif, 'node_modules', '@microsoft', 'sarif-multitool-linux', 'Sarif.Multitool');
if (!existsSync(multitool) && process.platform === 'linux') {
  console.log('installing the SARIF Multitool from npm');
  mkdirSync(sarif, { recursive: true });
  writeFileSync(join(sarif, 'package.json'), '{"private":true}\n');
  spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '@microsoft/sarif-multitool-linux@5.7.0'], {
    cwd: sarif,
    stdio: 'ignore',
  });
}
if (!existsSync(multitool)) missing.push('the SARIF Multitool (npm: @microsoft/sarif-multitool-linux)');
console.log('installing editors from Debian and npm where they are not here');
missing.push(...installEditors(cache));
if (!found('java', '-version')) missing.push('Java, which veraPDF needs');

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--config', 'vitest.conformance.config.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);

if (missing.length > 0) console.log(`\nNOT RUN, since these could not be had: ${missing.join('; ')}\n`);
process.exitCode = status ?? 1;
