// The one build command: registries, the program (dist/main.cjs), the library (dist/index.js) and its type declarations.
import { build } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** pdf-lib does nothing when it is loaded, but does not say so; told that, the bundler leaves out what is not used. */
const pure = {
  name: 'pure-pdf-lib',
  setup(context) {
    context.onResolve({ filter: /^(pdf-lib$|\.)/ }, async (args) => {
      const ours = args.path === 'pdf-lib' || /node_modules[\\/]pdf-lib[\\/]/.test(args.importer);
      if (args.pluginData === pure || !ours) return undefined;
      const { path, kind, importer, resolveDir } = { ...args };
      return { ...(await context.resolve(path, { kind, importer, resolveDir, pluginData: pure })), sideEffects: false };
    });
  },
};

/**
 * What packages would load at start and ours never asks of them: commander can start other programs, and chalk looks for colours itself
 * (src/cli/session.ts decides). Not loading what that takes saves milliseconds of every run.
 */
const lean = {
  name: 'lean-start',
  setup(context) {
    const nothing = { path: 'nothing', namespace: 'nothing' };
    context.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /node_modules[\\/]commander[\\/]/.test(importer) ? nothing : undefined,
    );
    context.onResolve({ filter: /^#supports-color$/ }, () => nothing);
    context.onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** What the program is made from, as a digest: what a run of another build has kept does not hold for this one. */
function buildId() {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    digest.update(readFileSync(path));
  return `${version} ${digest.digest('hex').slice(0, 16)}`;
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'linked',
  external: ['@myriaddreamin/typst-ts-node-compiler', 'koffi'],
  plugins: [pure],
  logLevel: 'warning',
};

/** Puts a finished file in its place at once, so that a program that starts meanwhile never meets half of it. */
function place(name, content) {
  writeFileSync(join(dist, `${name}.${process.pid}`), content);
  renameSync(join(dist, `${name}.${process.pid}`), join(dist, name));
}

writeRegistries();
// A whole build starts clean; a quick one leaves what running programs may be reading.
if (!process.argv.includes('--no-types')) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

/** Commands are files of their own, which main.cjs requires when they are called. */
const apart = {
  name: 'commands-apart',
  setup(context) {
    context.onResolve({ filter: /^\.\.\/commands\// }, ({ path }) => ({
      path: path.replace(/^\.\./, '.').replace(/\.js$/, '.cjs'),
      external: true,
    }));
    // Second halves of commands, see commands/check.ts.
    context.onResolve({ filter: /-(?:anew|watch)\.js$/ }, ({ path }) => ({
      path: path.replace(/^\./, './commands').replace(/\.js$/, '.cjs'),
      external: true,
    }));
  },
};

/** What asks servers is a file of its own too: few runs need it, and it is large. `up` is the way from the bundle to dist. */
const networkApart = (up) => ({
  name: 'network-apart',
  setup(context) {
    context.onResolve({ filter: /\/node-http\.js$/ }, () => ({ path: `${up}node-http.cjs`, external: true }));
  },
});

/** So are the halves of commands that read or set documents where the other half does not. */
const pdfApart = {
  name: 'pdf-apart',
  setup(context) {
    context.onResolve(
      { filter: /\/(?:check-fix|check-pdf|verify-again|judge-receipt|diff-printed)\.js$/ },
      ({ path, importer }) =>
        // The file of its own is made from what bears its name.
        importer.endsWith('judge-receipt.ts')
          ? undefined
          : { path: `../commands/${path.replace(/^.*\//, '').replace(/\.js$/, '.cjs')}`, external: true },
    );
  },
};

/**
 * Reporters: a run needs one of many. What is imported where it is used and lies in the same file is wrapped by the bundler, with all that it
 * imports, and then takes longer to start.
 */
const reportersApart = {
  name: 'reporters-apart',
  setup(context) {
    context.onResolve({ filter: /^\.\/[a-z-]+\.js$/ }, ({ path, importer }) =>
      /reporters[\\/]_registry\.ts$/.test(importer)
        ? { path: path.replace(/^\./, '../reporters').replace(/\.js$/, '.cjs'), external: true }
        : undefined,
    );
  },
};

/** What is told of a rule, and its examples, are left out where rules are only run: no finding shows them (`Rule` in rules/_contract.ts). */
const rulesOnly = {
  name: 'rules-only',
  setup(context) {
    context.onLoad({ filter: /[\\/]src[\\/]rules[\\/][a-z][a-z0-9-]*\.ts$/ }, ({ path }) => ({
      contents: withoutWords(path, readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** The source text of a rule without the properties that only `explain` and its like read. */
function withoutWords(path, text) {
  const wordy = new Set(['title', 'why', 'good', 'bad']);
  let shorter = text;
  for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      const made = initializer && ts.isCallExpression(initializer) ? initializer.arguments[0] : undefined;
      if (!made || initializer.expression.text !== 'rule' || !ts.isObjectLiteralExpression(made)) continue;
      // From the last, so that the places of the others stay.
      for (const { name, pos, end } of made.properties.toReversed())
        if (name && wordy.has(name.text))
          shorter = `${shorter.slice(0, pos)}${shorter.slice(end).replace(/^\s*,/, '')}`;
    }
  }
  return shorter;
}

// CommonJS starts faster than modules do, its compiled code can be kept (see bin/fardplan.js), and a file of its own holds no more of
// a package than its command uses.
const named = (names, from) =>
  Object.fromEntries(names.map((name) => [name, `${from}/${name.replace(/^reporters\//, '')}.ts`]));
const entries = ['commands', 'threads'].flatMap((folder) =>
  readdirSync(join(root, 'src', 'cli', folder)).map((name) => `${folder}/${name.replace(/\.ts$/, '')}`),
);
const onlyRun = ['commands/check-anew', 'threads/check'];
const reporters = readdirSync(join(root, 'src', 'reporters'))
  .filter((name) => !name.startsWith('_'))
  .map((name) => `reporters/${name.replace(/\.ts$/, '')}`);
const program = {
  ...shared,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  write: false,
  supported: { 'dynamic-import': false },
  define: {
    FARDPLAN_VERSION: JSON.stringify(version),
    FARDPLAN_BUILD: JSON.stringify(buildId()),
    'import.meta.url': '__moduleUrl',
  },
  banner: { js: "const __moduleUrl=require('node:url').pathToFileURL(__filename).href;" },
};
const outputs = [
  await build({
    ...program,
    entryPoints: { main: 'src/cli/main.ts' },
    plugins: [pure, lean, apart, networkApart('./')],
  }),
  await build({
    ...program,
    entryPoints: named(
      entries.filter((name) => !onlyRun.includes(name)),
      'src/cli',
    ),
    plugins: [pure, pdfApart, reportersApart, apart, networkApart('../')],
  }),
  await build({
    ...program,
    entryPoints: named(onlyRun, 'src/cli'),
    plugins: [pure, rulesOnly, pdfApart, reportersApart, apart, networkApart('../')],
  }),
  await build({ ...program, entryPoints: named(reporters, 'src/reporters') }),
  await build({ ...program, entryPoints: { 'node-http': 'src/cli/node-http.ts' } }),
].flatMap(({ outputFiles }) => outputFiles);
await build({
  ...shared,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  format: 'esm',
  external: [...shared.external, 'undici'],
  // Some bundled CommonJS packages call require() for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
for (const folder of ['commands', 'threads', 'reporters']) mkdirSync(join(dist, folder), { recursive: true });
for (const { path, text } of outputs) {
  // Plain ASCII is kept and compiled as one byte a character. Escapes mean the same in strings, patterns and names.
  const ascii = text.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  place(path.slice(dist.length + 1), path.endsWith('.cjs') ? ascii : text);
}

// The built-in profiles and word lists as they are read, beside their text: most runs need them, and they seldom change.
const { parseDocument, jsonSchemaText, kinds } = await import(
  `${pathToFileURL(join(dist, 'index.js')).href}?${Date.now()}`
);
function asRead(folder, kind, nameOf) {
  const found = {};
  for (const name of readdirSync(join(root, 'templates', folder))) {
    const text = readFileSync(join(root, 'templates', folder, name), 'utf8');
    const document = parseDocument({ path: name, text });
    if (document.kind === kind && document.diagnostics.length === 0)
      found[nameOf(document.model)] = { text, model: document.model };
  }
  return found;
}
const builtIn = {
  profiles: asRead('profiles', 'profile', ({ id }) => id),
  words: asRead('words', 'words', ({ language }) => language),
};
place('built-in.json', JSON.stringify(builtIn));

// What `fardplan schema` prints, as files: editors read them, and findings point at their lines.
mkdirSync(join(dist, 'schemas'), { recursive: true });
for (const kind of kinds)
  for (const language of ['sv', 'en']) place(`schemas/${kind}.${language}.json`, jsonSchemaText(kind, language));

// Compiled code is kept per command (see bin/fardplan.js); that of the command that is run most is made here, by running it.
// On one document: what a larger run has compiled besides takes time to load for every run. Then on all, for threads.
rmSync(join(dist, 'code'), { recursive: true, force: true });
mkdirSync(join(dist, 'code'));
for (const checked of [['roadmaps/vastra-gotaland/fardplan.md'], ['--threads', '2', 'roadmaps']])
  spawnSync(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check', ...checked], {
    cwd: root,
    stdio: 'ignore',
    // Nothing of the user's is touched by a build.
    env: { ...process.env, FARDPLAN_CACHE: '' },
  });

if (!process.argv.includes('--no-types')) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
}
