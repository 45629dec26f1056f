import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { findPath } from '../cms/chain.js';
import type { PathProblem, Purpose } from '../cms/chain.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import type { CertificateVerdict } from '../model/verdict.js';
import { anchorsFor } from './anchors.js';
import type { Answer } from './answer.js';
import { failed, note, unsettled } from './answer.js';
import type { Context } from './context.js';
import { outlived } from './crypto-policy.js';
import { itemOf, provenAt } from './material.js';
import { fetchInto, inquire, namesNoSource } from './revocation.js';
import type { Finding } from './revocation.js';
import { revokedWords, unansweredWords } from './revocation-words.js';

/** A certificate that something rests on, and when it has to have been good. */
export interface RelianceQuestion {
  leaf: ReadCertificate;
  purpose: Purpose;
  /** The earliest time at which what it signed is proven to have existed: the time of verification when nothing proves more. */
  at: Date;
  /** Whether what it signed names it by its hash, and so proves it to be as old. */
  bound: boolean;
  /** What it signed is proven to be younger than this (an earlier time-stamp is inside it); `null` when nothing is. */
  since: Date | null;
}

/** Whether the certificate may be relied on, and what that rests on. */
export interface Reliance {
  /** From the leaf to an anchor; `null` when there is none. */
  path: ReadCertificate[] | null;
  answers: Answer[];
  chain: Link[];
}

/** One certificate of a path, the time it has to hold at, and what is known of its revocation. */
export interface Link {
  certificate: ReadCertificate;
  at: Date;
  anchor: boolean;
  revocation: CertificateVerdict['revocation'];
  finding: Finding | null;
}

const deepest = 3;
const none = (answers: Answer[]): Reliance => ({ path: null, answers, chain: [] });
const called = ({ subjectName }: ReadCertificate): string => subjectName ?? '?';
const day = (date: Date): string => date.toISOString().slice(0, 10);

const without = {
  list: text(
    'Undertecknaren kan inte prövas: ingen lista över betrodda utfärdare är given (--trust).',
    'The signer cannot be checked: no list of trusted issuers was given (--trust).',
  ),
  issuer: text(
    'Undertecknaren finns inte i din lista över betrodda utfärdare.',
    'The signer is not in your list of trusted issuers.',
  ),
  authority: text(
    'Den som utfärdade tidsstämpeln finns inte i din lista över betrodda utfärdare.',
    'Whoever issued the time-stamp is not in your list of trusted issuers.',
  ),
};

const withoutProof = (what: Text): Text =>
  text(
    `${what.sv} Utan tidsstämpel går det inte att bevisa att underskriften gjordes dessförinnan.`,
    `${what.en} Without a time-stamp there is no proof that the signature was made before that.`,
  );

/** Did the certificate hold at the time that counts for it (RFC 5280, 6.1.3; EN 319 102-1, 5.2.6)? */
function judgePeriod({ certificate, at }: Link, question: RelianceQuestion, wasGood: boolean): Answer[] {
  const name = called(certificate);
  if (at < certificate.notBefore) {
    const from = day(certificate.notBefore);
    // That the signature exists at that time is proof that it is older than the certificate's first day.
    const what = text(
      `Certifikatet för ${name} gäller först från ${from}.`,
      `The certificate of ${name} is not valid until ${from}.`,
    );
    return [failed('NOT_YET_VALID', what)];
  }
  if (at <= certificate.notAfter) return [];
  const until = day(certificate.notAfter);
  const what = text(`Certifikatet för ${name} gick ut ${until}.`, `The certificate of ${name} expired on ${until}.`);
  const { leaf, since } = question;
  if (certificate === leaf && since && since > certificate.notAfter) {
    const later = text(
      `${what.sv} En äldre tidsstämpel i filen visar att underskriften gjordes efter det.`,
      `${what.en} An older time-stamp in the file shows that the signature was made after that.`,
    );
    return [failed('EXPIRED', later)];
  }
  return [unsettled(wasGood ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE', withoutProof(what))];
}

/** Is the certificate revoked at that time (EN 319 102-1, 5.2.6.4)? */
function judgeRevocation(link: Link, question: RelianceQuestion, expired: boolean): Answer[] {
  const { certificate, finding, at, revocation } = link;
  const name = called(certificate);
  const isLeaf = certificate === question.leaf;
  if (revocation === 'no-source') {
    return isLeaf && question.purpose === 'sign' ? [note(unansweredWords.noSource(certificate))] : [];
  }
  if (!finding) return [];
  if (finding.status === 'revoked') {
    const words = revokedWords(name, finding);
    if (finding.reason === 'certificateHold') return [unsettled('TRY_LATER', words.onHold)];
    const { revokedAt } = finding;
    if (isLeaf && question.since && revokedAt && question.since >= revokedAt) return [failed('REVOKED', words.proven)];
    return [unsettled(isLeaf ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE', words.withoutProof)];
  }
  if (finding.status === 'unknown') {
    // That it has expired is said by itself; nobody can be asked about it any longer.
    return expired ? [] : [unsettled('TRY_LATER', unansweredWords.unknown(name, at, finding.problems))];
  }
  if (finding.revokedAt) return [note(revokedWords(name, finding).later)];
  return finding.outdated && finding.nextUpdate ? [note(unansweredWords.outdated(name, finding.nextUpdate))] : [];
}

/** What the path itself may not be used for; periods, and algorithms that once were enough, are judged link by link. */
function judgeProblem({ kind, index, what }: PathProblem, path: readonly ReadCertificate[]): Answer[] {
  if (kind === 'constraints') return [unsettled('CHAIN_CONSTRAINTS_FAILURE', what)];
  const [weak, issuer] = path.slice(index);
  if (kind !== 'weak' || !weak) return [];
  const key = issuer?.key ?? weak.key;
  const dated = outlived(what, weak.scheme, undefined, key, new Date(8.64e15)) !== null;
  return dated ? [] : [unsettled('CRYPTO_CONSTRAINTS_FAILURE', what)];
}

/** When each certificate of a path has to have been good: when the one below it is proven to have existed. */
function timesOf(context: Context, path: readonly ReadCertificate[], { at, bound }: RelianceQuestion): Date[] {
  const proven = (certificate: ReadCertificate): Date => {
    const item = itemOf(context.material.certificates, certificate.der);
    return item ? provenAt(item.origins, context.proofs, context.now) : context.now;
  };
  return path.map((_, index) => {
    const below = path[index - 1];
    if (!below) return at;
    const seen = proven(below);
    return index === 1 && bound && at < seen ? at : seen;
  });
}

async function linksOf(
  context: Context,
  path: readonly ReadCertificate[],
  question: RelianceQuestion,
  depth: number,
): Promise<Link[]> {
  const times = timesOf(context, path, question);
  const holds = async (signer: ReadCertificate, at: Date, purpose: 'ocsp' | 'crl'): Promise<boolean> => {
    if (depth >= deepest) return false;
    const { path: found, answers } = await rely(
      context,
      { leaf: signer, purpose, at, bound: true, since: null },
      depth + 1,
    );
    return found !== null && answers.every(({ indication }) => indication === 'TOTAL-PASSED');
  };
  const links: Link[] = [];
  for (const [index, certificate] of path.entries()) {
    const at = times[index] ?? context.now;
    const issuer = path[index + 1];
    const link: Link = { certificate, at, anchor: !issuer, revocation: 'not-asked', finding: null };
    links.push(link);
    if (!issuer) continue;
    const silent = namesNoSource(certificate) || (question.purpose === 'ocsp' && certificate.extensions.noCheck);
    const above = path[index + 2];
    const stale = question.purpose !== 'sign';
    // Where the issuer names no source, evidence that happens to be there still counts.
    if (silent && context.material.ocsp.length + context.material.crls.length === 0) {
      link.revocation = 'no-source';
      continue;
    }
    const asked = at > certificate.notAfter ? certificate.notAfter : at;
    const found = await inquire(silent ? { ...context, fetch: undefined } : context, {
      certificate,
      issuer,
      above,
      at: asked,
      stale,
      holds,
    });
    link.revocation = silent && found.status === 'unknown' ? 'no-source' : found.status;
    link.finding = link.revocation === 'no-source' ? null : found;
  }
  return links;
}

const noPath = (context: Context, purpose: Purpose): Answer => {
  const what = context.trust.length === 0 ? without.list : purpose === 'timestamp' ? without.authority : without.issuer;
  return unsettled('NO_CERTIFICATE_CHAIN_FOUND', what);
};

/**
 * May a certificate be relied on for what it signed? It, and every certificate above it, has to have been good when what it signed is proven to have
 * existed: within its time, not revoked, with an algorithm that counted. Without proof that time is now, so this is the X.509 validation of
 * EN 319 102-1, 5.2.6; with proof, the validation of 5.5 and, link by link, the past validation of 5.6.2.
 */
export async function rely(context: Context, question: RelianceQuestion, depth = 0): Promise<Reliance> {
  const { leaf, purpose, at } = question;
  const anchors = anchorsFor(context.trust, purpose, at);
  const search = () => {
    const others = context.material.certificates
      .map(({ read }) => read)
      .filter(({ der }) => !equalBytes(der, leaf.der));
    return findPath({ leaf, others, anchors, at, purpose });
  };
  let { path, problems } = await search();
  // An issuer that is not in the file may be had from where the certificate says.
  if (!path && leaf.extensions.issuerUrls.length > 0 && (await fetchInto({ ...context, asked: new Set() }, leaf, null)))
    ({ path, problems } = await search());
  if (!path) return none([noPath(context, purpose)]);
  const found = path;
  const chain = await linksOf(context, path, question, depth);
  const answers = problems.flatMap((problem) => judgeProblem(problem, found));
  for (const [index, link] of chain.entries()) {
    const { certificate, finding } = link;
    const expired = link.at > certificate.notAfter;
    answers.push(...judgePeriod(link, question, expired && finding?.status === 'good'));
    answers.push(...judgeRevocation(link, question, expired));
    const issuer = chain[index + 1];
    if (!issuer) continue;
    const name = called(certificate);
    const whose = text(`Certifikatet för ${name}`, `The certificate of ${name}`);
    const late = outlived(whose, certificate.scheme, undefined, issuer.certificate.key, issuer.at);
    if (late) answers.push(unsettled('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', late));
  }
  // What is not known often follows from what is: nobody answers for a certificate whose issuer was revoked.
  const open = answers.filter(({ subIndication }) => subIndication === 'TRY_LATER');
  return { path, answers: [...answers.filter((each) => !open.includes(each)), ...open], chain };
}
