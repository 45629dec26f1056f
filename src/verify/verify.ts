import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { exit, Failure } from '../core/failure.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import type { Indication, LaterChange, SignatureVerdict, Verdict } from '../model/verdict.js';
import { readRevisions } from '../pdf/revisions.js';
import type { PdfStructure } from '../pdf/revisions.js';
import { catalogOf, entriesOf, resolve, viewAt } from '../pdf/revisions-view.js';
import type { View } from '../pdf/revisions-view.js';
import { judgeAlgorithms } from './algorithms.js';
import type { Answer } from './answer.js';
import { combine, failed, note, reasonsOf, unsettled } from './answer.js';
import { appended, judgeCoverage } from './coverage.js';
import { hasHiddenSignature, signatureFacts } from './facts.js';
import type { SignatureFacts } from './facts.js';
import { formFields, shownField } from './form-fields.js';
import { judgeFormat, levelOf } from './format.js';
import { judgeIntegrity } from './integrity.js';
import { laterChanges } from './later-changes.js';
import { judgeRoadmap } from './roadmap.js';
import type { Lookup } from './roadmap.js';
import { compareSigners, declaredSigner, judgeSigningCertificate } from './signing-certificate.js';
import { judgeClaimedTime, judgeTrustPath } from './trust-path.js';

/** What a file is verified against. */
export interface VerifyOptions {
  /** The file's name, as shown. */
  file: string;
  /** Trusted issuers, as certificates in DER; see `readTrust`. */
  trust: readonly Uint8Array[];
  /** The time of verification: certificates have to be valid at it. */
  at: Date;
  /** How to find out whether a git commit holds a file; without it that is left open. */
  lookup?: Lookup | undefined;
}

/** The exit code for an indication: 0 passed, 1 failed, 3 cannot be settled. */
export function verdictExit(indication: Indication): number {
  if (indication === 'TOTAL-PASSED') return exit.fine;
  return indication === 'TOTAL-FAILED' ? exit.findings : exit.unsettled;
}

function anchorsOf(trust: readonly Uint8Array[]): { anchors: ReadCertificate[]; answers: Answer[] } {
  const anchors: ReadCertificate[] = [];
  const answers: Answer[] = [];
  for (const der of trust) {
    try {
      anchors.push(readStrictCertificate(der));
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

function judgeSignature(
  facts: SignatureFacts,
  structure: PdfStructure,
  changes: readonly LaterChange[],
  anchors: number,
  at: Date,
): SignatureVerdict {
  const refused = changes.some((change) => !change.allowed && change.revision > facts.revision + 1);
  const altered = text(
    'Filen har ändrats efter den här underskriften på ett sätt som inte är tillåtet.',
    'The file was changed after this signature in a way that is not allowed.',
  );
  const answers = [
    ...judgeIntegrity(facts),
    ...judgeCoverage(facts, structure),
    ...judgeFormat(facts),
    ...judgeSigningCertificate(facts),
    ...(refused ? [failed('FORMAT_FAILURE', altered)] : []),
    ...judgeAlgorithms(facts),
    ...judgeTrustPath(facts, anchors),
    ...judgeClaimedTime(facts, at),
    ...compareSigners(facts),
  ];
  return {
    field: facts.field,
    signer: facts.signer?.subjectName ?? null,
    declaredSigner: declaredSigner(facts.label),
    issuer: facts.signer?.issuerName ?? null,
    level: levelOf(facts),
    signedAt: facts.claimedTime,
    timeSource: facts.claimedTime === null ? null : 'claimed',
    ...combine(answers),
    untouched:
      facts.digestMatches === true &&
      facts.valueMatches === true &&
      !answers.some(({ indication }) => indication === 'TOTAL-FAILED'),
    coversWholeFile: facts.range.ok && facts.range.end === structure.bytes.length,
    reasons: reasonsOf(answers),
  };
}

const noSignature = text('Filen är inte undertecknad.', 'The file is not signed.');

const hiddenSignature = text(
  'Filen innehåller en signatur som inget underskriftsfält leder till.',
  'The file holds a signature that no signature field leads to.',
);

/** Changes by later revisions, and bytes that belong to no revision at all. */
function changesAfter(structure: PdfStructure, facts: readonly SignatureFacts[]): LaterChange[] {
  const [first] = facts;
  if (!first) return [];
  const changes = laterChanges(structure, first.revision);
  const end = first.range.ok ? first.range.end : (structure.revisions[first.revision]?.end ?? 0);
  const next = structure.revisions.length + 1;
  for (const { start, what } of structure.problems) {
    const revision = structure.revisions.find((each) => start < each.end);
    if (start >= end) changes.push({ revision: revision ? revision.index + 1 : next, allowed: false, what });
  }
  const last = structure.revisions.at(-1);
  const signing = facts.find((each) => each.revision === last?.index)?.range;
  if (last && signing?.ok && signing.end < last.end) {
    changes.push({ revision: next, allowed: false, what: appended(signing.end, structure.bytes.length) });
  }
  return changes;
}

const otherForm = text(
  'Filen har ett XFA-formulär: vissa program visar det i stället för de sidor som undertecknades.',
  'The file holds an XFA form: some programs show that instead of the pages that were signed.',
);

/** ISO 32000-1, 12.7.8; PDF/A forbids it. */
const hasXfa = (view: View): boolean => entriesOf(resolve(view, catalogOf(view)?.get('AcroForm')))?.has('XFA') === true;

/** Who was to sign and has not: nothing is wrong with the file, but it may not be finished. */
function unsignedFields(view: View): Answer[] {
  const open = formFields(view).filter(({ type, value }) => type === 'Sig' && value === undefined);
  return open.map((field) => {
    const who = declaredSigner(field.label) ?? shownField(field);
    return note(text(`Anmärkning: ${who} har inte undertecknat.`, `Note: ${who} has not signed.`));
  });
}

async function judge(bytes: Uint8Array, options: VerifyOptions): Promise<Verdict> {
  const structure = readRevisions(bytes);
  const { anchors, answers } = anchorsOf(options.trust);
  const facts = await signatureFacts(structure, anchors, options.at);
  const changes = changesAfter(structure, facts);
  const signatures = facts.map((each) => judgeSignature(each, structure, changes, anchors.length, options.at));
  const last = structure.revisions.at(-1);
  const bound = last
    ? await judgeRoadmap(structure, viewAt(structure, last.index), options.lookup)
    : { roadmap: null, answers: [] };
  if (signatures.length === 0) {
    answers.push(...structure.problems.map(({ what }) => failed('FORMAT_FAILURE', what)));
    if (hasHiddenSignature(structure)) answers.push(failed('FORMAT_FAILURE', hiddenSignature));
    else if (last) answers.push(unsettled('SIGNED_DATA_NOT_FOUND', noSignature));
  }
  if (last && hasXfa(viewAt(structure, last.index))) answers.push(unsettled('FORMAT_FAILURE', otherForm));
  answers.push(
    ...bound.answers,
    ...(last && signatures.length > 0 ? unsignedFields(viewAt(structure, last.index)) : []),
  );
  return {
    file: options.file,
    ...combine([...signatures, ...answers]),
    signatures,
    changesAfterSigning: changes,
    roadmap: bound.roadmap,
    reasons: reasonsOf(answers),
  };
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
      ...combine([answer]),
      signatures: [],
      changesAfterSigning: [],
      roadmap: null,
      reasons: [unexpected],
    };
  }
}
