#!/usr/bin/env node
// Runs dist/main.cjs, which requires one file per command. The compiled code of each file is kept in dist/code by the first run that
// loads it. V8 checks that kept code fits this Node and this file; where it does not, the file is compiled as usual and kept anew.
// CommonJS, since Node starts faster without its module loader. A thread begins in thread.js, and loads its file through this.
'use strict';
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const dist = join(__dirname, '..', 'dist');
const toKeep = [];

/** Loads one CommonJS file of dist/, by its path there. */
function load(path) {
  const filename = join(dist, path);
  const kept = join(
    dist,
    'code',
    path
      .replace(/^(?:commands|reporters)\//, '')
      .replace('/', '-')
      .replace(/\.cjs$/, ''),
  );
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
  const required = (id) =>
    /^\.\.?\/(?:commands|reporters)\//.test(id) ? load(id.replace(/^\.\.?\//, '')) : fromNode(id);
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, required, loaded, filename, dirname(filename));
  return loaded.exports;
}

/** Keeps the compiled code of what was loaded without any. */
function keepCode() {
  for (const { script, kept } of toKeep.splice(0)) {
    const beside = `${kept}.${process.pid}.${process.hrtime.bigint()}`;
    try {
      writeFileSync(beside, script.createCachedData());
      renameSync(beside, kept);
    } catch {
      // A folder that cannot be written to, or not even entered, only costs time.
      try {
        rmSync(beside, { force: true });
      } catch {
        // Then nothing stands there either.
      }
    }
  }
}

/** The program, in the main thread. */
async function run() {
  // Most runs end before optimised code has paid for its making. Optimising starts later here, and still comes where a run is long. Later
  // versions of V8 weigh this otherwise: they have no such flag, and would say so on stderr at every run.
  if (process.versions.v8.startsWith('11.3.')) {
    setFlagsFromString('--interrupt-budget=2000000');
    // The heap of new values starts small, and is emptied often until it has grown: it does so in one step here.
    setFlagsFromString('--semi-space-growth-factor=16');
  }
  // The baseline compiler costs next to nothing, and is not on everywhere: a tenth of the time of an ordinary run.
  setFlagsFromString('--sparkplug');
  process.exitCode = await load('main.cjs').main();
  keepCode();
}

module.exports = { load, keepCode };
if (require.main === module) run();
