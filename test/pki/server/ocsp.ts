import { createHash } from 'node:crypto';
import { hashOf, signatureIdentifier, signatureValue } from '../algorithms.js';
import { keyHash } from '../certificate.js';
import { bits, context, dotted, elements, extension, inside, octets, oid, primitive, seq, time, tlv } from '../der.js';
import type { Element } from '../der.js';
import type { OcspLie, TransportLie } from './messages.js';
import { later, reasonCodes } from './world.js';
import type { Entry, World } from './world.js';

const nonceId = '1.3.6.1.5.5.7.48.1.2';
const enumerated = (value: number): Uint8Array => tlv(0x0a, Uint8Array.of(value));

interface Query {
  certIds: Element[];
  /** The value of the nonce extension, an OCTET STRING in DER. */
  nonce: Uint8Array | undefined;
}

/** OCSPRequest (RFC 6960, 4.1.1). */
function readQuery(request: Uint8Array): Query {
  const parts = inside(inside(elements(request)[0])[0]);
  const list = parts.find(({ tag }) => tag === 0x30);
  const certIds = inside(list).flatMap((one) => inside(one).slice(0, 1));
  if (certIds.length === 0) throw new Error('nothing asked');
  const extensions = inside(inside(parts.find(({ tag }) => tag === 0xa2))[0]);
  const nonce = extensions.find((each) => dotted(inside(each)[0]) === nonceId);
  return { certIds, nonce: nonce && inside(nonce).at(-1)?.contents };
}

/** Whom a CertID means, among what this authority has issued. */
function meant(certId: Element, authority: Entry, world: World): Entry | undefined {
  const [algorithm, name, key, serial] = inside(certId);
  const hash = hashOf(dotted(inside(algorithm)[0]));
  if (!hash || !name || !key || !serial) return undefined;
  const digest = (bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();
  if (!digest(authority.subject).equals(name.contents)) return undefined;
  if (!Buffer.from(keyHash(authority.key, hash)).equals(key.contents)) return undefined;
  return world.issuedBy(authority.id).find((entry) => Buffer.from(entry.serial).equals(serial.contents));
}

function statusOf(entry: Entry | undefined, world: World, lie: string | undefined): Uint8Array {
  if (lie === 'always-good') return primitive(0, new Uint8Array());
  if (!entry || lie === 'unknown') return primitive(2, new Uint8Array());
  const at = world.revokedAt(entry);
  if (!at) return primitive(0, new Uint8Array());
  const reason = entry.row.revoked?.reason ?? 'superseded';
  return context(1, time(at), context(0, enumerated(reasonCodes[reason])));
}

const responders: Partial<Record<OcspLie, string>> = {
  'wrong-issuer': 'ocsp-other',
  expired: 'ocsp-expired',
  'not-authorised': 'ocsp-not-authorised',
};

/** Answers an OCSPRequest with an OCSPResponse (RFC 6960, 4.2.1), truthfully or not. */
export function answerOcsp(request: Uint8Array, id: string, world: World, lie?: OcspLie | TransportLie): Uint8Array {
  let query: Query;
  try {
    query = readQuery(request);
  } catch {
    return seq(enumerated(1));
  }
  if (lie === 'rejection') return seq(enumerated(3));
  const authority = world.get(id);
  const now = world.now();
  const shift = lie === 'stale' ? -60 : lie === 'future' ? 60 : 0;
  const from = later(now, shift);
  const singles = query.certIds.map((certId) => {
    const status = statusOf(meant(certId, authority, world), world, lie);
    const asked = Buffer.from(certId.bytes);
    // The last byte of a CertID is the last of the serial number.
    if (lie === 'wrong-certificate') asked[asked.length - 1] = (asked[asked.length - 1] ?? 0) ^ 1;
    return seq(asked, status, time(from), context(0, time(later(from, 7))));
  });
  const nonce = lie === 'no-nonce' ? undefined : lie === 'wrong-nonce' ? octets(Buffer.alloc(16, 7)) : query.nonce;
  const responder = world.get(responders[lie as OcspLie] ?? authority.row.responder ?? id);
  const data = seq(
    context(2, octets(keyHash(responder.key))),
    time(from),
    seq(...singles),
    ...(nonce ? [context(1, seq(extension(nonceId, false, nonce)))] : []),
  );
  const hash = responder.row.key === 'P-384' ? 'sha384' : 'sha256';
  const value = Buffer.from(signatureValue(responder.key, hash, data));
  if (lie === 'bad-signature') value[value.length - 1] = (value[value.length - 1] ?? 0) ^ 1;
  const delegated = responder.id !== id;
  const basic = seq(
    data,
    signatureIdentifier(responder.key, hash),
    bits(value),
    ...(delegated ? [context(0, seq(responder.certificate))] : []),
  );
  return seq(enumerated(0), context(0, seq(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
}
