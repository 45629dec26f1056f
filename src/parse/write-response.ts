import { Locations } from '../core/locations.js';
import { oneLine, slug } from '../core/text.js';
import { wordFor } from '../model/field.js';
import { type Comment, Response, stance } from '../model/consultation.js';
import { headingTree, parseMarkdown, withoutNumbers } from './markdown.js';
import { cleanText, plainInline, plainMarkdown } from './plain-markdown.js';
import { readResponseBody } from './read-response.js';
import { writeYaml } from './write-yaml.js';

/** What is written beside the answer itself. */
export interface ResponseNotes {
  /** The heading of level 1. */
  title: string;
  /** A note that readers of the text do not see, by comment id: where in the original it was found. */
  where?: ReadonlyMap<string, string>;
}

/** A heading as reading gives it back: on one line, without numbers before it, and never with an id in it. Given that, it gives the same. */
export function headingAsRead(heading: string): string {
  for (let before = heading; ;) {
    const [node] = headingTree(parseMarkdown(`## ${headingLine(before)}`), 0).headings;
    const title = node?.title ?? '';
    if (title === before) return title;
    before = withoutNumbers(title);
  }
}

/**
 * An answer as Markdown (`response/v1`), the counterpart of `parseDocument`. Comments stand in their order, each under its heading; what
 * cannot stand as the Markdown it is without being taken for a heading, a label or another comment is written as the plain text it is.
 * Every comment needs a heading as {@link headingAsRead} gives it.
 */
export function writeResponse(response: Response, { title, where }: ResponseNotes): string {
  const words = (value: Response['stance']) => wordFor(stance, value);
  const { original } = response;
  const head = writeYaml({
    fardplan: 'response/v1',
    id: response.id === response.party ? undefined : response.id,
    huvudman: response.party,
    remiss: response.round,
    remissversion: response.revision,
    datum: response.date,
    organ: response.body,
    diarienummer: response.reference,
    ståndpunkt: words(response.stance),
    original: original && { fil: original.file, sha256: original.sha256, skrivet: original.written },
  });
  const parts = [`---\n${head}---`, `# ${headingLine(title)}`];
  const summary = summaryForms(response.summary).find((form) => readsAs(form, response.summary)) ?? '';
  if (summary !== '') parts.push(summary);
  const taken = new Set<string>();
  for (const run of runs(response.comments)) {
    const [first] = run;
    const line = `## ${headingLine(first?.heading ?? '')}${first?.item === undefined ? '' : ` {#${first.item}}`}`;
    const alone = run.length === 1 && first && !taken.has(first.id) && first.id === idOfHeading(first);
    const forms = run.map((comment) => {
      const note = where?.get(comment.id);
      return commentForms(
        comment,
        line,
        alone === true,
        note === undefined ? '' : `<!-- ${note.replace(/-{2,}|[<>]/g, ' ')} -->`,
      );
    });
    for (const { id } of run) taken.add(id);
    parts.push(`${line}\n\n${forms.join('\n\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/** Comments that follow each other under the same heading. */
function runs(comments: readonly Comment[]): Comment[][] {
  const found: Comment[][] = [];
  for (const comment of comments) {
    const last = found.at(-1);
    const same = last?.[0]?.heading === comment.heading && last?.[0]?.item === comment.item;
    if (last && same) last.push(comment);
    else found.push([comment]);
  }
  return found;
}

const headingLine = (heading: string): string =>
  plainInline(oneLine(cleanText(heading)).replace(/\{#([^{}]*)\}$/, '($1)')).replace(/(?<!\{\\)#/g, '\\#');

/** The id that reading makes for the only comment under a heading. */
const idOfHeading = ({ item, heading }: Comment): string =>
  slug(item ?? heading ?? '')
    .slice(0, 60)
    .replace(/-+$/, '');

const summaryForms = (summary: string): string[] => [summary, plainMarkdown(summary)];

/** What comes after must not be taken for a part of what comes before. */
const after = '\n\n## Slut {#slut}\n\nSlut.\n';

function readsAs(form: string, summary: string): boolean {
  const read = readResponseBody(`# T\n\n${form}${after}`, undefined, new Locations());
  return read.comments.length === 1 && (form !== summary || read.summary === summary);
}

/** A comment in the plainest form that is read back as the same. */
function commentForms(comment: Comment, line: string, alone: boolean, note: string): string {
  const { text, motive, proposal } = comment;
  const escaped: Comment = { ...comment, text: plainMarkdown(text) };
  if (motive !== undefined) escaped.motive = plainMarkdown(motive);
  if (proposal !== undefined) escaped.proposal = plainMarkdown(proposal);
  for (const form of [comment, escaped]) {
    const ways = [...(alone ? [underHeading] : []), asItem, asItemApart];
    for (const way of ways) {
      const written = way(form, note);
      if (isRead(`${line}\n\n${written}${after}`, form)) return written;
    }
  }
  return asItemApart(escaped, note);
}

function isRead(
  body: string,
  { id, item, heading, quote, text, stance: standing, motive, proposal }: Comment,
): boolean {
  const { comments, summary } = readResponseBody(body, undefined, new Locations());
  const wanted = { id, item, heading, quote, text, stance: standing, motive, proposal };
  const [found, ...more] = comments;
  return (
    found !== undefined &&
    more.length === 1 &&
    summary === '' &&
    Object.entries(wanted).every(([name, value]) => found[name] === value)
  );
}

const underHeading = (comment: Comment, note: string): string =>
  [note, stanceOf(comment), quoteOf(comment), textOf(comment), ...reasons(comment)].filter(Boolean).join('\n\n');

/** As an item of a list: what is in it can break nothing outside. */
const asItem = (comment: Comment, note: string): string =>
  inset([
    ...atEnd(textOf(comment), ` {#${comment.id}}`),
    stanceOf(comment),
    quoteOf(comment),
    ...reasons(comment),
    note,
  ]);

const asItemApart = (comment: Comment, note: string): string =>
  inset([textOf(comment), `{#${comment.id}}`, stanceOf(comment), quoteOf(comment), ...reasons(comment), note]);

const atEnd = (text: string, id: string): string[] => [text === '' ? id.trim() : `${text}${id}`];

const inset = (parts: readonly string[]): string =>
  `- ${parts
    .filter((part) => part !== '')
    .join('\n\n')
    .replace(/\n(?=[^\n])/g, '\n  ')}`;

/** A comment that is nothing but a proposal is written once. */
const textOf = ({ text, proposal }: Comment): string => (text === proposal ? '' : text);

const quoteOf = ({ quote }: Comment): string => (quote === undefined ? '' : `**Citat:** ${quote}`);

const stanceOf = ({ stance: standing }: Comment): string =>
  standing === undefined ? '' : `**Ståndpunkt:** ${wordFor(stance, standing)}`;

const reasons = ({ motive, proposal }: Comment): string[] => [part('Motiv', motive), part('Ändringsförslag', proposal)];

/** A labelled part: on the label's own line when it is one paragraph of words, else as a quote below it. */
function part(label: string, value: string | undefined): string {
  if (value === undefined || value === '') return '';
  const plain = /^[\p{L}\p{N}”"(\\]/u.test(value) && !/\n\s*\n|\n\s*[-*+#>|=`~\d]|^ {4}/m.test(value);
  return plain ? `**${label}:** ${value}` : `**${label}:**\n\n${value.replace(/^/gm, '> ').replace(/^> $/gm, '>')}`;
}
