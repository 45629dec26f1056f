// Validates signed PDFs with DSS, the EU's signature library, which Maven fetches once into a cache folder beside the installed packages.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pom = fileURLToPath(new URL('dss/pom.xml', import.meta.url));
const program = fileURLToPath(new URL('dss/Validate.java', import.meta.url));
export const cache = fileURLToPath(new URL('../../node_modules/.cache/fardplan-conformance/dss', import.meta.url));

const starts = (command, argument) =>
  run(command, [argument]).then(
    () => true,
    () => false,
  );

/** Fetches the jars unless those of this very pom are there; gives the reason when it cannot. */
export async function fetchJars(lib) {
  const stamp = join(lib, 'pom.sha256');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  if (!(await starts('mvn', '--version'))) return 'Maven (mvn) is not installed';
  try {
    await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`]);
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.split('\n').find((line) => line.includes('ERROR'));
    return `Maven could not fetch DSS: ${said ?? error.message}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

/**
 * Validates every signature of every file, trusting the one certificate in `trust` (PEM). A file is a path, or `{ file, online }`: online, DSS
 * asks the servers that the certificates name; else revocation may come from the file alone. Resolves to `{ ran: true, results: [{ file,
 * format, indication, subIndication, undefinedChanges, errors, warnings, timestamps }] }`, one per signature, or to `{ ran: false, reason }`.
 */
export async function dss(files, trust) {
  if (!(await starts('javac', '-version'))) return { ran: false, reason: 'a Java development kit is not installed' };
  const lib = join(cache, 'lib');
  const reason = await fetchJars(lib);
  if (reason) return { ran: false, reason };
  const paths = files.map((each) =>
    typeof each === 'string' ? resolve(each) : `${each.online ? '+' : ''}${resolve(each.file)}`,
  );
  // Visual comparison of pages needs no screen.
  const options = ['-Djava.awt.headless=true', '-cp', join(lib, '*'), program, resolve(trust), ...paths];
  const { stdout } = await run('java', options, { maxBuffer: 64 * 1024 * 1024 });
  const lines = stdout.split('\n').filter((line) => line.includes('\t'));
  const results = lines.map((line) => {
    const [file, format, indication, subIndication, undefinedChanges, errors, warnings, timestamps] = line.split('\t');
    return { file, format, indication, subIndication, undefinedChanges, errors, warnings, timestamps };
  });
  return { ran: true, results };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [trust, ...files] = process.argv.slice(2);
  if (!trust || files.length === 0) {
    process.stderr.write('usage: node scripts/conformance/dss.mjs ca.pem [+]signed.pdf…   (+: ask over the network)\n');
    process.exitCode = 2;
  } else {
    const given = files.map((file) => ({ file: file.replace(/^\+/, ''), online: file.startsWith('+') }));
    const answer = await dss(given, trust);
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    process.exitCode = answer.ran
      ? Number(!answer.results.every(({ indication }) => indication === 'TOTAL_PASSED'))
      : 3;
  }
}
