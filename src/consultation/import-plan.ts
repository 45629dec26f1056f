import { namedForm } from '../core/form.js';
import { canonicalJson } from '../core/canonical-json.js';
import { fingerprint } from '../core/fingerprint.js';
import { listed, slug, text, type Text } from '../core/text.js';
import type { Response } from '../model/consultation.js';
import type { Profile } from '../model/profile.js';
import { parseDocument } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { writeResponse } from '../parse/write-response.js';
import { carryIds } from './import-carry-ids.js';
import type { ImportNote, PlacedAnswer } from './place-answer.js';

/** An answer that was placed, and what it came in. */
export interface ImportCandidate {
  /** As the user gave it. */
  file: string;
  bytes: Uint8Array;
  sha256: string;
  /** Several answers came in one file. */
  shared: boolean;
  answer: PlacedAnswer;
}

/** What stands in the round already. */
export interface Standing {
  /** The answers of the round. */
  responses: readonly Parsed<Response>[];
  /** Folder of the answers, as the user would write it. */
  folder: string;
  /** SHA-256 of every file in that folder, by name. */
  files: ReadonlyMap<string, string>;
  /** What the headings of the answers were matched with. */
  profile: Profile | undefined;
  /** `response-id#comment-id` of the comments that have been dealt with. */
  disposed: ReadonlySet<string>;
}

/** What became of one answer. */
export interface ImportOutcome {
  file: string;
  /** Id and name of the party, when it is known. */
  party?: string;
  name?: string;
  result: 'written' | 'replaced' | 'unchanged' | 'refused';
  /** The answer in the round. */
  path?: string;
  comments: number;
  notes: ImportNote[];
  /** Why it was refused. */
  message?: Text;
  help?: Text;
}

/** A file to be written; `bytes` for what was received, text for the answer. */
export interface PlannedWrite {
  path: string;
  content: Uint8Array | string;
  replace: boolean;
}

/** What an import will do. Nothing has been done yet. */
export interface ImportPlan {
  outcomes: ImportOutcome[];
  writes: PlannedWrite[];
}

/** Plans what is written for answers that have been placed: each is judged by itself, and of two from one party neither is taken. */
export function planImport(
  candidates: readonly ImportCandidate[],
  standing: Standing,
  { force = false } = {},
): ImportPlan {
  const files = new Map(standing.files);
  const plan: ImportPlan = { outcomes: [], writes: [] };
  const seen = new Map<string, ImportCandidate[]>();
  for (const candidate of candidates) {
    const { id } = candidate.answer.party;
    const others = seen.get(id) ?? [];
    // The same file given twice is one answer.
    if (!others.some((other) => other.sha256 === candidate.sha256 && !other.shared))
      seen.set(id, [...others, candidate]);
  }
  for (const all of seen.values()) {
    if (all.length === 1) for (const candidate of all) planOne(candidate, standing, files, force, plan);
    else plan.outcomes.push(...all.map((candidate) => ofTwo(candidate, all)));
  }
  return plan;
}

function ofTwo({ file, answer }: ImportCandidate, all: readonly ImportCandidate[]): ImportOutcome {
  const { name, id } = answer.party;
  const names = [...new Set(all.map((each) => each.file))];
  const from = (language: 'sv' | 'en') => listed(names, language);
  return {
    file,
    party: id,
    name,
    result: 'refused',
    comments: 0,
    notes: [],
    message: text(
      `${name} har lämnat ${all.length} svar på en gång (${from('sv')}); inget av dem togs`,
      `${name} has given ${all.length} answers at once (${from('en')}); none of them was taken`,
    ),
    help: text(
      'Ta reda på vilket som gäller och importera bara det.',
      'Find out which one holds, and import only that.',
    ),
  };
}

function planOne(
  candidate: ImportCandidate,
  { responses, folder, disposed, profile }: Standing,
  files: Map<string, string>,
  force: boolean,
  plan: ImportPlan,
): void {
  const { file, answer, sha256 } = candidate;
  const { party, notes } = answer;
  const earlier = responses.find(({ model }) => model.party === party.id);
  const path = earlier?.source.path ?? `${folder}/${party.id}.md`;
  const outcome: ImportOutcome = {
    file,
    party: party.id,
    name: party.name,
    result: 'written',
    path,
    comments: 0,
    notes: [...notes],
  };
  plan.outcomes.push(outcome);
  const refuse = (message: Text, help: Text): void => {
    Object.assign(outcome, { result: 'refused', notes: [], message, help });
  };
  if (!earlier && files.has(`${party.id}.md`)) {
    refuse(
      text(
        `${path} finns redan men är inget svar från ${party.name}`,
        `${path} exists already but is no answer from ${party.name}`,
      ),
      text('Flytta undan filen, eller rätta den.', 'Move the file away, or correct it.'),
    );
    return;
  }
  const title = `Svar från ${party.name}`;
  let response = earlier && !answer.dated ? { ...answer.response, date: earlier.model.date } : answer.response;
  const { where } = answer;
  if (earlier) {
    const edited = isEdited(earlier.model);
    const same = earlier.model.original?.sha256 === sha256 && !candidate.shared;
    const alike = settled(response, title, profile).written === earlier.model.original?.written;
    // The same file may be read anew, as with columns that have got a meaning since.
    if (alike || (same && !force)) {
      outcome.result = 'unchanged';
      outcome.comments = earlier.model.comments.length;
      // What was odd about it has been told, and perhaps mended.
      outcome.notes = edited ? [handEdited] : alike ? [] : [readOtherwise];
      return;
    }
    if (!force) {
      const by = edited ? text(' och har rättats för hand', ' and has been edited by hand') : text('', '');
      refuse(
        text(
          `${party.name} har redan svarat (${path})${by.sv}, och det här svaret säger något annat`,
          `${party.name} has answered already (${path})${by.en}, and this answer says something else`,
        ),
        text(
          `Är det en rättelse: kör igen med --force. Synpunkterna behåller sina id${edited ? ', och din version sparas bredvid' : ''}.`,
          `If it is a correction: run again with --force. Comments keep their ids${edited ? ', and your version is kept beside' : ''}.`,
        ),
      );
      return;
    }
    const { comments, lost } = carryIds(earlier.model.comments, response.comments);
    response = { ...response, id: earlier.model.id, comments };
    const renamed = new Map(
      answer.response.comments.map(({ id }, index) => [comments[index]?.id ?? id, where.get(id)]),
    );
    where.clear();
    for (const [id, at] of renamed) if (at) where.set(id, at);
    outcome.result = 'replaced';
    for (const id of lost) outcome.notes.push(lostComment(`${earlier.model.id}#${id}`, disposed));
    if (edited) {
      const kept = freeName(`${party.id}.md.bak`, files, undefined);
      files.set(kept, '');
      plan.writes.push({ path: `${folder}/${kept}`, content: earlier.source.text, replace: false });
      outcome.notes.push({
        kind: 'note',
        message: text(
          `den version som rättats för hand ligger i ${folder}/${kept}`,
          `the version edited by hand is in ${folder}/${kept}`,
        ),
      });
    }
  }
  const original = originalName(candidate, files);
  if (files.get(original) !== sha256) {
    files.set(original, sha256);
    plan.writes.push({ path: `${folder}/${original}`, content: candidate.bytes, replace: false });
  }
  const { written } = settled(response, title, profile);
  // The answer may stand elsewhere in the round than where originals are kept.
  const beside = path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/');
  const content = writeResponse(
    { ...response, original: { file: beside ? original : `${folder}/${original}`, sha256, written } },
    { title, where: new Map([...where].map(([id, at]) => [id, `Ur ${baseName(file)}, ${at.sv}`])) },
  );
  outcome.comments = response.comments.length;
  plan.writes.push({ path, content, replace: earlier !== undefined });
  files.set(`${party.id}.md`, '');
}

const handEdited: ImportNote = {
  kind: 'note',
  message: text('rättat för hand sedan dess; rättelserna är kvar', 'edited by hand since; the edits are kept'),
};

const readOtherwise: ImportNote = {
  kind: 'note',
  message: text('filen är densamma, men läses annorlunda nu', 'the file is the same, but is read otherwise now'),
  help: text(
    'Kör igen med --force för att läsa in den på nytt. Synpunkterna behåller sina id.',
    'Run again with --force to take it in anew. Comments keep their ids.',
  ),
};

function lostComment(ref: string, disposed: ReadonlySet<string>): ImportNote {
  const settledBefore = disposed.has(ref);
  return {
    kind: settledBefore ? 'unplaced' : 'note',
    message: text(
      `synpunkten ${ref} finns inte i det nya svaret${settledBefore ? ', men har en hantering' : ''}`,
      `the comment ${ref} is not in the new answer${settledBefore ? ', but has a disposition' : ''}`,
    ),
    ...(settledBefore
      ? {
          help: text(
            'Ta bort eller ändra hanteringen i dispositions.yaml.',
            'Remove or change the disposition in dispositions.yaml.',
          ),
        }
      : {}),
  };
}

const baseName = (file: string): string => /[^\\/]+$/.exec(file)?.[0] ?? file;

/** What an answer is called where it is kept as it came: after the party, or after itself when it holds several answers. */
function originalName({ file, shared, sha256, answer }: ImportCandidate, files: ReadonlyMap<string, string>): string {
  const name = baseName(file);
  const [, stem = name, extension = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/.exec(name) ?? [];
  // As Markdown or YAML it would be read as a document of the round.
  const end = namedForm(extension) ? '.original.txt' : extension.toLowerCase();
  return freeName(`${shared ? slug(stem) || 'svar' : answer.party.id}${end || '.original'}`, files, sha256);
}

/** The name, or the first with a number that is free or holds the same. */
function freeName(name: string, files: ReadonlyMap<string, string>, sha256: string | undefined): string {
  const dot = name.indexOf('.');
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? name : `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
    const there = files.get(tried);
    if (there === undefined || there === sha256) return tried;
  }
}

/** The answer as it is read back once it is written, with the fingerprint of that. */
function settled(response: Response, title: string, profile: Profile | undefined): { written: string } {
  const parsed = parseDocument({ path: 'svar.md', text: writeResponse(response, { title }) }, () => profile);
  return { written: digest('kind' in parsed && isKind(parsed, 'response') ? parsed.model : response) };
}

/** A fingerprint of what an answer says. Its comments' ids do not count: a corrected answer keeps those of the earlier one. */
const digest = (response: Response): string =>
  fingerprint(
    canonicalJson({
      ...response,
      id: undefined,
      original: undefined,
      comments: response.comments.map((comment) => ({ ...comment, id: undefined })),
    }),
  );

/** `true` for an answer that was written by hand, or changed since it was imported. */
const isEdited = (response: Response): boolean => response.original?.written !== digest(response);
