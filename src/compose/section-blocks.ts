import { fold, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Block } from '../model/document.js';
import type { TemplateSection } from '../model/template.js';
import { markdownBlocks, type MarkdownLoss } from '../parse/markdown-blocks.js';
import type { Parsed } from '../parse/parsed.js';
import { filled, linked, placeholders } from './fill.js';
import type { PlacedPart } from './match-parts.js';
import type { Report } from './report.js';
import { generators, type SectionContext } from './sections.js';
import { capital, spelledDate } from './swedish.js';

/** What all sections of one document share. */
export type WholeContext = Omit<SectionContext, 'lead' | 'prose'> & { parsed: Parsed<Decision> };

/** The heading of a section, which may say whether the decision is taken. */
export const sectionTitle = (section: TemplateSection, decision: Decision): string | undefined =>
  decision.status === 'decided' ? (section.titleDecided ?? section.title) : section.title;

/** A section with its heading, lead, prose and generated part; nothing, with a report if it is required, when it holds nothing. */
export function sectionBlocks(section: TemplateSection, parts: readonly PlacedPart[], context: WholeContext): Block[] {
  const { decision } = context;
  const title = sectionTitle(section, decision);
  parts.forEach((part) => checkHeading(part, section, context));
  const prose = parts.flatMap(({ index, part }, place): Block[] => {
    const blocks = proseBlocks({ index, part }, context);
    // Two headings that mean the same section are both kept.
    const second = place > 0 && blocks.length > 0 && fold(part.title) !== fold(title ?? '');
    return second ? [headingOf(3, part.id, part.title), ...blocks] : blocks;
  });
  const wording = (decision.status === 'decided' ? section.leadDecided : undefined) ?? section.lead;
  const lead = wording === undefined ? undefined : leadOf(wording, section, context);
  const generated = generators[section.source]({ ...context, lead, prose: prose.length > 0 });
  // The lead of clauses stands with them.
  const before: Block[] =
    lead === undefined || section.source === 'clauses' ? [] : [{ type: 'paragraph', children: linked(lead) }];
  const content = [...before, ...prose, ...generated];
  if (content.length === 0) {
    if (section.required) reportMissing(section, title, parts, context);
    else parts.forEach((part) => reportEmpty(part, context));
    return [];
  }
  return title === undefined ? content : [headingOf(2, section.id, title), ...content];
}

/** Prose under headings that the template does not know. It is kept, and its author told. */
export function unknownBlocks(parts: readonly PlacedPart[], context: WholeContext): Block[] {
  const { report, template } = context;
  return parts.flatMap(({ index, part }): Block[] => {
    const blocks = proseBlocks({ index, part }, context);
    if (blocks.length === 0) {
      reportEmpty({ index, part }, context);
      return [];
    }
    report(
      'info',
      { key: ['parts', index] },
      text(`Mallen har inget avsnitt ”${part.title}”`, `The template has no section “${part.title}”`),
      text(
        `Texten skrivs ut före beslutsunderlaget. Mallen ”${template.id}” har avsnitten ${titlesOf(context, 'sv')}.`,
        `The text is printed before the papers. The template “${template.id}” has the sections ${titlesOf(context, 'en')}.`,
      ),
    );
    return [headingOf(2, part.id, part.title), ...blocks];
  });
}

const headingOf = (level: 2 | 3, id: string, title: string): Block => ({
  type: 'heading',
  level,
  id,
  children: [{ type: 'text', text: title }],
});

const titlesOf = ({ template, decision }: WholeContext, language: 'sv' | 'en'): string =>
  template.sections
    .flatMap((section) => sectionTitle(section, decision) ?? [])
    .map((title) => (language === 'sv' ? `”${title}”` : `“${title}”`))
    .join(', ');

/** What is said of what the decision cannot show as it stands. */
const lossTold: Record<MarkdownLoss['type'], (at: Parameters<Report>[1], shown: string) => Parameters<Report>> = {
  image: (at, shown) => [
    'warning',
    at,
    text(`Bilden (${shown}) visas som text`, `The image (${shown}) is shown as text`),
    text(
      'Beskriv innehållet i ord, eller bifoga bilden som ett eget underlag.',
      'Describe the content in words, or attach the image as a paper of its own.',
    ),
  ],
  html: (at) => [
    'info',
    at,
    text('HTML visas som vanlig text', 'HTML is shown as plain text'),
    text('Skriv med Markdown i stället, eller ta bort taggarna.', 'Write Markdown instead, or remove the tags.'),
  ],
  'info-string': (at, shown) => [
    'warning',
    at,
    text(
      `Det som står direkt efter kodblockets inledande tecken (${shown}) kommer inte med`,
      `What stands right after the opening marks of the code block (${shown}) is left out`,
    ),
    text('Skriv det på en egen rad om det ska vara med.', 'Write it on a line of its own if it is to be there.'),
  ],
};

function proseBlocks({ index, part }: PlacedPart, { parsed, report }: WholeContext): Block[] {
  const path = ['parts', index, 'text'];
  const span = parsed.locations.get(path);
  // Offsets hold only as long as the prose stands in the file as the model has it.
  const exact =
    span && parsed.source.text.slice(span.start, span.start + part.text.length) === part.text ? span.start : undefined;
  return markdownBlocks(part.text, {
    prefix: part.id,
    lost: ({ type, text: shown, span: { start, end } }) => {
      const at = exact === undefined ? path : { start: exact + start, end: exact + end };
      report(...lossTold[type](at, shown));
    },
  });
}

/** The Swedish and English names of what a lead may need. */
const fieldNames: Record<string, [string, string]> = { recipient: ['mottagare', 'recipient'], date: ['datum', 'date'] };

function leadOf(
  wording: string,
  section: TemplateSection,
  { decision, binding, template, report }: WholeContext,
): string {
  const values: Record<string, string | undefined> = {
    body: decision.body,
    organisation: decision.organisation,
    title: binding.title,
    version: binding.version,
    recipient: decision.recipient,
    date: decision.date === undefined ? undefined : spelledDate(decision.date),
  };
  const known: Record<string, string> = {};
  for (const name of placeholders(wording)) {
    const value = values[name];
    known[name] = value ?? `[${template.labels.missing}]`;
    const field = fieldNames[name];
    // A missing date is told once, with the other basics.
    if (value !== undefined || name === 'date' || !field) continue;
    report(
      decision.status === 'decided' ? 'error' : 'warning',
      { key: ['kind'] },
      text(`”${field[0]}” saknas`, `“${field[1]}” is missing`),
      text(
        `Det behövs i avsnittet ”${section.title ?? section.id}”.`,
        `It is needed in the section “${section.title ?? section.id}”.`,
      ),
    );
  }
  return capital(filled(wording, known));
}

/** A heading that says the opposite of the status is printed right, but its author may have meant the other. */
function checkHeading({ index, part }: PlacedPart, section: TemplateSection, { decision, report }: WholeContext): void {
  if (
    section.titleDecided === undefined ||
    section.title === undefined ||
    fold(section.title) === fold(section.titleDecided)
  )
    return;
  const decided = decision.status === 'decided';
  if (fold(part.title) !== fold(decided ? section.title : section.titleDecided)) return;
  report(
    'warning',
    { key: ['parts', index] },
    decided
      ? text(
          `Rubriken är ”${part.title}”, men beslutet är fattat`,
          `The heading is “${part.title}”, but the decision is taken`,
        )
      : text(
          `Rubriken är ”${part.title}”, men beslutet är inte fattat`,
          `The heading is “${part.title}”, but the decision is not taken`,
        ),
    text(
      `Den skrivs ut som ”${(decided ? section.titleDecided : section.title) || part.title}”. Ändra rubriken, eller status.`,
      `It is printed as “${(decided ? section.titleDecided : section.title) || part.title}”. Change the heading, or the status.`,
    ),
  );
}

function reportEmpty({ index, part }: PlacedPart, { report }: WholeContext): void {
  report(
    'warning',
    { key: ['parts', index] },
    text(`Det finns ingen text under rubriken ”${part.title}”`, `There is no text under the heading “${part.title}”`),
    text(
      'Skriv en text, eller ta bort rubriken. Den skrivs inte ut.',
      'Write a text, or remove the heading. It is not printed.',
    ),
  );
}

/** Fields of the front matter that make a section, by its source. */
const sourceFields: Partial<Record<TemplateSection['source'], [string, string, string]>> = {
  papers: ['papers', 'beslutsunderlag', 'papers'],
  preparation: ['preparation', 'ärendets gång', 'preparation'],
  dispatch: ['dispatch', 'expedieras till', 'dispatch'],
  reply: ['reply', 'återkoppling', 'reply'],
  level: ['level', 'beslutsnivå', 'level'],
  contact: ['contact', 'kontakt', 'contact'],
  legal: ['legalBasis', 'lagrum', 'legalBasis'],
  changes: ['changes', 'förändringar', 'changes'],
};

function reportMissing(
  section: TemplateSection,
  title: string | undefined,
  parts: readonly PlacedPart[],
  context: WholeContext,
): void {
  const { decision, template, report } = context;
  const name = title ?? section.id;
  const field = sourceFields[section.source];
  const [part] = parts;
  // Where the heading would stand: after the nearest one before it in the template that the author did write.
  const earlier = template.sections.slice(0, template.sections.indexOf(section)).reverse();
  const written = earlier
    .map(({ id }) => decision.parts.findIndex((candidate) => candidate.id === id))
    .find((index) => index >= 0);
  const at = part ? ['parts', part.index] : field || written === undefined ? ['kind'] : ['parts', written];
  report(
    decision.status === 'decided' ? 'error' : 'warning',
    { key: at },
    part
      ? text(`Avsnittet ”${name}” är tomt`, `The section “${name}” is empty`)
      : text(`Avsnittet ”${name}” saknas`, `The section “${name}” is missing`),
    field
      ? text(
          `Fyll i ”${field[1]}” i metadatablocket, eller skriv text under rubriken ”${name}”.`,
          `Fill in “${field[2]}” in the front matter, or write text under the heading “${name}”.`,
        )
      : text(`Skriv text under rubriken ”## ${name}”.`, `Write text under the heading “## ${name}”.`),
  );
}
