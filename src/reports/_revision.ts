import { namedForm } from '../core/form.js';
import type { Revision } from '../core/revision.js';
import type { Attachment, Binding, Block, Inline } from '../model/document.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { onLines, sentence, words as plain } from './_blocks.js';
import type { ReportWords } from './_contract.js';

/** One of the two texts that a report is about, with what names exactly that text. */
export interface ReportedRevision {
  parsed: Parsed<Roadmap>;
  revision: Pick<Revision, 'fileName' | 'bytes' | 'commit' | 'draft'>;
  /** Of the bytes, hex. */
  sha256: string;
}

/** What a report is attached to and bound to: the later text as its source, the earlier beside it, under names of their own. */
export function boundTo(
  before: ReportedRevision,
  after: ReportedRevision | undefined,
): { roadmap: Binding; attachment: Attachment; supplement?: Attachment } {
  const main = after ?? before;
  const { model } = main.parsed;
  const [name, other] = fileNames(before, after);
  const { commit } = main.revision;
  // One text that may still change makes the whole a draft.
  const draft = [main, before]
    .map(({ revision }) => revision.draft ?? (revision.commit === undefined ? 'no-git' : undefined))
    .find(Boolean);
  return {
    roadmap: {
      id: model.id,
      title: model.title,
      version: model.version,
      sha256: main.sha256,
      fileName: name,
      ...(commit === undefined ? {} : { commit }),
      ...(draft === undefined ? {} : { draft }),
    },
    attachment: attached(main, name),
    ...(after ? { supplement: attached(before, other) } : {}),
  };
}

const attached = ({ parsed: { model }, revision }: ReportedRevision, name: string): Attachment => ({
  name,
  mediaType: namedForm(name) === 'yaml' ? 'application/yaml' : 'text/markdown',
  description: `${model.title}, version ${model.version}: källtext`,
  bytes: revision.bytes,
});

/** Names of the later and the earlier file, told apart by their versions where they have the same. */
function fileNames(before: ReportedRevision, after: ReportedRevision | undefined): [string, string] {
  const [one, two] = [after?.revision.fileName ?? before.revision.fileName, before.revision.fileName];
  if (!after || one !== two) return [one, two];
  const named = ({ parsed, revision: { fileName } }: ReportedRevision): string =>
    fileName.replace(
      /(\.[^.]*)?$/,
      (extension) => `-${parsed.model.version.replace(/[^\p{L}\p{N}.]+/gu, '-')}${extension}`,
    );
  const [later, earlier] = [named(after), named(before)];
  return later === earlier ? [later, `tidigare-${earlier}`] : [later, earlier];
}

/** One text in the box that says what a report is about. */
function revisionFact(
  phrase: string,
  { parsed: { model }, revision, sha256 }: ReportedRevision,
  file: string,
  words: ReportWords,
): { term: string; value: Inline[] } {
  const { commit, draft } = revision;
  const lines = [
    sentence(words.version, { version: model.version }) + (model.date === undefined ? '' : `, ${model.date}`),
    commit === undefined
      ? draft === 'uncommitted'
        ? words.uncommitted
        : words.noGit
      : sentence(words.commit, { commit }),
    sentence(words.sha256, { sha256 }),
    sentence(words.file, { file }),
  ];
  return {
    term: sentence(phrase, { version: model.version }).replace(/ \([^()]*\)$/, ''),
    value: onLines(lines.map(plain)),
  };
}

/** The box with both texts, and whatever else names what the report is about. */
export function factsBox(
  before: ReportedRevision,
  after: ReportedRevision | undefined,
  words: ReportWords,
  others: { term: string; value: Inline[] }[],
): Block {
  const { attachment, supplement } = boundTo(before, after);
  return {
    type: 'facts',
    role: 'binding',
    facts: [
      ...others,
      revisionFact(words.before, before, (supplement ?? attachment).name, words),
      ...(after ? [revisionFact(words.after, after, attachment.name, words)] : []),
    ],
  };
}
