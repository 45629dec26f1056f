import { describe, expect, it } from 'vitest';
import { completeTemplate } from '../../src/compose/template.js';
import { Failure } from '../../src/core/failure.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { builtIn, parsed } from './sample.js';

const own = (lines: string) => parsed('template', `fardplan: template/v1\n${lines}\n`);
const refusal = (make: () => unknown): Failure => {
  try {
    make();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('not refused');
};

describe('the built-in templates', () => {
  it('are read without a remark and are whole', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const folder = new URL('../../templates/documents/', import.meta.url);
    for (const name of readdirSync(folder)) {
      const document = parseDocument({ path: name, text: readFileSync(new URL(name, folder), 'utf8') });
      expect([name, document.diagnostics, 'remarks' in document && document.remarks]).toEqual([name, [], []]);
    }
    for (const id of ['chair-decision', 'recommendation'])
      expect(completeTemplate(id, builtIn).sections.length).toBeGreaterThan(10);
  });

  it('hold no section that two headings could mean', () => {
    for (const id of ['chair-decision', 'recommendation']) {
      const names = completeTemplate(id, builtIn).sections.flatMap(({ title, titleDecided, aliases }) => [
        ...new Set([title, titleDecided, ...(aliases ?? [])].filter((name) => name !== undefined)),
      ]);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });
});

describe('completeTemplate', () => {
  it('takes what a template leaves out from the one it extends, and from base', () => {
    const house = own(
      'id: nacka\ntitel: Nacka\nutgår från: chair-decision\nord: { handläggare: Ansvarig tjänsteman }',
    ).model;
    const template = completeTemplate('nacka', [house, ...builtIn]);
    const whole = completeTemplate('chair-decision', builtIn);
    expect(template.labels).toEqual({ ...whole.labels, author: 'Ansvarig tjänsteman' });
    expect(template.sections).toEqual(whole.sections);
    expect(template.phrases).toEqual(whole.phrases);
  });

  it('lets a user’s own template stand in for the built-in one of the same name, and extend it', () => {
    const house = own(
      'id: chair-decision\ntitel: Vårt\nutgår från: chair-decision\nfraser: { oförändrat: Inget nytt. }',
    ).model;
    const template = completeTemplate('chair-decision', [house, ...builtIn]);
    expect(template.phrases.unchanged).toBe('Inget nytt.');
    expect(template.sections).toEqual(completeTemplate('chair-decision', builtIn).sections);
    const base = own('id: base\ntitel: Vår grund\nfraser: { oförändrat: Som förut. }').model;
    expect(completeTemplate('recommendation', [base, ...builtIn]).phrases.unchanged).toBe('Som förut.');
  });

  it('lets a name of a field be changed alone', () => {
    const house = own('id: eget\ntitel: Eget\nutgår från: recommendation\nuppgifter: { target: målet }').model;
    const { fields } = completeTemplate('eget', [house, ...builtIn]);
    expect([fields['target'], fields['baseline']]).toEqual(['målet', 'nuläget']);
  });

  it('refuses an unknown template with the nearest name', () => {
    const failure = refusal(() => completeTemplate('chair-desicion', builtIn));
    expect(failure.code).toBe(2);
    expect(failure.text).toEqual({
      sv: 'Det finns ingen dokumentmall ”chair-desicion”',
      en: 'There is no document template “chair-desicion”',
    });
    expect(failure.help?.sv).toContain('Menade du ”chair-decision”?');
  });

  it('refuses templates that extend each other in a ring', () => {
    const ring = [own('id: a\ntitel: A\nutgår från: b').model, own('id: b\ntitel: B\nutgår från: a').model];
    expect(refusal(() => completeTemplate('a', [...ring, ...builtIn])).text.en).toContain('in the end extends itself');
  });

  it('refuses a template that leaves something unsaid', () => {
    const alone = own('id: base\ntitel: Bara').model;
    expect(refusal(() => completeTemplate('base', [alone])).text.en).toContain('kindLabel');
  });
});

describe('a phrase', () => {
  it('may not hold a placeholder that nothing fills', () => {
    const { diagnostics, model } = own('id: x\ntitel: X\nfraser: { tillagd: "{itme} har lagts till." }');
    expect(diagnostics.map(({ line, severity }) => [line, severity])).toEqual([[4, 'error']]);
    expect(model.phrases?.added).toBeUndefined();
  });
});
