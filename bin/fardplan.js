#!/usr/bin/env node
// Runs dist/main.cjs, which requires one file per command. The compiled code of each file is kept in dist/code by the first run that
// loads it. V8 checks that kept code fits this Node and this file; where it does not, the file is compiled as usual and kept anew.
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const toKeep = [];

/** Loads one CommonJS file of dist/, by its path there. */
function load(path) {
  const filename = join(dist, path);
  const kept = join(dist, 'code', basename(path, '.cjs'));
  let cachedData;
  try {
    cachedData = readFileSync(kept);
  } catch {
    // The first run that needs it.
  }
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'latin1')}\n})`;
  const script = new Script(source, { filename, cachedData });
  if (cachedData === undefined || script.cachedDataRejected) toKeep.push({ script, kept });
  const fromNode = createRequire(filename);
  const require = (id) => (id.startsWith('./commands/') ? load(id.slice(2)) : fromNode(id));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, dirname(filename));
  return module.exports;
}

process.exitCode = await load('main.cjs').main();

for (const { script, kept } of toKeep) {
  const beside = `${kept}.${randomUUID()}`;
  try {
    writeFileSync(beside, script.createCachedData());
    renameSync(beside, kept);
  } catch {
    // A folder that cannot be written to only costs time.
    rmSync(beside, { force: true });
  }
}
