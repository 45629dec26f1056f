// Runs the tests on the Node releases that have long-term support today, but for the one that runs this; the registry's package `node`
// brings them. One JSON report for each stands in the folder that is named, as test-node-MAJOR.json.
// Usage: node scripts/node-releases.mjs REPORTS [arguments to vitest …]; `--list` only tells which releases there are, and installs them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fardplan-node');
const [reports, ...more] = process.argv.slice(2);
const own = Number(process.versions.node.split('.')[0]);

/** The majors with long-term support at a day (`2026-11-22`), by the project's own schedule. */
function supported(day) {
  const schedule = createRequire(import.meta.url)('node-releases/data/release-schedule/release-schedule.json');
  return Object.entries(schedule)
    .filter(([, { lts, end }]) => lts !== undefined && lts <= day && day < end)
    .map(([name]) => Number(name.slice(1)));
}

/** Whether a program runs here, and is of that major. */
function works(program, major) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${major}.`) ? stdout.trim() : undefined;
}

/** The program of the newest release of a major, installed where it is not; `undefined` when it cannot be had. */
function install(major) {
  const folder = join(cache, String(major));
  const program = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  // A release that is there is brought up to date when the registry can be asked, and does as it is when not.
  spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--no-package-lock', `node@${major}`], {
    cwd: folder,
    stdio: 'ignore',
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  return existsSync(program) && works(program, major) ? program : undefined;
}

/** Says in a report of its own that a release was passed over, so that it is counted and can be seen. */
function passedOver(major, file) {
  const why = `Node ${major}: the registry’s package node@${major} could not be installed, or does not run here`;
  console.log(`\nNOT RUN on ${why}\n`);
  const report = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    success: true,
    testResults: [{ name: root, status: 'passed', assertionResults: [{ fullName: why, status: 'skipped' }] }],
  };
  writeFileSync(file, JSON.stringify(report));
}

if (reports === undefined) throw new Error('Say which folder the reports shall stand in, or --list.');
let status = 0;
for (const major of supported(new Date().toISOString().slice(0, 10))) {
  if (major === own) continue;
  const program = install(major);
  if (reports === '--list') {
    console.log(`Node ${major}: ${program === undefined ? 'cannot be had' : `${works(program, major)} ${program}`}`);
    continue;
  }
  const file = join(reports, `test-node-${major}.json`);
  rmSync(file, { force: true });
  if (program === undefined) {
    passedOver(major, file);
    continue;
  }
  console.log(`\nNode ${works(program, major)}\n`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const run = spawnSync(
    program,
    // Two files at a time, however few the cores: most of a test is waiting for a program that it started.
    [vitest, 'run', '--maxWorkers=2', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...more],
    // What the tests start by name is of the same release.
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${join(program, '..')}${delimiter}${process.env.PATH}` },
    },
  );
  if (run.status !== 0) status = 1;
  // A suite that could not even start has failed.
  if (!existsSync(file)) {
    const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    const message = 'the tests could not even start';
    const testResults = [{ name: root, status: 'failed', message, assertionResults: [] }];
    writeFileSync(file, JSON.stringify({ ...counts, testResults }));
  }
}
process.exitCode = status;
