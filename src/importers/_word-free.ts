import { fold, oneLine, text, type Text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import {
  paragraphsIn,
  textBefore,
  textOf,
  type WordBlock,
  type WordParagraph,
  type WordTable,
  type WordText,
} from '../ooxml/word-text.js';
import { matchHeading } from '../parse/match-headings.js';
import { responseLabels } from '../parse/response-labels.js';
import { dayOf } from './_dates.js';
import { ownText } from './_own-text.js';
import { stanceOf } from './_stance-words.js';
import {
  type Draft,
  emptyDraft,
  type Gathered,
  markdownOf,
  nothingGathered,
  plainOf,
  unknownStance,
} from './_word-answer.js';
import { headingsOf } from './_word-headings.js';

/** The words before what an answer says of itself. */
const facts: Readonly<Record<string, 'reference' | 'date' | 'body' | 'party' | 'stance'>> = {
  diarienummer: 'reference',
  dnr: 'reference',
  ärendenummer: 'reference',
  datum: 'date',
  beslutsdatum: 'date',
  'beslutat av': 'body',
  instans: 'party',
  remissinstans: 'party',
  svarande: 'party',
  kommun: 'party',
  'samlad ståndpunkt': 'stance',
};

/** Columns of a table of comments, by their names. */
const columns: Readonly<Record<string, 'heading' | 'text' | 'motive' | 'proposal' | 'stance'>> = {
  rubrik: 'heading',
  avsnitt: 'heading',
  kapitel: 'heading',
  'avsnitt/rubrik': 'heading',
  synpunkt: 'text',
  synpunkter: 'text',
  kommentar: 'text',
  kommentarer: 'text',
  motiv: 'motive',
  motivering: 'motive',
  ändringsförslag: 'proposal',
  förslag: 'proposal',
  'förslag till ändring': 'proposal',
  ståndpunkt: 'stance',
};

/** Reads an answer that was not written in our form: headings, or lines that are headings of the roadmap, and the text below them. */
export function readFree(word: WordText, roadmap: Roadmap, profile: Profile | undefined): Gathered {
  const gathered = nothingGathered();
  const { answer, anchors, drafts, remarks } = gathered;
  const titles = new Set(headingsOf(roadmap).map(({ title }) => fold(title)));
  const own = ownText(roadmap);
  // A party may send the roadmap itself back, with its changes tracked in it.
  const isRoadmap = [...paragraphsIn(word.blocks)].filter((paragraph) => own.has(textBefore(paragraph))).length >= 3;
  const lead: WordBlock[] = [];
  let untouched = 0;
  let draft: Draft | undefined;
  let part: 'blocks' | 'motive' | 'proposal' = 'blocks';

  for (const block of word.blocks) {
    if (block.type === 'table') readTable(block);
    else readParagraph(block);
  }
  answer.summary = markdownOf(lead);
  if (untouched > 0) {
    remarks.push({
      message: text(
        `${untouched === 1 ? 'Ett stycke' : `${untouched} stycken`} är färdplanens egen text och togs inte som synpunkter.`,
        `${untouched === 1 ? 'One paragraph is' : `${untouched} paragraphs are`} the roadmap’s own text and were not taken as comments.`,
      ),
    });
  }
  return gathered;

  function readParagraph(paragraph: WordParagraph): void {
    const words = oneLine(textOf(paragraph));
    const title = headingText(paragraph, words);
    if (title !== undefined) {
      if (fold(title) === 'sammanfattning') draft = undefined;
      else if (paragraph.level !== 0) {
        draft = emptyDraft({ heading: title }, whereOf(paragraph, title));
        drafts.push(draft);
      }
      part = 'blocks';
    } else if (isRoadmap && own.has(textBefore(paragraph))) readOwn(paragraph, words);
    else if (words !== '' && !takeFact(words)) addParagraph(paragraph, words);
    for (const id of paragraph.comments)
      anchors.set(id, draft?.heading === undefined ? {} : { heading: draft.heading });
  }

  /** A paragraph’s text if it is a heading: by its style, or by being the very title of an item on a line of its own. */
  function headingText({ level, list, runs }: WordParagraph, words: string): string | undefined {
    if (words === '' || words.length > 200) return undefined;
    const title = words.replace(/^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S)/, '');
    if (level !== undefined) return title;
    const bold = runs.every((run) => run.bold || run.text.trim() === '' || run.deleted);
    if (list && !bold) return undefined;
    const known = titles.has(fold(title)) || matchHeading({ title }, profile, undefined, true).id !== undefined;
    if (known) return title;
    return bold && /^(sammanfattning|allmänna synpunkter|allmänt|övrigt|övriga synpunkter)$/.test(fold(title))
      ? title
      : undefined;
  }

  function readOwn(paragraph: WordParagraph, words: string): void {
    const before = oneLine(textBefore(paragraph));
    if (before === words) {
      untouched += 1;
      return;
    }
    answer.comments.push({
      ...(draft?.heading === undefined ? {} : { heading: draft.heading }),
      quote: before,
      text: words === '' ? 'Stryks.' : '',
      ...(words === '' ? {} : { proposal: markdownOf([paragraph]) }),
      where: whereOf(paragraph, draft?.heading),
    });
  }

  function addParagraph(paragraph: WordParagraph, words: string): void {
    const label = /^([\p{L}]+)\s*:\s*(.*)$/u.exec(words);
    const name = label?.[1]?.toLowerCase() ?? '';
    const field = Object.hasOwn(responseLabels, name) ? responseLabels[name] : undefined;
    if (field === undefined || field === 'quote' || !draft) {
      (draft ? draft[part] : lead).push(paragraph);
      return;
    }
    if (field === 'stance') {
      draft.stance = label?.[2] ?? '';
      return;
    }
    part = field === 'text' ? 'blocks' : field;
    draft[part].push(withoutLabel(paragraph));
  }

  function takeFact(words: string): boolean {
    if (draft) return false;
    const match = /^([^:]{2,30}?)\s*:\s*(\S.*)$/u.exec(words) ?? /^(dnr|diarienummer)\s+(\S.*\d.*)$/iu.exec(words);
    const name = match?.[1]?.toLowerCase() ?? '';
    const value = match?.[2];
    const field = Object.hasOwn(facts, name) ? facts[name] : name === 'ståndpunkt' ? 'stance' : undefined;
    if (field === undefined || value === undefined) return false;
    if (field === 'date') answer.date = dayOf(value) ?? value;
    else if (field === 'stance') {
      const stance = stanceOf(value);
      if (stance) answer.stance = stance;
      else
        answer.leftovers.push(
          unknownStance(value, text('före första rubriken', 'before the first heading'), undefined),
        );
    } else answer[field] = value;
    return true;
  }

  function readTable(table: WordTable): void {
    const heading = draft?.heading;
    for (const { comments } of paragraphsIn([table]))
      for (const id of comments) anchors.set(id, heading === undefined ? {} : { heading });
    if (readRows(table) || readFactTable(table)) return;
    (draft ? draft[part] : lead).push(table);
  }

  /** A table with columns for the heading and the comment is as many comments as it has rows. */
  function readRows({ rows, number }: WordTable): boolean {
    const [head = [], ...others] = rows;
    const fields = head.map((cell) => columns[fold(plainOf(cell))]);
    if (!fields.includes('heading') || !(fields.includes('text') || fields.includes('proposal'))) return false;
    for (const [index, row] of others.entries()) {
      const where: Text = text(`tabell ${number}, rad ${index + 2}`, `table ${number}, row ${index + 2}`);
      const made = emptyDraft({}, where);
      for (const [column, cell] of row.entries()) {
        const field = fields[column];
        if (field === 'heading') {
          const title = oneLine(plainOf(cell));
          if (title !== '') made.heading = title;
        } else if (field === 'stance') made.stance = oneLine(plainOf(cell));
        else made[field === undefined || field === 'text' ? 'blocks' : field].push(...cell);
      }
      // Cells below a heading that goes on are left empty.
      const above = drafts.at(-1);
      if (made.heading === undefined && index > 0 && above?.heading !== undefined) made.heading = above.heading;
      drafts.push(made);
    }
    return true;
  }

  /** The box at the top of a letter: names and values. */
  function readFactTable({ rows }: WordTable): boolean {
    if (draft) return false;
    const lines = rows.map((row) => row.map((cell) => oneLine(plainOf(cell))).filter((cell) => cell !== ''));
    const known = lines.filter(([name = '']) => Object.hasOwn(facts, name.replace(/:$/, '').toLowerCase()));
    if (known.length === 0 || known.length < lines.length) return false;
    for (const [name = '', ...values] of lines) takeFact(`${name.replace(/:$/, '')}: ${values.join(' ')}`);
    return true;
  }
}

/** The paragraph without the label that it begins with. */
function withoutLabel(paragraph: WordParagraph): WordParagraph {
  let left = /^\s*\p{L}+\s*:\s*/u.exec(textOf(paragraph))?.[0].length ?? 0;
  const runs = paragraph.runs.flatMap((run) => {
    if (run.deleted || run.prompt) return [];
    const cut = Math.min(left, run.text.length);
    left -= cut;
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }];
  });
  return { ...paragraph, runs };
}

const whereOf = ({ number }: WordParagraph, heading: string | undefined): Text =>
  heading === undefined
    ? text(`stycke ${number}`, `paragraph ${number}`)
    : text(`stycke ${number}, under ”${heading}”`, `paragraph ${number}, under “${heading}”`);
