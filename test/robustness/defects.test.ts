import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { harmless } from '../../src/cli/harmless.js';
import { kinds } from '../../src/model/kinds.js';
import { Ids } from '../../src/parse/markdown.js';
import { tangle } from '../../src/parse/tangle.js';
import { fardplan, folder, root, rubbish, workspace } from '../cli/run.js';

const front = `---
fardplan: roadmap/v1
id: x
titel: Färdplan
profil: generic
version: "1"
period: { från: 2023, till: 2030 }
---

# Färdplan

## Målbild

`;

function checked(name: string, content: string) {
  const cwd = folder();
  writeFileSync(join(cwd, name), content);
  const outcome = fardplan(['check', name], { cwd });
  expect(outcome.stdout + outcome.stderr).not.toMatch(rubbish);
  return outcome;
}

describe('texts that would exhaust the reader get an answer', () => {
  const nested = Array.from({ length: 1000 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n');
  test.each([
    ['quotes', `${'>'.repeat(10_000)} x`, 'nested too deeply'],
    ['lists on one line', `${'- '.repeat(10_000)}x`, 'nested too deeply'],
    ['lists by indentation', nested, 'nested too deeply'],
    ['emphasis', '*a '.repeat(10_000) + '*a**'.repeat(10_000), 'too many marks'],
    ['brackets', '[a]('.repeat(20_000), 'too many marks'],
    ['one long line', 'a '.repeat(2_000_000), 'unreasonably long'],
  ])('%s', (_, body, words) => {
    const { code, stdout } = checked('a.md', front + body);
    expect(stdout).toContain(words);
    expect(code).toBe(1);
  });

  test('prose in YAML', () => {
    const yaml = `fardplan: roadmap/v1\nid: x\navsnitt: [{ id: a, titel: b, text: "${'>'.repeat(10_000)} x" }]\n`;
    expect(checked('a.yaml', yaml).stdout).toContain('nested too deeply');
  });

  test('levels of YAML are told in words, not in the engine’s', () => {
    const { stdout } = checked('a.yaml', `fardplan: roadmap/v1\nid: ${'['.repeat(10_000)}`);
    expect(stdout).toContain('too many to read');
    expect(stdout).not.toMatch(/call stack/);
  });

  test('no example comes near the limits', () => {
    const roadmaps = join(root, 'roadmaps');
    for (const path of readdirSync(roadmaps, { recursive: true, encoding: 'utf8' })) {
      if (path.endsWith('.md')) expect(tangle(readFileSync(join(roadmaps, path), 'utf8'))).toBeUndefined();
    }
    expect(tangle(`${'>'.repeat(100)} x`)).toBeUndefined();
    expect(
      tangle(`${'| a '.repeat(10)}|\n${'|---'.repeat(10)}|\n${`${'| *a* [b](c) '.repeat(10)}|\n`.repeat(2000)}`),
    ).toBeUndefined();
    expect(tangle(`| a | b | c |\n|---|---|---|\n${'| a | b | c |\n'.repeat(30_000)}`)?.message.en).toMatch(/cells/);
    expect(tangle('- **a** och [b](c)\n\n'.repeat(5000))).toBeUndefined();
  });

  test('many like titles', () => {
    const ids = new Ids();
    const begin = performance.now();
    for (let count = 1; count <= 20_000; count += 1)
      expect(ids.make('Rubrik')).toBe(count === 1 ? 'rubrik' : `rubrik-${count}`);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

describe('YAML values that are neither text, number, list nor group', () => {
  test.each([
    '!!binary aGVq',
    '[!!binary aGVq]',
    '.nan',
    '.inf',
    '!!js/function x',
    '!!set { a }',
    '!!omap [a: 1]',
    '!!timestamp 2020-01-01',
  ])('%s', (value) => {
    const cwd = folder();
    const keys =
      'id parties consulted dispositions sections roadmap entries period signers title year profile version fields';
    const lines = keys.split(' ').map((key) => `${key}: ${value}\n`);
    for (const kind of kinds) writeFileSync(join(cwd, `${kind}.yaml`), `fardplan: ${kind}/v1\n${lines.join('')}`);
    const { code, stdout, stderr } = fardplan(['check'], { cwd });
    expect([code, stderr]).toEqual([1, '']);
    for (const kind of kinds) expect(stdout).toContain(`${kind}.yaml:`);
    expect(stdout).not.toMatch(/\[object|undefined|\bNaN\b|Infinity/);
  });

  test('a second document in one file', () => {
    const { stdout } = checked('a.yaml', 'fardplan: parties/v1\n---\nfardplan: parties/v1\n');
    expect(stdout).toContain('second document');
    expect(stdout).not.toContain('parseAllDocuments');
  });
});

describe('what a document holds cannot steer the terminal', () => {
  const escape = '\u001b';

  test('a message with escape sequences in it', () => {
    const { stdout, code } = checked('a.yaml', 'fardplan: parties/v1\n"\\e[2J\\e]0;x\\aX\\u202e": 1\nhuvudmän: []\n');
    expect(code).toBe(1);
    expect(stdout).toContain('is not known');
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  test('a refusal with escape sequences in it', () => {
    const { stderr, code } = fardplan(['diff', `${escape}[8mx:y`, 'z'], { cwd: workspace('vasterbotten') });
    expect(code).toBe(2);
    expect(stderr).not.toContain(escape);
  });

  test('our own colours stay', () => {
    const red = `${escape}[31m✗${escape}[39m ${escape}[1mb${escape}[22m\tå\n`;
    expect(harmless(red)).toBe(red);
    expect(harmless(`${escape}[8mgömt\u0007`)).toBe('\ufffd[8mgömt\ufffd');
  });
});

describe('places that cannot take what is written', () => {
  const cwd = workspace('vasterbotten');
  const source = 'decisions/rekommendation.md';

  test.each([source, 'fardplan.md'])('render does not write over its own source %s', (output) => {
    const before = readFileSync(join(cwd, output), 'utf8');
    const { code, stderr } = fardplan(['render', source, '-o', output, '--format', 'markdown', '--force'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('is what the decision is made from')]);
    expect(readFileSync(join(cwd, output), 'utf8')).toBe(before);
  });

  test('something that is no file is not replaced by one', () => {
    const pipe = join(cwd, 'ror.html');
    if (spawnSync('mkfifo', [pipe]).status !== 0) return;
    const { code, stderr } = fardplan(['render', source, '-o', 'ror.html', '--force'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('it is not a file')]);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test('init where a file stands', () => {
    writeFileSync(join(cwd, 'fil'), 'min');
    const { code, stderr } = fardplan(['init', 'fil'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('fil');
    expect(stderr).not.toContain('internal error');
    expect(readFileSync(join(cwd, 'fil'), 'utf8')).toBe('min');
  });

  test.skipIf(!existsSync('/dev/full'))('standard output on a full disk', () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" bin/fardplan.js schema roadmap > /dev/full`],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' },
      },
    );
    expect(stderr).toContain('The answer could not be written out');
    expect(stderr).not.toMatch(/\bat \S+:\d|Node\.js v/);
    expect(status).toBe(2);
  });
});

describe('odd words for new things', () => {
  test('an empty title', () => {
    const cwd = folder();
    const { code, stderr } = fardplan(['init', '.', '--title', ' '], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('The title is empty')]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each(['😀 عربي', 'Färdplan\n---\n# Två', `${'lång '.repeat(30)}titel`])(
    'a title that needs care: %j',
    (title) => {
      const cwd = folder();
      expect(fardplan(['init', '.', '--title', title], { cwd }).code).toBe(0);
      const { summary } = JSON.parse(fardplan(['check', '--format', 'json'], { cwd }).stdout);
      expect(summary.errors).toBe(0);
    },
  );

  test('a signer called as the issuer’s file', () => {
    const cwd = folder();
    mkdirSync(join(cwd, 'id'));
    const { code } = fardplan(['identity', 'create', 'CA', '-o', 'id'], {
      cwd,
      env: { FARDPLAN_PASSPHRASE: 'hemligt ord' },
    });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'id'))).toEqual(['ca-person.p12', 'ca.p12', 'ca.pem']);
  });
});

describe('a decision that cannot be rendered says why', () => {
  const decision = (more: string, body = 'Text.') => `---
fardplan: decision/v1
typ: ordförandebeslut
status: förslag
titel: Ställningstagande
organisation: Förbundet
organ: Ordföranden
färdplan: { källa: fardplan.md }
beslutspunkter: [{ verb: ställer sig bakom, text: Ordföranden ställer sig bakom färdplanen. }]
${more}
---

# Ställningstagande

## Ärendebeskrivning

${body}
`;
  const signers = 'undertecknare: [{ namn: Anna Exempel, roll: Ordförande }]';

  test.each([
    ['nobody signs', decision('undertecknare: []'), '“signers” is empty', 1],
    ['a misspelled key', decision(`${signers}\nförändrigar: { från: fardplan.md }`), 'förändrigar', 1],
    ['half a pair', decision(`${signers}\ndiarienummer: "\\ud83d"`), 'cannot be shown', 1],
    ['a control character', decision(`${signers}\ndiarienummer: "\\u0007"`), 'cannot be shown', 1],
    ['letters without a glyph', decision(signers, 'Vård 😀 عربي'), 'The font lacks characters of the text: 😀', 2],
  ])('%s', (_, text, words, code) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'fardplan.md'), front);
    writeFileSync(join(cwd, 'b.md'), text);
    const outcome = fardplan(['render', 'b.md', '-o', 'b.pdf'], { cwd });
    const said = outcome.stdout + outcome.stderr;
    expect(said).toContain(words);
    expect(said).not.toMatch(/cannot be read: does not exist|PDF\/A-3a error|JSON/);
    expect(said).not.toMatch(rubbish);
    expect(outcome.code).toBe(code);
    expect(existsSync(join(cwd, 'b.pdf'))).toBe(false);
  });
});

test('a roadmap that says the same thing twice differs in nothing from itself', () => {
  const twice =
    'uppdrag: { uppdragsgivare: X, ansvariga: [A, A, B, A] }\nhuvudmän: [{ id: a, namn: A, typ: kommun }, { id: a, namn: B, typ: kommun }]\n---';
  const cwd = folder();
  writeFileSync(join(cwd, 'a.md'), front.replace(/---\n\n#/, `${twice}\n\n#`));
  const { code, stdout } = fardplan(['diff', 'a.md', 'a.md', '--exit-code', '--format', 'json'], { cwd });
  expect(JSON.parse(stdout).changes).toEqual([]);
  expect(code).toBe(0);
});
