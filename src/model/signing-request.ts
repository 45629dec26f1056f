import * as z from 'zod';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();

/**
 * What is handed to a signing service between `sign prepare` and `sign finish`, as JSON. For services by the Swedish DSS extension,
 * `toBeSigned.attributes` is ToBeSignedBytes of a PDF, and `adesType` tells whether the service is to add the certificate's attribute.
 */
export const SigningRequest = z.object({
  fardplan: z.literal('signing-request/v1'),
  created: time,
  /** After this, `sign finish` refuses. */
  expires: time,
  /** The prepared file, as it was written. */
  prepared: z.object({ name: z.string(), size: z.int().positive(), sha256 }),
  /** The signature field and the time of signing that stand in the file. */
  field: z.string(),
  at: time,
  /** The digest of what the signature covers: the whole file but the room for the signature. */
  document: z.object({ hash: z.enum(['SHA-256', 'SHA-384', 'SHA-512']), digest: base64 }),
  /** How the attributes are to be signed, in the names of WebCrypto and of XML signatures. */
  algorithm: z.object({
    scheme: z.enum(['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'ECDSA', 'Ed25519']),
    hash: z.enum(['SHA-256', 'SHA-384', 'SHA-512']),
    uri: z.url(),
    digestUri: z.url(),
  }),
  toBeSigned: z.object({
    /** DER of the signed attributes as a SET OF (RFC 5652, 5.4), in base64. */
    attributes: base64,
    /** Their digest, for services that take no more. */
    digest: base64,
  }),
  /** `None`: sign the attributes as they are. `BES`: add signing-certificate-v2 first, and give the new attributes back. */
  adesType: z.enum(['None', 'BES']),
  /** The signer's certificate, where it is known beforehand: DER in base64, and its hash. */
  certificate: z.object({ sha256, der: base64 }).nullable(),
  /** Issuers' certificates, DER in base64. */
  chain: z.array(base64),
});

/** A signing request as a value. */
export type SigningRequest = z.infer<typeof SigningRequest>;

/** JSON Schema 2020-12 of a signing request. */
export const signingRequestSchema = (): object =>
  z.toJSONSchema(SigningRequest, { target: 'draft-2020-12', io: 'input' });

/** Reads a request. Refuses what is not JSON of this version; `file` is for the message. */
export function readSigningRequest(bytes: Uint8Array, file: string): SigningRequest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    value = undefined;
  }
  const read = SigningRequest.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : '';
  throw new Failure(
    text(`${file} är ingen begäran om underskrift${where}.`, `${file} is no request for a signature${where}.`),
    text(
      'Ange filen som fardplan sign prepare skrev med --request, oförändrad.',
      'Give the file that fardplan sign prepare wrote with --request, unchanged.',
    ),
  );
}
