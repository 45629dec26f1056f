import { resolve } from 'node:path';
import { loadKind } from '../check/load-document.js';
import { loadRound } from '../check/load-round.js';
import type { AssembledRound } from '../consultation/assemble-round.js';
import { trace } from '../consultation/trace.js';
import type { Host } from '../core/host.js';
import type { Revision } from '../core/revision.js';
import { sha256 } from '../core/sha256.js';
import { diffRoadmaps } from '../diff/diff-roadmaps.js';
import type { Decision } from '../model/decision.js';
import type { ReceiptFiles } from '../model/document.js';
import type { Party } from '../model/party.js';
import type { Profile } from '../model/profile.js';
import type { Roadmap } from '../model/roadmap.js';
import type { Parsed } from '../parse/parsed.js';
import { makeReceipt, receiptBytes } from '../receipt/make-receipt.js';
import { receiptName } from '../receipt/receipt-name.js';
import { makeAttachment } from './binding.js';
import type { ComposeInput } from './compose.js';
import type { CompleteTemplate } from './template.js';

/** What the changes of a decision are told from. */
export interface ChangesOf {
  decision: Parsed<Decision>;
  after: { parsed: Parsed<Roadmap>; revision: Revision };
  profile: Profile | undefined;
  template: CompleteTemplate;
  parties: readonly Party[];
  /** Absolute; that of the decision. */
  folder: string;
  /** Names that other attached files have. */
  taken: readonly string[];
  /** Version of the program that the receipt names. */
  program: string;
}

/** What changed since the revision that the decision names, with causes, and the proof of it; nothing when it names none. */
export async function gatherChanges(
  host: Host,
  { decision, after, profile, template, parties, folder, taken, program }: ChangesOf,
): Promise<Pick<ComposeInput, 'before' | 'changes' | 'traced' | 'responses' | 'dispositions' | 'proof'>> {
  const named = decision.model.changes;
  if (!named) return {};
  const {
    parsed: before,
    revision,
    profile: earlierProfile,
  } = await loadKind(host, named.from, folder, 'roadmap', { bound: true });
  const revisions = { before, after: after.parsed, profile };
  const round =
    named.consultation === undefined ? undefined : await loadRound(host, resolve(folder, named.consultation), profile);
  const traced = round && trace(round, revisions);
  const changes = traced?.changes ?? diffRoadmaps(before, after.parsed, { profile });
  const earlier = {
    ...makeAttachment(before.model, revision),
    name: freeName(revision.fileName, before.model.version, taken),
  };
  const receipt = await makeReceipt({
    program,
    before: { parsed: before, revision, source: named.from, fileName: earlier.name },
    after: { ...after, source: decision.model.roadmap.source, fileName: after.revision.fileName },
    profile,
    earlierProfile,
    template,
    round: round && { assembled: round, bytes: await bytesOf(host, round) },
    parties,
    changes,
    traced: traced?.traced,
  });
  return {
    before,
    changes,
    traced: traced?.traced,
    ...(round ? { responses: round.responses.map(({ model }) => model), dispositions: round.dispositions?.model } : {}),
    proof: await proofOf(receiptBytes(receipt), earlier, before.model),
  };
}

async function proofOf(bytes: Uint8Array, earlier: ReceiptFiles['earlier'], before: Roadmap): Promise<ReceiptFiles> {
  return {
    sha256: await sha256(bytes),
    before: before.version,
    receipt: {
      name: receiptName,
      mediaType: 'application/json',
      description: `Kvitto på varje ändring sedan version ${before.version}: båda versionerna, svaren, synpunkterna och hanteringen`,
      bytes,
    },
    earlier,
  };
}

/** The name of the earlier text beside other attached files, since both revisions may well be files of one name. */
function freeName(fileName: string, version: string, taken: readonly string[]): string {
  const all = new Set([...taken, receiptName, 'document.json'].map((name) => name.toLowerCase()));
  if (!all.has(fileName.toLowerCase())) return fileName;
  const [, stem = fileName, extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(fileName) ?? [];
  const base = `${stem}-${version.replace(/[^\p{L}\p{N}._-]+/gu, '-')}`;
  for (let count = 1; ; count += 1) {
    const name = `${base}${count === 1 ? '' : `-${count}`}${extension}`;
    if (!all.has(name.toLowerCase())) return name;
  }
}

async function bytesOf(host: Host, round: AssembledRound): Promise<Map<string, Uint8Array>> {
  const documents = [round.round, ...round.responses, ...(round.dispositions ? [round.dispositions] : [])];
  const read = documents.map(async ({ source: { path } }) => {
    return [path, await host.files.read(resolve(host.cwd, path))] as const;
  });
  return new Map(await Promise.all(read));
}
