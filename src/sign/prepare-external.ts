import { createHash } from 'node:crypto';
import { readCertificate, subjectName } from '../cms/certificate.js';
import type { CertificateFacts } from '../cms/certificate.js';
import { bareAttributes } from '../cms/foreign-attributes.js';
import { digestLength } from '../cms/signature-algorithm.js';
import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import { signedAttributes, signedDataLength } from '../cms/signed-data.js';
import { checkUsable, largestSignature, signingAlgorithm } from '../cms/signing-certificate.js';
import type { SigningRequest } from '../model/signing-request.js';
import { readBase } from '../pdf/incremental-base.js';
import { chooseField, digestOf, prepareSignature } from '../pdf/signature-prepare.js';
import { shownTime } from '../pdf/signature-time.js';

/** What a signature that is made elsewhere is prepared from. */
export interface PrepareRequest {
  /** The signer's certificate in DER, where it is known beforehand. */
  certificate?: Uint8Array | undefined;
  /** Issuers' certificates in DER. */
  chain?: readonly Uint8Array[] | undefined;
  /** What the service is asked for when the certificate is not known; default RSASSA-PKCS1-v1_5 with SHA-256. */
  algorithm?: SignatureAlgorithm | undefined;
  /** RSA-PSS instead of PKCS #1 v1.5, for a known RSA key. */
  scheme?: 'RSA-PSS' | undefined;
  /** The claimed time, and until when the request holds. */
  at: Date;
  expires: Date;
  /** What the prepared file will be called, for messages. */
  fileName: string;
  field?: string | undefined;
  reason?: string | undefined;
  location?: string | undefined;
  /** For `/Name`; default: the certificate's common name, else nothing. */
  name?: string | undefined;
}

/** The prepared file, and the request that belongs to it. */
export interface Prepared {
  pdf: Uint8Array<ArrayBuffer>;
  request: SigningRequest;
}

/** Room for what is not known yet (bytes): a time-stamp and further issuers; and for certificates and a value, when none are known. */
const roomForMore = 12_288;
const roomForUnknown = 12_288;

const xml = 'http://www.w3.org/2001/04/';

/** The algorithm in the names of XML signatures (RFC 9231), which signing services speak. */
function algorithmUri({ scheme, hash }: SignatureAlgorithm): string {
  const short = hash.replace('-', '').toLowerCase();
  if (scheme === 'Ed25519') return 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519';
  if (scheme === 'RSA-PSS') return `http://www.w3.org/2007/05/xmldsig-more#${short}-rsa-MGF1`;
  return `${xml}xmldsig-more#${scheme === 'ECDSA' ? 'ecdsa' : 'rsa'}-${short}`;
}

const digestUri = ({ hash }: SignatureAlgorithm): string =>
  hash === 'SHA-384' ? `${xml}xmldsig-more#sha384` : `${xml}xmlenc#${hash.replace('-', '').toLowerCase()}`;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const digestBy = (hash: string, bytes: Uint8Array): Buffer =>
  createHash(hash.replace('-', '').toLowerCase()).update(bytes).digest();

function roomFor(
  own: CertificateFacts | undefined,
  chain: readonly Uint8Array[],
  algorithm: SignatureAlgorithm,
): number {
  if (!own) return roomForUnknown + roomForMore;
  const facts: [CertificateFacts, ...CertificateFacts[]] = [own, ...chain.map(readCertificate)];
  const sample = signedAttributes(new Uint8Array(digestLength(algorithm.hash)), own);
  return signedDataLength({ attributes: sample, algorithm, chain: facts }, largestSignature(own)) + roomForMore;
}

/**
 * Writes the revision that a signature made elsewhere will be put into, and the request to hand over: the signed attributes, nothing of the
 * document but its digest. Refuses what `signPdf` refuses.
 */
export function prepareExternal(pdf: Uint8Array, request: PrepareRequest): Prepared {
  const { at, expires, chain = [], reason, location } = request;
  const base = readBase(pdf);
  const field = chooseField(base, request.field);
  const own = request.certificate && readCertificate(request.certificate);
  if (own) checkUsable(own, at);
  const algorithm: SignatureAlgorithm = own
    ? signingAlgorithm(own, request.scheme)
    : (request.algorithm ?? { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' });
  const who = request.name ?? (own ? subjectName(own) : '');
  const lines = [`Elektroniskt undertecknad${who ? ` av ${who}` : ''}`, shownTime(at)];
  const facts = { at, name: who, reason, location };
  const room = roomFor(own, chain, algorithm);
  const edDsa = algorithm.scheme === 'Ed25519';
  const prepared = prepareSignature(base, field, facts, { label: lines.join(' '), lines }, room, { edDsa });
  const digest = digestOf(prepared, algorithm.hash);
  const attributes = own ? signedAttributes(digest, own) : bareAttributes(digest);
  return {
    pdf: prepared.bytes,
    request: {
      fardplan: 'signing-request/v1',
      created: at.toISOString(),
      expires: expires.toISOString(),
      prepared: {
        name: request.fileName,
        size: prepared.bytes.length,
        sha256: digestBy('SHA-256', prepared.bytes).toString('hex'),
      },
      field: prepared.field,
      at: at.toISOString(),
      document: { hash: algorithm.hash, digest: base64(digest) },
      algorithm: { ...algorithm, uri: algorithmUri(algorithm), digestUri: digestUri(algorithm) },
      toBeSigned: { attributes: base64(attributes), digest: base64(digestBy(algorithm.hash, attributes)) },
      adesType: own ? 'None' : 'BES',
      certificate: own ? { sha256: digestBy('SHA-256', own.der).toString('hex'), der: base64(own.der) } : null,
      chain: chain.map(base64),
    },
  };
}
