import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Block, Inline } from '../../src/model/document.js';
import { typeset } from '../../src/pdf/typeset.js';
import { runs } from '../setup/runs.js';
import { fonts, layout } from './resources.js';
import { short } from './sample.js';

// What Source Sans 3 has glyphs for; markup signs and long words among it.
const words = fc.string({ unit: fc.constantFrom(...'abcÅÄÖåäö019 .,-–/@#=_*$<>[]{}\\"\'`:;%&?!|~^'), maxLength: 60 });

const { inlines } = fc.letrec<{ inline: Inline; inlines: Inline[] }>((tie) => ({
  inlines: fc.array(tie('inline'), { maxLength: 3 }),
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('text' as const), text: words }),
    fc.record({ type: fc.constant('code' as const), text: words }),
    fc.constant({ type: 'break' as const }),
    fc.record({
      type: fc.constantFrom('strong' as const, 'emphasis' as const, 'insert' as const, 'delete' as const),
      children: tie('inlines'),
    }),
    fc.record({
      type: fc.constant('link' as const),
      url: fc.constantFrom('#a', '#b', 'https://exempel.example/å?q=1', 'mailto:a@exempel.example', '../fil.md', ''),
      children: tie('inlines'),
    }),
  ),
}));

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('paragraph' as const), children: inlines }),
    fc.record({
      type: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      id: fc.constantFrom('a', 'b', 'c'),
      // A heading without text is nothing that a reader could be told.
      children: words.map((text): Inline[] => [{ type: 'text', text: `Rubrik ${text}` }]),
    }),
    fc.record({
      type: fc.constant('table' as const),
      caption: words,
      header: fc.array(inlines, { maxLength: 4 }),
      rows: fc.array(fc.array(inlines, { maxLength: 5 }), { maxLength: 4 }),
    }),
    fc.record({
      type: fc.constant('facts' as const),
      facts: fc.array(fc.record({ term: words, value: inlines }), { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('clauses' as const),
      style: fc.constantFrom('sentence' as const, 'att' as const),
      lead: inlines,
      clauses: fc.array(inlines, { maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('list' as const),
      ordered: fc.boolean(),
      items: fc.array(fc.array(tie('block'), { maxLength: 2 }), { maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('quote' as const), blocks: fc.array(tie('block'), { maxLength: 2 }) }),
  ),
}));

it('sets any document of any blocks, accessibly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
      const made = await typeset({ ...short, blocks }, { files: layout, fonts });
      expect(made.accessibility).toEqual([]);
      expect(made.warnings).toEqual([]);
    }),
    runs(60),
  );
});
