// Holds validation reports (verify --format etsi) against the schema of ETSI TS 119 102-2 that comes with DSS.
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cache, fetchJars } from './dss.mjs';

const run = promisify(execFile);
const program = fileURLToPath(new URL('dss/CheckReport.java', import.meta.url));

/** Resolves to `{ ran: true, faults }`, one per file and empty for a valid one, or to `{ ran: false, reason }`. */
export async function validationReports(files) {
  const lib = join(cache, 'lib');
  const reason = await fetchJars(lib);
  if (reason) return { ran: false, reason };
  const { stdout } = await run('java', ['-cp', join(lib, '*'), program, ...files.map((file) => resolve(file))]);
  const lines = stdout.split('\n').filter((line) => line.includes('\t'));
  return { ran: true, faults: lines.map((line) => line.split('\t')[1] ?? '') };
}
