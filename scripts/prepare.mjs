// What npm runs in a checkout that is installed or packed: the build. Where npm installs a git repository for everyone (`npm install --global
// git+…`, as pre-commit does), it takes the checkout for a global package too, and leaves out what builds it; then that is fetched here.
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function mayBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

if (!mayBuild()) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|omit|production|prefix)/i.test(name)),
  );
  const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['ci', ...options], {
    cwd: root,
    env,
    // What packs this reads stdout.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
execFileSync(process.execPath, [fileURLToPath(new URL('build.mjs', import.meta.url))], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
