// Tells, of the runner's JSON reports in a folder, which tests failed and why and which were skipped; the last line counts them all.
// Usage: node scripts/count-tests.mjs REPORTS BEGINNING …; where no report's name has the beginning, a suite could not even start: it has failed.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [folder, ...expected] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say which folder the reports stand in.');

/** Enough of a message to find the fault by, a seed or a difference; the whole stands where the tests ran. */
const brief = (message) =>
  message
    .split('\n')
    .slice(0, 20)
    .map((line) => (line.length > 1000 ? `${line.slice(0, 1000)} …` : line))
    .join('\n');

const counts = { passed: 0, failed: 0, skipped: 0 };
const found = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const beginning of expected.filter((name) => !found.some((each) => each.startsWith(name)))) {
  counts.failed += 1;
  console.log(`\nFAILED ${beginning}: nothing was reported, so the tests could not even start`);
}
for (const name of found.sort()) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
  for (const { name: path, status, message, assertionResults } of report.testResults) {
    const where = `${name}: ${relative('', path)}`;
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that cannot be loaded has no tests, and counts as none.
    if (status === 'failed' && failed.length === 0) {
      counts.failed += 1;
      console.log(`\nFAILED ${where}\n${brief(message ?? '')}`);
    }
    for (const { fullName, failureMessages } of failed)
      console.log(`\nFAILED ${where}: ${fullName}\n${brief(failureMessages.join('\n'))}`);
    for (const test of assertionResults)
      if (['pending', 'skipped', 'todo'].includes(test.status)) console.log(`skipped ${where}: ${test.fullName}`);
  }
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
