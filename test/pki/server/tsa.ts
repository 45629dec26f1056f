import { createHash, randomBytes } from 'node:crypto';
import { hashIds, hashOf, signatureIdentifier, signatureValue } from '../algorithms.js';
import {
  bits,
  context,
  dotted,
  elements,
  inside,
  int,
  integer,
  nil,
  octets,
  oid,
  seq,
  set,
  time,
  utf8,
} from '../der.js';
import type { TransportLie, TsaLie } from './messages.js';
import { later } from './world.js';
import type { Entry, World } from './world.js';

const tstInfoType = '1.2.840.113549.1.9.16.1.4';
const attribute = (id: string, value: Uint8Array): Uint8Array => seq(oid(id), set(value));

interface Query {
  hash: string;
  imprint: Uint8Array;
  policy: string | undefined;
  nonce: Uint8Array | undefined;
  certificate: boolean;
}

/** TimeStampReq (RFC 3161, 2.4.1). */
function readQuery(request: Uint8Array): Query {
  const [version, imprint, ...rest] = inside(elements(request)[0]);
  const [algorithm, digest] = inside(imprint);
  if (version?.contents[0] !== 1 || !digest) throw new Error('not a request');
  const policy = rest.find(({ tag }) => tag === 0x06);
  return {
    hash: dotted(inside(algorithm)[0]),
    imprint: digest.contents,
    policy: policy && dotted(policy),
    nonce: rest.find(({ tag }) => tag === 0x02)?.contents,
    certificate: rest.some(({ tag, contents }) => tag === 0x01 && contents[0] !== 0),
  };
}

/** PKIFailureInfo bits. */
const failures = { badAlg: 0, badRequest: 2, unacceptedPolicy: 15 } as const;

function refusal(why: keyof typeof failures, words: string): Uint8Array {
  const bit = failures[why];
  const bytes = new Uint8Array(Math.floor(bit / 8) + 1);
  bytes[bytes.length - 1] = 0x80 >> (bit % 8);
  return seq(seq(int(2), seq(utf8(words)), bits(bytes, 7 - (bit % 8))));
}

/** SignedData around a TSTInfo, signed by this entry. */
function token(info: Uint8Array, signer: Entry, lie: string | undefined, withCertificates: boolean): Uint8Array {
  const hash = signer.row.key === 'P-384' ? 'sha384' : 'sha256';
  const digest = seq(oid(hashIds[hash]));
  const certHash = createHash('sha256').update(signer.certificate).digest();
  const attributes = set(
    attribute('1.2.840.113549.1.9.3', oid(tstInfoType)),
    attribute('1.2.840.113549.1.9.4', octets(createHash(hash).update(info).digest())),
    attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(octets(certHash))))),
  );
  const value = Buffer.from(signatureValue(signer.key, hash, attributes));
  if (lie === 'bad-signature') value[value.length - 1] = (value[value.length - 1] ?? 0) ^ 1;
  const implicit = Uint8Array.from(attributes);
  implicit[0] = 0xa0;
  const issuerName = inside(inside(elements(signer.certificate)[0])[0])[3]?.bytes ?? nil;
  const signerInfo = seq(
    int(1),
    seq(issuerName, integer(signer.serial)),
    digest,
    implicit,
    signatureIdentifier(signer.key, hash),
    octets(value),
  );
  // Without the root, as real ones do.
  const certificates = [signer.certificate, ...signer.chain.slice(0, -1)].sort(Buffer.compare);
  return seq(
    oid('1.2.840.113549.1.7.2'),
    context(
      0,
      seq(
        int(3),
        set(digest),
        seq(oid(lie === 'wrong-content' ? '1.2.840.113549.1.7.1' : tstInfoType), context(0, octets(info))),
        ...(withCertificates ? [context(0, ...certificates)] : []),
        set(signerInfo),
      ),
    ),
  );
}

const signers: Partial<Record<TsaLie, string>> = {
  'wrong-issuer': 'tsa-other',
  expired: 'tsa-expired',
  'no-purpose': 'tsa-no-purpose',
  revoked: 'tsa-revoked',
};

/** Answers a TimeStampReq with a TimeStampResp (RFC 3161, 2.4.2), truthfully or not. */
export function answerTimestamp(
  request: Uint8Array,
  id: string,
  world: World,
  lie?: TsaLie | TransportLie,
): Uint8Array {
  let query: Query;
  try {
    query = readQuery(request);
  } catch {
    return refusal('badRequest', 'The request could not be read.');
  }
  const hash = hashOf(query.hash);
  if (lie === 'rejection') return refusal('badRequest', 'Not today.');
  if (!hash || hash === 'sha1') return refusal('badAlg', 'SHA-256, SHA-384 or SHA-512, please.');
  if (query.policy && query.policy !== world.policy) return refusal('unacceptedPolicy', 'There is one policy only.');
  const imprint = Buffer.from(query.imprint);
  if (lie === 'wrong-imprint') imprint[0] = (imprint[0] ?? 0) ^ 1;
  const shift = lie === 'past' ? -800 : lie === 'future' ? 800 : 0;
  const nonce = lie === 'wrong-nonce' ? Uint8Array.of(0x2a, 0x2a) : lie === 'no-nonce' ? undefined : query.nonce;
  const info = seq(
    int(1),
    oid(lie === 'wrong-policy' ? '1.3.6.1.4.1.32473.9' : world.policy),
    seq(
      seq(oid(lie === 'wrong-hash' ? hashIds[hash === 'sha512' ? 'sha256' : 'sha512'] : query.hash)),
      octets(imprint),
    ),
    integer(Buffer.concat([Uint8Array.of(0x41), randomBytes(11)])),
    time(later(world.now(), shift)),
    seq(int(1)),
    ...(nonce ? [integer(nonce)] : []),
  );
  const signer = world.get(signers[lie as TsaLie] ?? id);
  return seq(seq(int(0)), token(info, signer, lie, query.certificate && lie !== 'no-certificate'));
}
