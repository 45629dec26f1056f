import { namedForm } from '../../src/core/form.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { noSettings, noWords } from '../../src/check/load-settings.js';
import { describe, expect, test } from 'vitest';
import { runRules } from '../../src/check/run-rules.js';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { makeAttachment, makeBinding } from '../../src/compose/binding.js';
import { composeDecision } from '../../src/compose/compose.js';
import { completeTemplate } from '../../src/compose/template.js';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { Failure } from '../../src/core/failure.js';
import type { Text } from '../../src/core/text.js';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { kinds } from '../../src/model/kinds.js';
import type { Profile } from '../../src/model/profile.js';
import type { Template } from '../../src/model/template.js';
import { decode } from '../../src/parse/decode.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import { readTrust } from '../../src/verify/trust.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { root } from '../cli/run.js';
import { runs } from '../setup/runs.js';
import { once, people, twice } from '../verify/support/files.js';

interface Seed {
  path: string;
  text: string;
}

/** A case is made from a PDF, so there is none among the examples; the page that explains it shows one. */
const shown: Seed[] = [
  ...readFileSync(join(root, 'roadmaps', 'README.md'), 'utf8').matchAll(
    /```yaml\n(fardplan: (?:case|columns)\/v1\n[^]*?)```/g,
  ),
].map((match) => ({ path: 'case.yaml', text: match[1] ?? '' }));

/** Every document that comes with the program. */
const seeds: Seed[] = [
  ...shown,
  ...['roadmaps', 'templates'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => namedForm(path) && !path.endsWith('README.md'))
      .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') }))
      .filter(({ text }) => /^fardplan:/m.test(text)),
  ),
];

const builtIn = seeds.flatMap(({ path, text }): Parsed[] => {
  if (!path.startsWith('templates/')) return [];
  const parsed = parseDocument({ path, text });
  return 'kind' in parsed ? [parsed] : [];
});
const profiles = new Map<string, Profile>();
const templates: Template[] = [];
for (const parsed of builtIn) {
  if (isKind(parsed, 'profile')) profiles.set(parsed.model.id, parsed.model);
  if (isKind(parsed, 'template')) templates.push(parsed.model);
}

/** What a hostile or an unlucky text may hold anywhere. */
const odd = fc.oneof(
  fc.constantFrom(
    '\0', '\u0007', '\u001b[2J', '\t', '\t\t- ', '\r', '\r\n', '\u0085', '\u2028', '\u200b', '\ufeff', '\u00ad', '\u202e', '\u2066',
    '\u0308', '\ud83d', '😀', 'عربي', '\u00a0', ' '.repeat(300), '> '.repeat(40), '- '.repeat(40), '[', ']', '](', '![', '`', '```\n',
    '~~~', '|', '|---|', '<!--', '<div>', '{#', '{#x}', '{#__proto__}', '---\n', '...\n', '***', '* * *', ': ', '# ', '\n\n', '\n## \n',
    '\n### constructor\n', '&a ', '*a ', '<<: *a', '!!binary ', '!!set ', '__proto__: 1', 'fardplan: roadmap/v1', '"', "'", '{', '}', '?',
    '|\n', '>-\n', '%YAML 9.9\n', '[^1]', '[a]: b', 'http://x', '9'.repeat(400), '-0', '.nan', '~', 'null', '0000-00-00', '2030-13-45',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
); // prettier-ignore

type Change = { do: 'delete' | 'double' | 'swap' | 'cut' | 'flip' | 'insert'; at: number; other: number; odd: string };

const change: fc.Arbitrary<Change> = fc.record({
  do: fc.constantFrom('delete', 'double', 'swap', 'cut', 'flip', 'insert', 'insert', 'insert'),
  at: fc.nat(),
  other: fc.nat(),
  odd,
});

function mutated(text: string, changes: readonly Change[]): string {
  const lines = text.split('\n');
  for (const { do: what, at: one, other: two, odd: put } of changes) {
    const at = one % Math.max(1, lines.length);
    const other = two % Math.max(1, lines.length);
    const line = lines[at] ?? '';
    const column = two % (line.length + 1);
    if (what === 'delete') lines.splice(at, 1 + (two % 3));
    else if (what === 'double') lines.splice(other, 0, line);
    else if (what === 'swap') [lines[at], lines[other]] = [lines[other] ?? '', line];
    else if (what === 'cut') lines[at] = line.slice(0, column);
    else if (what === 'flip')
      lines[at] = line.slice(0, column) + String.fromCharCode((line.charCodeAt(column) || 32) ^ (1 << two % 8)) + line.slice(column + 1);
    else lines[at] = line.slice(0, column) + put + line.slice(column);
  }
  return lines.join('\n');
} // prettier-ignore

const whole: fc.Arbitrary<(text: string) => string> = fc.constantFrom(
  (text: string) => text,
  (text: string) => text,
  (text: string) => text.replace(/\n/g, '\r\n'),
  (text: string) => text.replace(/\n/g, '\r'),
  (text: string) => text.normalize('NFD'),
  (text: string) => text.slice(0, text.length >> 1),
  (text: string) => text.replace(/^/gm, '   '),
  (text: string) => text.replace(/ {2}/g, '\t'),
);

const changes = fc.array(change, { maxLength: 10 });
const mutant = fc
  .tuple(fc.constantFrom(...seeds), changes, whole)
  .map(([{ path, text }, list, turn]): Seed => ({ path, text: turn(mutated(text, list)) }));

/** Bytes of every sort: noise, noise that says it is a document, and mutated documents with bytes turned around. */
const anyFile = fc.oneof(
  fc.record({ path: fc.constantFrom('a.md', 'a.yaml', 'a.txt', ''), bytes: fc.uint8Array({ maxLength: 400 }) }),
  fc
    .record({
      kind: fc.constantFrom(...kinds, 'x'),
      markdown: fc.boolean(),
      text: fc.string({ unit: 'binary', maxLength: 300 }),
    })
    .map(({ kind, markdown, text }) => ({
      path: markdown ? 'a.md' : 'a.yaml',
      bytes: Buffer.from(`${markdown ? '---\n' : ''}fardplan: ${kind}/v1\n${markdown ? '---\n' : ''}${text}`),
    })),
  mutant.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })),
  fc.tuple(mutant, fc.nat(), fc.nat(255)).map(([{ path, text }, at, byte]) => {
    const bytes = Buffer.from(text);
    bytes[at % Math.max(1, bytes.length)] = byte;
    return { path, bytes };
  }),
);

const nonsense = /\bundefined\b|\[object|\bNaN\b/;

/** A message says something in both languages. What the document itself says is no slip of ours. */
function expectText({ sv, en }: Text, ...said: string[]): void {
  expect(sv.trim()).not.toBe('');
  expect(en.trim()).not.toBe('');
  if (!said.some((text) => nonsense.test(text) || /\.nan/i.test(text))) expect(`${sv}\n${en}`).not.toMatch(nonsense);
}

function expectSound(diagnostics: readonly Diagnostic[], { path, text }: Seed): void {
  const lines = text.split(/\r\n|\r|\n/);
  for (const { file, line, column, endLine, endColumn, rule, message, help } of diagnostics) {
    expect([rule, file]).toEqual([rule, path]);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(endLine).toBeLessThanOrEqual(lines.length);
    // A place may be that of the line end itself.
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2);
    expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1]?.length ?? 0) + 2);
    expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
    expectText(message, text);
    if (help) expectText(help, text);
  }
}

function read({ path, text }: Seed): Parsed | { diagnostics: Diagnostic[] } {
  return parseDocument({ path, text }, (id) => profiles.get(id ?? 'vastra-gotaland'));
}

function judged(documents: readonly Parsed[]): Diagnostic[] {
  return runRules({
    documents,
    profile: (id) => profiles.get(id),
    settingsFor: () => ({ settings: noSettings, words: noWords }),
    profilePlace: () => undefined,
    profileIds: [...profiles.keys()],
    referred: (_from, source) => documents.find((document) => document.source.path.endsWith(source)),
  });
}

describe('parsers take anything', () => {
  test('there is a seed of every kind that comes with the program', () => {
    const found = new Set(seeds.flatMap((seed) => ('kind' in read(seed) ? [(read(seed) as Parsed).kind] : [])));
    expect([...found].toSorted()).toEqual([...kinds].toSorted());
  });

  test('decode, parse and rules: no throw, every place within its file, every message whole', () => {
    fc.assert(
      fc.property(anyFile, ({ path, bytes }) => {
        const { source, diagnostics } = decode(path, new Uint8Array(bytes));
        for (const { message, help } of diagnostics) {
          expectText(message);
          if (help) expectText(help);
        }
        if (!source) return;
        const parsed = read(source);
        expectSound(parsed.diagnostics, source);
        if ('kind' in parsed) expectSound(judged([parsed]), source);
      }),
      runs(250),
    );
  });

  test('every kind is read as every other', () => {
    fc.assert(
      fc.property(mutant, fc.constantFrom(...kinds), ({ path, text }, kind) => {
        const seed = { path, text: text.replace(/^fardplan:.*$/m, `fardplan: ${kind}/v1`) };
        const parsed = read(seed);
        expectSound(parsed.diagnostics, seed);
        if ('kind' in parsed) expectSound(judged([parsed]), seed);
      }),
      runs(100),
    );
  });

  test('diff of two mutants of a roadmap', () => {
    const roadmaps = seeds.filter(({ text }) => text.includes('fardplan: roadmap/v1'));
    fc.assert(
      fc.property(fc.constantFrom(...roadmaps), changes, changes, whole, ({ path, text }, one, two, turn) => {
        const before = read({ path, text: mutated(text, one) });
        const after = read({ path, text: turn(mutated(text, two)) });
        if (!('kind' in before) || !('kind' in after) || !isKind(before, 'roadmap') || !isKind(after, 'roadmap'))
          return;
        for (const { kind, item, before: was, after: is } of diffRoadmaps(before, after)) {
          expect(kind && item).toBeTruthy();
          expect(was?.line ?? 1).toBeLessThanOrEqual(before.source.text.split(/\r\n|\r|\n/).length);
          expect(is?.line ?? 1).toBeLessThanOrEqual(after.source.text.split(/\r\n|\r|\n/).length);
        }
        expect(diffRoadmaps(after, after)).toEqual([]);
      }),
      runs(25),
    );
  });

  test('a decision of mutants is composed, or its faults are told', () => {
    const decisions = seeds.filter(({ text }) => text.includes('fardplan: decision/v1'));
    const roadmaps = seeds.filter(({ text }) => text.includes('fardplan: roadmap/v1'));
    fc.assert(
      fc.property(
        fc.constantFrom(...decisions),
        fc.constantFrom(...roadmaps),
        changes,
        changes,
        (one, two, edits, others) => {
          const source = { path: one.path, text: mutated(one.text, edits) };
          const decision = read(source);
          const roadmap = read({ path: two.path, text: mutated(two.text, others) });
          const before = read(two);
          for (const each of [decision, roadmap, before]) if (!('kind' in each)) return;
          if (!('kind' in decision) || !isKind(decision, 'decision')) return;
          if (!('kind' in roadmap) || !isKind(roadmap, 'roadmap') || !('kind' in before) || !isKind(before, 'roadmap'))
            return;
          const revision = {
            fileName: 'fardplan.md',
            bytes: Buffer.from(roadmap.source.text),
            draft: 'no-git',
          } as const;
          const { document, diagnostics } = composeDecision({
            decision,
            roadmap,
            binding: makeBinding(roadmap.model, revision, 'ab'.repeat(32)),
            template: completeTemplate(decision.model.kind, templates),
            attachment: makeAttachment(roadmap.model, revision),
            before,
            changes: diffRoadmaps(before, roadmap),
          });
          expect(document.blocks.length).toBeGreaterThan(0);
          expectSound(diagnostics, source);
        },
      ),
      runs(40),
    );
  });
});

describe('readers of bytes take anything', () => {
  const noise = fc.uint8Array({ maxLength: 600 });
  const spoilt = (files: readonly Uint8Array[]) =>
    fc
      .tuple(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.nat(),
        fc.integer({ min: 0, max: 3 }),
      )
      .map(([file, edits, cut, how]) => {
        const bytes = new Uint8Array(file);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        if (how === 0) return bytes.slice(0, cut % bytes.length);
        if (how === 1)
          return Uint8Array.from([
            ...bytes.slice(0, cut % bytes.length),
            ...bytes.slice((cut % bytes.length) + 1 + (cut % 40)),
          ]);
        return bytes;
      });

  test('verifyPdf always has a verdict, and never a good one for a file that is not the signed one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, spoilt([once, twice])), async (bytes) => {
        const { indication, reasons, signatures, changesAfterSigning } = await verifyPdf(bytes, {
          file: 'a.pdf',
          trust: [people.root.der],
          at: new Date('2024-06-01T00:00:00Z'),
        });
        expect(['TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED']).toContain(indication);
        const texts = [
          ...reasons,
          ...signatures.flatMap((each) => each.reasons),
          ...changesAfterSigning.map(({ what }) => what),
        ];
        for (const each of texts) expectText(each);
        if (indication !== 'TOTAL-PASSED') expect(texts.length).toBeGreaterThan(0);
        // A signature value means the same in small and capital digits.
        const digits = (file: Uint8Array) => Buffer.from(file).toString('latin1').toLowerCase();
        const same = (file: Uint8Array) => digits(file) === digits(bytes);
        if (bytes.length < once.length || (bytes.length === once.length && !same(once)))
          expect(indication).not.toBe('TOTAL-PASSED');
      }),
      runs(60),
    );
  });

  test('readTrust tells what it cannot use', () => {
    const pem = Buffer.from(
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(people.root.der).toString('base64')}\n-----END CERTIFICATE-----\n`,
    );
    fc.assert(
      fc.property(fc.oneof(noise, spoilt([people.root.der, people.anna.der, pem])), (bytes) => {
        const { certificates, problems } = readTrust(bytes, 'ca.pem');
        expect(certificates.length + problems.length).toBeGreaterThan(0);
        for (const problem of problems) expectText(problem);
      }),
      runs(150),
    );
  });

  test('readPkcs12 reads, or refuses with a Failure', () => {
    const fixtures = join(root, 'test/cms/fixtures');
    const files = readdirSync(fixtures)
      .filter((name) => name.endsWith('.p12'))
      .map((name) => new Uint8Array(readFileSync(join(fixtures, name))));
    fc.assert(
      fc.property(fc.oneof(noise, spoilt(files)), fc.constantFrom('', 'fel', 'hemligt'), (bytes, passphrase) => {
        try {
          expect(readPkcs12(bytes, passphrase, 'k.p12').keys).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          if (!(error instanceof Failure)) return;
          expectText(error.text);
          if (error.help) expectText(error.help);
        }
      }),
      runs(100),
    );
  });
});
