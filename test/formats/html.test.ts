import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../src/formats/html.js';
import type { Block, DecisionDocument, Inline } from '../../src/model/document.js';
import { runs } from '../setup/runs.js';

const text = (value: string): Inline => ({ type: 'text', text: value });

const sample = (blocks: Block[] = [], more: Partial<DecisionDocument> = {}): DecisionDocument => ({
  language: 'sv-SE',
  title: 'Beslut om planen',
  kindLabel: 'Ordförandebeslut',
  organisation: 'Exempellän',
  address: ['registrator@lan.example'],
  subject: 'Ordförandebeslut om planen',
  author: 'Vega Norrby',
  date: '2022-03-18',
  reference: 'EX 2022/7',
  layout: 'decision',
  blocks,
  roadmap: {
    id: 'plan',
    title: 'Planen',
    version: '2.0',
    sha256: 'ab'.repeat(32),
    commit: 'c'.repeat(40),
    fileName: 'plan.md',
  },
  attachment: { name: 'plan.md', mediaType: 'text/markdown', description: '', bytes: new Uint8Array() },
  ...more,
});

const rendered = async (document: DecisionDocument, css?: string) =>
  new TextDecoder().decode(
    await html.render(document, {
      layout: new Map(css === undefined ? [] : [['decision.css', new TextEncoder().encode(css)]]),
      fonts: [],
    }),
  );

/** Names of elements in order, failing on a tag that closes what is not open. */
function elements(page: string): { name: string; attributes: string }[] {
  const found: { name: string; attributes: string }[] = [];
  const open: string[] = [];
  const empty = new Set(['meta', 'br', '!doctype']);
  // The style sheet is no markup.
  for (const [, close, name = '', attributes = ''] of page
    .replace(/<style>[^]*?<\/style>/, '')
    .matchAll(/<(\/?)([!a-z][a-z0-9]*)((?:\s[^<>]*)?)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else {
      found.push({ name, attributes });
      if (!empty.has(name)) open.push(name);
    }
  }
  expect(open).toEqual([]);
  return found;
}

describe('the page', () => {
  it('says its language, title, landmarks and one heading of level 1', async () => {
    const page = await rendered(sample([{ type: 'heading', level: 2, id: 'beslut', children: [text('Beslut')] }]));
    const found = elements(page);
    const names = found.map(({ name }) => name);
    expect(found.find(({ name }) => name === 'html')?.attributes).toBe(' lang="sv-SE"');
    for (const landmark of ['header', 'nav', 'main', 'footer', 'h1', 'title'])
      expect([landmark, names.filter((name) => name === landmark).length]).toEqual([landmark, 1]);
    expect(page).toContain('<title>Beslut om planen – Ordförandebeslut, Exempellän</title>');
    expect(page).toContain('<a class="skip" href="#innehall">');
    expect(page).toContain('<main id="innehall"');
    expect(page).toContain('<li><a href="#beslut">Beslut</a></li>');
    expect(page).toContain('<meta name="fardplan.sha256" content="abab');
    expect(page).not.toContain('UTKAST');
  });

  it('marks a draft', async () => {
    const roadmap = { ...sample().roadmap, commit: undefined };
    expect(await rendered(sample([], { roadmap: { ...roadmap, draft: 'no-git' } }))).toContain(
      '<strong>UTKAST</strong>',
    );
  });

  it('gives tables header cells with scope, and no empty ones', async () => {
    const page = await rendered(
      sample([{ type: 'table', caption: 'Tider', header: [[text('När')], []], rows: [[[text('2024')], [text('x')]]] }]),
    );
    expect(page).toContain('<caption>Tider</caption>');
    expect(page).toContain('<thead><tr><th scope="col">När</th><td></td></tr></thead>');
  });

  it('has words for insertions and deletions', async () => {
    const page = await rendered(
      sample([
        {
          type: 'paragraph',
          children: [
            { type: 'delete', children: [text('a')] },
            { type: 'insert', children: [text('b')] },
          ],
        },
      ]),
    );
    expect(page).toContain(
      '<del><span class="hidden">[struket: </span>a<span class="hidden">]</span></del><ins><span class="hidden">[tillagt: </span>b',
    );
  });

  it('shows every kind of block', async () => {
    const page = await rendered(
      sample([
        { type: 'facts', role: 'binding', facts: [{ term: 'Version', value: [text('2.0')] }] },
        { type: 'clauses', style: 'att', lead: [text('Nämnden beslutar')], clauses: [[text('att anta planen')]] },
        { type: 'clauses', style: 'sentence', clauses: [[text('Ett.')], [text('Två.')]] },
        { type: 'clauses', style: 'sentence', clauses: [[text('Ensam.')]] },
        {
          type: 'quote',
          blocks: [
            {
              type: 'list',
              ordered: true,
              items: [[{ type: 'paragraph', children: [text('a'), { type: 'break' }, { type: 'code', text: 'b' }] }]],
            },
          ],
        },
        { type: 'signatures', signers: [{ field: 'f', name: 'Vega', role: 'Ordförande' }] },
      ]),
    );
    elements(page);
    for (const part of [
      '<dl class="binding">\n<div><dt>Version</dt><dd>2.0</dd></div>\n</dl>',
      '<p>Nämnden beslutar</p>\n<ul class="clauses">\n<li>att anta planen</li>\n</ul>',
      '<ol class="clauses">\n<li>Ett.</li>\n<li>Två.</li>\n</ol>',
      '<p class="clause">Ensam.</p>',
      '<blockquote>\n<ol>\n<li>a<br><code>b</code></li>\n</ol>\n</blockquote>',
      '<p class="signature"><strong>Vega</strong><br>Ordförande</p>',
    ]) {
      expect(page).toContain(part);
    }
  });

  it('takes its look from the layout, and lets no style sheet end itself', async () => {
    const page = await rendered(sample(), 'p { color: red } </style><script>alert(1)</script>');
    expect(page).toContain('p { color: red }');
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(elements(page).some(({ name }) => name === 'script')).toBe(false);
  });
});

describe('what authors write', () => {
  it('never becomes markup, whatever it holds', async () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '<script>',
            '</main>',
            '<!--',
            '"',
            "'",
            '&amp;',
            '<img src=x onerror=y>',
            '\u0000',
            ']]>',
            'javascript:',
          ),
          fc.string(),
        ),
        { maxLength: 5 },
      )
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (a, b) => {
        const page = await rendered(
          sample(
            [
              { type: 'heading', level: 2, id: b, children: [text(a)] },
              { type: 'paragraph', children: [text(a), { type: 'link', url: b, children: [text(a)] }] },
              { type: 'table', caption: a, header: [[text(b)]], rows: [[[text(a)]]] },
              { type: 'facts', facts: [{ term: a, value: [text(b)] }] },
              { type: 'signatures', signers: [{ field: a, name: b, role: a }] },
            ],
            { title: a, organisation: b, unit: a, author: b, subject: a, reference: b, recipient: a },
          ),
        );
        const found = elements(page);
        expect(found.filter(({ name }) => ['script', 'img', 'iframe', 'link', 'object'].includes(name))).toEqual([]);
        expect(
          found.filter(
            ({ attributes }) =>
              /\son\w+=/.test(attributes.replace(/"[^"]*"/g, '')) ||
              /(?:src|href)="\s*(?:javascript|data|vbscript):/i.test(attributes),
          ),
        ).toEqual([]);
        expect(found.filter(({ name }) => name === 'main')).toHaveLength(1);
      }),
      runs(200),
    );
  });

  it.each([
    ['https://a.example', true],
    ['mailto:a@b.example', true],
    ['#bindning', true],
    ['bilaga.pdf', true],
    ['javascript:alert(1)', false],
    [' java\nscript:alert(1)', false],
    ['DATA:text/html,x', false],
  ])('links to %s: %s', async (url, linked) => {
    const page = await rendered(
      sample([{ type: 'paragraph', children: [{ type: 'link', url, children: [text('hit')] }] }]),
    );
    expect(/<a href="[^"]*">hit<\/a>/.test(page)).toBe(linked);
  });

  it('gives the same bytes every time', async () => {
    expect(await rendered(sample())).toBe(await rendered(sample()));
  });
});
