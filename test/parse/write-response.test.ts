import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comment, Response } from '../../src/model/consultation.js';
import type { Block, Inline } from '../../src/model/document.js';
import { markdownBlocks } from '../../src/parse/markdown-blocks.js';
import { parseDocument } from '../../src/parse/parse-document.js';
import { isKind } from '../../src/parse/parsed.js';
import { cleanText, plainMarkdown } from '../../src/parse/plain-markdown.js';
import { headingAsRead, writeResponse } from '../../src/parse/write-response.js';
import { runs } from '../setup/runs.js';

/** What would break a structure made by joining texts. */
const hostile = [
  '# Rubrik', '## Rubrik {#mobila-team}', '---', '...', '```', '~~~', '    kod', '<!-- ', ' -->', '<script>alert(1)</script>', '<div>', '| a | b |',
  '|---|---|', '{#id}', '\\{#id}', '\\', '**Motiv:** därför', 'Motiv: därför', '**Ståndpunkt:** avstyrker', 'Synpunkt: nej', '- punkt', '* punkt',
  '+ punkt', '1. punkt', '1986. Ett stort år', '> citat', '=====', '[a](http://x.example)', '![b](c.png)', '[^1]', '[^1]: not', '[a]: /url', '&amp;',
  '&copy', '*fet*', '__fet__', 'snake_case_ord', '~~struken~~', '\t- tabb', 'a|b', '\u0000', '\ud800', '\r', '\r\n', '\n', '\n\n', '\n\n\n', ' ', '  ', '\u00a0',
  '\u2028', '• punkt', '– punkt', 'Göteborg', 'vården', 'www.example.com', 'a@b.example', ':-', ':--|', 'fardplan: response/v1', '$x$', '-', '+', '=', '#', '`', '``a`` b',
]; // prettier-ignore
const anyText = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostile) }, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((pieces) => pieces.join('')); // prettier-ignore

const head: Omit<Response, 'comments' | 'summary'> = {
  fardplan: 'response/v1',
  id: 'norrby',
  party: 'norrby',
  round: 'remiss-2021',
  date: '2021-12-15',
  stance: 'unstated',
  original: { file: 'norrby.docx', sha256: 'ab'.repeat(32), written: '0123456789' },
};

function readBack(written: string): Response {
  const parsed = parseDocument({ path: 'responses/norrby.md', text: written });
  if (!('kind' in parsed) || !isKind(parsed, 'response')) throw new Error(written);
  expect(parsed.diagnostics).toEqual([]);
  return parsed.model;
}

const shown = (blocks: readonly Block[]): string => {
  const inline = (nodes: readonly Inline[]): string =>
    nodes
      .map((node) => ('children' in node ? inline(node.children) : node.type === 'break' ? ' ' : node.text))
      .join('');
  return blocks
    .map((block) => {
      if (block.type === 'paragraph') return inline(block.children);
      if (block.type === 'list') return block.items.map(shown).join(' ');
      throw new Error(block.type);
    })
    .join(' ');
};

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('plain text as Markdown', () => {
  test('is shown as the words it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const seen = squeezed(shown(markdownBlocks(plainMarkdown(text))));
        // Bullets become a list, which shows its own.
        const bullets = (whole: string) => whole.replace(/[•·▪▫◦‣●○■□\uf0b7\u2043–—*+-]/g, '').replace(/\s+/g, '');
        expect(bullets(seen)).toBe(bullets(cleanText(text)));
      }),
      runs(400),
    );
  });

  test('keeps line ends and lists', () => {
    expect(plainMarkdown('Två skäl:\n• Ett\n• Två\nSlut på\nraden')).toBe(
      'Två skäl:\n\n- Ett\n- Två\n\nSlut på\\\nraden',
    );
  });
});

describe('an answer that is written', () => {
  test('has headings that stay what they are when they are written and read again', () => {
    expect(headingAsRead('1. 1. Mål')).toBe('Mål');
    expect(headingAsRead('\\{#id}\u0000')).toBe('\\(id)');
    expect(headingAsRead('Mål {#id typ=mål}')).toBe('Mål (id typ=mål)');
    // A row of numbers is gone through once, however long it is.
    expect(headingAsRead(`${'1. 5 § 2.1 '.repeat(5000)}Mål`)).toBe('Mål');
    fc.assert(
      fc.property(anyText, fc.constantFrom('', '1. ', '2.1 1. '), (text, number) => {
        const heading = headingAsRead(number + text);
        expect(headingAsRead(heading)).toBe(heading);
        const comments: Comment[] = [{ id: 'c-1', heading: heading || 'Allmänt', text: 'Bra.' }];
        const response: Response = { ...head, summary: '', comments };
        expect(readBack(writeResponse(response, { title: 'Svar' })).comments).toEqual(comments);
      }),
      runs(1000),
    );
  });

  test('is read back as it was, whatever its words', () => {
    const comment = fc.record(
      {
        text: anyText.map(plainMarkdown),
        item: fc.constantFrom('mobila-team', 'malbild'),
        heading: anyText.map((text) => headingAsRead(text) || 'Allmänt'),
        quote: anyText.map((text) => squeezed(cleanText(text)) || 'ord'),
        stance: fc.constantFrom('approves', 'rejects'),
        motive: anyText.map((text) => plainMarkdown(text) || 'skäl'),
        proposal: anyText.map((text) => plainMarkdown(text) || 'förslag'),
      },
      { requiredKeys: ['text', 'heading'] },
    );
    fc.assert(
      fc.property(fc.array(comment, { maxLength: 4 }), anyText.map(plainMarkdown), (made, summary) => {
        const comments = made.map((each, index): Comment => ({
          ...(each as Omit<Comment, 'id'>),
          // Nothing but a proposal is a comment that says the proposal.
          text: each.text === '' && each.proposal !== undefined ? each.proposal : each.text,
          id: `c-${index + 1}`,
        }));
        const response: Response = { ...head, summary, comments };
        expect(readBack(writeResponse(response, { title: 'Svar' }))).toEqual(response);
      }),
      runs(300),
    );
  });

  test('holds any Markdown without losing a comment, and settles at once', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), anyText, (texts, summary) => {
        const response: Response = {
          ...head,
          summary,
          comments: texts.map((text, index) => ({
            id: `c-${index}`,
            heading: 'Målbild',
            item: 'malbild',
            text,
            motive: text,
          })),
        };
        const once = readBack(writeResponse(response, { title: summary }));
        expect(once.comments.map(({ id }) => id)).toEqual(response.comments.map(({ id }) => id));
        expect(readBack(writeResponse(once, { title: summary }))).toEqual(once);
      }),
      runs(300),
    );
  });

  test('is plain where it can be', () => {
    const comments: Comment[] = [
      { id: 'malbild', item: 'malbild', heading: 'Målbild', text: 'Bra.', stance: 'approves' },
      { id: 'm-1', item: 'mobila-team', heading: 'Mobila team', text: 'Ett.', quote: 'dygnet runt' },
      { id: 'm-2', item: 'mobila-team', heading: 'Mobila team', text: 'Två.', motive: 'Ett skäl.\n\n- Och ett till.' },
    ];
    const written = writeResponse(
      { ...head, summary: 'Kort.', comments },
      { title: 'Svar', where: new Map([['m-1', 'rad 3']]) },
    );
    expect(written.slice(written.indexOf('# Svar'))).toBe(
      [
        '# Svar', 'Kort.', '## Målbild {#malbild}', '**Ståndpunkt:** tillstyrker', 'Bra.', '## Mobila team {#mobila-team}', '- Ett. {#m-1}',
        '  **Citat:** dygnet runt', '  <!-- rad 3 -->', '- Två. {#m-2}', '  **Motiv:**', '  > Ett skäl.\n  >\n  > - Och ett till.\n',
      ].join('\n\n'),
    ); // prettier-ignore
  });
});
