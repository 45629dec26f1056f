import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { pdf } from '../../src/formats/pdf.js';
import { resources } from './resources.js';
import { sample } from './sample.js';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
// Inside the package, so that the bundled test finds the native library and the fonts.
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules/.pdf-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('gives the same bytes twice, and other bytes for another document', async () => {
  const first = digest(await pdf.render(sample, resources()));
  expect(digest(await pdf.render(sample, resources()))).toBe(first);
  const other = { ...sample, roadmap: { ...sample.roadmap, version: '2.1' } };
  expect(digest(await pdf.render(other, resources()))).not.toBe(first);
});

it('gives the same bytes in other processes, time zones, locales and homes', async () => {
  const script = join(folder, 'test/pdf/render.mjs');
  buildSync({
    stdin: {
      contents: `import { createHash } from 'node:crypto';
import { pdf } from '../../src/formats/pdf.js';
import { resources } from './resources.js';
import { sample } from './sample.js';
process.stdout.write(createHash('sha256').update(await pdf.render(sample, resources())).digest('hex'));`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
      loader: 'ts',
    },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@myriaddreamin/typst-ts-node-compiler'],
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    define: { 'import.meta.url': JSON.stringify(new URL('resources.ts', import.meta.url).href) },
  });
  const here = digest(await pdf.render(sample, resources()));
  for (const env of [
    { TZ: 'Asia/Tokyo', LANG: 'sv_SE.UTF-8', HOME: tmpdir() },
    { TZ: 'America/Los_Angeles', LANG: 'C', HOME: folder },
  ]) {
    const there = execFileSync(process.execPath, [script], { env: { ...process.env, ...env }, encoding: 'utf8' });
    expect(there).toBe(here);
  }
});
