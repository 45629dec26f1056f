import { nearest } from '../core/nearest.js';
import { fold, oneLine, slug, text, type Text } from '../core/text.js';
import type { Block } from '../model/document.js';
import type { Profile } from '../model/profile.js';
import { allSections, Roadmap } from '../model/roadmap.js';
import { wordBlocks } from '../ooxml/word-blocks.js';
import { paragraphsIn, textOf, type WordBlock, type WordText } from '../ooxml/word-text.js';
import { blocksMarkdown } from '../parse/blocks-markdown.js';
import { Ids } from '../parse/markdown.js';
import { parseDocument } from '../parse/parse-document.js';
import { isKind } from '../parse/parsed.js';
import { plainInline } from '../parse/plain-markdown.js';
import { writeModel } from '../parse/write-model.js';
import { readFrontPage, type WordFacts } from './word-facts.js';
import { placeOf, wordOutline, type WordHeading } from './word-outline.js';
import { fitTable } from './word-records.js';
import { timeOf } from './word-moments.js';
import { leftOut } from './word-left-out.js';

/** A roadmap made from a Word text, and all there is to tell of how. */
export interface FromWord {
  /** Markdown with front matter. */
  markdown: string;
  notes: Text[];
  /** How many headings there are, and how many of them the profile has no place for. */
  headings: number;
  unplaced: number;
}

/**
 * Makes a roadmap of a Word text: headings by the profile's titles and aliases, tables of milestones, indicators and bodies by their columns, facts of the front
 * page as front matter. Every word of the text is in the roadmap or in the notes. `stem` is the file's name without its ending.
 */
export function roadmapFromWord(word: WordText, { profile, stem }: { profile: Profile; stem: string }): FromWord {
  const outline = wordOutline(word, profile);
  const page = readFrontPage(outline.front);
  const notes: Text[] = [];
  if (page.taken.length > 0)
    notes.push(
      text(
        `Första sidans uppgifter står överst i filen: ${page.taken.join('; ')}`,
        `The facts of the first page stand at the top of the file: ${page.taken.join('; ')}`,
      ),
    );
  const ids = new Ids();
  const idOf = headingIds(outline.headings, ids);
  const goals = new Map(outline.headings.map((heading) => [fold(heading.title), idOf.get(heading) ?? '']));
  const facts =
    page.facts.title === undefined && outline.title !== undefined
      ? { ...page.facts, title: outline.title }
      : page.facts;
  const title = titleOf(facts, word.title, stem, notes);
  const lead = [
    // A title on the front page that is another than that of the facts is text like any other.
    ...(outline.title !== undefined && fold(outline.title) !== fold(title) ? [plainInline(outline.title)] : []),
    prose(page.blocks, { notes, goals }),
    page.others.map(({ label, value }) => `- ${plainInline(label === '' ? value : `${label}: ${value}`)}`).join('\n'),
  ];
  const body = outline.headings.flatMap((heading) => [
    headingLine(heading, idOf.get(heading) ?? ids.make(heading.title)),
    prose(heading.blocks, { notes, goals }, heading.title),
  ]);
  const front = frontMatter(facts, title, profile, [...paragraphsIn(word.blocks)].map(textOf), notes);
  const markdown = `---\n${front.replace(/\n*$/, '\n')}---\n\n${[`# ${plainInline(title)}`, ...lead, ...body].filter((part) => part !== '').join('\n\n')}\n`;
  const astray = unplaced(outline.headings, profile);
  const footnotes = [...paragraphsIn(word.blocks)].flatMap(({ runs }) => runs.filter(({ note }) => note !== undefined));
  const count = footnotes.length;
  if (count > 0)
    notes.push(
      text(
        `${count} ${count === 1 ? 'fotnot' : 'fotnoter'} står inom parentes i texten; fotnoter i rubriker står under rubriken`,
        `${count} ${count === 1 ? 'footnote' : 'footnotes'} within brackets in the text; footnotes of headings stand below the heading`,
      ),
    );
  notes.push(...astray, ...missing(markdown, profile), ...leftOut(word));
  return { markdown, notes, headings: outline.headings.length, unplaced: astray.length };
}

/** The id of every heading: as it is written, else as the profile has it (of two that it knows as one, the first), else of its title. */
function headingIds(headings: readonly WordHeading[], ids: Ids): Map<WordHeading, string> {
  const found = new Map<WordHeading, string>();
  const taken = new Set<string>();
  for (const heading of headings) {
    const id = heading.id ?? heading.match.id;
    if (id === undefined || taken.has(id)) continue;
    taken.add(id);
    found.set(heading, ids.take(id));
  }
  for (const heading of headings) if (!found.has(heading)) found.set(heading, ids.make(heading.title));
  return found;
}

function headingLine({ depth, number, title }: WordHeading, id: string): string {
  // Before a small letter only a number with its dot is one, and a title may begin with a figure.
  const shown =
    number === undefined ? '' : /^\d+$/.test(number) && !/^\p{Lu}/u.test(title) ? `${number}. ` : `${number} `;
  const own = number === undefined && /^\d{1,2}\s/.test(title) ? ' nummer=""' : '';
  return `${'#'.repeat(depth + 1)} ${shown}${plainInline(title)} {#${id}${own}}`;
}

/** What is gathered while the text is put together, and the ids of its headings by title. */
interface Making {
  notes: Text[];
  goals: ReadonlyMap<string, string>;
}

/** Blocks as Markdown; pictures leave their names, and tables of records are fitted. */
function prose(blocks: readonly WordBlock[], { notes, goals }: Making, under?: string): string {
  const where =
    under === undefined
      ? text('Före första rubriken', 'Before the first heading')
      : text(`Under ”${under}”`, `Under “${under}”`);
  const say = ({ sv, en }: Text) => notes.push(text(`${where.sv}: ${sv}`, `${where.en}: ${en}`));
  const parts: string[] = [];
  let run: Block[] = [];
  const flush = () => {
    if (run.length > 0) parts.push(blocksMarkdown(run).trim());
    run = [];
  };
  for (const group of pictured(blocks)) {
    if ('pictures' in group) {
      for (const name of group.pictures) {
        say(text(`bilden ”${name}” är inte med`, `the picture “${name}” is left out`));
        run.push({
          type: 'paragraph',
          children: [{ type: 'emphasis', children: [{ type: 'text', text: `Bild: ${name}` }] }],
        });
      }
      continue;
    }
    for (const block of wordBlocks(group.blocks)) {
      if (block.type !== 'table') {
        run.push(block);
        continue;
      }
      flush();
      const fitted = fitTable(block, goals);
      for (const note of fitted.notes) say(note);
      parts.push(fitted.markdown);
    }
  }
  flush();
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Blocks in runs, with the pictures that stand after each; names that say nothing (“Bildobjekt 3”) count as none. */
function* pictured(blocks: readonly WordBlock[]): Generator<{ blocks: WordBlock[] } | { pictures: string[] }> {
  let run: WordBlock[] = [];
  for (const block of blocks) {
    run.push(block);
    const pictures = [...paragraphsIn([block])].flatMap((paragraph) => paragraph.pictures);
    if (pictures.length === 0) continue;
    yield { blocks: run };
    yield { pictures: pictures.map((name) => oneLine(name) || 'utan beskrivning') };
    run = [];
  }
  yield { blocks: run };
}

function titleOf(facts: WordFacts, property: string, stem: string, notes: Text[]): string {
  if (facts.title !== undefined) return facts.title;
  const title = oneLine(property) || oneLine(stem) || 'Färdplan';
  notes.push(
    text(
      `Dokumentet har ingen titel; den är tagen från filens ${property.trim() === '' ? 'namn' : 'egenskaper'}: ”${title}”`,
      `The document has no title; it is taken from the file’s ${property.trim() === '' ? 'name' : 'properties'}: “${title}”`,
    ),
  );
  return title;
}

function frontMatter(
  facts: WordFacts,
  title: string,
  profile: Profile,
  lines: readonly string[],
  notes: Text[],
): string {
  const { period: stated, type, status, ...rest } = facts;
  const period = periodOf(stated, title, profile, lines);
  if (period === undefined)
    notes.push(
      text(
        'Det framgår inte vilken tid dokumentet gäller: skriv period: { från: …, till: … } överst',
        'The document does not say for which time it applies: write period: { från: …, till: … } at the top',
      ),
    );
  const version = facts.version ?? versionIn(lines);
  if (version === undefined)
    notes.push(
      text(
        'Dokumentet säger ingen version; ”0.1” står där så länge',
        'The document states no version; “0.1” stands there for now',
      ),
    );
  const model = {
    fardplan: 'roadmap/v1',
    id: slug(title).slice(0, 60).replace(/-+$/, '') || 'fardplan',
    ...rest,
    title,
    profile: profile.id,
    version: version ?? '0.1',
    ...(type === undefined ? {} : { type }),
    status: status ?? 'draft',
    language: 'sv',
    ...(period === undefined ? {} : { period }),
    ...((facts.county ?? profile.county) ? { county: facts.county ?? profile.county } : {}),
  };
  return writeModel(Roadmap, model, { omit: ['lead', 'sections'] });
}

type Period = { from: string; to: string };

/** The time that the roadmap applies: as the facts, the title or the front page say, else as the profile does. */
function periodOf(
  stated: WordFacts['period'],
  title: string,
  profile: Profile,
  lines: readonly string[],
): Period | undefined {
  const whole = (line: string): Period | undefined => {
    const range = /(?<!\d)((?:19|20|21)\d\d)\s*[–—-]\s*((?:19|20|21)\d\d)(?!\d)/.exec(line);
    const time = range && timeOf(range[0]);
    return time?.until === undefined ? undefined : { from: time.when, to: time.until };
  };
  const from = stated?.from ?? profile.period?.from;
  const to = stated?.to ?? profile.period?.to;
  if (from !== undefined && to !== undefined && from.slice(0, 4) <= to.slice(0, 4)) return { from, to };
  return (
    whole(title) ??
    lines
      .slice(0, 12)
      .map(whole)
      .find((period) => period !== undefined)
  );
}

/** “Version 2.0” on a line of the first page. */
function versionIn(lines: readonly string[]): string | undefined {
  for (const line of lines.slice(0, 12)) {
    const found = /(?:^|\s)version:?\s+(\d+(?:\.\d+)*)\b/i.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Headings that the profile does not know where it says what there should be: at the top, and in closed lists; and those it knows twice. */
function unplaced(headings: readonly WordHeading[], profile: Profile): Text[] {
  const names = profile.sections.flatMap(({ title, aliases = [] }) => [title, ...aliases]);
  const seen = new Set<string>();
  return headings.flatMap(({ title, depth, match, paragraph }): Text[] => {
    const where = placeOf(paragraph);
    if (match.id !== undefined) {
      if (seen.size < seen.add(match.id).size) return [];
      return [
        text(
          `${where.sv}: profilen har bara ett avsnitt av det slaget, och det har redan kommit; det andra står kvar med eget id`,
          `${where.en}: the profile has only one section of that kind, and it has come already; the other stays with an id of its own`,
        ),
      ];
    }
    if (depth > 1) return [];
    const near = nearest(title, names);
    return [
      text(
        `${where.sv}: profilen har inget avsnitt som heter så; det står kvar som ett eget${near ? `. Är det ”${near}”?` : ''}`,
        `${where.en}: the profile has no section of that name; it stays as one of its own${near ? `. Is it “${near}”?` : ''}`,
      ),
    ];
  });
}

/** The sections that the profile requires and the roadmap lacks. */
function missing(markdown: string, profile: Profile): Text[] {
  const parsed = parseDocument({ path: 'fardplan.md', text: markdown }, () => profile);
  const present = new Set<string>();
  if ('kind' in parsed && isKind(parsed, 'roadmap'))
    for (const { section } of allSections(parsed.model)) present.add(section.id);
  return profile.sections
    .filter(({ id, required }) => required && !present.has(id))
    .map(({ title }) =>
      text(
        `Avsnittet ”${title}” saknas, och profilen kräver det`,
        `The section “${title}” is missing, and the profile requires it`,
      ),
    );
}
