import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Resources } from '../../src/formats/_contract.js';
import { fontFiles } from '../../src/pdf/fonts.js';

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('../../templates/layout', import.meta.url));

/** The built-in fonts, as the program reads them. */
export const fonts: readonly Uint8Array[] = fontFiles.map(
  (path) => new Uint8Array(readFileSync(require.resolve(path))),
);

/** The built-in layout files. */
export const layout: ReadonlyMap<string, Uint8Array> = new Map(
  readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
);

/** Built-in resources, with layout files of a test's own on top. */
export const resources = (files: Record<string, string> = {}): Resources => ({
  layout: new Map([...layout, ...Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const)]),
  fonts,
});
