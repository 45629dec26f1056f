import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { unaccounted } from '../cms/chain.js';
import { verifyTimestamp } from '../cms/verify-timestamp.js';
import type { TimestampFacts, TimestampProblem } from '../cms/verify-timestamp.js';
import { equalBytes } from '../cms/verify-der.js';
import type { SubIndication } from '../model/verdict.js';
import { anchorsFor } from './anchors.js';
import type { Answer } from './answer.js';
import { failed, unsettled } from './answer.js';
import type { Context } from './context.js';
import { outlived } from './crypto-policy.js';
import type { TokenFacts } from './facts.js';
import { provenAt } from './material.js';
import { rely } from './reliance.js';
import type { Link } from './reliance.js';

/** A time-stamp and what was found when it was judged. */
export interface JudgedToken {
  token: TokenFacts;
  facts: TimestampFacts | null;
  answers: Answer[];
  chain: Link[];
  /** It is what it says, over what it should be, whoever made it. */
  intact: boolean;
  /** It proves existence at `time`. */
  valid: boolean;
  time: Date | null;
}

type Kind = TimestampProblem['kind'];

/** What is wrong with the token itself; everything about its path is judged by `rely`. */
const failures: Partial<Record<Kind, SubIndication>> = {
  format: 'FORMAT_FAILURE',
  imprint: 'HASH_FAILURE',
  signature: 'SIG_CRYPTO_FAILURE',
  certificate: 'FORMAT_FAILURE',
};

const broken = (token: TokenFacts, kind: Kind, what: Text): Answer[] => {
  const sub = failures[kind];
  if (!sub) return kind === 'constraints' ? [unsettled('CHAIN_CONSTRAINTS_FAILURE', what)] : [];
  // Anyone may put an unsigned attribute into a signature, so a bad one there proves nothing against the signer.
  return [token.kind === 'document' ? failed(sub, what) : unsettled('SIG_CONSTRAINTS_FAILURE', what)];
};

const tooMany = text('Det finns fler tidsstämplar än som prövas.', 'There are more time-stamps than are checked.');

const spare = text(
  'Tidsstämpeln innehåller certifikat som inte hör till kedjan och som inget skyddar.',
  'The time-stamp contains certificates that are not part of the chain and that nothing protects.',
);

async function judgeToken(context: Context, token: TokenFacts): Promise<JudgedToken> {
  const { read, problem } = token;
  const base = { token, facts: null, chain: [], intact: false, valid: false, time: null };
  if (token.surplus) return { ...base, answers: [unsettled('SIG_CONSTRAINTS_FAILURE', tooMany)] };
  if (problem || !read) {
    const what = problem ?? text('Tidsstämpeln går inte att läsa.', 'The time-stamp cannot be read.');
    return { ...base, answers: broken(token, 'format', what) };
  }
  const at = provenAt(
    [{ place: 'timestamp', revision: token.revision, coveredFrom: token.revision + 1 }],
    context.proofs,
    context.now,
  );
  const others = context.material.certificates.map((item) => item.read);
  const facts = await verifyTimestamp({ token: read, stamped: token.stamped, anchors: [], others, at });
  // What nothing protects is unsettled, as in a signature; what is wrong with the token itself is more than that.
  const { unprotected } = read.cms;
  const problems = facts.problems.filter(({ what }) => !unprotected.includes(what));
  const answers = problems.flatMap(({ kind, what }) => broken(token, kind, what));
  const weak = problems.find(({ kind }) => kind === 'weak');
  const intact =
    facts.imprintMatches === true &&
    facts.signatureHolds === true &&
    !problems.some(({ kind }) => failures[kind] !== undefined);
  answers.push(...unprotected.map((what) => unsettled('SIG_CONSTRAINTS_FAILURE', what)));
  const { signer, time } = facts;
  if (!signer) return { ...base, facts, answers, time };
  const { scheme, digest } = read.cms;
  const late = outlived(text('Tidsstämpeln', 'The time-stamp'), scheme, digest, signer.key, at);
  if (late) answers.push(unsettled('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', late));
  else if (weak) answers.push(unsettled('CRYPTO_CONSTRAINTS_FAILURE', weak.what));
  if (token.unreadable > 0) answers.push(unsettled('SIG_CONSTRAINTS_FAILURE', spare));
  const {
    path,
    answers: about,
    chain,
  } = await rely(context, { leaf: signer, purpose: 'timestamp', at, bound: true, since: null });
  answers.push(...about);
  if (path) {
    const rest = token.certificates.filter((each) => !equalBytes(each.der, signer.der));
    const anchors = anchorsFor(context.trust, 'timestamp', at);
    if ((await unaccounted(rest, path, anchors)).length > 0) answers.push(unsettled('SIG_CONSTRAINTS_FAILURE', spare));
  }
  // What could not be computed must never count as right.
  if (!intact && answers.every(({ indication }) => indication === 'TOTAL-PASSED'))
    answers.push(
      ...broken(token, 'signature', text('Tidsstämpeln går inte att pröva.', 'The time-stamp cannot be checked.')),
    );
  const valid = intact && time !== null && answers.every(({ indication }) => indication === 'TOTAL-PASSED');
  return { token, facts, answers, chain, intact, valid, time };
}

/** Clocks of two authorities may differ this much, beside what they state as their accuracy. */
const tolerance = 60_000;

const reach = ({ token }: JudgedToken): number => (token.read?.accuracy ?? 0) + tolerance;

/** Do the time-stamps come in the order of what they are over (EN 319 102-1, 5.5.4)? A later one covers the earlier, so it cannot be older. */
export function judgeOrder(tokens: readonly JudgedToken[]): Answer[] {
  const valid = tokens.filter((each) => each.valid);
  const wrong = valid.some((one) =>
    valid.some(
      (other) =>
        one.token.revision < other.token.revision &&
        one.time !== null &&
        other.time !== null &&
        one.time.getTime() - reach(one) > other.time.getTime() + reach(other),
    ),
  );
  if (!wrong) return [];
  const what = text(
    'Tidsstämplarna motsäger varandra: en senare del av filen är stämplad före en tidigare.',
    'The time-stamps contradict each other: a later part of the file is stamped before an earlier one.',
  );
  return [unsettled('TIMESTAMP_ORDER_FAILURE', what)];
}

/** When the last valid time-stamp was made that stands in an earlier revision: what follows is younger. */
export function sinceOf(tokens: readonly JudgedToken[], revision: number): Date | null {
  const times = tokens.flatMap(({ valid, time, token }) => (valid && time && token.revision < revision ? [time] : []));
  return times.length > 0 ? new Date(Math.max(...times.map((time) => time.getTime()))) : null;
}

/** The earliest time at which the value of signature `index` is proven to have existed (EN 319 102-1, 5.5.4: best-signature-time). */
export function provenSignature(
  context: Context,
  tokens: readonly JudgedToken[],
  index: number,
  revision: number,
): Date {
  const covered = provenAt([{ place: 'signature', revision, coveredFrom: revision + 1 }], context.proofs, context.now);
  const own = tokens.flatMap(({ valid, time, token }) => (valid && time && token.signature === index ? [time] : []));
  return new Date(Math.min(covered.getTime(), ...own.map((time) => time.getTime())));
}

/**
 * Judges document time-stamps from the latest to the first, each by what the later ones prove, then those over signature values
 * (EN 319 102-1, 5.6.3.4). The result has the order of the tokens.
 */
export async function judgeTimestamps(context: Context, tokens: readonly TokenFacts[]): Promise<JudgedToken[]> {
  const judged = new Map<TokenFacts, JudgedToken>();
  const documents = tokens.filter(({ kind }) => kind === 'document');
  for (const token of [...documents].reverse()) {
    const result = await judgeToken(context, token);
    judged.set(token, result);
    if (result.valid && result.time) context.proofs.push({ revision: token.revision, time: result.time });
  }
  for (const token of tokens.filter(({ kind }) => kind === 'signature'))
    judged.set(token, await judgeToken(context, token));
  return tokens.flatMap((token) => judged.get(token) ?? []);
}
