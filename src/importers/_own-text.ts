import { fold } from '../core/text.js';
import { allSections, type Roadmap } from '../model/roadmap.js';

/** Recognises paragraphs of the roadmap's own prose, list items and statements, apart from Markdown and spacing. */
export function ownText(roadmap: Roadmap): { has: (words: string) => boolean } {
  const known = new Set<string>();
  const add = (markdown: string): void => {
    for (const paragraph of markdown.split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)/)) {
      const words = bare(paragraph);
      // Short lines are said by many.
      if (words.length >= 30) known.add(words);
    }
  };
  add(roadmap.lead);
  for (const { section } of allSections(roadmap)) {
    add(section.text);
    add(section.closing ?? '');
    for (const { text } of section.statements ?? []) add(text);
  }
  return { has: (words) => known.has(bare(words)) };
}

const bare = (text: string): string =>
  fold(
    text
      .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
      .replace(/\{#[^{}\s]+\}/g, ' ')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[*_`\\]/g, ''),
  );
