// Empties rules one at a time and runs the tests of rules: for every one of them some test has to fail. npm run mutate [-- --findings] [RULE …]
// With --findings, every place where a rule gives a finding is taken away by itself too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { createVitest } from 'vitest/node';
import { writeRegistries } from './registry.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = join(root, 'src', 'rules');
const args = process.argv.slice(2);
const findings = args.includes('--findings');
const wanted = args.filter((arg) => !arg.startsWith('--'));

/** What may be done to a file: its name, and the stretch of source that is replaced. */
function mutationsOf(file) {
  const source = readFileSync(join(rules, file), 'utf8');
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isMethodDeclaration(node) && node.name.getText() === 'check' && node.body) {
      found.unshift({ what: 'emptied', start: node.body.getStart(), end: node.body.end, text: '{}' });
    }
    if (findings && ts.isYieldExpression(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      found.push({
        what: `without the finding of line ${line + 1}`,
        start: node.getStart(),
        end: node.end,
        // What is worked out on the way is still: a loop may end by it.
        text: `void (${node.expression?.getText() ?? '0'})`,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.map((each) => ({
    ...each,
    file,
    code: source.slice(0, each.start) + each.text + source.slice(each.end),
  }));
}

let mutation;
const mutator = {
  name: 'mutated-rule',
  enforce: 'pre',
  load: (id) => (mutation && id === join(rules, mutation.file) ? mutation.code : undefined),
};

writeRegistries();
const vitest = await createVitest(
  'test',
  // A snapshot that is no longer true must fail, never be written.
  {
    root,
    config: false,
    watch: false,
    update: 'none',
    reporters: [{}],
    bail: 1,
    pool: 'threads',
    // A thread that stays keeps the rules of the mutation before.
    isolate: true,
    maxWorkers: 1,
    // A busy machine is no finding.
    testTimeout: 120_000,
  },
  { plugins: [mutator], logLevel: 'silent' },
);
const suites = [];
// The quickest first. Characters that nobody sees stand in no case, and so have a test of their own.
for (const name of ['cases', 'examples', 'characters'])
  suites.push(await vitest.globTestSpecifications([`test/rules/${name}.test.ts`]));

/** The tests of rules that fail. What was read once is kept from one mutation to the next. */
async function failing() {
  for (const suite of suites) {
    const { testModules } = await vitest.runTestSpecifications(suite);
    // What ran before is given too, as it ended then.
    const ran = testModules.filter(({ moduleId }) => suite.some((each) => each.moduleId === moduleId));
    if (ran.length === 0) return ['no tests'];
    const failed = ran.filter((module) => !module.ok());
    if (failed.length > 0)
      return failed.flatMap((module) => [
        module.relativeModuleId,
        ...Array.from(module.children.allTests('failed'), (test) => `  ${test.fullName}`),
      ]);
  }
  return [];
}

/** Ends the run if some test fails without any mutation. */
async function endIfBroken() {
  const failed = await failing();
  if (failed.length === 0) return;
  console.error(`The tests of rules fail without any mutation, so what is noticed says nothing:\n${failed.join('\n')}`);
  process.exit(2);
}

const files = readdirSync(rules).filter((name) => name.endsWith('.ts') && !name.startsWith('_'));
const chosen = files.filter((name) => wanted.length === 0 || wanted.includes(name.replace(/\.ts$/, '')));
await endIfBroken();
let survivors = 0;
const tell = (what) => {
  survivors += 1;
  console.log(`not noticed: ${what}`);
};
let count = 0;
for (const file of chosen) {
  const mutations = mutationsOf(file);
  if (mutations[0]?.what !== 'emptied') tell(`${file}: no check to empty`);
  for (mutation of mutations) {
    count += 1;
    vitest.invalidateFile(join(rules, file));
    if ((await failing()).length === 0) tell(`${file}: ${mutation.what}`);
  }
  mutation = undefined;
  vitest.invalidateFile(join(rules, file));
}
// What was noticed has to have been the mutation, and no more than that.
await endIfBroken();
process.exitCode = survivors > 0 ? 1 : 0;
console.log(`${count} mutations of ${chosen.length} rules, ${count - survivors} noticed, ${survivors} not`);
process.exit();
