import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { noSettings, noWords } from '../../src/check/load-settings.js';
import { describe, expect, test } from 'vitest';
import { rules, runRules } from '../../src/check/run-rules.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import { filledExample } from '../../src/rules/_example.js';
import { runs } from '../setup/runs.js';
import { runFiles } from './run-files.js';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../roadmaps/${path}`, import.meta.url)), 'utf8');

/** Every example, and the real workspaces: what the mutations begin with. */
const beginnings: Record<string, string>[] = [
  ...Object.values(rules).flatMap(({ good, bad }) => [filledExample(good), filledExample(bad)]),
  {
    'fardplan.md': read('vastra-gotaland/fardplan.md'),
    'consultation/round.yaml': read('vastra-gotaland/consultation/round.yaml'),
    'decisions/beslut.md': read('vastra-gotaland/decisions/ordforandebeslut.md'),
    'parties.yaml': read('vastra-gotaland/parties.yaml'),
  },
  {
    'handlingsplan.md': read('stockholm/handlingsplan.md'),
    'plans/2024.yaml': read('stockholm/plans/2024.yaml'),
    'adoption.yaml': read('stockholm/adoption.yaml'),
    'parties.yaml': read('stockholm/parties.yaml'),
  },
];

type Mutation = { do: 'delete' | 'double' | 'swap' | 'cut' | 'insert'; at: number; other: number; text: string };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  do: fc.constantFrom('delete', 'double', 'swap', 'cut', 'insert'),
  at: fc.nat(2000),
  other: fc.nat(2000),
  text: fc.constantFrom(
    '## ',
    '### Målbild',
    '| a | b',
    '|---|',
    '- ',
    ': ',
    '{#x}',
    '---',
    '…',
    '\u0308',
    '\r',
    '[a](#b)',
    'id: x',
    '  - { id: x }',
    '*',
  ),
});

function mutated(files: Record<string, string>, changes: readonly Mutation[], pick: number): Record<string, string> {
  const paths = Object.keys(files);
  const path = paths[pick % paths.length] ?? '';
  const lines = (files[path] ?? '').split('\n');
  for (const change of changes) {
    const at = change.at % Math.max(1, lines.length);
    const other = change.other % Math.max(1, lines.length);
    const [one, two] = [lines[at] ?? '', lines[other] ?? ''];
    if (change.do === 'delete') lines.splice(at, 1);
    else if (change.do === 'double') lines.splice(other, 0, one);
    else if (change.do === 'swap') [lines[at], lines[other]] = [two, one];
    else if (change.do === 'cut') lines[at] = one.slice(0, change.other % (one.length + 1));
    else
      lines[at] =
        one.slice(0, change.other % (one.length + 1)) + change.text + one.slice(change.other % (one.length + 1));
  }
  return { ...files, [path]: lines.join('\n') };
}

test('no rule throws on a mutated workspace, and every finding lies within its file', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...beginnings),
      fc.array(mutation, { minLength: 1, maxLength: 12 }),
      fc.nat(20),
      (begin, changes, pick) => {
        const files = mutated(begin, changes, pick);
        for (const { file, line, column, endLine, endColumn, message } of runFiles(files)) {
          const lines = (files[file] ?? '').split(/\r\n|\r|\n/);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
          expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
          expect(`${message.sv} ${message.en}`).not.toMatch(/undefined|NaN|\[object/);
        }
      },
    ),
    runs(250),
  );
});

const bad = (id: string): Record<string, string> => filledExample(rules[id]?.bad ?? '');
const spans = (files: Record<string, string>) =>
  runFiles(files).map(({ file, line, column, endLine, endColumn, rule, message }) => [
    file,
    line,
    column,
    endLine,
    endColumn,
    rule,
    message.sv,
  ]);

describe('places do not depend on how the file was saved', () => {
  const ids = readdirSync(fileURLToPath(new URL('../../src/rules', import.meta.url)))
    .filter((name) => !name.startsWith('_'))
    .map((name) => name.slice(0, -3));

  test.each(ids)('%s: Windows line ends', (id) => {
    const windows = Object.fromEntries(
      Object.entries(bad(id)).map(([path, text]) => [path, text.replace(/\n/g, '\r\n')]),
    );
    expect(spans(windows)).toEqual(spans(bad(id)));
  });

  test.each(ids)('%s: decomposed letters give the same findings on the same lines', (id) => {
    // That letters are in parts is told by a rule of its own.
    const judged = (files: Record<string, string>) => runFiles(files).filter(({ rule }) => rule !== 'composed-letters');
    const plain = judged(bad(id));
    const decomposed = Object.fromEntries(Object.entries(bad(id)).map(([path, text]) => [path, text.normalize('NFD')]));
    const found = judged(decomposed);
    expect(found.map(({ line, rule, message }) => [line, rule, message.sv])).toEqual(
      plain.map(({ line, rule, message }) => [line, rule, message.sv]),
    );
    // The marked text is the same text.
    for (const [index, finding] of found.entries()) {
      const cut = (text: string | undefined, { line, column, endLine, endColumn }: typeof finding) =>
        endLine === line
          ? text
              ?.split('\n')
              [line - 1]?.slice(column - 1, endColumn - 1)
              .normalize('NFC')
          : undefined;
      const other = plain[index];
      if (other) expect(cut(decomposed[finding.file], finding)).toBe(cut(bad(id)[other.file], other));
    }
  });
});

test('a roadmap written as YAML is judged like one in Markdown', () => {
  const yaml = `fardplan: roadmap/v1
id: exempel
titel: Färdplan – länsgemensam strategi för god och nära vård
profil: vastra-gotaland
version: "1.0"
period: { från: 2023, till: 2030 }
avsnitt:
  - id: arbetssatt
    titel: Förändrade arbetssätt
    typ: arbetssätt
    text: TODO
    avsnitt:
      - { id: halsoframjande, titel: Öka hälsofrämjande och förebyggande insatser, typ: arbetssätt-del }
  - id: tidsplan
    titel: Tidsplan
    typ: tidsplan
    milstolpar:
      - { id: a, när: 2024, vad: Fördjupad avstämning, typ: avstämning }
      - { id: b, när: 2032, vad: Slutredovisning, beror på: [c] }
`;
  const found = runFiles({ 'fardplan.yaml': yaml });
  const on = (rule: string) =>
    found.filter((one) => one.rule === rule).map(({ line, message }) => `${line} ${message.sv}`);
  // What is missing points at the line that it belongs before.
  expect(on('known-items')).toContain('14 Arbetssättet ”Utveckla mobila team som stöd för vård i hemmet” saknas');
  expect(on('milestone-period')).toEqual(['19 ”Slutredovisning” (2032) ligger efter perioden 2023–2030']);
  expect(on('broken-reference')).toEqual(['19 ”c” finns inte i färdplanen']);
  expect(on('placeholder-text')).toEqual(['11 Platshållaren ”TODO” är kvar']);
  expect(on('timeline-reach')).toEqual(['19 Avstämningen 2028 saknas i tidsplanen']);
});

test('the time of all rules grows with the document, not with its square', () => {
  const profile = parsed('profiles/exempel.yaml', filledExample('')['profiles/exempel.yaml'] ?? '', undefined);
  const document = (count: number) => {
    const every = (line: (index: number) => string) =>
      Array.from({ length: count }, (_, index) => line(index)).join('\n');
    const text = `## Arbetssätt

${every((index) => `### Del ${index} {#del-${index}}\n\nText om [länk](#del-${index * 2}) och Färdplan för nära vård i Exempellän.\n`)}
## Tidsplan

| När | Vad | Beror på | Id |
| --- | --- | -------- | -- |
${every((index) => `| 2026 | Punkt ${index} | punkt-${index * 2} | punkt-${index} |`)}
`;
    return parsed('fardplan.md', filledExample(text)['fardplan.md'] ?? '', profile);
  };
  const time = (read: Parsed) => {
    // A fresh object each time: rules keep what they have worked out about a document.
    const fresh = { ...read, model: structuredClone(read.model) };
    const begin = performance.now();
    runRules({
      documents: [fresh],
      profile: () => (isKind(profile, 'profile') ? profile.model : undefined),
      settingsFor: () => ({ settings: noSettings, words: noWords }),
      profilePlace: () => undefined,
      profileIds: ['exempel'],
      referred: () => undefined,
    });
    return performance.now() - begin;
  };
  const [small, large] = [document(100), document(800)];
  time(small);
  const least = (read: Parsed) => Math.min(...Array.from({ length: 5 }, () => time(read)));
  // Eight times the text would take 64 times as long if any rule were quadratic; the margin is for a busy machine.
  expect(least(large) / least(small)).toBeLessThan(24);
});

function parsed(path: string, text: string, profile: Parsed | undefined): Parsed {
  const read = parseDocument({ path, text }, () => (profile && isKind(profile, 'profile') ? profile.model : undefined));
  if (!('kind' in read)) throw new Error(JSON.stringify(read.diagnostics));
  return read;
}
