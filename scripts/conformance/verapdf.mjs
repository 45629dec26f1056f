// Validates PDFs with veraPDF, which Maven fetches once into a cache folder beside the installed packages.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pom = fileURLToPath(new URL('verapdf/pom.xml', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/fardplan-conformance/verapdf', import.meta.url));

/** The first line of what a program says about its version, or `undefined` when it cannot be started. */
async function version(program, argument) {
  try {
    const { stdout, stderr } = await run(program, [argument]);
    return `${stdout}${stderr}`.trim().split('\n')[0];
  } catch {
    return undefined;
  }
}

/** Fetches the jars unless those of this very pom are there; gives the reason when it cannot. */
async function fetchJars(lib) {
  const stamp = join(lib, 'pom.sha256');
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  if ((await version('mvn', '--version')) === undefined) return 'Maven (mvn) is not installed';
  try {
    await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`]);
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.split('\n').find((line) => line.includes('ERROR'));
    return `Maven could not fetch veraPDF: ${said ?? error.message}`;
  }
  writeFileSync(stamp, wanted);
  return undefined;
}

const failuresOf = (result) =>
  (result?.details?.ruleSummaries ?? []).map((rule) => ({
    clause: `${rule.specification} ${rule.clause}-${rule.testNumber}`,
    description: rule.description,
    count: rule.failedChecks,
    first: rule.checks?.[0] && { at: rule.checks[0].context, message: rule.checks[0].errorMessage },
  }));

/**
 * Validates every file against every flavour (`3a`, `ua1` …). Resolves to `{ ran: true, results: [{ file, flavour, compliant, failures }] }`,
 * or `{ ran: false, reason }` when Java or Maven is missing or veraPDF cannot be fetched. A file that veraPDF cannot read is not compliant.
 */
export async function veraPdf(files, flavours = ['3a', 'ua1']) {
  if ((await version('java', '-version')) === undefined) return { ran: false, reason: 'Java is not installed' };
  const lib = join(cache, 'lib');
  const reason = await fetchJars(lib);
  if (reason) return { ran: false, reason };
  const jars = readdirSync(lib).filter((name) => name.endsWith('.jar'));
  const classPath = jars.map((name) => join(lib, name)).join(delimiter);
  const paths = files.map((file) => resolve(file));
  const results = [];
  for (const flavour of flavours) {
    const options = ['-f', flavour, '--format', 'json', '--nonpdfext', ...paths];
    // A finding makes veraPDF exit with 1; only an answer that cannot be read is a failure to run.
    const answer = await run('java', ['-cp', classPath, 'org.verapdf.apps.GreenfieldCliWrapper', ...options], {
      maxBuffer: 1 << 28,
    }).catch((error) => error);
    let jobs;
    try {
      jobs = JSON.parse(answer.stdout).report.jobs;
    } catch {
      return { ran: false, reason: `veraPDF gave no report: ${(answer.stderr ?? '').trim().split('\n').at(-1)}` };
    }
    for (const [index, file] of files.entries()) {
      const job = jobs.find((candidate) => candidate.itemDetails?.name === paths[index]);
      const result = job?.validationResult?.[0];
      const failures = result
        ? failuresOf(result)
        : [
            {
              clause: '-',
              description: job?.taskException?.exceptionMessage ?? 'could not be read as a PDF',
              count: 1,
            },
          ];
      results.push({ file, flavour, compliant: result?.compliant === true, failures });
    }
  }
  return { ran: true, results };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const report = await veraPdf(process.argv.slice(2));
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.ran ? Number(report.results.some((result) => !result.compliant)) : 3;
}
