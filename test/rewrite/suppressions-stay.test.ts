import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fardplan, folder } from '../cli/run.js';

const text = `---
fardplan: roadmap/v1
# fardplan: tillåt i filen required-sections – prov
id: prov
titel: Prov
profil: generic
version: "1"
period: { från: 2024, till: 2030 }
---

# Prov

<!-- fardplan: tillåt empty-required-section – skrivs i höst -->

## Målbild

## Tidsplan

| När | Vad | Ansvarig |
|---|---|---|
| 2029 | Avstämning <!-- fardplan: tillåt milestone-order – så är det sagt --> | |
| 2028 | Slut |
`;

test('what mends and what lays out keep the comments that suppress findings, where they stand', () => {
  const cwd = folder();
  const path = join(cwd, 'prov.md');
  const kept = () => [...readFileSync(path, 'utf8').matchAll(/fardplan: tillåt [^\n>]*?(?= -->|\n)/g)].map(String);
  writeFileSync(path, text);
  const said = kept();
  expect(said).toHaveLength(3);
  fardplan(['check', '--fix', 'prov.md'], { cwd });
  const mended = readFileSync(path, 'utf8');
  expect(mended).not.toBe(text);
  expect(kept()).toEqual(said);
  fardplan(['fmt', 'prov.md'], { cwd });
  const laid = readFileSync(path, 'utf8');
  expect(laid).not.toBe(mended);
  expect(kept()).toEqual(said);
  expect(laid).toMatch(/-->\n\n## Målbild/);
  expect(laid).toMatch(/\n# fardplan: tillåt i filen required-sections – prov\nid: prov\n/);
});
