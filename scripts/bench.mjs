// Whole processes against named peers in the same run: A B A B …, the ratio of each pair, and its median.
// Peers that come from a registry are installed under node_modules/.cache; those from the system are used where they are found.
// Usage: npm run bench [-- --runs 9] [check|diff|trace|render|sign|verify|batch …]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { largePair, largeRound } from './bench-documents.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fardplan-bench');
const args = process.argv.slice(2);
const runsAt = args.indexOf('--runs');
const runs = runsAt >= 0 ? Number(args.splice(runsAt, 2)[1]) : 7;
const wanted = (name) => args.length === 0 || args.includes(name);

const work = mkdtempSync(join(tmpdir(), 'fardplan-bench-'));
const env = {
  ...process.env,
  FARDPLAN_PASSPHRASE: 'bench',
  FARDPLAN_CACHE: join(work, 'cache'),
  NO_COLOR: '1',
  LANG: 'C.UTF-8',
};
const fardplan = [process.execPath, join(root, 'bin', 'fardplan.js')];
const example = join(work, 'vastra-gotaland');
cpSync(join(root, 'roadmaps', 'vastra-gotaland'), example, { recursive: true });
const roadmap = join(example, 'fardplan.md');
const decision = join(example, 'decisions', 'ordforandebeslut.md');

const missing = [];
const rows = [];

/** One run: wall seconds. A command that does not end as it should makes the whole comparison worthless. */
function time([command, ...rest], codes) {
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(command, rest, { env, cwd: work, stdio: ['ignore', 'ignore', 'pipe'] });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (error || !codes.includes(status)) {
    throw new Error(`${command} ${rest.join(' ')} ended with ${status}: ${error ?? stderr?.toString().slice(0, 400)}`);
  }
  return seconds;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Compares `ours` with `peer`; `prepare` is run before each of ours, outside the clock. */
function compare(
  label,
  ours,
  peerName,
  peer,
  limit,
  { codes = [0], peerCodes = [0], prepare = () => {}, preparePeer = () => {} } = {},
) {
  const a = [];
  const b = [];
  for (let run = -1; run < runs; run += 1) {
    prepare();
    const one = time(ours, codes);
    preparePeer();
    const two = time(peer, peerCodes);
    // The first pair warms the caches of the file system.
    if (run >= 0) {
      a.push(one);
      b.push(two);
    }
  }
  row(label, a, peerName, b, limit);
}

/** Compares two functions of this process in the same way, after a few rounds that warm them up. */
async function compareInProcess(label, ours, peerName, peer, limit) {
  const [a, b] = [[], []];
  const timed = async (work) => {
    const start = process.hrtime.bigint();
    await work();
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  for (let run = -5; run < runs * 3; run += 1) {
    const one = await timed(ours);
    const two = await timed(peer);
    if (run < 0) continue;
    a.push(one);
    b.push(two);
  }
  row(label, a, peerName, b, limit);
}

/** Notes and prints a comparison: the median of the pairs' ratios. */
function row(label, a, peerName, b, limit) {
  const ratio = median(a.map((value, index) => value / b[index]));
  rows.push({ label, peerName, ours: median(a), peer: median(b), ratio, limit });
  console.log(
    `${label.padEnd(8)} ${(median(a) * 1000).toFixed(0).padStart(6)} ms   ${peerName.padEnd(34)} ${(median(b) * 1000).toFixed(0).padStart(6)} ms   ratio ${ratio.toFixed(2)}   limit ${limit}   ${ratio <= limit ? 'ok' : 'OVER'}`,
  );
}

const found = (command, ...probe) => spawnSync(command, probe, { stdio: 'ignore' }).status === 0;

/** Installs npm peers once, outside the product's own dependencies. */
function npmPeers(packages) {
  const folder = join(cache, 'npm');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const lacking = packages.filter((name) => !existsSync(join(folder, 'node_modules', name)));
  if (lacking.length > 0)
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...lacking], {
      cwd: folder,
      stdio: 'ignore',
    });
  return folder;
}

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, medians of ${runs} pairs\n`,
);

if (wanted('check')) {
  // Everything read and judged, as if never seen before; “again” is the same command when nothing has changed since.
  const check = [...fardplan, 'check', '--no-cache', roadmap];
  compare('check', check, 'node -e 0', [process.execPath, '-e', '0'], 2.0);
  compare(
    'again',
    [...fardplan, 'check', roadmap],
    'node -e 0 (unchanged since last time)',
    [process.execPath, '-e', '0'],
    2.0,
  );
  // The example is a whole strategy; a new workspace shows what every run costs, whatever it reads.
  const fresh = join(work, 'ny');
  time([...fardplan, 'init', fresh, '--profile', 'vastra-gotaland'], [0]);
  compare(
    'check*',
    [...fardplan, 'check', '--no-cache', join(fresh, 'fardplan.md')],
    'node -e 0 (*: a new roadmap)',
    [process.execPath, '-e', '0'],
    2.0,
  );
  try {
    const folder = npmPeers(['markdownlint-cli2', 'remark-cli', 'remark-preset-lint-recommended']);
    const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules', 'markdownlint-cli2', 'package.json'), 'utf8'));
    const markdownlint = join(
      folder,
      'node_modules',
      'markdownlint-cli2',
      typeof bin === 'string' ? bin : bin['markdownlint-cli2'],
    );
    // The peers find their own faults in the file; what they find does not matter here.
    compare('check', check, 'markdownlint-cli2', [process.execPath, markdownlint, roadmap], 0.6, { peerCodes: [0, 1] });
    const remark = [
      process.execPath,
      join(folder, 'node_modules', 'remark-cli', 'cli.js'),
      '--use',
      'remark-preset-lint-recommended',
      '--quiet',
      '--no-stdout',
      roadmap,
    ];
    cpSync(roadmap, join(folder, 'fardplan.md'));
    compare(
      'check',
      check,
      'remark-cli + recommended preset',
      [...remark.slice(0, -1), join(folder, 'fardplan.md')],
      0.6,
      { peerCodes: [0, 1] },
    );
  } catch (error) {
    missing.push(`markdownlint-cli2, remark-cli: ${error.message.split('\n')[0]}`);
  }
}

/**
 * As `compare`, for a peer that may take minutes: each is run a few times, and a peer that is not done within `patience` seconds counts as if
 * it had been, which is to its favour.
 */
function compareSlow(label, ours, peerName, peer, limit, patience) {
  time(ours, [0]);
  const a = Array.from({ length: 3 }, () => time(ours, [0]));
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(peer[0], peer.slice(1), {
    env,
    cwd: work,
    stdio: 'ignore',
    timeout: patience * 1000,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const stopped = error?.code === 'ETIMEDOUT';
  if (!stopped && status !== 0) throw new Error(`${peerName} ended with ${status}`);
  row(
    label,
    a,
    stopped ? `${peerName}, stopped` : peerName,
    a.map(() => seconds),
    limit,
  );
}

if (wanted('diff')) {
  const earlier = join(example, 'revisions', 'remiss.md');
  const small = [...fardplan, 'diff', earlier, roadmap];
  const [first, second] = largePair(readFileSync(roadmap, 'utf8'));
  const [large, revised] = [join(work, 'stor.md'), join(work, 'stor-reviderad.md')];
  writeFileSync(large, first);
  writeFileSync(revised, second);
  const big = [...fardplan, 'diff', '--no-cache', large, revised];
  try {
    if (!found('pandoc', '--version')) throw new Error('needs pandoc (Debian package of that name)');
    const pandiff = [process.execPath, join(npmPeers(['pandiff']), 'node_modules', 'pandiff', 'lib', 'cli.js')];
    compare('diff', [...small, '--no-cache'], 'pandiff', [...pandiff, earlier, roadmap], 0.1);
    compare('diff again', small, 'pandiff', [...pandiff, earlier, roadmap], 0.1);
    compareSlow('diff*', big, 'pandiff (*: 690 KB)', [...pandiff, large, revised], 0.02, 300);
  } catch (error) {
    missing.push(`pandiff: ${error.message.split('\n')[0]}`);
  }
  const words = join(work, 'words.mjs');
  const jsdiff = pathToFileURL(join(root, 'node_modules', 'diff', 'libesm', 'index.js')).href;
  writeFileSync(
    words,
    `import { diffWords } from '${jsdiff}';\nimport { readFileSync } from 'node:fs';\n` +
      `const [one, two] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));\nconsole.log(diffWords(one, two).length);\n`,
  );
  compareSlow('diff*', big, 'jsdiff diffWords (*: 690 KB)', [process.execPath, words, large, revised], 1.0, 60);
}

if (wanted('trace')) {
  // What following 5,000 comments from 50 parties takes beside starting the program, in seconds; the peer is the clock.
  const round = largeRound(join(work, 'remiss'), readFileSync(roadmap, 'utf8'), { parties: 50, comments: 5000 });
  const command = [...fardplan, 'consult', 'trace', '--no-cache', round];
  const bare = [...fardplan, '--version'];
  time(command, [0, 1]);
  const a = Array.from({ length: runs }, () => time(command, [0, 1]) - time(bare, [0]));
  row(
    'trace',
    a,
    'one second (after start)',
    a.map(() => 1),
    1,
  );
}

const pdf = join(work, 'beslut.pdf');
const clean =
  (...files) =>
  () =>
    files.forEach((file) => rmSync(file, { force: true }));

if (wanted('render')) {
  const ours = [...fardplan, 'render', '--no-cache', decision, '-o', pdf];
  const again = [...fardplan, 'render', decision, '-o', pdf];
  // The peers get the composed text, so that they set the same content.
  const markdown = join(work, 'beslut.md');
  time([...fardplan, 'render', decision, '-o', markdown], [0]);
  const html = join(work, 'beslut.html');
  time([...fardplan, 'render', decision, '-o', html], [0]);
  if (found('pandoc', '--version') && found('weasyprint', '--version')) {
    const peer = ['pandoc', markdown, '-o', join(work, 'peer.pdf'), '--pdf-engine=weasyprint', '--quiet'];
    peer.push('--metadata', 'title=Beslut');
    compare('render', ours, 'pandoc + weasyprint', peer, 0.2, { prepare: clean(pdf) });
    compare('again', again, 'pandoc + weasyprint', peer, 0.2, { prepare: clean(pdf) });
  } else missing.push('pandoc and weasyprint (Debian packages of those names)');
  const office = ['libreoffice', 'soffice'].find((name) => found(name, '--version'));
  if (office) {
    compare(
      'render',
      ours,
      'LibreOffice (HTML to PDF)',
      [office, '--headless', '--convert-to', 'pdf:writer_web_pdf_Export', '--outdir', join(work, 'office'), html],
      0.2,
      { prepare: clean(pdf) },
    );
  } else missing.push('LibreOffice (Debian package libreoffice-writer)');
}

if (wanted('sign') || wanted('verify')) {
  const venv = join(cache, 'pyhanko');
  const pyhanko = join(venv, 'bin', 'pyhanko');
  try {
    if (!existsSync(pyhanko)) {
      execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
      execFileSync(join(venv, 'bin', 'pip'), ['install', '--quiet', 'pyhanko-cli'], { stdio: 'ignore' });
    }
  } catch (error) {
    missing.push(`pyHanko (PyPI: pyhanko-cli): ${error.message.split('\n')[0]}`);
  }
  if (existsSync(pyhanko)) {
    const keys = join(work, 'keys');
    rmSync(pdf, { force: true });
    time([...fardplan, 'render', decision, '-o', pdf], [0]);
    time([...fardplan, 'identity', 'create', 'Bench', '-o', keys], [0]);
    writeFileSync(join(work, 'passphrase'), 'bench');
    const p12 = join(keys, 'bench.p12');
    const signed = join(work, 'signed.pdf');
    const peerSigned = join(work, 'peer-signed.pdf');
    const ourSign = [...fardplan, 'sign', pdf, '--p12', p12, '-o', signed];
    const peerSign = [
      pyhanko,
      'sign',
      'addsig',
      '--field',
      'ordforande',
      '--use-pades',
      'pkcs12',
      '--passfile',
      join(work, 'passphrase'),
      pdf,
      peerSigned,
      p12,
    ];
    if (wanted('sign'))
      compare('sign', ourSign, 'pyHanko', peerSign, 0.5, { prepare: clean(signed), preparePeer: clean(peerSigned) });
    clean(signed)();
    time(ourSign, [0]);
    if (wanted('verify')) {
      const trust = join(keys, 'ca.pem');
      const peerVerify = [
        pyhanko,
        'sign',
        'validate',
        '--trust',
        trust,
        '--trust-replace',
        '--no-revocation-check',
        signed,
      ];
      compare('verify', [...fardplan, 'verify', signed, '--trust', trust], 'pyHanko', peerVerify, 0.35, {
        codes: [0],
        peerCodes: [0, 1],
      });
    }
  }
}

/** An unsigned decision, a key and what to trust, for the rows without a whole process of a peer's. */
async function signing() {
  const keys = join(work, 'own-keys');
  const unsigned = join(work, 'unsigned.pdf');
  time([...fardplan, 'render', decision, '-o', unsigned, '--force'], [0]);
  time([...fardplan, 'identity', 'create', 'Bench', '-o', keys, '--force'], [0]);
  const p12 = join(keys, 'bench.p12');
  const { nodeHost, signPdf, signers } = await import(pathToFileURL(join(root, 'dist', 'index.js')).href);
  const passphrase = () => Promise.resolve('bench');
  const signer = await (await signers.pkcs12()).open({ file: p12, passphrase }, nodeHost());
  const pdf = new Uint8Array(readFileSync(unsigned));
  return { p12, trust: join(keys, 'ca.pem'), pdf, sign: () => signPdf(pdf, { signer, at: new Date() }) };
}

if (wanted('sign')) {
  try {
    const folder = npmPeers(['@libpdf/core']);
    const peer = join(folder, 'node_modules', '@libpdf', 'core');
    const { exports } = JSON.parse(readFileSync(join(peer, 'package.json'), 'utf8'));
    const entry = exports['.'].import?.default ?? exports['.'].import ?? exports['.'].default ?? exports['.'];
    const { PDF, P12Signer } = await import(pathToFileURL(join(peer, entry)).href);
    const { p12, pdf: bytes, sign } = await signing();
    const signer = await P12Signer.create(new Uint8Array(readFileSync(p12)), 'bench');
    const peerSign = async () => (await PDF.load(bytes)).sign({ signer, fieldName: 'ordforande', level: 'B-B' });
    await compareInProcess('sign', sign, '@libpdf/core (in process)', peerSign, 1.0);
  } catch (error) {
    missing.push(`@libpdf/core: ${error.message.split('\n')[0]}`);
  }
}

if (wanted('batch')) {
  // As many signed files as a region decides on in some years, on two cores. The memory is that of the whole process, as the system sees it.
  const count = 1000;
  const { trust, sign } = await signing();
  const folder = join(work, 'batch');
  mkdirSync(folder);
  for (let index = 0; index < count; index += 1) writeFileSync(join(folder, `${index}.pdf`), (await sign()).pdf);
  for (const threads of ['2', '1']) {
    const start = process.hrtime.bigint();
    const memory = [];
    let used = NaN;
    const batch = [...fardplan, 'verify', folder, '--trust', trust, '--format', 'ndjson', '--threads', threads];
    const child = spawn(batch[0], batch.slice(1), { env, cwd: work, stdio: ['ignore', 'ignore', 'ignore'] });
    const watch = setInterval(() => {
      try {
        const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
        if (resident) memory.push(Number(resident) / 1024);
        // User and system time in hundredths of a second: what it would take on a machine that has nothing else to do.
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
        used = (Number(fields[11]) + Number(fields[12])) / 100;
      } catch {
        // Not Linux, or it has ended.
      }
    }, 50);
    const code = await new Promise((settle) => child.on('exit', settle));
    clearInterval(watch);
    if (code !== 0) throw new Error(`verify over ${count} files ended with ${code}`);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    const part = (from, to) => Math.max(...memory.slice(memory.length * from, memory.length * to));
    const [middle, last] = memory.length > 8 ? [part(0.3, 0.6), part(0.7, 1)] : [NaN, NaN];
    const limit = threads === '2' ? 200 : 100;
    rows.push({
      label: 'batch',
      peerName: `${threads} threads`,
      ours: seconds,
      peer: count / limit,
      ratio: (seconds * limit) / count,
      limit: 1,
    });
    rows.push({
      label: 'memory',
      peerName: `${threads} threads`,
      ours: last,
      peer: middle,
      ratio: last / middle || 0,
      limit: 1.25,
    });
    console.log(
      `batch    ${(count / seconds).toFixed(0).padStart(6)} files/s, ${threads} thread${threads === '1' ? '' : 's'}, at least ${limit}   ${count / seconds >= limit ? 'ok' : 'OVER'}   ${(count / used).toFixed(0)} for each second of a core   memory ${middle.toFixed(0)} MB in the middle, ${last.toFixed(0)} MB at the end   ${last / middle <= 1.25 ? 'flat' : 'GROWS'}`,
    );
  }
}

rmSync(work, { recursive: true, force: true });
for (const peer of missing) console.log(`not measured: ${peer}`);
process.exitCode = rows.some(({ ratio, limit }) => ratio > limit) ? 1 : 0;
