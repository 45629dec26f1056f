import { fold, oneLine, text, type Text } from '../core/text.js';
import type { FoundAnswer } from '../model/found.js';
import type { Roadmap } from '../model/roadmap.js';
import { closing, instructions, wordInstruction } from '../ooxml/form-blocks.js';
import {
  answerFields,
  fieldLabels,
  formFactLabels,
  formFacts,
  formSections,
  type FormMark,
  headingFields,
  prompts,
  readBookmark,
  readTag,
} from '../ooxml/form-marks.js';
import {
  paragraphsIn,
  textOf,
  type WordBlock,
  type WordParagraph,
  type WordTable,
  type WordText,
} from '../ooxml/word-text.js';
import { dayOf } from './_dates.js';
import { stanceOf } from './_stance-words.js';
import {
  type Draft,
  emptyDraft,
  type Gathered,
  markdownOf,
  nothingGathered,
  plainOf,
  under,
  unknownStance,
  type WordPlace,
} from './_word-answer.js';
import { formHeadings } from './_word-headings.js';

/** `true` for a Word file that was made as an answer form, whatever has become of it since. */
export function isForm({ blocks, form, properties }: WordText): boolean {
  if (form || properties.has('fardplan.round')) return true;
  for (const { tags, bookmarks } of paragraphsIn(blocks)) {
    if (tags.some((tag) => tag.startsWith('fardplan:')) || bookmarks.some((name) => /^_fp\d*_/.test(name))) return true;
  }
  return false;
}

/** What a row or paragraph is for: a field, and the heading it is about, if it is about one. */
interface Asked {
  field: FormMark['field'];
  place: WordPlace;
}

/** Reads a filled form: every field by its bookmark or tag, else by the words before it; what stands outside becomes leftovers. */
export function readForm(word: WordText, roadmap: Roadmap): Gathered {
  const gathered = nothingGathered();
  const { answer, anchors, remarks } = gathered;
  const headings = formHeadings(word, roadmap);
  const titles = new Map(headings.map(({ id, title }) => [id, title]));
  /** The draft that the next field of a heading goes to. */
  const latest = new Map<string, Draft>();
  let here: WordPlace = {};
  takeFacts(word, answer);

  const tagMark = ({ tags }: Pick<WordParagraph, 'tags'>): FormMark | undefined =>
    // The outermost control is the form's own; what stands in it may have been pasted, with a control of its own.
    tags.map((tag) => readTag(tag, headings)).find((mark) => mark !== undefined);
  const bookmark = ({ bookmarks }: Pick<WordParagraph, 'bookmarks'>): FormMark | undefined =>
    bookmarks.map((name) => readBookmark(name, headings)).find((mark) => mark !== undefined);
  const keyOf = ({ item, field }: FormMark): string => `${item ?? ''} ${field}`;
  // Unlike controls, bookmarks are never doubled by copying: where there is one, a control without is a copy.
  const bookmarked = new Set(
    [...paragraphsIn(word.blocks)].flatMap((paragraph) => {
      const mark = bookmark(paragraph);
      return mark ? [keyOf(mark)] : [];
    }),
  );
  const askedBy = ({ item, field }: FormMark): Asked =>
    item === undefined ? { field, place: {} } : { field, place: { item, heading: titles.get(item) ?? item } };

  for (const block of word.blocks) {
    if (block.type === 'table') readTable(block);
    else readParagraph(block);
  }
  return gathered;

  function readParagraph(paragraph: WordParagraph): void {
    const words = oneLine(textOf(paragraph));
    const mark = bookmark(paragraph) ?? tagMark(paragraph);
    if (mark?.field === 'heading' && mark.item !== undefined) here = headingPlace(mark.item, words);
    else if (mark && mark.field !== 'heading') {
      // Its table is gone, but not its control.
      const asked = askedBy(mark);
      take(asked, [paragraph], placeText(asked));
    } else if ((paragraph.level ?? 0) > 0 && words !== '') {
      const own = Object.values(formSections).some((title) => fold(title) === fold(words));
      const known = headings.find(({ title }) => fold(title) === fold(withoutNumber(words)));
      here = own ? {} : { heading: known?.title ?? withoutNumber(words) };
    } else if (paragraph.level !== 0 && !isChrome(words)) {
      leave([paragraph], text(`stycke ${paragraph.number}`, `paragraph ${paragraph.number}`));
    }
    for (const id of paragraph.comments) anchors.set(id, here);
  }

  function headingPlace(item: string, words: string): WordPlace {
    const title = titles.get(item);
    const written = withoutNumber(words);
    if (title !== undefined && written !== '' && fold(written) !== fold(title)) {
      remarks.push({
        message: text(
          `Rubriken ”${title}” står som ”${written}” i formuläret; svaret fördes till ”${title}”.`,
          `The heading “${title}” stands as “${written}” in the form; the answer was put under “${title}”.`,
        ),
      });
    }
    return { item, heading: title ?? written };
  }

  function readTable(table: WordTable): void {
    const outside: WordTable = { ...table, rows: [] };
    for (const row of table.rows) {
      const [first = [], ...others] = row;
      const label = oneLine(plainOf(first));
      const asked = rowAsks(row, label);
      for (const { comments } of paragraphsIn(row.flat()))
        for (const id of comments) anchors.set(id, asked?.place.heading === undefined ? here : asked.place);
      if (asked) {
        const where = placeText(asked);
        take(asked, others.length === 0 ? withoutLabel(first, asked) : others.flat(), where);
        if (others.length > 0) leaveLabel(label, asked, where);
      } else if (!chromeLabels.has(fold(label))) outside.rows.push(row);
    }
    if (outside.rows.length > 0) leave([outside], text(`tabell ${table.number}`, `table ${table.number}`));
  }

  /** What a row asks for: by the bookmark at its label, a tag in its answer, else by its label. */
  function rowAsks(row: readonly WordBlock[][], label: string): Asked | undefined {
    const paragraphs = [...paragraphsIn(row.flat())];
    const marked = paragraphs.map(bookmark).find((mark) => mark && mark.field !== 'heading');
    if (marked) return askedBy(marked);
    const tagged = paragraphs.map(tagMark).find((mark) => mark && mark.field !== 'heading');
    if (tagged) {
      const copy = bookmarked.has(keyOf(tagged)) && tagged.item !== undefined && here.heading !== undefined;
      return copy ? { field: tagged.field, place: here } : askedBy(tagged);
    }
    const field = labelled.get(fold(label));
    if (field?.of === 'whole') return { field: field.name, place: {} };
    return field && here.heading !== undefined ? { field: field.name, place: here } : undefined;
  }

  function take(asked: Asked, blocks: readonly WordBlock[], where: Text): void {
    const { field, place } = asked;
    if (isPrompt(plainOf(blocks))) return;
    if (!isOf(headingFields, field) || place.heading === undefined) {
      takeWhole(field, blocks, where);
      return;
    }
    const key = place.item ?? `\0${place.heading}`;
    const part = field === 'comment' ? 'blocks' : field;
    let draft = latest.get(key);
    // A field that is there twice is a comment more.
    if (!draft || (part === 'stance' ? draft.stance !== undefined : draft[part].length > 0)) {
      draft = emptyDraft(place, text(`fälten under ”${place.heading}”`, `the fields under “${place.heading}”`));
      latest.set(key, draft);
      gathered.drafts.push(draft);
    }
    if (part === 'stance') draft.stance = oneLine(plainOf(blocks));
    else draft[part].push(...blocks);
  }

  function takeWhole(field: FormMark['field'], blocks: readonly WordBlock[], where: Text): void {
    const words = oneLine(plainOf(blocks));
    if (field === 'stance') {
      const stance = stanceOf(words);
      if (stance) answer.stance = stance;
      else answer.leftovers.push(unknownStance(words, where, undefined));
    } else if (field === 'body' || field === 'reference') answer[field] = words;
    else if (field === 'date') answer.date = dayOf(words) ?? words;
    else if (field === 'summary') answer.summary = markdownOf(blocks);
    else if (field === 'general') {
      gathered.drafts.push({ ...emptyDraft({ heading: fieldLabels.general }, where), blocks: [...blocks] });
    } else if (isOf(formFacts, field)) answer[fact[field]] ??= words;
    else leave(blocks, where);
  }

  function leave(blocks: readonly WordBlock[], at: Text): void {
    const words = plainOf(blocks);
    if (isPrompt(words)) return;
    const place = under(here);
    answer.leftovers.push({
      text: words,
      where: text(`${at.sv}${place.sv}`, `${at.en}${place.en}`),
      why: text('står utanför formulärets fält', 'stands outside the fields of the form'),
    });
  }

  /** Words that were written beside a label, and not in the field. */
  function leaveLabel(label: string, asked: Asked, where: Text): void {
    const expected = labelOf(asked);
    const rest = label.replace(expected, '').trim();
    if (rest === '' || fold(label) === fold(expected)) return;
    answer.leftovers.push({
      text: rest,
      where,
      why: text('står där fältets namn ska stå', 'stands where the name of the field belongs'),
    });
  }
}

const fact = { round: 'round', party: 'party', version: 'revision', sha256: 'sha256' } as const;

/** What the form says of itself where a user does not see it; that cannot have been changed by mistake. */
function takeFacts({ form, properties }: WordText, answer: FoundAnswer): void {
  for (const name of formFacts) {
    const value = form?.facts.get(name) ?? properties.get(`fardplan.${name}`);
    if (value) answer[fact[name]] = value;
  }
}

const isOf = <T extends string>(all: readonly T[], word: string): word is T =>
  (all as readonly string[]).includes(word);

/** Fields by the words before them. */
const labelled = new Map<string, { name: FormMark['field']; of: 'heading' | 'whole' }>([
  ...headingFields.map((name) => [fold(fieldLabels[name]), { name, of: 'heading' }] as const),
  [fold(fieldLabels.overall), { name: 'stance', of: 'whole' }],
  ...answerFields
    .filter((name) => name !== 'stance')
    .map((name) => [fold(fieldLabels[name]), { name, of: 'whole' }] as const),
  ...formFacts.map((name) => [fold(formFactLabels[name]), { name, of: 'whole' }] as const),
]);

const chromeLabels = new Set(['remiss', 'svar senast'].map(fold));

const labelOf = ({ field, place }: Asked): string => {
  if (field === 'heading') return '';
  if (field === 'stance' && place.heading === undefined) return fieldLabels.overall;
  return isOf(formFacts, field) ? formFactLabels[field] : fieldLabels[field];
};

const promptWords = new Set(Object.values(prompts).map(fold));
/** A field is empty, too, where a program has made text of its prompt. */
const isPrompt = (words: string): boolean => words.trim() === '' || promptWords.has(fold(words));

/** The form's own sentences; the names and days in them differ. */
const chromePatterns = [
  ...instructions({ party: { id: '\0', name: '\0' } }),
  wordInstruction,
  closing({ dueWords: '\0' }),
  formSections.lead,
].map(
  (line) =>
    new RegExp(
      `^${fold(line)
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('\0', '.+')}$`,
      'u',
    ),
);
const isChrome = (words: string): boolean => chromePatterns.some((pattern) => pattern.test(fold(words)));

const withoutNumber = (title: string): string => title.replace(/^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S)/, '');

/** The blocks of a cell that holds both a label and an answer. */
const withoutLabel = (blocks: readonly WordBlock[], asked: Asked): WordBlock[] =>
  blocks.filter((block) => block.type === 'table' || fold(textOf(block)) !== fold(labelOf(asked)));

const placeText = (asked: Asked): Text => {
  const label = labelOf(asked);
  const { heading } = asked.place;
  return heading === undefined
    ? text(`fältet ${label}`, `the field ${label}`)
    : text(`fältet ${label} under ”${heading}”`, `the field ${label} under “${heading}”`);
};
