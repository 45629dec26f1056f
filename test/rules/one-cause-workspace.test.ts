import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { runFiles } from './run-files.js';

const read = (name: string): Record<string, string> => {
  const folder = fileURLToPath(new URL(`../../roadmaps/${name}/`, import.meta.url));
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replace(/\\/g, '/'));
  return Object.fromEntries(
    paths.filter((path) => /\.(md|yaml)$/.test(path)).map((path) => [path, readFileSync(folder + path, 'utf8')]),
  );
};
const region = read('vastra-gotaland');
const stockholm = read('stockholm');

const said = ({ file, rule, message }: Diagnostic) => `${file} ${rule} ${message.sv}`;

const usually = new Map<Record<string, string>, string[]>();

/** What is found beyond what the workspace gives as it stands: `file:rule`, as often as it is found. */
function beyond(files: Record<string, string>, file: string, edit: (text: string) => string): string[] {
  const text = files[file] ?? '';
  const edited = edit(text);
  expect(edited).not.toBe(text);
  const usual = [...(usually.get(files) ?? runFiles(files).map(said))];
  usually.set(files, [...usual]);
  return runFiles({ ...files, [file]: edited }).flatMap((diagnostic) => {
    const at = usual.indexOf(said(diagnostic));
    if (at >= 0) usual.splice(at, 1);
    return at >= 0 ? [] : [`${diagnostic.file}:${diagnostic.rule}`];
  });
}

const roadmap = 'fardplan.md';
const decision = 'decisions/ordforandebeslut.md';
const round = 'consultation/round.yaml';
const dispositions = 'consultation/dispositions.yaml';
const answer = 'consultation/responses/boras.md';

type Case = [what: string, file: string, from: string | RegExp, to: string, rule: string];
const faults: Case[] = [
  ['a title without words', roadmap, /^# F.*$/m, '#', 'heading-levels'],
  ['a title without words, and none at the top', roadmap, /^titel: .*\n([\s\S]*?)^# F.*$/m, '$1#', 'schema'],
  ['no title at all', roadmap, /^titel: .*\n([\s\S]*?)^# F.*$/m, '$1', 'schema'],
  ['a section without words', roadmap, /^## Syfte.*$/m, '##', 'schema'],
  ['a section with nothing but an id', roadmap, /^## Syfte.*$/m, '## {#syfte}', 'schema'],
  ['an empty heading too many', roadmap, /^## Syfte/m, '##\n\n## Syfte', 'schema'],
  ['a heading without words that others name', roadmap, /^### Barnets.*$/m, '###', 'schema'],
  ['a working method with nothing but its number', roadmap, /^### 2\. .*$/m, '### 2.', 'schema'],
  ['no id', roadmap, /^id: .*\n/m, '', 'schema'],
  ['no profile', roadmap, /^profil: .*\n/m, '', 'schema'],
  ['an unknown profile', roadmap, /^profil: .*$/m, 'profil: okand', 'unknown-profile'],
  ['a date that does not exist', roadmap, 'datum: 2019-11-01', 'datum: 2019-13-01', 'schema'],
  ['no period', roadmap, /^period: .*\n/m, '', 'schema'],
  ['half a period', roadmap, '{ från: 2023, till: 2030 }', '{ från: 2023 }', 'schema'],
  ['a time that does not exist', roadmap, '| 2021-09 |', '| 2021-19 |', 'schema'],
  ['a cell without a time', roadmap, '| 2021-09 |', '|         |', 'table-cells'],
  ['a kind of time that is misspelt', roadmap, /^(\| 2021-09.*?\| )remiss /m, '$1remisss', 'schema'],
  ['an id with a hidden letter', roadmap, '{#barnets-basta}', '{#barnets\u200b-basta}', 'hidden-characters'],
  ['a word of a list with a Russian letter', roadmap, 'status: reviderad', 'status: revideraд', 'mixed-scripts'],
  ['front matter that is gone', roadmap, /^---\n[\s\S]*?\n---\n/, '---\nfardplan: [\n---\n', 'syntax'],
  ['a clause that stands under no words', decision, /^## Konsek.*$/m, '##', 'schema'],
  ['a step after the decision', decision, '- datum: 2021-12-31', '- datum: 2022-12-31', 'date-order'],
  ['no kind', decision, /^typ: .*\n/m, '', 'schema'],
  ['no round', round, /^id: .*\n/m, '', 'schema'],
  ['no dispositions', dispositions, /^hanteringar:[\s\S]*?(?=^egna)/m, '', 'schema'],
  [
    'a comment that is misspelt',
    dispositions,
    'goteborg#barnkonventionen',
    'goteborg#barnkonvention',
    'unknown-comment',
  ],
  ['an answer from nobody', answer, /^huvudman: .*\n/m, '', 'schema'],
  ['an answer from somebody else', answer, 'huvudman: boras', 'huvudman: borås-stad', 'broken-reference'],
  ['an answer to another round', answer, 'remiss: remiss-2021', 'remiss: remiss-2022', 'broken-reference'],
  ['an answer under no words', answer, /^## .*$/m, '##', 'schema'],
  ['an answer under another heading', answer, /^## .*$/m, '## Något annat', 'comment-heading'],
  ['a party without an id', 'parties.yaml', '  - id: boras\n    namn', '  - namn', 'schema'],
  ['a party with the id of another', 'parties.yaml', '- id: boras', '- id: ale', 'duplicate-id'],
  ['a register without parties', 'parties.yaml', /^huvudmän:[\s\S]*/m, '', 'schema'],
  ['a status that is misspelt', 'adoption.yaml', 'status: antagen\n', 'status: antagan\n', 'schema'],
];

test.each(faults)('%s is one finding', (_, file, from, to, rule) => {
  expect(beyond(region, file, (text) => text.replace(from, to))).toEqual([`${file}:${rule}`]);
});

/** The change itself needs a cause, in the file of dispositions; that is another matter than what is wrong in the text. */
const inRoadmap = (edit: (text: string) => string) =>
  beyond(region, roadmap, edit).filter((found) => found !== `${dispositions}:change-without-cause`);

test('one fault of content is one finding in its text', () => {
  expect(inRoadmap((text) => text.replace('| 2021-09 |', '| 2025-09 |'))).toEqual([`${roadmap}:milestone-order`]);
  expect(inRoadmap((text) => text.replace(/^### 3\.[\s\S]*?(?=^### 4)/m, ''))).toEqual([`${roadmap}:known-items`]);
  expect(inRoadmap((text) => text.replace(/^### 3\..*$/m, '### 3. Något helt annat'))).toEqual([
    `${roadmap}:known-items`,
  ]);
  expect(inRoadmap((text) => text.replace(/^### 3\./m, '### 5.'))).toEqual([`${roadmap}:numbering`]);
  expect(inRoadmap((text) => text.replace(/^## Syfte/m, '# Syfte'))).toEqual([`${roadmap}:heading-levels`]);
  expect(inRoadmap((text) => text.replace(/^### Barnets/m, '#### Barnets'))).toEqual([`${roadmap}:heading-levels`]);
});

test('goals without words are told once, in the roadmap and not in its plans', () => {
  for (const heading of [/^## Målom.*$/m, /^### .*$/m, /^#### .*$/m]) {
    const file = 'handlingsplan.md';
    const words = (text: string) => text.replace(heading, (line) => line.replace(/ .*/, ''));
    expect(beyond(stockholm, file, words)).toEqual([`${file}:schema`]);
  }
});

test('two faults are two findings', () => {
  const two = (text: string) => text.replace(/^## Syfte.*$/m, '##').replace(/^## Tidsplan[\s\S]*?(?=^## )/m, '');
  expect(inRoadmap(two)).toEqual([`${roadmap}:schema`, `${roadmap}:required-sections`]);
  const doubled = (text: string) =>
    text
      .replace('{#regional-utveckling}', '{#syfte}')
      .replace('{ text: Ta fram en tidsplan fram till 2030, avsnitt: tidsplan }', '{ text: Tidsplan, avsnitt: annat }');
  expect(inRoadmap(doubled).filter((found) => found.startsWith(roadmap))).toEqual([
    `${roadmap}:broken-reference`,
    `${roadmap}:broken-reference`,
    `${roadmap}:duplicate-id`,
  ]);
});

test('a text that is not there hides nothing that answers and dispositions say of each other', () => {
  const astray = {
    ...region,
    [round]: (region[round] ?? '').replace('../revisions/remiss.md', '../revisions/borta.md'),
  };
  expect(beyond(astray, dispositions, (text) => text.replace('"vgr#rus"', '"vgr#russin"'))).toEqual([
    `${dispositions}:unknown-comment`,
  ]);
  expect(
    beyond(astray, dispositions, (text) => text.replace(', "goteborg#barn-med-funktionsnedsattning"', '')),
  ).toEqual(['consultation/responses/goteborg.md:comment-without-disposition']);
});
