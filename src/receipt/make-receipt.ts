import { canonicalJson } from '../core/canonical-json.js';
import type { Revision } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import type { AssembledRound } from '../consultation/assemble-round.js';
import { commentRefs } from '../consultation/comment-refs.js';
import type { TracedChange } from '../consultation/trace.js';
import type { Change } from '../model/change.js';
import type { Response } from '../model/consultation.js';
import type { Party } from '../model/party.js';
import type { Profile } from '../model/profile.js';
import type { Receipt } from '../model/receipt.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { receiptChanges } from './receipt-changes.js';

/** One of the two revisions: as read, and under which name it is attached. */
export interface ReceiptRevision {
  parsed: Parsed<Roadmap>;
  revision: Revision;
  /** As the decision names it. */
  source: string;
  fileName: string;
}

/** The words that changes are told in. */
export interface ReceiptTemplate {
  id: string;
  items: Record<string, string>;
  fields: Record<string, string>;
  phrases: Record<string, string>;
}

/** Everything that a receipt binds, read beforehand. */
export interface ReceiptInput {
  /** Version of the program. */
  program: string;
  before: ReceiptRevision;
  after: ReceiptRevision;
  /** That of the later revision, which items are paired with. */
  profile: Profile | undefined;
  /** That which the headings of the earlier revision were matched with. */
  earlierProfile: Profile | undefined;
  template: ReceiptTemplate;
  /** The round between the revisions, and the bytes of its files by their paths. */
  round?: { assembled: AssembledRound; bytes: ReadonlyMap<string, Uint8Array> } | undefined;
  parties: readonly Pick<Party, 'id' | 'name'>[];
  /** What changed, with causes. */
  changes: readonly Change[];
  /** The same changes as the trace of the round has them. */
  traced?: readonly TracedChange[] | undefined;
}

/** The receipt of what changed between two revisions. The same input gives the same receipt. */
export async function makeReceipt(input: ReceiptInput): Promise<Receipt> {
  const { before, after, profile, earlierProfile, template, round, parties } = input;
  const responses = round?.assembled.responses ?? [];
  const hashOf = async (document: Pick<Parsed, 'source'>): Promise<string> =>
    fileHash(round?.bytes.get(document.source.path) ?? new TextEncoder().encode(document.source.text));
  const dispositions = round?.assembled.dispositions;
  return {
    fardplan: 'receipt/v1',
    made: { fardplan: input.program },
    before: await revisionOf(before),
    after: await revisionOf(after),
    ...(profile ? { profile: await profileFacts(profile) } : {}),
    ...(earlierProfile && canonicalJson(earlierProfile) !== canonicalJson(profile ?? null)
      ? { earlierProfile: await profileFacts(earlierProfile) }
      : {}),
    template: { id: template.id, sha256: await hashOfValue(template), model: { ...template } },
    ...(round ? { round: { sha256: await hashOf(round.assembled.round), model: round.assembled.round.model } } : {}),
    answers: await Promise.all(
      responses.map(async (response) => answerOf(response.model, await hashOf(response), parties)),
    ),
    comments: commentRefs(responses, before.parsed, profile).map(({ ref, item, comment }) => ({
      ref,
      ...(item === undefined ? {} : { concerns: item }),
      comment,
    })),
    ...(dispositions ? { dispositions: { sha256: await hashOf(dispositions), model: dispositions.model } } : {}),
    changes: receiptChanges(input.changes, input.traced),
  };
}

/** A receipt as a file: canonical JSON (RFC 8785) in UTF-8. */
export const receiptBytes = (receipt: Receipt): Uint8Array => new TextEncoder().encode(canonicalJson(receipt));

/** SHA-256 (hex) of a value as canonical JSON. */
export const hashOfValue = (value: unknown): Promise<string> => sha256(new TextEncoder().encode(canonicalJson(value)));

/** SHA-256 (hex) of a text file with line ends as git keeps them, so that it is the same on every machine. */
export const fileHash = (bytes: Uint8Array): Promise<string> =>
  sha256(bytes.filter((byte, index) => !(byte === 0x0d && bytes[index + 1] === 0x0a)));

const profileFacts = async (profile: Profile): Promise<NonNullable<Receipt['profile']>> => ({
  id: profile.id,
  sha256: await hashOfValue(profile),
  model: { ...profile },
});

async function revisionOf({ parsed, revision, source, fileName }: ReceiptRevision): Promise<Receipt['before']> {
  const { id, title, version } = parsed.model;
  const draft = revision.draft ?? (revision.commit === undefined ? 'no-git' : undefined);
  return {
    id,
    title,
    version,
    source,
    ...(draft === undefined ? { commit: revision.commit } : { draft }),
    sha256: await sha256(revision.bytes),
    fileName,
  };
}

function answerOf(
  { id, party, date, body, reference, stance, revision, original }: Response,
  hash: string,
  parties: ReceiptInput['parties'],
): Receipt['answers'][number] {
  return {
    id,
    party,
    name: parties.find((each) => each.id === party)?.name ?? party,
    date,
    ...(body === undefined ? {} : { body }),
    ...(reference === undefined ? {} : { reference }),
    stance,
    ...(revision === undefined ? {} : { revision }),
    sha256: hash,
    ...(original ? { original: original.sha256 } : {}),
  };
}
