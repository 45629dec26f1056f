// Empties rules one at a time and runs the tests of rules: for every one of them some test has to fail. npm run mutate [-- --findings] [RULE …]
// With --findings, every place where a rule gives a finding is taken away by itself too.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { startVitest } from 'vitest/node';
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
        text: 'void 0',
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

/** Whether some test of rules fails. */
async function isNoticed() {
  const vitest = await startVitest(
    'test',
    ['test/rules/examples.test.ts', 'test/rules/cases.test.ts'],
    // A snapshot that is no longer true must fail, never be written.
    {
      root,
      config: false,
      watch: false,
      update: 'none',
      reporters: [{}],
      bail: 1,
      pool: 'threads',
      isolate: false,
      passWithNoTests: false,
    },
    { plugins: [mutator], logLevel: 'silent' },
  );
  const noticed = vitest.state.getFiles().some((file) => file.result?.state === 'fail');
  await vitest.close();
  return noticed;
}

writeRegistries();
const files = readdirSync(rules).filter((name) => name.endsWith('.ts') && !name.startsWith('_'));
const chosen = files.filter((name) => wanted.length === 0 || wanted.includes(name.replace(/\.ts$/, '')));
if (await isNoticed()) {
  console.error('The tests of rules fail as they are; mend that first.');
  process.exit(2);
}
const survivors = [];
let count = 0;
for (const file of chosen) {
  const mutations = mutationsOf(file);
  if (mutations[0]?.what !== 'emptied') survivors.push(`${file}: no check to empty`);
  for (mutation of mutations) {
    count += 1;
    if (!(await isNoticed())) survivors.push(`${file}: ${mutation.what}`);
  }
}
process.exitCode = survivors.length > 0 ? 1 : 0;
for (const survivor of survivors) console.log(`not noticed: ${survivor}`);
console.log(
  `${count} mutations of ${chosen.length} rules, ${count - survivors.length} noticed, ${survivors.length} not`,
);
process.exit();
