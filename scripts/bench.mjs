// Whole processes against named peers in the same run: A B A B …, the ratio of each pair, and its median.
// Peers that come from a registry are installed under node_modules/.cache; those from the system are used where they are found.
// Usage: npm run bench [-- --runs 9] [check|check-1000|check-10000|lsp|diff|trace|render|sign|verify|batch …]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { madeUpCollection } from './bench-corpus.mjs';
import { largePair, largeRound } from './bench-documents.mjs';
import { parsersAlone } from './bench-parsers.mjs';

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
function time([command, ...rest], codes, cwd = work) {
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(command, rest, {
    env,
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Peers tell of their findings on stderr.
    maxBuffer: 2 ** 28,
  });
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
  { codes = [0], peerCodes = [0], prepare = () => {}, preparePeer = () => {}, peerFolder = work, rounds = runs } = {},
) {
  const a = [];
  const b = [];
  for (let run = -1; run < rounds; run += 1) {
    prepare();
    const one = time(ours, codes);
    preparePeer();
    const two = time(peer, peerCodes, peerFolder);
    // The first pair warms the caches of the file system.
    if (run >= 0) {
      a.push(one);
      b.push(two);
    }
  }
  row(label, a, peerName, b, limit);
}

/** As `compare`, for peers that take long: three pairs. */
const compareFew = (label, ours, peerName, peer, limit, peerFolder) =>
  compare(label, ours, peerName, peer, limit, { peerCodes: [0, 1], peerFolder, rounds: Math.min(3, runs) });

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

/** Notes and prints a comparison: the median of the pairs' ratios. A `limit` of Infinity: it is shown to be judged by. */
function row(label, a, peerName, b, limit) {
  const ratio = median(a.map((value, index) => value / b[index]));
  rows.push({ label, peerName, ours: median(a), peer: median(b), ratio, limit });
  console.log(
    `${label.padEnd(8)} ${(median(a) * 1000).toFixed(0).padStart(6)} ms   ${peerName.padEnd(34)} ${(median(b) * 1000).toFixed(0).padStart(6)} ms   ratio ${ratio.toFixed(2)}${limit === Infinity ? '' : `   limit ${limit}   ${ratio <= limit ? 'ok' : 'OVER'}`}`,
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

/** The linters of Markdown that `check` is compared with: their commands for some paths, from the bench's own folder. */
function linters() {
  const folder = npmPeers([
    'markdownlint-cli2',
    'remark-cli',
    'remark-frontmatter',
    'remark-lint-frontmatter-schema',
    'remark-preset-lint-recommended',
  ]);
  const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules', 'markdownlint-cli2', 'package.json'), 'utf8'));
  const markdownlint = join(
    folder,
    'node_modules',
    'markdownlint-cli2',
    typeof bin === 'string' ? bin : bin['markdownlint-cli2'],
  );
  const schema = join(folder, 'roadmap.schema.json');
  const written = JSON.parse(execFileSync(fardplan[0], [...fardplan.slice(1), 'schema', 'roadmap'], { env }));
  // The plugin knows no later draft, and would pass over the schema; what ours says means the same in this one.
  writeFileSync(schema, JSON.stringify({ ...written, $schema: 'http://json-schema.org/draft-07/schema#' }));
  const rc = join(folder, 'remarkrc.json');
  // Its schema lies inside the folder it is run from, and so do its plugins.
  const plugins = [
    'remark-frontmatter',
    ['remark-lint-frontmatter-schema', { schemas: { './roadmap.schema.json': ['**/*.md'] } }],
    'remark-preset-lint-recommended',
  ];
  writeFileSync(rc, JSON.stringify({ plugins }));
  const remark = [process.execPath, join(folder, 'node_modules', 'remark-cli', 'cli.js')];
  // A file that the schema refuses: a peer that does not read its schema does less than it is compared for.
  writeFileSync(join(folder, 'refused.md'), '---\nfardplan: roadmap/v1\nokänd: 1\n---\n\n# Prov\n');
  const { stderr } = spawnSync(remark[0], [remark[1], '--rc-path', rc, '--no-stdout', 'refused.md'], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  rmSync(join(folder, 'refused.md'));
  if (/malformed/.test(stderr) || !/frontmatter-schema/.test(stderr))
    throw new Error(`remark-lint-frontmatter-schema does not read the schema: ${stderr.slice(0, 300)}`);
  return {
    folder,
    markdownlint: (...paths) => [process.execPath, markdownlint, ...paths],
    remark: (...paths) => [...remark, '--rc-path', rc, '--quiet', '--no-stdout', ...paths],
  };
}

/** The most memory (MB) that a process and its children have had resident, and the seconds it took; on Linux, else NaN. */
async function watched([command, ...rest], codes) {
  const start = process.hrtime.bigint();
  const child = spawn(command, rest, { env, cwd: work, stdio: ['ignore', 'ignore', 'ignore'] });
  let most = NaN;
  const watch = setInterval(() => {
    try {
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      if (peak) most = Number(peak) / 1024;
    } catch {
      // Not Linux, or it has ended.
    }
  }, 20);
  const code = await new Promise((settle) => child.on('exit', settle));
  clearInterval(watch);
  if (!codes.includes(code)) throw new Error(`${command} ${rest.join(' ')} ended with ${code}`);
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, most };
}

if (wanted('check')) {
  // Everything read and judged, as if never seen before; “again” is the same command when nothing has changed since.
  const [small, strategy] = [
    join(madeUpCollection(join(work, 'liten'), 1, 8_000), '001', 'lan-1', 'fardplan.md'),
    join(madeUpCollection(join(work, 'stor'), 1, 35_000), '001', 'lan-1', 'fardplan.md'),
  ];
  const bare = [process.execPath, '-e', '0'];
  for (const [file, size] of [
    [small, '8 KB'],
    [strategy, '35 KB'],
  ]) {
    compare('check', [...fardplan, 'check', '--no-cache', file], `node -e 0 (${size})`, bare, 1.6);
    compare('again', [...fardplan, 'check', file], `node -e 0 (${size}, unchanged)`, bare, 1.6);
  }
  // No check of a file can be quicker than the packages that read it.
  const alone = await parsersAlone(work, root);
  for (const [file, size] of [
    [small, '8 KB'],
    [strategy, '35 KB'],
  ]) {
    compare('parsers', alone(file), `node -e 0 (remark-parse and yaml alone, ${size})`, bare, Infinity);
    compare(
      'check',
      [...fardplan, 'check', '--no-cache', file],
      `remark-parse and yaml alone (${size})`,
      alone(file),
      1.4,
    );
  }
  compare('check', [...fardplan, 'check', '--no-cache', roadmap], 'node -e 0 (the example, 41 KB)', bare, 2.0);
  try {
    const { folder, markdownlint, remark } = linters();
    for (const [file, size] of [
      [small, '8 KB'],
      [strategy, '35 KB'],
    ]) {
      const check = [...fardplan, 'check', '--no-cache', file];
      // The peers find their own faults in the file; what they find does not matter here.
      compare('check', check, `markdownlint-cli2 (${size})`, markdownlint(file), 0.4, { peerCodes: [0, 1] });
      const copy = join(folder, 'fardplan.md');
      cpSync(file, copy);
      compare('check', check, `remark-cli + schema (${size})`, remark(copy), 0.4, {
        peerCodes: [0, 1],
        peerFolder: folder,
      });
    }
  } catch (error) {
    missing.push(`markdownlint-cli2, remark-cli: ${error.message.split('\n')[0]}`);
  }
}

if (wanted('check-1000')) {
  for (const [count, bytes, name] of [
    [1000, 8_000, '1,000 of 8 KB'],
    [50, 35_000, '50 of 35 KB'],
  ]) {
    const folder = madeUpCollection(join(work, `k-${count}`), count, bytes);
    const cold = [...fardplan, 'check', '--no-cache', folder];
    const { most } = await watched(cold, [0]);
    console.log(`${'memory'.padEnd(8)} ${most.toFixed(0).padStart(6)} MB   check, ${name}`);
    try {
      const peers = linters();
      compareFew('check', cold, `markdownlint-cli2 (${name})`, peers.markdownlint(`${folder}/**/*.md`), 0.35);
      const copy = join(peers.folder, 'corpus');
      rmSync(copy, { recursive: true, force: true });
      cpSync(folder, copy, { recursive: true });
      compareFew('check', cold, `remark-cli + schema (${name})`, peers.remark('corpus'), 0.35, peers.folder);
      rmSync(copy, { recursive: true, force: true });
    } catch (error) {
      missing.push(`markdownlint-cli2, remark-cli (${name}): ${error.message.split('\n')[0]}`);
    }
    try {
      const venv = join(cache, 'rumdl');
      const rumdl = join(venv, 'bin', 'rumdl');
      if (!existsSync(rumdl)) {
        execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
        execFileSync(join(venv, 'bin', 'pip'), ['install', '--quiet', 'rumdl'], { stdio: 'ignore' });
      }
      // Its cache is on, in the folder that it is run from.
      const again = [...fardplan, 'check', folder];
      // Of few files rumdl has read all before Node has started.
      const limit = count < 1000 ? Infinity : 1.0;
      compare('again', again, `rumdl, its cache on (${name})`, [rumdl, 'check', '--silent', folder], limit, {
        peerCodes: [0, 1],
      });
      const one = join(folder, '001', 'lan-7', 'fardplan.md');
      const text = readFileSync(one, 'utf8');
      let turn = 0;
      const edit = () => writeFileSync(one, `${text}\nRad ${(turn += 1)}.\n`);
      compare('one new', again, `rumdl, one file changed (${name})`, [rumdl, 'check', '--silent', folder], Infinity, {
        peerCodes: [0, 1],
        prepare: edit,
        preparePeer: edit,
      });
    } catch (error) {
      missing.push(`rumdl (PyPI): ${error.message.split('\n')[0]}`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

if (wanted('check-10000')) {
  const [few, many] = [1000, 10_000].map((count) => madeUpCollection(join(work, `n-${count}`), count, 8_000));
  const [a, b, memory] = [[], [], []];
  for (let run = 0; run < 3; run += 1) {
    b.push((await watched([...fardplan, 'check', '--no-cache', few], [0])).seconds);
    const { seconds, most } = await watched([...fardplan, 'check', '--no-cache', many], [0]);
    a.push(seconds);
    memory.push(most);
  }
  row('10,000', a, 'as many times 1,000 files', b, 11);
  row(
    'memory',
    memory.map((value) => value / 1000),
    '500 MB (10,000 files; shown in MB)',
    memory.map(() => 0.5),
    1,
  );
  for (const folder of [few, many]) rmSync(folder, { recursive: true, force: true });
}

if (wanted('lsp') && existsSync(join(root, 'scripts', 'bench-lsp.mjs'))) {
  const { printLsp } = await import('./bench-lsp.mjs');
  const met = await printLsp();
  if (!met) rows.push({ label: 'lsp', peerName: '', ours: NaN, peer: NaN, ratio: 2, limit: 1 });
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
