import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { filledExample } from '../../src/rules/_example.js';
import { runFiles } from './run-files.js';

const title = 'Färdplan – länsgemensam strategi för god och nära vård';
const roadmap = (front: string, body: string) =>
  filledExample({ 'fardplan.md': `---\ntitel: ${front}\n---\n\n# ${front.replace(/"/g, '')}\n\n${body}\n` });
const named = (files: Record<string, string>): Diagnostic[] =>
  runFiles(files).filter(({ rule }) => rule === 'canonical-title');

/** The text with the edits of a finding made. */
function mended(text: string, { fix, suggestions }: Diagnostic): string {
  const edits = (fix ?? suggestions?.[0])?.edits ?? [];
  return edits.reduceRight((now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end), text);
}

test.each([
  ['split words', 'Färdplan läns gemensam strategi för god och nära vård gäller.', `${title} gäller.`],
  ['broken over lines', 'Färdplan läns gemensam\nstrategi för god och nära vård gäller.', `${title} gäller.`],
  ['genitive', 'Färdplan läns gemensam strategi för god och nära vårds mål.', `${title}s mål.`],
])('the same name, written otherwise, is mended unasked: %s', (_, written, wanted) => {
  const files = roadmap(title, written);
  const [finding, ...others] = named(files);
  expect(others).toEqual([]);
  expect(finding?.fix).toBeDefined();
  const after = finding ? mended(files['fardplan.md'] ?? '', finding) : '';
  expect(after).toContain(wanted);
  expect(named({ ...files, 'fardplan.md': after })).toEqual([]);
});

test('another name is for the author to choose', () => {
  const files = roadmap(title, 'Gemensam färdplan länsgemensam strategi för god och nära vård gäller.');
  const [finding] = named(files);
  expect(finding?.fix).toBeUndefined();
  expect(finding && mended(files['fardplan.md'] ?? '', finding)).toContain(`\n${title} gäller.`);
});

test('a title that YAML or Markdown would read otherwise is put nowhere', () => {
  const files = roadmap(
    '"Färdplan: gemensam strategi för nära vård"',
    'Färdplan gemensamma strategi för nära vård gäller.',
  );
  const [finding] = named(files);
  expect(finding).toBeDefined();
  expect([finding?.fix, finding?.suggestions]).toEqual([undefined, undefined]);
});
