// Loaded before the program: ends it with SIGKILL at the n-th call that changes a file under KILL_UNDER, before the call, after it, or (for
// what writes) halfway through. Without KILL_AT it only counts, and writes a letter for each call into KILL_COUNT: `w` for what writes, `-` for the rest.
'use strict';
const fs = require('node:fs');
const { resolve } = require('node:path');
const { isMainThread } = require('node:worker_threads');

const { KILL_UNDER: under = '', KILL_AT: at, KILL_WAY: way = 'before', KILL_COUNT: counted } = process.env;
let calls = 0;
let kinds = '';
const open = new Map();

/** Whether a path, or a file that was opened, is one that the test watches. */
const watched = (target) => {
  const path = typeof target === 'number' ? open.get(target) : typeof target === 'string' ? resolve(target) : undefined;
  return path !== undefined && path.startsWith(under);
};

function kill() {
  process.kill(process.pid, 'SIGKILL');
  // The signal comes at once, but not in the middle of a call.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}

const half = (data) => (typeof data === 'string' ? data.slice(0, data.length / 2) : data.subarray(0, data.length / 2));

function around(holder, name, writes) {
  const real = holder[name];
  holder[name] = function (...given) {
    if (!isMainThread || !watched(given[0])) return real.apply(this, given);
    calls += 1;
    kinds += writes ? 'w' : '-';
    const now = at !== undefined && calls === Number(at);
    if (now && way === 'before') kill();
    if (now && way === 'half' && writes) {
      if (name === 'writeSync') fs.writeSync(given[0], half(given[1]));
      else fs.writeFileSync(given[0], half(given[1]));
      kill();
    }
    const answer = real.apply(this, given);
    if (!now) return answer;
    if (typeof answer?.then === 'function') return answer.then(kill, kill);
    return kill();
  };
}

const openSync = fs.openSync;
fs.openSync = function (path, ...rest) {
  const handle = openSync.call(this, path, ...rest);
  open.set(handle, resolve(String(path)));
  return handle;
};
for (const name of ['rename', 'link', 'unlink', 'rm', 'copyFile', 'truncate', 'mkdir']) {
  around(fs.promises, name, false);
  around(fs, `${name}Sync`, false);
}
for (const name of ['writeFile', 'appendFile']) around(fs.promises, name, true);
for (const name of ['writeFileSync', 'appendFileSync', 'writeSync']) around(fs, name, true);
if (counted) process.on('exit', () => fs.appendFileSync(counted, kinds));
