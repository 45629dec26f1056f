// Programs of a Debian release that this machine does not run: unpacked into a folder with the libraries that they were built for, and
// started by that release's own loader. Nothing is installed, and no other program notices.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** The folder with the release's libraries and loader, such as `usr/lib/x86_64-linux-gnu`. */
function libraries(root) {
  const lib = join(root, 'usr', 'lib');
  for (const name of readdirSync(lib).filter((each) => each.includes('-linux-'))) {
    const loader = readdirSync(join(lib, name)).find((each) => /^ld-linux.*\.so/.test(each));
    if (loader) return { folder: join(lib, name), loader: join(lib, name, loader) };
  }
  return undefined;
}

/**
 * Sees to that `folder/bin/NAME` starts each of `programs` (`{ name: { package, path, environment, args } }`: path and the values of the
 * environment stand below the root of the file system; each of args is made from that root, and comes before what is given). Gives the
 * reason when it cannot.
 */
export function unpackDebian(release, programs, folder) {
  const bin = join(folder, 'bin');
  const runs = (name) => spawnSync(join(bin, name), ['--version'], { stdio: 'ignore' }).status === 0;
  if (Object.keys(programs).every(runs)) return undefined;
  if (!existsSync(keyring)) return 'the keys of the Debian archive are not here';
  rmSync(folder, { recursive: true, force: true });
  for (const each of ['bin', 'root', 'lists/partial', 'archives/partial'])
    mkdirSync(join(folder, each), { recursive: true });
  writeFileSync(join(folder, 'status'), '');
  writeFileSync(
    join(folder, 'sources.list'),
    `deb [signed-by=${keyring}] http://deb.debian.org/debian ${release} main\n`,
  );
  const settings = [
    `Dir::State=${folder}`,
    `Dir::State::status=${join(folder, 'status')}`,
    `Dir::Cache=${folder}`,
    `Dir::Etc::sourcelist=${join(folder, 'sources.list')}`,
    'Dir::Etc::sourceparts=/dev/null',
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
    'APT::Sandbox::User=root',
    'Debug::NoLocking=1',
  ].flatMap((setting) => ['-o', setting]);
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', ...settings, ...args], { stdio: 'ignore', timeout: 240_000 }).status === 0;
  const packages = [...new Set(Object.values(programs).map(({ package: name }) => name))];
  if (!apt('update') || !apt('install', '--download-only', '--yes', '--no-install-recommends', ...packages))
    return 'apt-get could not fetch it';
  const root = join(folder, 'root');
  for (const archive of readdirSync(join(folder, 'archives')).filter((name) => name.endsWith('.deb')))
    if (spawnSync('dpkg-deb', ['-x', join(folder, 'archives', archive), root], { stdio: 'ignore' }).status !== 0)
      return `dpkg-deb could not unpack ${archive}`;
  rmSync(join(folder, 'archives'), { recursive: true, force: true });
  rmSync(join(folder, 'lists'), { recursive: true, force: true });
  const lib = libraries(root);
  if (lib === undefined) return 'it has no loader';
  const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;
  for (const [name, { path, environment = {}, args = [] }] of Object.entries(programs)) {
    const exports = Object.entries(environment).map(([key, value]) => `export ${key}=${quoted(join(root, value))}\n`);
    const words = [lib.loader, '--library-path', lib.folder, join(root, path), ...args.map((arg) => arg(root))];
    writeFileSync(join(bin, name), `#!/bin/sh\n${exports.join('')}exec ${words.map(quoted).join(' ')} "$@"\n`, {
      mode: 0o755,
    });
    if (!runs(name)) {
      rmSync(join(bin, name));
      return `${name} does not run here`;
    }
  }
  return undefined;
}
