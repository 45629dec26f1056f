import { expect, test } from 'vitest';
import { formOf, namedForm } from '../../src/core/form.js';

test('the name says the form, whatever stands in the file', () => {
  expect(['a.md', 'A.MARKDOWN', 'b/c.yaml', 'd.YML', '.md', 'md', 'a.md.txt', '/dev/fd/63'].map(namedForm)).toEqual([
    'markdown',
    'markdown',
    'yaml',
    'yaml',
    'markdown',
    undefined,
    undefined,
    undefined,
  ]);
  expect(formOf({ path: 'a.md', text: 'fardplan: parties/v1' })).toBe('markdown');
  expect(formOf({ path: 'a.yaml', text: '---\nx: 1\n---\n\n# Titel' })).toBe('yaml');
});

test.each([
  ['---\nfardplan: roadmap/v1\n---\n\n# Titel\n', 'markdown'],
  ['\n---\r\nfardplan: roadmap/v1\r\n---', 'markdown'],
  ['---\rfardplan: roadmap/v1\r---\r', 'markdown'],
  ['---   \nx: 1\n---\t\n# Titel', 'markdown'],
  ['fardplan: parties/v1\n', 'yaml'],
  ['---\nfardplan: parties/v1\n', 'yaml'],
  ['---\nx: |\n  ---\n', 'yaml'],
  ['# Titel\n\n---\n\nett\n\n---\n', 'yaml'],
  ['', 'yaml'],
])('without a name the text does: %j', (text, form) => {
  expect(formOf({ path: 'stdin', text })).toBe(form);
});
