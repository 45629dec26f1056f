import { headingPlacer } from '../consultation/place-heading.js';
import { fold, listed, text as words, type Text } from '../core/text.js';
import type { FoundAnswer, FoundComment } from '../model/found.js';
import { plainMarkdown } from '../parse/plain-markdown.js';
import { responseLabels } from '../parse/response-labels.js';
import type { Found, ImportContext, Importer, Received } from './_contract.js';
import { dayOf } from './_dates.js';
import { decodeText } from './_decode-text.js';
import { stanceOf } from './_stance-words.js';
import { type Passage, unwrap, withoutPageFurniture } from './_unwrap.js';

/** Running text, such as what is copied out of a PDF: headings are recognised by id, title, other names or number. */
export const text: Importer = {
  extensions: ['txt', 'text'],
  read: (received, context) => Promise.resolve(readText(received, context)),
};

/** What a line of facts at the top of an answer tells, by the word before its colon. */
const facts: Readonly<Record<string, 'party' | 'date' | 'reference' | 'body' | 'round' | 'revision' | 'stance'>> = {
  huvudman: 'party', remissinstans: 'party', instans: 'party', svarande: 'party', avsändare: 'party', kommun: 'party', organisation: 'party',
  datum: 'date', beslutsdatum: 'date', svarsdatum: 'date', dnr: 'reference', diarienummer: 'reference', diarienr: 'reference', ärendenummer: 'reference',
  organ: 'body', 'beslutande organ': 'body', nämnd: 'body', beslutsinstans: 'body', remiss: 'round', remissversion: 'revision', version: 'revision',
  'samlad ståndpunkt': 'stance', ställningstagande: 'stance', ståndpunkt: 'stance',
}; // prettier-ignore

function readText(received: Received, context: ImportContext): Found {
  const { text: whole, remarks } = decodeText(received);
  const { lines, removed } = withoutPageFurniture(whole);
  const place = headingPlacer(context.roadmap, { profile: context.profile, others: context.others ?? [] });
  const headingOf = (line: string): string | undefined => {
    if (line.length > 160) return undefined;
    const bare = line.replace(/^#{1,6}\s+/, '').replace(/\s*:$/, '');
    const placed = place({ heading: bare });
    const named = placed.item !== undefined && (placed.by !== 'number' || /\p{L}{3}/u.test(bare));
    const general =
      /^(allmän|övrig|övergripande|generell|sammanfattning)/.test(fold(bare)) &&
      bare.split(/\s+/).length <= 4 &&
      !/[.,;]$/.test(line);
    // A short line with a number of parts before a capital is a heading, though nobody knows of what.
    const numbered = /^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\p{Lu}[^.!?]{2,78}$/u.test(bare);
    return named || general || numbered || (bare !== line && line.startsWith('#')) ? bare : undefined;
  };
  const passages = unwrap(
    lines,
    (line) => headingOf(line) !== undefined || factOf(line) !== undefined || labelOf(line) !== undefined,
  );
  const answer: FoundAnswer = { comments: [], leftovers: [] };
  const groups = grouped(passages, headingOf);
  const [lead, ...sections] = groups;
  answer.summary = takeFacts(answer, lead?.passages ?? [], sections.length > 0, context);
  for (const { heading = '', passages: below, line } of sections) {
    if (fold(heading) === 'sammanfattning')
      answer.summary = [answer.summary, shown(below)].filter((part) => part !== '').join('\n\n');
    else {
      const comments = commentsOf(heading, below, line, answer);
      answer.comments.push(...comments);
      // A heading of the roadmap with nothing below was not answered; other words may be more than a heading.
      const unknown = comments.length === 0 && place({ heading }).item === undefined && /\s/.test(heading);
      if (unknown)
        answer.leftovers.push({
          text: heading,
          where: at(line),
          why: words('rubrik utan text', 'heading without text'),
        });
    }
  }
  if (removed.length > 0) {
    remarks.push({
      message: words(
        `sidhuvuden, sidfötter och sidnummer togs bort: ${listed(
          removed.map((line) => `”${line}”`),
          'sv',
        )}`,
        `page headers, footers and numbers were removed: ${listed(
          removed.map((line) => `“${line}”`),
          'en',
        )}`,
      ),
    });
  }
  return { answers: [answer], remarks };
}

interface Group {
  heading?: string;
  line: number;
  passages: Passage[];
}

function grouped(passages: readonly Passage[], headingOf: (line: string) => string | undefined): Group[] {
  const groups: Group[] = [{ line: 1, passages: [] }];
  for (const passage of passages) {
    const heading = passage.kind === 'line' ? headingOf(passage.text) : undefined;
    if (heading === undefined) groups.at(-1)?.passages.push(passage);
    else groups.push({ heading, line: passage.line, passages: [] });
  }
  return groups;
}

const at = (line: number): Text => words(`rad ${line}`, `line ${line}`);

function factOf(line: string): { name: (typeof facts)[string]; value: string } | undefined {
  const match = /^(\p{L}[\p{L} ]{1,24}?)\s*:\s*(\S.*)$/u.exec(line);
  const key = fold(match?.[1] ?? '');
  const name = Object.hasOwn(facts, key) ? facts[key] : undefined;
  return name === undefined || match?.[2] === undefined ? undefined : { name, value: match[2].trim() };
}

function labelOf(line: string): { field: string; value: string } | undefined {
  const match = /^(\p{L}+)\s*:\s*(.*)$/u.exec(line);
  const key = match?.[1]?.toLowerCase() ?? '';
  const field = Object.hasOwn(responseLabels, key) ? responseLabels[key] : undefined;
  return field === undefined ? undefined : { field, value: match?.[2] ?? '' };
}

/** Takes the facts out of what stands before the first heading; what is left is the summary. */
function takeFacts(
  answer: FoundAnswer,
  lead: readonly Passage[],
  headed: boolean,
  { knowsParty }: ImportContext,
): string {
  const rest: Passage[] = [];
  for (const passage of lead) {
    const fact = passage.kind === 'line' ? factOf(passage.text) : undefined;
    const taken = fact && answer[fact.name] === undefined && take(answer, fact);
    const day = dayOf(passage.text);
    // The name of the sender alone on one of the first lines, as a letterhead has it.
    const named =
      taken !== true && answer.party === undefined && rest.length < 6 && knowsParty?.(passage.text) === true;
    if (named) answer.party = passage.text;
    else if (day !== undefined && passage.text.length <= 20 && answer.date === undefined) answer.date = day;
    else if (taken !== true) rest.push(passage);
  }
  // A short answer is often nothing but its stance: “Kommunen har inget att erinra.”
  const [only] = rest;
  if (!headed && answer.stance === undefined && only && rest.length === 1) {
    const sentence = only.text
      .replace(/^.*?\b(?=har\s+(?:inget|ingen|inga)\b|avstår\b|tillstyrker\s+förslaget\b)/i, '')
      .replace(/\s+(?:på|mot|över|till|i)\s.*$/i, '');
    const stance = stanceOf(sentence);
    if (stance) answer.stance = stance;
  }
  return shown(rest);
}

function take(answer: FoundAnswer, { name, value }: NonNullable<ReturnType<typeof factOf>>): boolean {
  if (name === 'stance') {
    const stance = stanceOf(value);
    if (stance) answer.stance = stance;
    return stance !== undefined;
  }
  answer[name] = name === 'date' ? (dayOf(value) ?? value) : value;
  return true;
}

/** Passages as Markdown, with their lists. */
function shown(passages: readonly Passage[]): string {
  let written = '';
  let before: Passage['kind'] | undefined;
  for (const { kind, text: passage } of passages) {
    const one = plainMarkdown(passage);
    const block = kind === 'item' ? `- ${one.replace(/\n(?=.)/g, '\n  ')}` : one;
    written += written === '' ? block : kind === 'item' && before === 'item' ? `\n${block}` : `\n\n${block}`;
    before = kind;
  }
  return written;
}

/**
 * The comments under one heading: its paragraphs are one, and every item of a list is one of its own, unless the paragraph before the list leads
 * up to it with a colon. Labels (Ståndpunkt, Motiv, Ändringsförslag) part what follows them.
 */
function commentsOf(heading: string, passages: readonly Passage[], line: number, answer: FoundAnswer): FoundComment[] {
  const comment: FoundComment = { heading, text: '', where: at(line) };
  const parts: Record<'text' | 'motive' | 'proposal' | 'quote', Passage[]> = {
    text: [],
    motive: [],
    proposal: [],
    quote: [],
  };
  const items: FoundComment[] = [];
  let open: keyof typeof parts = 'text';
  for (const [index, passage] of passages.entries()) {
    const label = passage.kind === 'line' ? labelOf(passage.text) : undefined;
    if (label?.field === 'stance') {
      const stance = stanceOf(label.value);
      if (stance) comment.stance = stance;
      else if (label.value !== '') {
        const why = words('okänd ståndpunkt', 'unknown stance');
        answer.leftovers.push({ text: `${heading}: ${passage.text}`, where: at(passage.line), why });
      }
      open = 'text';
    } else if (label) {
      open = label.field as keyof typeof parts;
      if (label.value !== '') parts[open].push({ ...passage, kind: 'paragraph', text: label.value });
    } else if (passage.kind === 'item' && open === 'text' && !ledUpTo(passages, index)) {
      items.push({ heading, text: plainMarkdown(passage.text), where: at(passage.line) });
    } else parts[open].push(passage);
  }
  comment.text = shown(parts.text);
  if (parts.motive.length > 0) comment.motive = shown(parts.motive);
  if (parts.proposal.length > 0) comment.proposal = shown(parts.proposal);
  if (parts.quote.length > 0) comment.quote = parts.quote.map((each) => each.text).join(' ');
  const own = comment.text !== '' || parts.motive.length + parts.proposal.length + parts.quote.length > 0;
  const first = passages.find(({ kind }) => kind !== 'line');
  if (first) comment.where = at(first.line);
  // A stance with nothing but a list below holds for every item of it.
  if (!own && comment.stance !== undefined && items.length > 0)
    return items.map((each) => ({ ...each, ...(comment.stance ? { stance: comment.stance } : {}) }));
  return [...(own || comment.stance !== undefined ? [comment] : []), ...items];
}

function ledUpTo(passages: readonly Passage[], index: number): boolean {
  let before = index - 1;
  while (passages[before]?.kind === 'item') before -= 1;
  const lead = passages[before];
  return lead?.kind === 'paragraph' && lead.text.endsWith(':');
}
