import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { exit, Failure } from '../core/failure.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { Indication, LaterChange, SignatureVerdict, Verdict } from '../model/verdict.js';
import { readRevisions } from '../pdf/revisions.js';
import { viewAt } from '../pdf/revisions-view.js';
import { plainAnchor } from './anchors.js';
import type { TrustAnchor } from './anchors.js';
import type { Answer } from './answer.js';
import { combine, failed, note, reasonsOf, unsettled } from './answer.js';
import type { Context, FetchMaterial } from './context.js';
import { judgeChanges, type OwnProgram } from './changes.js';
import { changesAfter } from './changes-after.js';
import { fileFacts } from './facts.js';
import type { FileFacts } from './facts.js';
import { judgeFile } from './judge-file.js';
import { judgeSignature } from './judge-signature.js';
import { judgeRoadmap } from './roadmap.js';
import type { Lookup } from './roadmap.js';
import { timestampVerdict } from './shown-links.js';
import { judgeOrder, judgeTimestamps } from './timestamps.js';
import type { JudgedToken } from './timestamps.js';

/** What a file is verified against: plain data, and questions to the outside. */
export interface VerifyOptions {
  /** The file's name, as shown. */
  file: string;
  /** Trusted issuers: certificates in DER (see `readTrust`), or anchors that say what they are for and when. */
  trust: readonly (Uint8Array | TrustAnchor)[];
  /** The time of verification: what nothing proves to be older has to hold at it. */
  at: Date;
  /** How to find out whether a git commit holds a file; without it that is left open. */
  lookup?: Lookup | undefined;
  /** What this program is, for the changes that a document tells of: without it what cannot be worked out again is left open. */
  program?: OwnProgram | undefined;
  /** How to get certificates and revocation information that the file lacks; without it nothing is fetched. */
  fetch?: FetchMaterial | undefined;
  /** Whether personal numbers in certificates are shown as they are; they are masked otherwise. */
  showPersonalNumbers?: boolean | undefined;
  /** Whether the verdict shall carry everything that was observed. */
  diagnostic?: boolean | undefined;
}

/** The exit code for an indication: 0 passed, 1 failed, 3 cannot be settled. */
export function verdictExit(indication: Indication): number {
  if (indication === 'TOTAL-PASSED') return exit.fine;
  return indication === 'TOTAL-FAILED' ? exit.findings : exit.unsettled;
}

function readAnchors(trust: VerifyOptions['trust']): { anchors: TrustAnchor[]; answers: Answer[] } {
  const anchors: TrustAnchor[] = [];
  const answers: Answer[] = [];
  for (const each of trust) {
    const anchor = each instanceof Uint8Array ? plainAnchor(each) : each;
    try {
      readStrictCertificate(anchor.certificate);
      anchors.push(anchor);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      const reason = text(
        'Anmärkning: ett av de betrodda certifikaten går inte att läsa.',
        'Note: one of the trusted certificates cannot be read.',
      );
      answers.push(note(reason));
    }
  }
  return { anchors, answers };
}

/** What document time-stamps that prove nothing do to the verdict on the file: those that are wrong are changes that may not be. */
function judgeDocumentTokens(tokens: readonly JudgedToken[]): { changes: LaterChange[]; answers: Answer[] } {
  const documents = tokens.filter(({ token }) => token.kind === 'document');
  const changes: LaterChange[] = [];
  const answers: Answer[] = [];
  for (const { token, answers: found } of documents) {
    const { field } = token;
    for (const { indication, subIndication, reason } of found) {
      const what = text(`Tidsstämpeln ${field}: ${reason.sv}`, `The time-stamp ${field}: ${reason.en}`);
      if (indication === 'TOTAL-FAILED' && subIndication) {
        changes.push({ revision: token.revision + 1, allowed: false, kind: 'timestamp', what });
        answers.push(failed(subIndication, what));
      } else if (indication === 'INDETERMINATE' && subIndication) answers.push(unsettled(subIndication, what));
    }
  }
  return { changes, answers };
}

async function judge(bytes: Uint8Array, options: VerifyOptions): Promise<Verdict> {
  const structure = readRevisions(bytes);
  const { anchors, answers } = readAnchors(options.trust);
  const facts: FileFacts = await fileFacts(structure);
  const context: Context = {
    now: options.at,
    trust: anchors,
    material: facts.material,
    proofs: [],
    fetch: options.fetch,
    asked: new Set(),
  };
  const tokens = await judgeTimestamps(context, facts.tokens);
  const stamps = judgeDocumentTokens(tokens);
  const changes = [...changesAfter(facts), ...stamps.changes];
  const signatures: SignatureVerdict[] = [];
  for (const index of facts.signatures.keys()) {
    const verdict = await judgeSignature(context, facts, index, tokens, changes);
    if (verdict) signatures.push(verdict);
  }
  const last = structure.revisions.at(-1);
  const bound = last
    ? await judgeRoadmap(structure, viewAt(structure, last.index), options.lookup)
    : { roadmap: null, answers: [] };
  const told = last
    ? await judgeChanges(structure, viewAt(structure, last.index), options)
    : { changes: null, answers: [] };
  answers.push(
    ...judgeFile(structure, facts),
    ...stamps.answers,
    ...judgeOrder(tokens),
    ...bound.answers,
    ...told.answers,
  );
  const documents = tokens.filter(({ token }) => token.kind === 'document');
  const verdict: Verdict = {
    file: options.file,
    at: options.at.toISOString(),
    ...combine([...signatures, ...answers]),
    signatures,
    timestamps: await Promise.all(documents.map(timestampVerdict)),
    changesAfterSigning: changes,
    roadmap: bound.roadmap,
    ...(told.changes ? { changes: told.changes } : {}),
    reasons: reasonsOf(answers),
    diagnostic: null,
  };
  if (options.diagnostic) {
    const { diagnosticOf } = await import('./diagnostic.js');
    verdict.diagnostic = await diagnosticOf(context, facts, tokens, options.showPersonalNumbers === true);
  }
  if (options.showPersonalNumbers) return verdict;
  const { masked } = await import('./personal-numbers.js');
  return masked(verdict);
}

const unexpected = text(
  'Filen är byggd på ett sätt som inte går att pröva.',
  'The file is built in a way that cannot be checked.',
);

/**
 * The verdict on a PDF, whatever the bytes are: the worst of its signatures, of what was done to it afterwards, and of its binding to a roadmap
 * (EN 319 102-1). A file without signatures is INDETERMINATE with SIGNED_DATA_NOT_FOUND; one that cannot be read, TOTAL-FAILED with FORMAT_FAILURE.
 */
export async function verifyPdf(bytes: Uint8Array, options: VerifyOptions): Promise<Verdict> {
  try {
    return await judge(bytes, options);
  } catch (error) {
    // What the caller's own lookup refuses is the caller's to tell. Anything else, such as a file made to exhaust the stack, still gets a
    // verdict, and never a good one; the tests see to it that nothing known ends here.
    if (error instanceof Failure) throw error;
    const answer = failed('FORMAT_FAILURE', unexpected);
    return {
      file: options.file,
      at: options.at.toISOString(),
      ...combine([answer]),
      signatures: [],
      timestamps: [],
      changesAfterSigning: [],
      roadmap: null,
      reasons: [unexpected],
      diagnostic: null,
    };
  }
}
