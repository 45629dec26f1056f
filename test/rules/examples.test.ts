import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { explainRule, listRules } from '../../src/check/explain.js';
import { rules } from '../../src/check/run-rules.js';
import { filledExample } from '../../src/rules/_example.js';
import { runFiles } from './run-files.js';

const entries = Object.entries(rules);
const told = (files: Record<string, string>) =>
  runFiles(files).map(({ file, line, rule, severity, message }) => `${file}:${line} ${severity} ${rule} ${message.sv}`);

test('every file in the folder is a rule', () => {
  const folder = fileURLToPath(new URL('../../src/rules', import.meta.url));
  const stems = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
    .map((name) => name.slice(0, -3));
  expect(Object.keys(rules)).toEqual(stems.toSorted());
});

describe.each(entries)('%s', (id, rule) => {
  test('its good example has no finding of it, and no error at all', () => {
    const found = told(filledExample(rule.good));
    expect(found.filter((line) => line.includes(` ${id} `) || line.includes(' error '))).toEqual([]);
  });

  test('its bad example has a finding of it, and no other error', () => {
    const found = runFiles(filledExample(rule.bad));
    expect(found.map((one) => one.rule)).toContain(id);
    expect(found.filter((one) => one.severity === 'error' && one.rule !== id).map((one) => one.message.sv)).toEqual([]);
  });

  test.each(['sv', 'en'] as const)('explain tells it in %s, with both examples', (language) => {
    const explained = explainRule(id, language) ?? '';
    expect(explained).toContain(rule.title[language]);
    for (const example of [rule.good, rule.bad]) {
      for (const text of typeof example === 'string' ? [example] : Object.values(example)) {
        for (const line of text.split('\n').filter((one) => one.trim() !== '')) expect(explained).toContain(line);
      }
    }
  });

  test('its words are in both languages', () => {
    for (const words of [rule.title, rule.why]) {
      expect(words.sv).not.toBe('');
      expect(words.en).not.toBe(words.sv);
    }
    for (const { message, help } of runFiles(filledExample(rule.bad)).filter((one) => one.rule === id)) {
      expect(message.en).not.toBe(message.sv);
      expect(help?.en ?? 'x').not.toBe(help?.sv ?? 'y');
      // Nothing missing may show as text, and no sentence may have lost its words.
      expect(`${message.sv} ${message.en} ${help?.sv} ${help?.en}`).not.toMatch(/undefined|NaN|\[object|[“”]{2}| {2}/);
      expect(message.sv).not.toMatch(/[.:]$/);
    }
  });
});

test('a code explains every rule that has it; an unknown name explains nothing', () => {
  expect(explainRule('R05', 'sv')).toContain('indicator-fields (R05)');
  expect(explainRule('r05', 'sv')).toContain('kolada-id (R05)');
  expect(explainRule('no-such-rule', 'sv')).toBeUndefined();
});

test('the list names every rule once', () => {
  const lines = listRules('sv').trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(Object.keys(rules).toSorted());
});
