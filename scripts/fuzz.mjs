// Mutated signed files against `verify`, for as long as one likes: npm run fuzz [-- --minutes 60] [--finds DIR] [--log FILE].
// Guided by coverage (V8's own, block by block): a mutation that reaches new code is kept and mutated on. The worker is a process of its own;
// one that is silent for ten seconds hangs, and one that grows beyond a gigabyte is told of. What is found is kept as a file with its program.
import { build } from 'esbuild';
import { execFileSync, fork } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fardplan-fuzz', String(process.pid));
const args = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? otherwise : args[at + 1];
};
const minutes = Number(option('minutes', '1'));
const log = option('log');
const finds = option('finds', join(root, 'node_modules', '.cache', 'fardplan-fuzz', 'finds'));
const patience = 10_000;

mkdirSync(cache, { recursive: true });
mkdirSync(finds, { recursive: true });
process.on('exit', () => rmSync(cache, { recursive: true, force: true }));

/** Files that are looked for from where the source stands are found from the bundle too. */
const inPlace = {
  name: 'in-place',
  setup(context) {
    context.onLoad({ filter: /[\\/](?:src|test)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

writeRegistries();
await build({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  entryPoints: { worker: 'test/fuzz/worker.ts', 'make-seeds': 'test/fuzz/make-seeds.ts' },
  outdir: cache,
  outExtension: { '.js': '.mjs' },
  external: ['@myriaddreamin/typst-ts-node-compiler', 'vitest'],
  plugins: [inPlace],
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'error',
});
const seedFolder = join(cache, 'seeds');
const names = execFileSync(process.execPath, [join(cache, 'make-seeds.mjs'), seedFolder], { encoding: 'utf8' }).trim();

const total = {
  started: new Date().toISOString(),
  seconds: 0,
  tried: 0,
  workers: 0,
  outcomes: {},
  slowest: 0,
  finds: {},
};
const write = (line) => {
  console.log(line);
  if (log) appendFileSync(log, `${line}\n`);
};
write(`${total.started} seeds: ${names}`);

/** Keeps what was found: the program, which makes the input again, and the input. */
function keep(wrong, program, file, seed) {
  total.finds[wrong] = (total.finds[wrong] ?? 0) + 1;
  if (total.finds[wrong] > 5) return;
  const stem = join(finds, `${wrong.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}-${Date.now()}`);
  writeFileSync(`${stem}.program`, program);
  if (file) writeFileSync(`${stem}.pdf`, Buffer.from(file, 'base64'));
  if (seed) copyFileSync(join(seedFolder, seed), `${stem}.json`);
  write(`FOUND ${wrong}: ${stem}.program`);
}

/** One worker until it hangs, dies or the time is out. */
function work(until) {
  return new Promise((settle) => {
    const current = join(cache, 'current');
    const child = fork(join(cache, 'worker.mjs'), [seedFolder, current], { execArgv: ['--max-old-space-size=900'] });
    const base = { tried: total.tried, outcomes: { ...total.outcomes } };
    let heard = Date.now();
    let reported = Date.now();
    let ended = false;
    const end = (wrong) => {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      if (wrong) keep(wrong, readFileSync(current));
      child.kill('SIGKILL');
      settle();
    };
    const watch = setInterval(() => {
      if (Date.now() > until) end();
      else if (Date.now() - heard > patience + 2000) end('silent for more than 10 s');
    }, 500);
    child.on('message', (message) => {
      heard = Date.now();
      if (message.kind === 'find') {
        keep(message.wrong, Buffer.from(message.program, 'hex'), message.file, message.seed);
        // The memory of a process does not shrink, so the next one starts afresh.
        if (message.wrong.startsWith('more than 1 GB')) end();
        return;
      }
      total.tried = base.tried + message.tried;
      total.slowest = Math.max(total.slowest, message.slowest);
      for (const [name, count] of Object.entries(message.outcomes))
        total.outcomes[name] = (base.outcomes[name] ?? 0) + count;
      if (Date.now() - reported < 60_000) return;
      reported = Date.now();
      write(summary(message.kept));
    });
    child.on('exit', (code, signal) => end(code === 0 ? undefined : `ended with ${code ?? signal}`));
  });
}

const begun = Date.now();
function summary(kept) {
  total.seconds = Math.round((Date.now() - begun) / 1000);
  return JSON.stringify({ ...total, ...(kept === undefined ? {} : { kept }) });
}

const until = begun + minutes * 60_000;
while (Date.now() < until) {
  total.workers += 1;
  await work(until);
}
write(summary());
process.exit(Object.keys(total.finds).length > 0 ? 1 : 0);
