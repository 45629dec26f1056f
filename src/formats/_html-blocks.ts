import type { Block, Inline } from '../model/document.js';

/** Links to the sections, as a landmark of its own; headings below the second level within the one they belong to. */
export function contentsHtml(blocks: readonly Block[], deepest = 2): string {
  const headings = blocks.flatMap((block) => (block.type === 'heading' && block.level <= deepest ? [block] : []));
  return headings.length > 0 ? `<nav aria-label="Innehåll">${contentsList(headings)}</nav>` : '';
}

function contentsList(headings: readonly Extract<Block, { type: 'heading' }>[]): string {
  const items: string[] = [];
  for (let at = 0; at < headings.length;) {
    const first = headings[at];
    if (!first) break;
    let end = at + 1;
    while ((headings[end]?.level ?? 0) > first.level) end += 1;
    const below = headings.slice(at + 1, end);
    const link = `<a href="#${escaped(first.id)}">${escaped(wordsOf(first.children))}</a>`;
    items.push(`<li>${link}${below.length > 0 ? contentsList(below) : ''}</li>`);
    at = end;
  }
  return `<ul>\n${items.join('\n')}\n</ul>`;
}

/** One block as HTML. */
export function blockHtml(block: Block): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level} id="${escaped(block.id)}">${inlineHtml(block.children)}</h${block.level}>`;
    case 'paragraph':
      return `<p${block.id === undefined ? '' : ` id="${escaped(block.id)}"`}>${inlineHtml(block.children)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${block.items.map((item) => `<li>${itemHtml(item)}</li>`).join('\n')}\n</${tag}>`;
    }
    case 'quote':
      return `<blockquote>\n${block.blocks.map(blockHtml).join('\n')}\n</blockquote>`;
    case 'table':
      return [
        block.role === undefined ? '<table>' : `<table class="${block.role}">`,
        ...(block.caption === undefined ? [] : [`<caption>${escaped(block.caption)}</caption>`]),
        `<thead><tr>${block.header.map(headerCell).join('')}</tr></thead>`,
        '<tbody>',
        ...block.rows.map(
          (row, index) =>
            `<tr>${row.map((cell, at) => cellHtml(cell, at === row.length - 1 ? block.bars?.[index] : undefined)).join('')}</tr>`,
        ),
        '</tbody>',
        '</table>',
      ].join('\n');
    case 'facts':
      return `<dl${block.role === undefined ? '' : ` class="${block.role}"`}>\n${block.facts.map(({ term, value }) => `<div><dt>${escaped(term)}</dt><dd>${inlineHtml(value)}</dd></div>`).join('\n')}\n</dl>`;
    case 'clauses':
      return clausesHtml(block);
    case 'signatures':
      return block.signers
        .map(({ name, role }) => `<p class="signature"><strong>${escaped(name)}</strong><br>${escaped(role)}</p>`)
        .join('\n');
  }
}

/** A heading cell without words would be announced as nothing at all, so it is a plain cell. */
const headerCell = (cell: Inline[]): string =>
  cell.length > 0 ? `<th scope="col">${inlineHtml(cell)}</th>` : '<td></td>';

/** A cell, with its share drawn for those who see; the cell says it in figures. */
const cellHtml = (cell: Inline[], share: number | undefined): string =>
  share === undefined
    ? `<td>${inlineHtml(cell)}</td>`
    : `<td>${inlineHtml(cell)}<span class="bar" aria-hidden="true" style="width:${Math.round(share * 1000) / 10}%"></span></td>`;

function itemHtml(item: readonly Block[]): string {
  const [first, ...rest] = item;
  // A list of single lines is read without pauses when its items hold no paragraphs.
  if (first?.type === 'paragraph') return [inlineHtml(first.children), ...rest.map(blockHtml)].join('\n');
  return item.map(blockHtml).join('\n');
}

function clausesHtml(block: Extract<Block, { type: 'clauses' }>): string {
  const [only] = block.clauses;
  const lead = block.lead ? `<p>${inlineHtml(block.lead)}</p>\n` : '';
  if (block.style === 'sentence' && block.clauses.length === 1 && only)
    return `${lead}<p class="clause">${inlineHtml(only)}</p>`;
  const tag = block.style === 'sentence' ? 'ol' : 'ul';
  return `${lead}<${tag} class="clauses">\n${block.clauses.map((clause) => `<li>${inlineHtml(clause)}</li>`).join('\n')}\n</${tag}>`;
}

/** Running text as HTML, with words for those who do not see the marks. */
export function inlineHtml(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return escaped(inline.text);
        case 'code':
          return `<code>${escaped(inline.text)}</code>`;
        case 'break':
          return '<br>';
        case 'strong':
          return `<strong>${inlineHtml(inline.children)}</strong>`;
        case 'emphasis':
          return `<em>${inlineHtml(inline.children)}</em>`;
        // Few screen readers say ins and del, so the words stand there for them.
        case 'insert':
          return `<ins><span class="hidden">[tillagt: </span>${inlineHtml(inline.children)}<span class="hidden">]</span></ins>`;
        case 'delete':
          return `<del><span class="hidden">[struket: </span>${inlineHtml(inline.children)}<span class="hidden">]</span></del>`;
        case 'link':
          return linkHtml(inline.url, inlineHtml(inline.children));
      }
    })
    .join('');
}

/** Only addresses that lead to a page or a mailbox become links; the rest (`javascript:`, `data:`) are told as text. */
function linkHtml(url: string, content: string): string {
  // Browsers pass over control characters and spaces when they read the scheme.
  const scheme = /^([a-z][a-z0-9+.-]*):/i
    .exec([...url].filter((character) => character > ' ').join(''))?.[1]
    ?.toLowerCase();
  const safe = scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme);
  return safe ? `<a href="${escaped(url)}">${content}</a>` : `${content} (${escaped(url)})`;
}

function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ('children' in inline ? wordsOf(inline.children) : 'text' in inline ? inline.text : ' '))
    .join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it stands between tags and in attributes. */
export function escaped(value: string): string {
  // HTML has no place for control characters, and a reader would stop at the first one.
  return value
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
