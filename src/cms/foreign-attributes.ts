import { createHash } from 'node:crypto';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';
import type { CertificateFacts } from './certificate.js';
import { octets, oid, sequence, setOf } from './der.js';
import { digestOf } from './verify-algorithm.js';
import type { Hash } from './verify-algorithm.js';
import { checkStrict, children, equalBytes, fieldsOf, oidOf, readWhole, tags } from './verify-der.js';
import type { Der } from './verify-der.js';

const ids = {
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const attribute = (id: string, value: Uint8Array): Uint8Array => sequence(oid(id), setOf([value]));

/**
 * Signed attributes for a signer who is not known yet: content-type and message-digest alone. Whoever signs adds
 * signing-certificate-v2, as a service does for AdESType BES of the DSS extension.
 */
export const bareAttributes = (messageDigest: Uint8Array): Uint8Array<ArrayBuffer> =>
  setOf([attribute(ids.contentType, oid(ids.data)), attribute(ids.messageDigest, octets(messageDigest))]);

const hashNames: Record<Hash, string> = {
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Whether a SigningCertificateV2 begins with the hash of this certificate (RFC 5035, 3). */
function names(value: Der, certificate: CertificateFacts): boolean {
  const [list] = children(value);
  const [first] = list ? children(list) : [];
  const parts = first ? children(first) : [];
  const named = parts[0]?.tag === tags.sequence ? parts[0] : undefined;
  const hash = named ? digestOf(named) : 'SHA-256';
  const given = parts[named ? 1 : 0];
  if (!hash || hash === 'SHA-1' || given?.tag !== tags.octetString) return false;
  return equalBytes(given.contents, createHash(hashNames[hash]).update(certificate.der).digest());
}

/** The attributes by type; each once and with one value. */
function read(attributes: Uint8Array): Map<string, Der> {
  const whole = readWhole(attributes);
  checkStrict(whole);
  const found = new Map<string, Der>();
  if (whole.tag !== tags.set) throw new Malformed(text('Det är ingen mängd.', 'It is not a set.'), 0);
  const members = children(whole);
  for (const element of members) {
    const fields = fieldsOf(element);
    const id = oidOf(fields.take(tags.oid));
    const [value, ...more] = children(fields.take(tags.set));
    fields.end();
    if (!value || more.length > 0 || found.has(id))
      throw new Malformed(
        text(`Attributet ${id} står inte en gång.`, `The attribute ${id} does not stand once.`),
        element.at,
      );
    found.set(id, value);
  }
  if (!equalBytes(setOf(members.map((member) => member.whole)), attributes))
    throw new Malformed(text('Attributen står i fel ordning.', 'The attributes are in the wrong order.'), 0);
  return found;
}

/**
 * What is wrong with signed attributes that somebody else has put together, for a PAdES baseline signature (ETSI EN 319 142-1, 6.3) of a file
 * with this digest by this certificate; `undefined` when nothing is.
 */
export function attributesFault(
  attributes: Uint8Array,
  messageDigest: Uint8Array,
  certificate: CertificateFacts,
): Text | undefined {
  let found: Map<string, Der>;
  try {
    found = read(attributes);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return text(`De är inte DER av attribut. ${error.text.sv}`, `They are not DER of attributes. ${error.text.en}`);
  }
  const type = found.get(ids.contentType);
  if (type?.tag !== tags.oid || oidOf(type) !== ids.data)
    return text('Innehållstypen saknas eller är fel.', 'The content type is missing or wrong.');
  const digest = found.get(ids.messageDigest);
  if (digest?.tag !== tags.octetString || !equalBytes(digest.contents, messageDigest))
    return text('De hör till ett annat dokument.', 'They belong to another document.');
  const signer = found.get(ids.signingCertificateV2);
  if (!signer)
    return text(
      'De säger inte vilket certifikat som undertecknar (signing-certificate-v2).',
      'They do not say which certificate signs (signing-certificate-v2).',
    );
  if (!names(signer, certificate))
    return text('De pekar ut ett annat certifikat.', 'They point out another certificate.');
  if (found.has(ids.signingTime))
    return text(
      'De har en tidsuppgift (signing-time), som PAdES inte tillåter: tiden står i filen.',
      'They carry a time (signing-time), which PAdES does not allow: the time stands in the file.',
    );
  if (found.has(ids.signingCertificate))
    return text('De pekar ut certifikatet med SHA-1.', 'They point out the certificate by SHA-1.');
  const known = new Set<string>([ids.contentType, ids.messageDigest, ids.signingCertificateV2]);
  const other = [...found.keys()].find((id) => !known.has(id));
  return other === undefined
    ? undefined
    : text(
        `De har ett attribut som inte får finnas där (${other}).`,
        `They have an attribute that may not be there (${other}).`,
      );
}
