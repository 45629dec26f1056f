import { unaccounted } from '../cms/chain.js';
import { text } from '../core/text.js';
import type { LaterChange, SignatureVerdict } from '../model/verdict.js';
import { judgeAlgorithms } from './algorithms.js';
import { anchorsFor } from './anchors.js';
import type { Answer } from './answer.js';
import { combine, failed, reasonsOf } from './answer.js';
import type { Context } from './context.js';
import { judgeCoverage } from './coverage.js';
import type { FileFacts } from './facts.js';
import { judgeFormat } from './format.js';
import { judgeIntegrity } from './integrity.js';
import { levelOf } from './level.js';
import { rely } from './reliance.js';
import { chainVerdict, timestampVerdict } from './shown-links.js';
import type { SignatureFacts } from './signature-facts.js';
import { compareSigners, declaredSigner, judgeSigningCertificate, signerMatches } from './signing-certificate.js';
import { judgeClaimedTime } from './claimed-time.js';
import { provenSignature, sinceOf } from './timestamps.js';
import type { JudgedToken } from './timestamps.js';

const altered = text(
  'Filen har ändrats efter den här underskriften på ett sätt som inte är tillåtet.',
  'The file was changed after this signature in a way that is not allowed.',
);

/** Certificates in the value that are not on the path and that nothing vouches for, unreadable ones included. */
async function looseCertificates(
  context: Context,
  facts: SignatureFacts,
  path: Awaited<ReturnType<typeof rely>>['path'],
  at: Date,
): Promise<number> {
  if (!path) return facts.unreadable;
  const loose = await unaccounted(facts.others, path, anchorsFor(context.trust, 'sign', at));
  return loose.length + facts.unreadable;
}

/** One signature: every question of EN 319 102-1, 5.3, 5.5 and 5.6 about it, and what the answers add up to. */
export async function judgeSignature(
  context: Context,
  file: FileFacts,
  index: number,
  tokens: readonly JudgedToken[],
  changes: readonly LaterChange[],
): Promise<SignatureVerdict | null> {
  const facts = file.signatures[index];
  if (!facts) return null;
  const { structure } = file;
  const own = tokens.filter(({ token }) => token.signature === index);
  const at = provenSignature(context, tokens, index, facts.revision);
  const since = sinceOf(tokens, facts.revision);
  const reliance = facts.signer
    ? await rely(context, {
        leaf: facts.signer,
        purpose: 'sign',
        at,
        bound: facts.certificateHashMatches === true,
        since,
      })
    : { path: null, answers: [], chain: [] };
  const refused = changes.some((change) => !change.allowed && change.revision > facts.revision + 1);
  const answers: Answer[] = [
    ...judgeIntegrity(facts),
    ...judgeCoverage(facts, structure),
    ...judgeFormat(facts, await looseCertificates(context, facts, reliance.path, at)),
    ...judgeSigningCertificate(facts),
    ...(refused ? [failed('FORMAT_FAILURE', altered)] : []),
    ...judgeAlgorithms(facts, at),
    ...reliance.answers,
    ...judgeClaimedTime(facts, context.now),
    ...compareSigners(facts),
    ...own.flatMap((each) => each.answers),
  ];
  const proven = at < context.now;
  return {
    field: facts.field,
    revision: facts.revision + 1,
    signer: facts.signer?.subjectName ?? null,
    declaredSigner: declaredSigner(facts.label),
    signerMatches: signerMatches(facts),
    issuer: facts.signer?.issuerName ?? null,
    level: levelOf(facts, file, own, tokens, reliance.chain),
    signedAt: proven ? at.toISOString() : facts.claimedTime,
    timeSource: proven ? 'timestamp' : facts.claimedTime === null ? null : 'claimed',
    claimedAt: facts.claimedTime,
    ...combine(answers),
    coversWholeFile: facts.range.ok && facts.range.end === structure.bytes.length,
    untouched:
      facts.digestMatches === true &&
      facts.valueMatches === true &&
      !answers.some(({ indication }) => indication === 'TOTAL-FAILED'),
    permissions: facts.permissions,
    chain: await chainVerdict(reliance.chain),
    timestamps: await Promise.all(own.map(timestampVerdict)),
    reasons: reasonsOf(answers),
  };
}
