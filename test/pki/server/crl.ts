import { signatureIdentifier, signatureValue } from '../algorithms.js';
import { keyHash } from '../certificate.js';
import { bits, bool, context, extension, int, integer, primitive, seq, tlv, x509Time } from '../der.js';
import type { CrlLie, TransportLie } from './messages.js';
import { later, reasonCodes } from './world.js';
import type { Entry, World } from './world.js';

function entryOf(entry: Entry, at: Date): Uint8Array {
  const reason = reasonCodes[entry.row.revoked?.reason ?? 'superseded'];
  return seq(integer(entry.serial), x509Time(at), seq(extension('2.5.29.21', false, tlv(0x0a, Uint8Array.of(reason)))));
}

/** The CertificateList of an authority (RFC 5280, 5), truthful or not. */
export function revocationList(id: string, world: World, lie?: CrlLie | TransportLie): Uint8Array {
  const authority = world.get(id);
  const signer = lie === 'wrong-issuer' ? world.get(id === 'other-root' ? 'root' : 'other-root') : authority;
  const hash = signer.row.key === 'P-384' ? 'sha384' : 'sha256';
  const shift = lie === 'stale' ? -60 : lie === 'future' ? 60 : 0;
  const from = later(world.now(), shift);
  const revoked = world.issuedBy(id).flatMap((entry) => {
    const at = world.revokedAt(entry);
    return at && lie !== 'empty-list' ? [entryOf(entry, at)] : [];
  });
  // IssuingDistributionPoint: onlyContainsCACerts, or indirectCRL.
  const scope = lie === 'scope' ? 2 : lie === 'indirect' ? 4 : undefined;
  const algorithm = signatureIdentifier(signer.key, hash);
  const body = seq(
    int(1),
    algorithm,
    authority.subject,
    x509Time(from),
    x509Time(later(from, 7)),
    ...(revoked.length > 0 ? [seq(...revoked)] : []),
    context(
      0,
      seq(
        extension('2.5.29.35', false, seq(primitive(0, keyHash(signer.key)))),
        extension('2.5.29.20', false, int(Math.floor(from.getTime() / 60_000))),
        ...(lie === 'delta' ? [extension('2.5.29.27', true, int(1))] : []),
        ...(scope === undefined ? [] : [extension('2.5.29.28', true, seq(primitive(scope, bool(true).subarray(2))))]),
      ),
    ),
  );
  const value = Buffer.from(signatureValue(signer.key, hash, body));
  if (lie === 'bad-signature') value[value.length - 1] = (value[value.length - 1] ?? 0) ^ 1;
  return seq(body, algorithm, bits(value));
}
