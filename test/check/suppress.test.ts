import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { runFiles } from '../rules/run-files.js';

const head = `---
fardplan: roadmap/v1
id: exempel
titel: Färdplan för nära vård i Exempellän
profil: generic
version: "1.0"
period: { från: 2024, till: 2030 }
---
`;
const settings = 'fardplan: workspace/v1\nallvar: { required-sections: av, considerations: av }\n';
const about = [
  'empty-section',
  'placeholder-text',
  'suppression',
  'unused-suppression',
  'personal-number',
  'item-count',
];

const found = (text: string, path = 'fardplan.md'): Diagnostic[] =>
  runFiles({ [path]: text, 'fardplan.yaml': settings }).filter(
    ({ file, rule }) => file === path && about.includes(rule),
  );
const told = (text: string, path?: string) => found(text, path).map(({ line, rule }) => `${line} ${rule}`);

const body = (comment: string, more = '') => `${head}\n## Ett\n\nText.\n\n${comment}## Två\n${more}`;
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length;

describe('in Markdown', () => {
  test('without a comment the finding is there', () => {
    expect(told(body(''))).toEqual([`${lineOf(body(''), '## Två')} empty-section`]);
  });

  test.each([
    '<!-- fardplan: tillåt empty-section – bilagan kommer -->\n',
    '<!-- fardplan: allow empty-section — the annex comes -->\n\n',
    '<!--fardplan: tillåt placeholder-text, empty-section - bilagan kommer-->\n',
    '<!-- fardplan: tillåt i filen empty-section – så ska det vara -->\n\nMellan.\n\n',
    '<!-- fardplan: allow in file empty-section -- so it is -->\n\nMellan.\n\n',
  ])('%j allows it', (comment) => {
    expect(told(body(comment)).filter((line) => line.includes('empty'))).toEqual([]);
  });

  test('at the end of a line it holds for that line', () => {
    const line = 'TODO skriv om. <!-- fardplan: tillåt placeholder-text – väntar på beslut -->';
    expect(told(body('', `\n${line}\n\nTODO igen.\n`))).toEqual([`${head.split('\n').length + 9} placeholder-text`]);
  });

  test('before a paragraph it holds to the end of that paragraph', () => {
    const comment = '<!-- fardplan: tillåt placeholder-text – väntar på beslut -->\n';
    expect(told(body('', `\n${comment}En rad.\nTODO en till.\n\nTODO igen.\n`)).length).toBe(1);
  });

  test('in code it is no comment', () => {
    expect(told(body('```\n<!-- fardplan: tillåt i filen empty-section – nej -->\n```\n\n')).length).toBe(1);
  });
});

describe('in YAML', () => {
  const yaml = (comment: string, end = '') => `fardplan: roadmap/v1
id: exempel
titel: Färdplan för nära vård i Exempellän
profil: generic
version: "1.0"
period: { från: 2024, till: 2030 }
avsnitt:
  - { id: ett, titel: Ett, text: Text. }
${comment}  - id: tva${end}
    titel: Två
`;

  test('before an entry it holds for all of it, at the end of a line for that line', () => {
    expect(told(yaml(''), 'fardplan.yml').map((line) => line.replace(/^\d+ /, ''))).toEqual(['empty-section']);
    expect(told(yaml('  # fardplan: tillåt empty-section – bilagan kommer\n'), 'fardplan.yml')).toEqual([]);
    expect(told(yaml('  # fardplan: tillåt i filen empty-section – bilagan kommer\n'), 'fardplan.yml')).toEqual([]);
    const beside = '# fardplan: tillåt empty-section – bilagan kommer';
    expect(told(yaml('').replace('titel: Två', `titel: Två ${beside}`), 'fardplan.yml')).toEqual([]);
  });

  test('within quotes or prose a number sign begins no comment', () => {
    const text = yaml('').replace('text: Text.', 'text: "a # fardplan: tillåt i filen empty-section – nej"');
    expect(told(text, 'fardplan.yml').length).toBe(1);
  });
});

describe('what does not hold', () => {
  const heading = (comment: string) => lineOf(body(comment), '## Två');
  const own = (comment: string) => lineOf(body(comment), '<!--');

  test.each([
    ['<!-- fardplan: tillåt empty-section -->\n', 'suppression'],
    ['<!-- fardplan: tillåt empty-section – -->\n', 'suppression'],
    ['<!-- fardplan: tillåt emty-section – bilagan kommer -->\n', 'suppression'],
    ['<!-- fardplan: tillåt empty-section, emty-section – bilagan kommer -->\n', 'suppression'],
    ['<!-- fardplan: tillåts empty-section – bilagan kommer -->\n', 'suppression'],
    ['<!-- fardplan: tillåt – bilagan kommer -->\n', 'suppression'],
    ['<!-- fardplan: tillåt empty-section, personal-number – bilagan kommer -->\n', 'suppression'],
  ])('%j is an error and suppresses nothing', (comment, rule) => {
    expect(told(body(comment))).toEqual([`${own(comment)} ${rule}`, `${heading(comment)} empty-section`]);
  });

  test('what is misspelt is told with what was meant', () => {
    const [first] = found(body('<!-- fardplan: tillåt emty-section – bilagan kommer -->\n'));
    expect(first?.help?.sv).toContain('”empty-section”');
  });

  test('a personal identity number and a syntax error are always told', () => {
    const comment = '<!-- fardplan: tillåt i filen personal-number – ett exempel -->\n';
    expect(told(body(comment, '\nPatienten 19811218-9876 fick hjälp.\n'))).toContain(
      `${lineOf(body(comment, '\nPatienten'), 'Patienten')} personal-number`,
    );
  });
});

describe('what suppresses nothing', () => {
  const mended = (text: string): string => {
    const fix = found(text).find(({ rule }) => rule === 'unused-suppression')?.fix;
    let after = text;
    for (const { span, text: put } of (fix?.edits ?? []).toReversed())
      after = after.slice(0, span.start) + put + after.slice(span.end);
    return after;
  };

  test('is told at its place, and its fix takes it away', () => {
    const comment = '<!-- fardplan: tillåt empty-section – bilagan kommer -->\n';
    const text = body(comment, '\nBilagan.\n');
    expect(told(text)).toEqual([`${lineOf(text, '<!--')} unused-suppression`]);
    expect(mended(text)).toBe(body('', '\nBilagan.\n'));
  });

  test('one of several rules is taken out of the list', () => {
    const list = (names: string) => body(`<!-- fardplan: tillåt ${names} – bilagan kommer -->\n`);
    expect(mended(list('placeholder-text, empty-section'))).toBe(list('empty-section'));
    expect(mended(list('empty-section, placeholder-text'))).toBe(list('empty-section'));
  });

  test('a code stands for all its rules, in any case of letters', () => {
    const text = `${head}\n## Ett\n\nText.\n\n<!-- fardplan: tillåt r02 – inget av dem finns -->\nMer.\n`;
    expect(told(text)).toEqual([`${lineOf(text, '<!--')} unused-suppression`]);
  });

  test('nothing is said of it when the document could not be read', () => {
    const text = body('<!-- fardplan: tillåt empty-section – bilagan kommer -->\n', '\nB.\n').replace(
      'version: "1.0"',
      'version: "1',
    );
    expect(runFiles({ 'fardplan.md': text }).map(({ rule }) => rule)).not.toContain('unused-suppression');
  });
});
