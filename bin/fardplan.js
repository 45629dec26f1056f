#!/usr/bin/env node
// Runs dist/main.cjs with the compiled code that an earlier run left beside it. V8 checks that the code fits this Node and this file;
// where it does not, the file is compiled as usual, and its code is kept for next time if the folder can be written to.
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const filename = fileURLToPath(new URL('../dist/main.cjs', import.meta.url));
const kept = `${filename}.code`;

let cachedData;
try {
  cachedData = readFileSync(kept);
} catch {
  // The first run.
}
const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'latin1')}\n})`;
const script = new Script(source, { filename, cachedData });
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
process.exitCode = await module.exports.main();

if (cachedData === undefined || script.cachedDataRejected) {
  const beside = `${kept}.${randomUUID()}`;
  try {
    writeFileSync(beside, script.createCachedData());
    renameSync(beside, kept);
  } catch {
    // A folder that cannot be written to only costs time.
    try {
      unlinkSync(beside);
    } catch {
      // It was never made.
    }
  }
}
