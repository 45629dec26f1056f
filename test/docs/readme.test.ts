import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/check/run-rules.js';
import { exit } from '../../src/core/failure.js';
import { kinds } from '../../src/model/kinds.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { fardplan, root } from '../cli/run.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const pages = [
  'README.md',
  'README.sv.md',
  'CHANGELOG.md',
  'src/README.md',
  'templates/README.md',
  'roadmaps/README.md',
  'test/README.md',
  'test/conformance/README.md',
];

const help = (...command: string[]): string => {
  const { code, stdout } = fardplan([...command, '--help']);
  if (code !== 0) throw new Error(`${command.join(' ')} --help gave ${code}`);
  return stdout;
};

/** The commands that a help page lists. */
const listed = (page: string): string[] =>
  [...(page.split('Commands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)].map((match) => match[1] ?? '');

const top = listed(help());

/** Every command by its words, those that only hold others left out. A command that takes a file of its own stands beside those it holds. */
const commands: string[][] = top.flatMap((name): string[][] => {
  if (name === 'help') return [[name]];
  const page = help(name);
  const inner = listed(page).filter((each) => each !== 'help');
  const alone = inner.length === 0 || new RegExp(`^Usage: fardplan ${name} \\[options\\] .*<`, 'm').test(page);
  return [...(alone ? [[name]] : []), ...inner.map((each) => [name, each])];
});

const options = new Set(
  [help(), ...commands.filter(([name]) => name !== 'help').map((command) => help(...command))].flatMap((page) =>
    [...page.matchAll(/(?<![\w-])--?[a-z0-9-]+/g)].map((match) => match[0]),
  ),
);

/** What a page shows as code: fenced blocks and code in a line. */
const codeOf = (page: string): string[] => {
  const fences = [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
  const inline = page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g);
  return [...fences.flatMap((fence) => fence.split('\n')), ...[...inline].map((match) => match[1] ?? '')];
};

/** Calls of the program in a page's code, without the prompt and what runs it. */
const callsOf = (page: string): string[] =>
  codeOf(page).flatMap((line) => {
    const call = /^(?:\$ )?(?:npx |node bin\/)?fardplan(?:\.js)? (.+)$/.exec(line.trim())?.[1];
    return call === undefined ? [] : [call.replace(/ #.*$/, '').replace(/\\\|/g, '|')];
  });

test('the help lists commands', () => {
  expect(commands.map((words) => words.join(' '))).toEqual(
    expect.arrayContaining(['check', 'verify', 'identity create', 'adoption status']),
  );
});

describe.each(['README.md', 'README.sv.md'])('%s', (path) => {
  test('names every command', () => {
    const calls = callsOf(read(path));
    const missing = commands.filter(
      (command) => !calls.some((call) => call === command.join(' ') || call.startsWith(`${command.join(' ')} `)),
    );
    expect(missing).toEqual([]);
  });

  test('tells every exit code', () => {
    const rows = [...read(path).matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
    expect(rows).toEqual(Object.values(exit).toSorted((one, other) => one - other));
  });
});

test('README.md has every rule of the registry as it is', () => {
  const told = /^<!-- rules.*-->\n\n([\s\S]*?)\n\n<!-- \/rules -->/m.exec(read('README.md'))?.[1]?.split('\n');
  expect(told).toEqual([
    '| Rule | Code | Severity | What it asks |',
    '| --- | --- | --- | --- |',
    ...Object.entries(rules)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, { code, severity, title }]) => `| \`${id}\` | ${code ?? ''} | ${severity} | ${title.en} |`),
  ]);
});

test('the two commands are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name] of read('README.md').matchAll(/npm ci && npm (?:run )?(\w+)/g))
    expect(Object.keys(scripts)).toContain(name);
  expect(read('README.md')).toMatch(/npm ci && npm run demo[\s\S]*npm ci && npm test/);
});

test('every document that roadmaps/README.md shows is read without a remark', () => {
  const shown = [...read('roadmaps/README.md').matchAll(/^```(markdown|yaml)\n([\s\S]*?)^```/gm)];
  const parsed = shown.map(([, language, text]) =>
    parseDocument({ path: `example.${language === 'yaml' ? 'yaml' : 'md'}`, text: text ?? '' }),
  );
  expect(parsed.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message.en))).toEqual([]);
  expect(parsed.flatMap((document) => ('remarks' in document ? document.remarks : []))).toEqual([]);
  const told = new Set(parsed.map((document) => ('kind' in document ? document.kind : undefined)));
  expect(kinds.filter((kind) => !told.has(kind))).toEqual(['profile', 'template', 'report-template']);
});

test('roadmaps/README.md names every kind of document that an author writes', () => {
  const page = read('roadmaps/README.md');
  // Templates of documents are told of where they lie.
  const missing = kinds.filter(
    (kind) => !(kind.endsWith('template') ? read('templates/README.md') : page).includes(`${kind}/v1`),
  );
  expect(missing).toEqual([]);
});

describe.each(pages)('%s', (path) => {
  const page = read(path);

  test('shows only commands and options that exist', () => {
    const calls = callsOf(page);
    const known = [...commands, ...top.map((name) => [name])].map((words) => words.join(' '));
    const wrong = calls.filter((call) => {
      const used = [...call.matchAll(/(?<=^|\s)(--?[a-z][a-z0-9-]*)/g)].map((match) => match[1] ?? '');
      const command = known.some((name) => call === name || call.startsWith(`${name} `)) || call.startsWith('-');
      return !command || used.some((option) => !options.has(option));
    });
    expect(wrong).toEqual([]);
  });

  test('links to what is there, and describes its pictures', () => {
    const links = [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/(!?)\[([^\]]*)\]\(([^)\s#]+)[^)]*\)/g)];
    const wrong = links.filter(([, picture, description, target]) => {
      if (/^[a-z]+:/.test(target ?? '')) return false;
      if (!existsSync(join(root, dirname(path), target ?? ''))) return true;
      return picture === '!' && (description ?? '').length < 20;
    });
    expect(wrong.map(([whole]) => whole)).toEqual([]);
  });
});

test('pictures are small enough to travel with the package', () => {
  const pictures = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) expect(statSync(join(root, picture)).size, picture).toBeLessThan(250_000);
});
