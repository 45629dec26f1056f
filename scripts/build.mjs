// The one build command: registries, the bundle that the program runs (dist/), and the library's type declarations.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

/** pdf-lib does nothing when it is loaded, but does not say so; told that, the bundler leaves out what is not used. */
const pure = {
  name: 'pure-pdf-lib',
  setup(context) {
    context.onResolve({ filter: /^(pdf-lib$|\.)/ }, async (args) => {
      if (args.pluginData === pure || !(args.path === 'pdf-lib' || /node_modules[\\/]pdf-lib[\\/]/.test(args.importer)))
        return undefined;
      const found = await context.resolve(args.path, {
        kind: args.kind,
        importer: args.importer,
        resolveDir: args.resolveDir,
        pluginData: pure,
      });
      return { ...found, sideEffects: false };
    });
  },
};

writeRegistries();
const { metafile } = await build({
  metafile: true,
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  // Names are kept readable in reports of our own bugs; legal comments travel with the bundle.
  keepNames: false,
  legalComments: 'linked',
  define: { FARDPLAN_VERSION: JSON.stringify(version) },
  plugins: [pure],
  external: ['@myriaddreamin/typst-ts-node-compiler'],
  // Some bundled CommonJS packages call require() for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});

// Chunks of earlier builds go last, so that a program that is running meanwhile still finds its own.
const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
for (const name of readdirSync(`${root}/dist/chunks`)) if (!made.has(name)) rmSync(`${root}/dist/chunks/${name}`);

if (!process.argv.includes('--no-types')) {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', `${root}/tsconfig.build.json`], { stdio: 'inherit' });
}
