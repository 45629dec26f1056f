import { Failure } from '../core/failure.js';
import { Locations } from '../core/locations.js';
import { lineText, place } from '../core/source.js';
import { text, type Text } from '../core/text.js';
import { Response } from '../model/consultation.js';
import type { FoundAnswer, FoundComment } from '../model/found.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { readResponseBody } from '../parse/read-response.js';
import { readYaml } from '../parse/read-yaml.js';
import { tangle } from '../parse/tangle.js';
import type { Found, Importer } from './_contract.js';
import { decodeText } from './_decode-text.js';
import { dayOf } from './_dates.js';
import { stanceOf } from './_stance-words.js';

/** Answers in Markdown: the form that was sent out, filled in, or a party's own text with headings. */
export const markdown: Importer = {
  extensions: ['md', 'markdown'],
  read: (received) => Promise.resolve(readMarkdown(received)),
};

function readMarkdown(received: Parameters<Importer['read']>[0]): Found {
  const { text: read, remarks } = decodeText(received);
  const whole = read.replace(/\f/g, '\n');
  const source = { path: received.name, text: whole };
  const { yaml, yamlStart, body, error } = partFrontMatter(whole);
  const answer: FoundAnswer = { comments: [], leftovers: [] };
  const lineAt = (offset: number): Text => {
    const { line } = place(source, { start: offset, end: offset });
    return text(`rad ${line}`, `line ${line}`);
  };
  const head = readYaml(yaml, Response, yamlStart);
  if (error || head.errors.length > 0) {
    answer.leftovers.push({
      text: yaml,
      where: lineAt(yamlStart),
      why: text('metadatan kan inte läsas', 'the front matter cannot be read'),
    });
  } else
    takeHead(
      answer,
      head.value as Record<string, unknown> | undefined,
      lineAt(head.locations.nearest(['stance']).start),
    );
  for (const remark of error || head.errors.length > 0 ? [] : head.remarks) {
    if (remark.type !== 'unknown-key') continue;
    const { line } = place(source, remark.span);
    answer.leftovers.push({
      text: lineText(source, line),
      where: text(`rad ${line}`, `line ${line}`),
      why: text('okänd uppgift', 'unknown field'),
    });
  }
  const knot = tangle(body);
  if (knot) {
    const at = lineAt(knot.span.start);
    throw new Failure(
      text(`${received.name}, ${at.sv}: ${knot.message.sv}`, `${received.name}, ${at.en}: ${knot.message.en}`),
      knot.help,
    );
  }
  const locations = new Locations();
  const { summary, comments } = readResponseBody(body, undefined, locations);
  answer.summary = [answer.summary, summary].filter(Boolean).join('\n\n');
  for (const [index, comment] of comments.entries()) {
    const where = lineAt(locations.nearest(['comments', index]).start);
    const { stance: said } = comment as { stance?: string };
    const standing = said === undefined ? undefined : stanceOf(said);
    if (said !== undefined && standing === undefined) answer.leftovers.push(unknownStance(said, where));
    const { item, heading, quote, text: words, motive, proposal } = comment as Omit<FoundComment, 'where' | 'stance'>;
    answer.comments.push({
      ...(item === undefined ? {} : { item }),
      ...(heading === undefined ? {} : { heading }),
      ...(quote === undefined ? {} : { quote }),
      text: words,
      ...(standing === undefined ? {} : { stance: standing }),
      ...(motive === undefined ? {} : { motive }),
      ...(proposal === undefined ? {} : { proposal }),
      where,
    });
  }
  return { answers: [answer], remarks };
}

/** What is said of the answer as a whole. */
function takeHead(answer: FoundAnswer, head: Record<string, unknown> | undefined, where: Text): void {
  const said = (name: string): string | undefined => {
    const value = head?.[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  for (const name of ['party', 'round', 'revision', 'body', 'reference', 'summary'] as const) {
    const value = said(name);
    if (value !== undefined) answer[name] = value;
  }
  const date = said('date');
  if (date !== undefined) answer.date = dayOf(date) ?? date;
  const standing = said('stance');
  const known = standing === undefined ? undefined : stanceOf(standing);
  if (known && known !== 'unstated') answer.stance = known;
  if (standing !== undefined && known === undefined) answer.leftovers.push(unknownStance(standing, where));
}

const unknownStance = (said: string, where: Text): FoundAnswer['leftovers'][number] => ({
  text: `Ståndpunkt: ${said}`,
  where,
  why: text('okänd ståndpunkt', 'unknown stance'),
});
