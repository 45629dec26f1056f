// What a thread begins with (see src/cli/thread-pool.ts): its file in dist/threads, with its compiled code, as in fardplan.js.
'use strict';
const { workerData } = require('node:worker_threads');
const { keepCode, load } = require('./fardplan.js');

load(`threads/${workerData.thread}.cjs`).serve(workerData, keepCode);
