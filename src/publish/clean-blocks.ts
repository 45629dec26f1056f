import type { Block, Inline } from '../model/document.js';
import { type Cleaning, cleanText, count, type Cut, cutsIn, marks } from './clean-text.js';

/** Blocks with marks where personal data was. What binds the document to a text is left as it is. */
export const cleanBlocks = (blocks: readonly Block[], cleaning: Cleaning): Block[] =>
  blocks.map((block) => cleanBlock(block, cleaning));

function cleanBlock(block: Block, cleaning: Cleaning): Block {
  const inlines = (given: readonly Inline[]): Inline[] => cleanInlines(given, cleaning);
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return { ...block, children: inlines(block.children) };
    case 'list':
      return { ...block, items: block.items.map((item) => cleanBlocks(item, cleaning)) };
    case 'quote':
      return { ...block, blocks: cleanBlocks(block.blocks, cleaning) };
    case 'table':
      return {
        ...block,
        ...(block.caption === undefined ? {} : { caption: cleanText(block.caption, cleaning) }),
        header: block.header.map(inlines),
        rows: block.rows.map((row) => row.map(inlines)),
      };
    case 'facts':
      if (block.role === 'binding') return block;
      return {
        ...block,
        facts: block.facts.map(({ term, value }) => ({ term: cleanText(term, cleaning), value: inlines(value) })),
      };
    case 'clauses':
      return { ...block, ...(block.lead ? { lead: inlines(block.lead) } : {}), clauses: block.clauses.map(inlines) };
    case 'signatures':
      return {
        ...block,
        signers: block.signers.map((signer) => ({
          ...signer,
          name: cleanText(signer.name, cleaning),
          role: cleanText(signer.role, cleaning),
        })),
      };
  }
}

/** Running text with marks where personal data was, also where it goes through several marks or stands in an address that a link leads to. */
function cleanInlines(inlines: readonly Inline[], cleaning: Cleaning): Inline[] {
  const cuts = cutsIn(wordsOf(inlines), cleaning);
  for (const { kind } of cuts) count(cleaning, kind);
  const reached = { at: 0 };
  return inlines.flatMap((inline) => rebuilt(inline, cuts, reached, cleaning));
}

const wordsOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => ('children' in inline ? wordsOf(inline.children) : 'text' in inline ? inline.text : '\n'))
    .join('');

function rebuilt(inline: Inline, cuts: readonly Cut[], reached: { at: number }, cleaning: Cleaning): Inline[] {
  const from = reached.at;
  if (inline.type === 'break') {
    reached.at += 1;
    return cuts.some(({ start, end }) => start < from && from < end) ? [] : [inline];
  }
  if ('text' in inline) {
    reached.at += inline.text.length;
    const text = without(inline.text, from, cuts);
    return text === '' && inline.text !== '' ? [] : [{ ...inline, text }];
  }
  const children = inline.children.flatMap((child) => rebuilt(child, cuts, reached, cleaning));
  if (inline.type !== 'link') return children.length > 0 ? [{ ...inline, children }] : [];
  const touched = cuts.some(({ start, end }) => start < reached.at && from < end);
  const hidden = touched ? [] : cutsIn(decoded(inline.url), cleaning);
  const [first] = hidden;
  if (!touched && !first) return [{ ...inline, children }];
  // A link whose words say nothing of where it leads still leads there.
  if (!first) return children;
  count(cleaning, first.kind);
  return [...children, { type: 'text', text: ` ${marks[first.kind]}` }];
}

function without(text: string, offset: number, cuts: readonly Cut[]): string {
  let clean = '';
  let from = 0;
  for (const { kind, start, end } of cuts) {
    const [first, last] = [Math.max(start - offset, 0), Math.min(end - offset, text.length)];
    if (first >= text.length || last <= 0) continue;
    // The mark stands where the fact begins, even if the rest of it is in the next mark-up.
    clean += text.slice(from, first) + (start >= offset ? marks[kind] : '');
    from = last;
  }
  return clean + text.slice(from);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url).replace(/^(?:mailto|tel|sms):/i, (scheme) =>
      scheme.toLowerCase() === 'mailto:' ? '' : 'tel: ',
    );
  } catch {
    return url;
  }
}
