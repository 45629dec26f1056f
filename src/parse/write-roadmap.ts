import { toString } from 'mdast-util-to-string';
import { oneLine } from '../core/text.js';
import { metaOf } from '../model/field.js';
import type { Profile, ProfileItems } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import { itemKinds, type Section, Statement } from '../model/section.js';
import { headingTree, parseMarkdown } from './markdown.js';
import { matchHeading } from './match-headings.js';
import { markedProse } from './marked-prose.js';
import { plainInline } from './plain-markdown.js';
import { proseMark } from './prose-marks.js';
import { indicatorTable, milestoneTable, organTable } from './write-records.js';

/**
 * The text of a roadmap without its front matter, the counterpart of `readRoadmapBody`: every section with its number and id, records as tables.
 * `profile` is the one it will be read with: where that says what a heading is, the heading need not. What Markdown has no form for (headings below
 * level 6, for one) is read back otherwise: who must lose nothing reads it and compares.
 */
export function roadmapBody(roadmap: Pick<Roadmap, 'title' | 'lead' | 'sections'>, profile?: Profile): string {
  const parts = [`# ${headingText(roadmap.title)}`, markedProse(roadmap.lead, 'section', false)];
  for (const section of roadmap.sections) sectionParts(section, 2, undefined, true, profile, parts);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function sectionParts(
  section: Section,
  depth: number,
  within: ProfileItems | undefined,
  top: boolean,
  profile: Profile | undefined,
  parts: string[],
): void {
  const match = matchHeading(section, profile, within, top);
  const kind = match.kind === section.kind ? undefined : (metaOf(itemKinds).words?.[section.kind]?.[0] ?? section.kind);
  parts.push(`${'#'.repeat(depth)} ${headingLine(section, kind)}`);
  const { statements = [], milestones = [], indicators = [], organs = [], closing = '' } = section;
  parts.push(markedProse(section.text, section.kind, false));
  let apart = statements.length + milestones.length + indicators.length + organs.length > 0;
  if (statements.length > 0) {
    // A list right before would take them up.
    if (section.kind !== 'target-picture' || /^\s*(?:[-*+]|\d+[.)])\s/m.test(section.text))
      parts.push(proseMark.statements);
    parts.push(statements.map(statementLine).join('\n'));
  }
  if (milestones.length > 0) parts.push(milestoneTable(milestones));
  if (indicators.length > 0) parts.push(indicatorTable(indicators));
  if (organs.length > 0) parts.push(organTable(organs));
  if (section.noIndicator !== undefined) {
    parts.push(`Indikator saknas: ${inlineText(section.noIndicator, (own) => `Indikator saknas: ${own}`)}`);
    apart = true;
  }
  if (closing !== '') {
    // Two lists in a row would be one, and closing prose with nothing before it would be the text.
    if (!apart || /^(?:[-*+]|\d{1,9}[.)])\s/.test(closing)) parts.push(proseMark.closing);
    parts.push(markedProse(closing, section.kind, statements.length > 0));
  }
  for (const child of section.sections) sectionParts(child, depth + 1, match.items, false, profile, parts);
}

/** The heading's number, title, id and what else must be said, in the plainest form that is read back as the same. */
function headingLine({ id, title, number }: Section, kind: string | undefined): string {
  const own = kind === undefined ? '' : ` typ=${quoted(kind)}`;
  const dotted = number !== undefined && /^\d+$/.test(number);
  const prefixes = number === undefined ? [''] : dotted ? [`${number}. `] : [`${number} `, `${number}. `];
  for (const name of new Set([title, plainInline(title)])) {
    for (const prefix of prefixes) {
      const line = `${prefix}${name} {#${id}${own}}`;
      if (readsAs(line, title, number, id)) return line;
    }
    const line = `${name} {#${id} nummer=${quoted(number ?? '')}${own}}`;
    if (readsAs(line, title, number, id)) return line;
  }
  return `${plainInline(title)} {#${id}${own}}`;
}

const quoted = (value: string): string => (/^[^\s"{}]+$/.test(value) ? value : `"${value}"`);

function readsAs(line: string, title: string, number: string | undefined, id: string): boolean {
  const [node, ...more] = headingTree(parseMarkdown(`## ${line}`), 0).headings;
  return more.length === 0 && node?.title === title && node.number === number && node.id === id;
}

/** The title as the heading of level 1. */
function headingText(title: string): string {
  const reads = (line: string) => headingTree(parseMarkdown(`# ${line}`), 0).headings[0]?.title === title;
  return [title, plainInline(title)].find(reads) ?? plainInline(title);
}

/** Plain text on one line as Markdown that says it: as it is, unless something in it would mean something. `around` is what it will stand in. */
function inlineText(value: string, around: (own: string) => string): string {
  if (!/[\\`*_[\]<>&~|{}!:]|\/\/|www|@/i.test(value)) return value;
  const wanted = oneLine(around(value));
  const reads = (own: string) => oneLine(toString(parseMarkdown(around(own)))) === wanted;
  return reads(value) ? value : plainInline(value);
}

function statementLine({ id, text, perspective }: Statement): string {
  const words = metaOf(Statement.shape.perspective).words ?? {};
  const own = perspective === undefined ? '' : ` perspektiv=${quoted(words[perspective]?.[0] ?? perspective)}`;
  return `- ${text} {#${id}${own}}`;
}
