import type { AssembledRound } from '../consultation/assemble-round.js';
import { trace, type TracedChange } from '../consultation/trace.js';
import { canonicalJson } from '../core/canonical-json.js';
import { Locations } from '../core/locations.js';
import { sha256 } from '../core/sha256.js';
import { diffRoadmaps } from '../diff/diff-roadmaps.js';
import type { Change } from '../model/change.js';
import type { Dispositions, Response } from '../model/consultation.js';
import type { Kind, ModelOf } from '../model/kinds.js';
import { Profile } from '../model/profile.js';
import type { Receipt, ReceiptChange } from '../model/receipt.js';
import type { Roadmap } from '../model/roadmap.js';
import { decode } from '../parse/decode.js';
import { parseDocument } from '../parse/parse-document.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import { hashOfValue } from './make-receipt.js';
import { receiptChanges } from './receipt-changes.js';

/** Something in a receipt that does not hold. */
export type ReceiptProblem =
  /** A revision is not there, or is another text than the receipt names. */
  | { kind: 'missing' | 'other-bytes'; revision: 'before' | 'after' }
  /** A revision says itself that it is another, or is no roadmap. */
  | { kind: 'other-revision' | 'no-roadmap'; revision: 'before' | 'after' }
  /** The profile or the template is another than its hash says, or cannot be used by this version of the program. */
  | { kind: 'other-profile' | 'other-template' | 'unusable-profile' }
  /** A comment is there twice, belongs to no answer, or concerns another item than the receipt says. */
  | { kind: 'comment'; ref: string }
  /** The two revisions give other changes than the receipt lists: how many are only here, only there. */
  | { kind: 'changes'; missing: ReceiptChange[]; surplus: ReceiptChange[] };

/** A receipt worked out again from the two revisions. */
export interface CheckedReceipt {
  /** Both revisions are the bytes that the receipt names. */
  revisionsMatch: boolean;
  /** The changes and their causes are what the revisions, comments and dispositions give; `null` when that could not be worked out. */
  changesMatch: boolean | null;
  problems: ReceiptProblem[];
  /** What the section on changes is written from, as worked out here. */
  found:
    | {
        before: Roadmap;
        after: Roadmap;
        changes: Change[];
        traced: TracedChange[];
        responses: Response[];
        dispositions?: Dispositions;
      }
    | undefined;
}

/** Works out again what a receipt says, from the bytes of the two revisions and the comments and dispositions in it. Needs nothing else. */
export async function checkReceipt(
  receipt: Receipt,
  files: { before: Uint8Array | undefined; after: Uint8Array | undefined },
): Promise<CheckedReceipt> {
  const problems: ReceiptProblem[] = [];
  const bytes = await Promise.all(
    (['before', 'after'] as const).map(async (revision) => {
      const found = files[revision];
      if (!found) problems.push({ kind: 'missing', revision });
      else if ((await sha256(found)) !== receipt[revision].sha256) problems.push({ kind: 'other-bytes', revision });
      return found;
    }),
  );
  const revisionsMatch = problems.length === 0;
  const profile = await profileOf(receipt.profile, problems);
  const earlier = receipt.earlierProfile ? await profileOf(receipt.earlierProfile, problems) : profile;
  if ((await hashOfValue(receipt.template.model)) !== receipt.template.sha256)
    problems.push({ kind: 'other-template' });
  const [before, after] = (['before', 'after'] as const).map((revision, index) =>
    roadmapOf(receipt, revision, bytes[index], revision === 'before' ? earlier : profile, problems),
  );
  if (!before || !after || problems.some(({ kind }) => kind === 'unusable-profile'))
    return { revisionsMatch, changesMatch: null, problems, found: undefined };
  const round = roundOf(receipt, problems);
  const traced = round ? trace(round, { before, after, profile }) : undefined;
  const changes = traced?.changes ?? diffRoadmaps(before, after, { profile });
  for (const { ref, item } of traced?.comments ?? []) {
    const named = receipt.comments.find((comment) => comment.ref === ref);
    if (named?.concerns !== item) problems.push({ kind: 'comment', ref });
  }
  const differing = differences(receiptChanges(changes, traced?.traced), receipt.changes);
  if (differing) problems.push(differing);
  return {
    revisionsMatch,
    changesMatch: differing === undefined && !problems.some(({ kind }) => kind === 'comment'),
    problems,
    found: {
      before: before.model,
      after: after.model,
      changes,
      traced: traced?.traced ?? [],
      responses: round?.responses.map(({ model }) => model) ?? [],
      ...(round?.dispositions ? { dispositions: round.dispositions.model } : {}),
    },
  };
}

async function profileOf(profile: Receipt['profile'], problems: ReceiptProblem[]): Promise<Profile | undefined> {
  if (!profile) return undefined;
  if ((await hashOfValue(profile.model)) !== profile.sha256 || profile.model['id'] !== profile.id)
    problems.push({ kind: 'other-profile' });
  const read = Profile.safeParse(profile.model);
  if (!read.success) problems.push({ kind: 'unusable-profile' });
  return read.data;
}

function roadmapOf(
  receipt: Receipt,
  revision: 'before' | 'after',
  bytes: Uint8Array | undefined,
  profile: Profile | undefined,
  problems: ReceiptProblem[],
): Parsed<Roadmap> | undefined {
  if (!bytes) return undefined;
  const { id, version, fileName } = receipt[revision];
  const { source } = decode(fileName, bytes);
  const parsed = source && parseDocument(source, (named) => (named === profile?.id ? profile : undefined));
  if (!parsed || !('kind' in parsed) || !isKind(parsed, 'roadmap')) {
    problems.push({ kind: 'no-roadmap', revision });
    return undefined;
  }
  if (parsed.model.id !== id || parsed.model.version !== version) problems.push({ kind: 'other-revision', revision });
  return parsed;
}

/** The round as the trace wants it, from what the receipt holds of it. */
function roundOf(receipt: Receipt, problems: ReceiptProblem[]): AssembledRound | undefined {
  if (!receipt.round) return undefined;
  const known = new Set(receipt.answers.map(({ id }) => id));
  const seen = new Set<string>();
  for (const { ref, comment } of receipt.comments) {
    const answer = ref.slice(0, ref.indexOf('#'));
    if (!known.has(answer) || ref !== `${answer}#${comment.id}` || seen.has(ref))
      problems.push({ kind: 'comment', ref });
    seen.add(ref);
  }
  const responses = receipt.answers.map(({ id, party, date, body, reference, stance, revision }) =>
    unread('response', {
      fardplan: 'response/v1' as const,
      id,
      party,
      date,
      ...(body === undefined ? {} : { body }),
      ...(reference === undefined ? {} : { reference }),
      ...(revision === undefined ? {} : { revision }),
      stance,
      summary: '',
      comments: receipt.comments.flatMap(({ ref, comment }) => (ref.startsWith(`${id}#`) ? [comment] : [])),
    }),
  );
  return {
    round: unread('round', receipt.round.model),
    responses,
    dispositions: receipt.dispositions && unread('dispositions', receipt.dispositions.model),
  };
}

/** A model without a text that it was read from. */
const unread = <K extends Kind>(kind: K, model: ModelOf<K>): Parsed<ModelOf<K>> => ({
  kind,
  source: { path: kind, text: '' },
  model,
  locations: new Locations(),
  diagnostics: [],
  remarks: [],
});

function differences(found: readonly ReceiptChange[], listed: readonly ReceiptChange[]): ReceiptProblem | undefined {
  const [here, there] = [found, listed].map((changes) => changes.map((change) => canonicalJson(change)));
  if (here?.join('\n') === there?.join('\n')) return undefined;
  const [inFile, anew] = [new Set(there), new Set(here)];
  return {
    kind: 'changes',
    missing: found.filter((_, index) => !inFile.has(here?.[index] ?? '')),
    surplus: listed.filter((_, index) => !anew.has(there?.[index] ?? '')),
  };
}
