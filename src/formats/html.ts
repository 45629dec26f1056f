import { linked } from '../compose/fill.js';
import type { ComposedDocument } from '../model/document.js';
import type { Format, Resources } from './_contract.js';
import { headFacts } from './_head-facts.js';
import { blockHtml, contentsHtml, escaped, inlineHtml } from './_html-blocks.js';

/**
 * The document as one accessible HTML file (WCAG 2.1 AA): no scripts, nothing fetched from elsewhere. The look comes from
 * `<layout>.css` in the layout folder, where there is one.
 */
export const html: Format = {
  extension: 'html',
  mediaType: 'text/html; charset=utf-8',
  render: (document, resources) => Promise.resolve(new TextEncoder().encode(page(document, resources))),
};

/** What the marks and the skip link need whatever the layout looks like. */
const essential = `
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 0; top: 0; padding: 0.5rem 1rem; background: #fff; color: #000; outline: 3px solid #000; }
table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; }
table.comparison { table-layout: fixed; } .bar { display: block; height: 0.375rem; margin-top: 0.125rem; background: #0f4c5c; print-color-adjust: exact; }
@media print { .skip, nav { display: none; } h1, h2, h3, h4 { break-after: avoid; } tr, .signature { break-inside: avoid; } }
`;

/** Refuses scripts and everything that would be fetched, even if a layout asks for it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

function page(document: ComposedDocument, resources: Resources): string {
  const { roadmap } = document;
  // Letterheads that say nothing of pages look as decisions do.
  const css = resources.layout.get(`${document.layout}.css`) ?? resources.layout.get('decision.css');
  const look = css ? new TextDecoder().decode(css) : '';
  const facts: [string, string | undefined][] = [
    ['author', document.author],
    ['description', document.subject],
    ['dcterms.date', document.date],
    ['fardplan.id', roadmap?.id],
    ['fardplan.version', roadmap?.version],
    ['fardplan.commit', roadmap?.commit],
    ['fardplan.sha256', roadmap?.sha256],
    ['fardplan.draft', roadmap?.draft],
    ['fardplan.original.sha256', document.copy?.sha256],
    ['fardplan.original.keeper', document.copy?.keeper],
    ['fardplan.original.revision.sha256', document.copy?.signed?.sha256],
    ['fardplan.original.revision.length', document.copy?.signed && String(document.copy.signed.length)],
  ];
  const meta = facts.flatMap(([name, content]) =>
    content === undefined ? [] : [`<meta name="${name}" content="${escaped(content)}">`],
  );
  const head = headFacts(document).map(({ term, value }) => ({ term, value: linked(value) }));
  const sender = [document.unit, ...document.address].filter((line) => line !== undefined);
  return `${[
    '<!doctype html>',
    `<html lang="${document.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(`${document.title} – ${document.kindLabel}, ${document.organisation}`)}</title>`,
    ...meta,
    // A style sheet that held an end tag would otherwise become part of the page.
    `<style>${essential}${look.replace(/<\/(?=style)/gi, '<\\/')}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#innehall">Hoppa till innehållet</a>',
    `<header><p class="organisation">${escaped(document.organisation)}</p>${sender.map((line) => `<p>${inlineHtml(linked(line))}</p>`).join('')}</header>`,
    contentsHtml(document.blocks, document.contents),
    '<main id="innehall" tabindex="-1">',
    ...(roadmap?.draft ? ['<p class="draft"><strong>UTKAST</strong></p>'] : []),
    `<p class="kind">${escaped(document.kindLabel)}</p>`,
    `<h1>${escaped(document.title)}</h1>`,
    ...(head.length > 0 ? [blockHtml({ type: 'facts', facts: head })] : []),
    ...document.blocks.map(blockHtml),
    '</main>',
    `<footer><p>${escaped([document.organisation, document.reference, document.date].filter(Boolean).join(' · '))}</p></footer>`,
    '</body>',
    '</html>',
  ].join('\n')}\n`;
}
