// The one build command: registries, the program (dist/main.cjs), the library (dist/index.js) and its type declarations.
import { build } from 'esbuild';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'linked',
  external: ['@myriaddreamin/typst-ts-node-compiler'],
  plugins: [pure],
  logLevel: 'warning',
};

/** Puts a finished file in its place at once, so that a program that starts meanwhile never meets half of it. */
function place(name, content) {
  writeFileSync(join(dist, `${name}.${process.pid}`), content);
  renameSync(join(dist, `${name}.${process.pid}`), join(dist, name));
}

writeRegistries();

// The program is one file of CommonJS: it starts faster than modules do, and its compiled code can be kept (see bin/fardplan.js).
// What a command imports lazily is still run only when the command is called.
const program = await build({
  ...shared,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  write: false,
  supported: { 'dynamic-import': false },
  define: { FARDPLAN_VERSION: JSON.stringify(version), 'import.meta.url': '__moduleUrl' },
  banner: { js: "const __moduleUrl=require('node:url').pathToFileURL(__filename).href;" },
});
await build({
  ...shared,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  format: 'esm',
  // Some bundled CommonJS packages call require() for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
for (const { path, text } of program.outputFiles) {
  // Plain ASCII is kept and compiled as one byte a character. Escapes mean the same in strings, patterns and names.
  const ascii = text.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  place(path.slice(dist.length + 1), path.endsWith('.cjs') ? ascii : text);
}

// The built-in profiles as they are read, by the hash of their text: most runs need one, and it never changes.
const { parseDocument } = await import(`${pathToFileURL(join(dist, 'index.js')).href}?${Date.now()}`);
const profiles = {};
for (const name of readdirSync(join(root, 'templates', 'profiles'))) {
  const bytes = readFileSync(join(root, 'templates', 'profiles', name));
  const parsed = parseDocument({ path: name, text: bytes.toString('utf8') });
  if (parsed.kind === 'profile' && parsed.diagnostics.length === 0)
    profiles[createHash('sha256').update(bytes).digest('hex')] = parsed.model;
}
place('profiles.json', JSON.stringify(profiles));

// The compiled code of the commands that are run most, made by running them.
rmSync(join(dist, 'main.cjs.code'), { force: true });
spawnSync(process.execPath, [join(root, 'bin', 'fardplan.js'), 'check', join(root, 'roadmaps')], { stdio: 'ignore' });

if (!process.argv.includes('--no-types')) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' });
}
