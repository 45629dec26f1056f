import { hex } from '../core/sha256.js';
import { digest } from '../cms/verify-algorithm.js';
import type { CertificateVerdict, TimestampVerdict } from '../model/verdict.js';
import { combine, reasonsOf } from './answer.js';
import type { Link } from './reliance.js';
import type { JudgedToken } from './timestamps.js';

/** A path as plain data. */
export const chainVerdict = (chain: readonly Link[]): Promise<CertificateVerdict[]> =>
  Promise.all(
    chain.map(async ({ certificate, at, anchor, revocation, finding }) => ({
      subject: certificate.subjectName,
      issuer: certificate.issuerName,
      serial: hex(certificate.serial),
      sha256: hex(await digest('SHA-256', certificate.der)),
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      anchor,
      validAt: at.toISOString(),
      revocation,
      revokedAt: finding?.revokedAt?.toISOString() ?? null,
      revocationReason: finding?.reason ?? null,
      source: finding?.source ?? null,
      producedAt: finding?.producedAt?.toISOString() ?? null,
      embedded: finding?.embedded ?? null,
    })),
  );

/** A judged time-stamp as plain data. */
export async function timestampVerdict({ token, facts, answers, chain, time }: JudgedToken): Promise<TimestampVerdict> {
  return {
    kind: token.kind,
    field: token.field,
    revision: token.revision + 1,
    time: time?.toISOString() ?? null,
    authority: facts?.signer?.subjectName ?? null,
    ...combine(answers),
    chain: await chainVerdict(chain),
    reasons: reasonsOf(answers),
  };
}
