import { slug } from '../core/text.js';
import type { FormHeading } from '../model/answer-form.js';

/** What is asked under every heading, in order. */
export const headingFields = ['stance', 'comment', 'motive', 'proposal'] as const;
/** What is asked of the answer as a whole. */
export const answerFields = ['body', 'date', 'reference', 'stance', 'summary', 'general'] as const;
/** What the form says of itself. */
export const formFacts = ['round', 'party', 'version', 'sha256'] as const;

/** A field of a form: of an item, or of the answer or form as a whole. `heading` is the heading itself. */
export interface FormMark {
  item?: string;
  field: (typeof headingFields)[number] | (typeof answerFields)[number] | (typeof formFacts)[number] | 'heading';
}

/** Names of the fields, as they stand before them; readers know them by these when all else is lost. */
export const fieldLabels = {
  stance: 'Ståndpunkt',
  comment: 'Synpunkt',
  motive: 'Motiv',
  proposal: 'Ändringsförslag',
  body: 'Beslutat av',
  date: 'Beslutsdatum',
  reference: 'Diarienummer',
  overall: 'Samlad ståndpunkt',
  summary: 'Sammanfattning',
  general: 'Allmänna synpunkter',
} as const;

/** Names of the facts that a form says of itself. */
export const formFactLabels = {
  version: 'Version',
  round: 'Remissens id',
  party: 'Svarandens id',
  sha256: 'Textens kontrollsumma',
} as const;

/** The form's own headings, and the sentence before the headings of the roadmap. */
export const formSections = {
  how: 'Så svarar ni',
  whole: 'Svaret i sin helhet',
  headings: 'Synpunkter rubrik för rubrik',
  lead: 'Lämna tomt där ni inte har något att säga.',
} as const;

/** What stands in a field until somebody writes there. */
export const prompts = {
  stance: 'Välj ståndpunkt',
  comment: 'Skriv synpunkten här',
  motive: 'Skriv motivet här',
  proposal: 'Skriv förslaget till ny lydelse här',
  body: 'Skriv organet här, till exempel kommunstyrelsen',
  date: 'Välj eller skriv datum, ÅÅÅÅ-MM-DD',
  reference: 'Skriv ert diarienummer här',
  summary: 'Skriv sammanfattningen här',
  general: 'Skriv allmänna synpunkter här',
} as const;

const prefix = 'fardplan:';
/** Word takes at most 64 characters in a tag, and 40 in the name of a bookmark. */
const longestTag = 64;
const longestBookmark = 40;

/** The tag of a content control: `fardplan:ID:FIELD`, `fardplan:*:FIELD` for the whole; by number where the id is too long. */
export function tagOf({ item, field }: FormMark, headings: readonly FormHeading[]): string {
  const tag = `${prefix}${item ?? '*'}:${field}`;
  return tag.length <= longestTag ? tag : `${prefix}#${headings.findIndex(({ id }) => id === item)}:${field}`;
}

/** What a tag says; `undefined` when it is not ours, or names a heading by a number that the form does not have. */
export function readTag(tag: string, headings: readonly FormHeading[]): FormMark | undefined {
  const match = /^fardplan:(.+):([a-z0-9]+)$/u.exec(tag);
  if (!match?.[1] || !isField(match[2])) return undefined;
  const [, item, field] = match;
  if (item === '*') return { field };
  const number = /^#(\d+)$/.exec(item)?.[1];
  if (number === undefined) return { item, field };
  const heading = headings[Number(number)];
  return heading && { item: heading.id, field };
}

const fields: readonly string[] = [...headingFields, ...answerFields, ...formFacts, 'heading'];
const isField = (word: string | undefined): word is FormMark['field'] => word !== undefined && fields.includes(word);

/** The name of the hidden bookmark of a field: it survives programs that drop content controls. */
export function bookmarkOf({ item, field }: FormMark, headings: readonly FormHeading[]): string {
  if (item === undefined) return `_fp_${field}`;
  const index = headings.findIndex(({ id }) => id === item);
  return `_fp${index}_${shortId(item, index, field)}_${field}`;
}

/** What a bookmark says; the number and the id in it must agree, or only one heading may have that id. */
export function readBookmark(name: string, headings: readonly FormHeading[]): FormMark | undefined {
  const whole = /^_fp_([a-z0-9]+)$/.exec(name);
  if (whole) return isField(whole[1]) ? { field: whole[1] } : undefined;
  const match = /^_fp(\d+)_(\w*)_([a-z0-9]+)$/.exec(name);
  if (!match || !isField(match[3])) return undefined;
  const [, number, short, field] = match;
  const index = Number(number);
  const says = (heading: FormHeading | undefined): boolean =>
    heading !== undefined && shortId(heading.id, index, field) === short;
  const there = headings[index];
  if (there && says(there)) return { item: there.id, field };
  const alike = headings.filter(says);
  return alike.length === 1 && alike[0] ? { item: alike[0].id, field } : undefined;
}

const shortId = (id: string, index: number, field: string): string =>
  slug(id)
    .replaceAll('-', '_')
    .slice(0, longestBookmark - `_fp${index}__${field}`.length);
