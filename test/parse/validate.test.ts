import { expect, test } from 'vitest';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';

test('a document that no repair makes whole still has what is left out by default', () => {
  const text =
    'fardplan: decision/v1\ntyp: beslut\nstatus: beslutat\nfärdplan: { källa: fardplan.md }\nbeslutspunkter:\n  - { verb: anta, text: att anta }\n';
  const parsed = parseDocument({ path: 'beslut.yaml', text });
  if (!('kind' in parsed) || !isKind(parsed, 'decision')) throw new Error('no decision');
  expect(parsed.diagnostics.length).toBeGreaterThan(0);
  expect(parsed.model.parts).toEqual([]);
});
