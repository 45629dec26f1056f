import { fold } from '../core/text.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Section } from '../model/section.js';
import { allSections } from '../model/roadmap.js';

/** The words of a text as quotes are compared: no Markdown, no line ends, one kind of quote and dash. */
const bare = (text: string): string =>
  fold(
    text
      .replace(/\{#[^{}\s]+\}/g, ' ')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[*_`~\\|>]/g, '')
      .replace(/['’‘]/g, "'")
      .replace(/[“”„»«"]/g, ''),
  );

/** Everything an item says, with what stands below it. */
function wordsOf(section: Section): string {
  return [
    section.title,
    section.text,
    ...(section.statements ?? []).map(({ text }) => text),
    ...(section.milestones ?? []).flatMap(({ title, when, until, responsible }) => [when, until, title, responsible]),
    ...(section.indicators ?? []).flatMap((indicator) =>
      Object.values(indicator).map((value) => (typeof value === 'string' ? value : '')),
    ),
    ...(section.organs ?? []).map(({ name }) => name),
    section.closing,
    section.noIndicator,
    ...section.sections.map(wordsOf),
  ].join(' ');
}

/** `true` when the words quoted stand in the item (`undefined` for the whole roadmap), apart from spacing and marks; “…” leaves words out. */
export function quoteStands(quote: string, item: string | undefined, roadmap: Roadmap): boolean {
  const wanted = bare(quote)
    .split(/\s*(?:…|\.\.\.|\[\.*\]|\(\.\.\.\))\s*/)
    .filter((part) => part !== '');
  const all = bare(textOf(item, roadmap));
  let from = 0;
  for (const part of wanted) {
    const at = all.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return wanted.length > 0;
}

function textOf(item: string | undefined, roadmap: Roadmap): string {
  if (item === undefined) return [roadmap.title, roadmap.lead, ...roadmap.sections.map(wordsOf)].join(' ');
  for (const { section } of allSections(roadmap)) {
    if (section.id === item) return wordsOf(section);
    const statement = section.statements?.find(({ id }) => id === item)?.text;
    const part =
      statement ?? [...(section.milestones ?? []), ...(section.indicators ?? [])].find(({ id }) => id === item)?.title;
    if (part !== undefined) return part;
  }
  return '';
}
