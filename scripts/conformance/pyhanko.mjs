// Validates signed PDFs with pyHanko, which PyPI gives once into a virtual environment beside the installed packages.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('pyhanko/validate.py', import.meta.url));
const venv = fileURLToPath(new URL('../../node_modules/.cache/fardplan-conformance/pyhanko', import.meta.url));

/** Where the program is, or would be. */
export const pyHankoPython = join(venv, 'bin', 'python');

/**
 * Judges every signature of every file by EN 319 102-1, trusting the one certificate in `trust` (PEM). Where `online` is false, revocation
 * may come from the file alone. Resolves to `{ ran: true, results: [{ file, field, judgement, valid, why, … }] }`, one per signature, or to
 * `{ ran: false, reason }`.
 */
export async function pyHanko(files, trust) {
  if (!existsSync(pyHankoPython)) return { ran: false, reason: 'pyHanko is not installed' };
  const asked = {
    trust: resolve(trust),
    files: files.map(({ file, online }) => ({ path: resolve(file), online: online === true })),
  };
  const child = spawn(pyHankoPython, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part) => (said.stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part) => (said.stderr += part));
  child.stdin.end(JSON.stringify(asked));
  const code = await new Promise((settle) => child.on('close', settle));
  if (code !== 0) return { ran: false, reason: said.stderr.trim().split('\n').at(-1) };
  return { ran: true, results: JSON.parse(said.stdout) };
}
