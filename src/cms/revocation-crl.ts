import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { weakSignature } from './algorithm-strength.js';
import { isIssuedBy } from './issued-by.js';
import { sameName } from './general-name.js';
import type { CrlEntry, ReadCrl } from './read-crl.js';
import { findInCrl } from './read-crl.js';
import { checkSignature } from './verify-algorithm.js';
import type { ReadCertificate } from './verify-certificate.js';
import { equalBytes } from './verify-der.js';

/** Why nothing follows from a list for this certificate (RFC 5280, 6.3.3 b); `null` when it is about it. */
function outOfScope({ scope }: ReadCrl, certificate: ReadCertificate): Text | null {
  if (!scope) return null;
  if (scope.indirect || scope.relative) {
    return text('Den är av ett slag som inte stöds (indirekt).', 'It is of a kind that is not supported (indirect).');
  }
  const others = text('Den gäller andra slags certifikat.', 'It is about other kinds of certificates.');
  if (
    scope.onlyAttributes ||
    (scope.onlyUsers && certificate.authority) ||
    (scope.onlyAuthorities && !certificate.authority)
  )
    return others;
  const { names } = scope;
  if (!names) return null;
  const published = certificate.extensions.crlPoints.flatMap((point) => point.names ?? []);
  const named = names.some((name) => published.some((each) => equalBytes(each, name)));
  return named
    ? null
    : text(
        'Den är en annan del av spärrlistan än certifikatets.',
        "It is another part of the list than the certificate's.",
      );
}

/** Whether a certificate may have signed the issuer's lists: the issuer's own, or another of the same name that the issuer vouches for. */
async function maySign(candidate: ReadCertificate, issuer: ReadCertificate): Promise<boolean> {
  // Bit 6 is cRLSign.
  if (candidate.keyUsage && !candidate.keyUsage.has(6)) return false;
  if (equalBytes(candidate.publicKey, issuer.publicKey)) return true;
  return candidate.unhandled.length === 0 && (await isIssuedBy(candidate, issuer));
}

/** What a list says of a certificate (`entry` is `null`: it is not on it), with who signed it; or why it is not to be relied on. */
export type CrlFinding = { entry: CrlEntry | null; partial: boolean; signer: ReadCertificate } | { problem: Text };

/** Is the list about the certificate, and whole, and signed by its issuer? `null` when it is another issuer's. Rejects with `Malformed` for ill-formed parts. */
export async function crlFinding(
  crl: ReadCrl,
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  others: readonly ReadCertificate[],
): Promise<CrlFinding | null> {
  if (!sameName(crl.issuer, certificate.issuer) || !sameName(crl.issuer, issuer.subject)) return null;
  if (crl.delta)
    return {
      problem: text(
        'Den säger bara vad som har ändrats (delta), vilket inte räcker.',
        'It only says what changed (delta), which is not enough.',
      ),
    };
  if (crl.unhandled.length > 0) {
    return { problem: text('Den ställer villkor som inte kan prövas.', 'It sets conditions that cannot be checked.') };
  }
  const scope = outOfScope(crl, certificate);
  if (scope) return { problem: scope };
  let problem = text(
    'Dess signatur stämmer inte, eller utfärdaren får inte ge ut spärrlistor.',
    'Its signature does not hold, or its issuer may not issue lists.',
  );
  const candidates = [issuer, ...others.slice(0, 200).filter((each) => sameName(each.subject, issuer.subject))];
  for (const candidate of candidates) {
    if (!(await maySign(candidate, issuer))) continue;
    if ((await checkSignature(crl.scheme, undefined, candidate.key, crl.signature, crl.signed)) !== true) continue;
    const weak = weakSignature(crl.scheme, undefined, candidate.key, crl.thisUpdate);
    if (!weak) {
      const partial = crl.scope?.reasons != null;
      return { entry: findInCrl(crl, certificate.serial), partial, signer: candidate };
    }
    problem = weak;
  }
  return { problem };
}
