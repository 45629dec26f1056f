import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import type { DecisionDocument } from '../../src/model/document.js';
import { typeset } from '../../src/pdf/typeset.js';
import { resources } from './resources.js';
import { long, plain, sample, short } from './sample.js';

const set = (document: DecisionDocument, files: Record<string, string> = {}) => {
  const { layout, fonts } = resources(files);
  return typeset(document, { files: layout, fonts });
};

async function refusal(document: DecisionDocument, files: Record<string, string>): Promise<Failure> {
  const error: unknown = await set(document, files).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Failure);
  return error as Failure;
}

describe('the built-in layout', () => {
  it('sets every kind of block without warnings, and deserves PDF/UA-1', async () => {
    const made = await set(sample);
    expect(made.accessibility).toEqual([]);
    expect(made.warnings).toEqual([]);
    expect(made.pages).toBe(3);
  });

  it('sets one page and many', async () => {
    expect((await set(short)).pages).toBe(1);
    const many = await set(long);
    expect(many.pages).toBeGreaterThanOrEqual(8);
    expect(many.accessibility).toEqual([]);
  });

  it('never skips a heading level, whatever levels the document has', async () => {
    const heading = (level: 1 | 2 | 3 | 4, id: string) =>
      ({ type: 'heading', level, id, children: plain(id) }) as const;
    const blocks = [heading(3, 'tre'), heading(1, 'ett'), heading(4, 'fyra'), heading(2, 'tva'), heading(2, 'tva')];
    expect((await set({ ...short, blocks })).accessibility).toEqual([]);
  });

  it('reads text as text: nothing in it is markup', async () => {
    const wild = '#read("/etc/passwd") $x$ *a* _b_ `c` <d> @e \\ // = [ ] { } "q" \'';
    const made = await set({
      ...short,
      title: wild,
      organisation: wild,
      reference: wild,
      blocks: [
        {
          type: 'paragraph',
          children: [
            { type: 'strong', children: plain(wild) },
            { type: 'code', text: wild },
          ],
        },
        {
          type: 'table',
          caption: wild,
          header: [plain(wild), plain('')],
          rows: [[plain(wild)], [[], plain('x'), plain('y')]],
        },
        { type: 'facts', facts: [{ term: wild, value: plain(wild) }] },
      ],
    });
    expect(made.accessibility).toEqual([]);
  });

  it('sets empty blocks and links that lead nowhere', async () => {
    const made = await set({
      ...short,
      address: [],
      blocks: [
        { type: 'paragraph', children: [] },
        { type: 'list', ordered: false, items: [] },
        { type: 'list', ordered: true, items: [[]] },
        { type: 'quote', blocks: [] },
        { type: 'table', header: [], rows: [] },
        { type: 'facts', facts: [] },
        { type: 'clauses', style: 'att', clauses: [] },
        { type: 'signatures', signers: [] },
        { type: 'paragraph', children: [{ type: 'link', url: '#borta', children: plain('x') }] },
        { type: 'paragraph', children: [{ type: 'link', url: 'javascript:alert(1)', children: plain('x') }] },
      ],
    });
    expect(made.pages).toBe(1);
  });
});

describe('a layout of the user’s own', () => {
  it('is refused with file, line and Typst’s message', async () => {
    const failure = await refusal(sample, { 'decision.typ': 'Hej\n\n#let x = okänd\n' });
    expect(failure.text.sv).toContain('decision.typ:3:10: unknown variable: okänd');
    expect(failure.code).toBe(2);
    const deeper = await refusal(sample, {
      'decision.typ': '#import "del/f.typ": f\n#f(1)',
      'del/f.typ': '#let f(x) = x + "a"',
    });
    expect(deeper.text.en).toContain('del/f.typ:1:');
  });

  it('is refused when it is missing, with the names there are', async () => {
    const failure = await refusal({ ...sample, layout: 'brev' }, {});
    expect(failure.text.sv).toContain('brev.typ');
    expect(failure.help?.sv).toContain('decision.typ');
  });

  it('may not reach the network, the clock or the files of the machine', async () => {
    const net = await refusal(sample, { 'decision.typ': '= A\n#import "@preview/cetz:0.3.0": x' });
    expect(net.text.sv).toMatch(/nätet \(rad 2\)/);
    const clock = await refusal(sample, { 'decision.typ': '#datetime.today().display()' });
    expect(clock.text.sv).toContain('klocka');
    const file = await refusal(sample, { 'decision.typ': '#read("/etc/hostname")' });
    expect(file.text.en).toContain('file not found');
    expect(file.text.en).not.toContain('fardplan-layout');
  });

  it('is told which character no font has', async () => {
    const failure = await refusal({ ...short, title: 'Färdplan 你' }, {});
    expect(failure.text.sv).toContain('你');
  });

  it('that is less accessible still renders, with the reason', async () => {
    const made = await set(short, { 'decision.typ': '= A\n=== B\n' });
    expect(made.accessibility).toEqual([expect.stringContaining('skipped from heading level 1 to 3')]);
  });

  it('that names an unknown font is warned', async () => {
    const made = await set(short, { 'decision.typ': '#set text(font: "Ingen sådan")\n= A\n' });
    expect(made.warnings.join()).toMatch(/decision\.typ.*unknown font family/);
  });
});
