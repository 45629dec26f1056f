import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { docx } from '../../src/formats/docx.js';
import { html } from '../../src/formats/html.js';
import { markdown } from '../../src/formats/markdown.js';
import { pdf } from '../../src/formats/pdf.js';
import type { Block, ComposedDocument } from '../../src/model/document.js';
import { root } from '../cli/run.js';
import { resources } from '../pdf/resources.js';
import { account, report } from './sample.js';
import { partOf } from './word-text.js';

const layout = resources();

const text = async (document: ComposedDocument, format = markdown): Promise<string> =>
  new TextDecoder().decode(await format.render(document, layout));

describe('golden', () => {
  test('the report on a consultation', async () => {
    await expect(await text(await report())).toMatchFileSnapshot('fixtures/consultation-report.md');
  });
  test('the account of changes', async () => {
    await expect(await text(await account())).toMatchFileSnapshot('fixtures/change-account.md');
  });
});

const idsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => ('id' in block && block.id !== undefined ? [block.id] : []));
const linksOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap(linksOf)
    : typeof value === 'object' && value !== null
      ? [
          ...('url' in value && typeof value.url === 'string' ? [value.url] : []),
          ...Object.values(value).flatMap(linksOf),
        ]
      : [];

describe.each([
  ['report', report],
  ['account', account],
] as const)('%s', (_name, make) => {
  test('every link leads to a place of its own, and no heading skips a level', async () => {
    const { blocks } = await make();
    const ids = idsOf(blocks);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(linksOf(blocks).filter((url) => url.startsWith('#') && !ids.includes(url.slice(1)))).toEqual([]);
    let last = 1;
    for (const block of blocks) {
      if (block.type !== 'heading') continue;
      expect(block.level).toBeLessThanOrEqual(last + 1);
      last = block.level;
    }
  });

  test('carries both texts, and says which they are', async () => {
    const document = await make();
    expect([document.attachment.name, document.supplement?.name]).toEqual(['fardplan.md', 'remiss.md']);
    expect(document.roadmap).toMatchObject({
      version: '1',
      commit: expect.stringMatching(/^89e6/),
      fileName: 'fardplan.md',
    });
    expect(await text(document)).toMatch(
      /3f786850e387550fdab836ed7e6dc881de23001b[\s\S]*89e6c98d92887913cadf06b2adb97f26cde4849b/,
    );
  });

  test('is accessible PDF; same input, same bytes', async () => {
    const document = await make();
    const remarks: unknown[] = [];
    const one = await pdf.render(document, { ...layout, note: (remark) => remarks.push(remark) });
    expect(remarks).toEqual([]);
    expect(Buffer.from(one).equals(Buffer.from(await pdf.render(await make(), layout)))).toBe(true);
  });

  test('is a page without scripts, with landmarks and a way past the contents', async () => {
    const page = await text(await make(), html);
    expect(page).toContain('<html lang="sv-SE">');
    expect(page).toMatch(/<nav aria-label="Innehåll">[\s\S]*<main id="innehall"/);
    expect(page).toContain('class="skip"');
    expect(page).not.toMatch(/<script|javascript:alert\(1\)"/);
    expect(page).toMatch(/<ins><span class="hidden">\[tillagt: /);
    expect(await text(await make(), html)).toBe(page);
  });

  test('is a Word file; same input, same bytes', async () => {
    const one = await docx.render(await make(), layout);
    expect(partOf(one, 'word/document.xml')).toContain('<w:pStyle w:val="Heading1"/>');
    expect(Buffer.from(one).equals(Buffer.from(await docx.render(await make(), layout)))).toBe(true);
  });
});

describe('what responders write', () => {
  test('is shown as text, and can neither run, lead away nor strike out', async () => {
    const document = await report();
    expect(linksOf(document.blocks).filter((url) => !url.startsWith('#'))).toEqual([]);
    const page = await text(document, html);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('~~ej~~');
    expect(await text(document)).not.toMatch(/(?<!\\)<script/);
  });

  test('that cannot be placed, that is general, and a stance alone, each stand where they belong', async () => {
    const told = await text(await report());
    expect(told).toMatch(/## Synpunkter som inte har kunnat placeras[\s\S]*Rymdfart[\s\S]*Finns inte i texten/);
    expect(told).toMatch(/## Allmänna synpunkter[\s\S]*Bra skrivet/);
    expect(told).toMatch(/### Målbild\n\nEtt svar, noll synpunkter\. Ståndpunkter: 1 tillstyrker\./);
  });
});

test('a consultation that has not led to a revision yet is told as far as it goes', async () => {
  const document = await report({ after: undefined, traced: [], handlings: [] });
  expect(document.supplement).toBeUndefined();
  expect(await text(document)).toContain('Förslaget har inte reviderats än.');
});

test('the words are in templates that a workspace may replace', () => {
  const yaml = readFileSync(join(root, 'templates/documents/consultation-report.yaml'), 'utf8');
  expect(yaml).toContain('benämning: Remissammanställning');
});
