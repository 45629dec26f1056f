// Writes src/<folder>/_registry.ts for every drop-in folder: the folder is the registry, a file's stem is its id.
// The written files are derived from the folder listing and are not kept in git.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** Rules are loaded together, since `check` runs them all; the rest are loaded one at a time, when asked for. */
const folders = {
  rules: 'eager',
  formats: 'lazy',
  signers: 'lazy',
  reporters: 'lazy',
  importers: 'lazy',
  reports: 'lazy',
};

const camel = (id) => id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

export function writeRegistries() {
  for (const [folder, way] of Object.entries(folders)) {
    if (!existsSync(join(src, folder))) continue;
    const ids = readdirSync(join(src, folder))
      .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
      .map((name) => name.slice(0, -3))
      .sort();
    const head = '// Written by scripts/registry.mjs from the folder listing; not kept in git.\n';
    const body =
      way === 'eager'
        ? ids.map((id) => `import { ${camel(id)} } from './${id}.js';\n`).join('') +
          `\nexport const registry = {\n${ids.map((id) => `  '${id}': ${camel(id)},\n`).join('')}};\n`
        : `export const registry = {\n${ids.map((id) => `  '${id}': async () => (await import('./${id}.js')).${camel(id)},\n`).join('')}};\n`;
    const file = join(src, folder, '_registry.ts');
    let before = '';
    try {
      before = readFileSync(file, 'utf8');
    } catch {
      // The first run on a fresh clone.
    }
    if (before !== head + body) writeFileSync(file, head + body);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeRegistries();
