import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { digestOf, schemeOf } from './verify-algorithm.js';
import type { Hash, Scheme } from './verify-algorithm.js';
import {
  bitsOf,
  booleanOf,
  checkSize,
  checkStrict,
  children,
  context,
  fieldsOf,
  integerBytes,
  oidOf,
  readWhole,
  smallInteger,
  tags,
  timeOf,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** What a responder said about one certificate (RFC 6960, 4.2.1, SingleResponse). */
export interface OcspSingle {
  /** CertID: `hash` is `undefined` for a function that is not known. */
  hash: Hash | undefined;
  issuerNameHash: Uint8Array;
  issuerKeyHash: Uint8Array;
  serial: Uint8Array;
  status: 'good' | 'revoked' | 'unknown';
  revokedAt: Date | null;
  /** CRLReason (RFC 5280, 5.3.1); `null` when not said. */
  reason: number | null;
  thisUpdate: Date;
  nextUpdate: Date | null;
  /** The responder keeps what it knows of certificates that expired after this time (4.4.4). */
  archiveCutoff: Date | null;
  /** Critical extensions that are not known. */
  unhandled: string[];
}

/** A BasicOCSPResponse (RFC 6960, 4.2.1), read strictly; whether it may be relied on is for `revocationStatus` to say. */
export interface ReadOcsp {
  /** The bytes that were read. */
  der: Uint8Array;
  /** The part that the responder signed. */
  signed: Uint8Array;
  scheme: Scheme | undefined;
  signature: Uint8Array;
  /** Who signed: a distinguished name in DER, or the SHA-1 of the public key. */
  responder: { name: Uint8Array } | { keyHash: Uint8Array };
  producedAt: Date;
  responses: OcspSingle[];
  nonce: Uint8Array | null;
  /** Certificates that came with it, in DER. */
  certificates: Uint8Array[];
  /** Critical extensions that are not known. */
  unhandled: string[];
}

/** OCSPResponseStatus (RFC 6960, 4.2.1). */
export type OcspStatus =
  'successful' | 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized';

const statuses = new Map<number, OcspStatus>([
  [0, 'successful'],
  [1, 'malformedRequest'],
  [2, 'internalError'],
  [3, 'tryLater'],
  [5, 'sigRequired'],
  [6, 'unauthorized'],
]);

const generalizedTime = 0x18;
const enumerated = 0x0a;
const basic = '1.3.6.1.5.5.7.48.1.1';
const nonceId = '1.3.6.1.5.5.7.48.1.2';
const archiveCutoffId = '1.3.6.1.5.5.7.48.1.6';
/** In bytes. */
const largestResponse = 4 * 1024 * 1024;
/** More than a responder has reason to say at once. */
const mostResponses = 1000;

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`OCSP-svaret är felbyggt: ${sv}.`, `The OCSP response is ill-built: ${en}.`), at);

/** A response that is not DER but may be BER is said to be unsupported rather than broken. */
function checkForm(der: Uint8Array): void {
  if (der[0] === tags.sequence && der[1] === 0x80) {
    throw new Malformed(
      text(
        'OCSP-svaret är kodat i BER, som inte stöds.',
        'The OCSP response is encoded in BER, which is not supported.',
      ),
      1,
    );
  }
}

/** Extensions as their values by identifier; each may stand once. */
function extensionsOf(element: Der | undefined): Map<string, { critical: boolean; value: Uint8Array }> {
  const found = new Map<string, { critical: boolean; value: Uint8Array }>();
  const [list, ...more] = element ? children(element) : [];
  if (element && (list?.tag !== tags.sequence || more.length > 0))
    throw broken(element.at, 'tilläggen', 'its extensions');
  for (const extension of list ? children(list) : []) {
    const fields = fieldsOf(extension);
    const id = oidOf(fields.take(tags.oid));
    const flag = fields.optional(tags.boolean);
    const value = fields.take(tags.octetString).contents;
    fields.end();
    if (found.has(id)) throw broken(extension.at, `tillägget ${id} står två gånger`, `extension ${id} stands twice`);
    found.set(id, { critical: flag !== undefined && booleanOf(flag), value });
  }
  return found;
}

type Extensions = ReturnType<typeof extensionsOf>;

const unknown = (extensions: Extensions, known: string): string[] =>
  [...extensions].flatMap(([id, { critical }]) => (critical && id !== known ? [id] : []));

function time(element: Der): Date {
  if (element.tag !== generalizedTime) throw broken(element.at, 'en tid', 'a time');
  return timeOf(element);
}

function only(element: Der): Der {
  const [inside, ...more] = children(element);
  if (!inside || more.length > 0) throw broken(element.at, 'ett fält', 'a field');
  return inside;
}

/** CRLReason as an ENUMERATED value: 0 to 10 without 7 (RFC 5280, 5.3.1). Throws {@link Malformed}. */
export function reasonOf(element: Der): number {
  const [code = 7] = element.contents;
  if (element.tag !== enumerated || element.contents.length !== 1 || code > 10 || code === 7)
    throw broken(element.at, 'skälet till spärren', 'the reason of revocation');
  return code;
}

function statusOf(element: Der): Pick<OcspSingle, 'status' | 'revokedAt' | 'reason'> {
  if (element.tag === context(1)) {
    const fields = fieldsOf(element, context(1));
    const revokedAt = time(fields.take(generalizedTime));
    const reason = fields.optional(context(0));
    fields.end();
    return { status: 'revoked', revokedAt, reason: reason ? reasonOf(only(reason)) : null };
  }
  const good = element.tag === context(0, true);
  if ((!good && element.tag !== context(2, true)) || element.contents.length > 0)
    throw broken(element.at, 'beskedet', 'the status');
  return { status: good ? 'good' : 'unknown', revokedAt: null, reason: null };
}

function single(element: Der): OcspSingle {
  const fields = fieldsOf(element);
  const id = fieldsOf(fields.take(tags.sequence));
  const hash = digestOf(id.take(tags.sequence));
  const [issuerNameHash, issuerKeyHash] = [id.take(tags.octetString), id.take(tags.octetString)];
  const serial = integerBytes(id.take(tags.integer));
  id.end();
  const kind = [context(0, true), context(1), context(2, true)].map((tag) => fields.optional(tag)).find(Boolean);
  if (!kind) throw broken(element.at, 'beskedet saknas', 'the status is missing');
  const thisUpdate = time(fields.take(generalizedTime));
  const next = fields.optional(context(0));
  const extensions = extensionsOf(fields.optional(context(1)));
  fields.end();
  const cutoff = extensions.get(archiveCutoffId);
  return {
    hash,
    issuerNameHash: issuerNameHash.contents,
    issuerKeyHash: issuerKeyHash.contents,
    serial,
    ...statusOf(kind),
    thisUpdate,
    nextUpdate: next ? time(only(next)) : null,
    archiveCutoff: cutoff ? time(readWhole(cutoff.value)) : null,
    unhandled: unknown(extensions, archiveCutoffId),
  };
}

/** Reads a BasicOCSPResponse without the OCSPResponse around it, as some attributes hold. Throws {@link Malformed}. */
export function readBasicOcsp(der: Uint8Array): ReadOcsp {
  checkSize(der, largestResponse);
  checkForm(der);
  const outer = fieldsOf(readWhole(der));
  const data = outer.take(tags.sequence);
  const scheme = schemeOf(outer.take(tags.sequence));
  const { bytes: signature, unused } = bitsOf(outer.take(tags.bitString));
  const certificates = outer.optional(context(0));
  outer.end();
  checkStrict(data);
  const fields = fieldsOf(data);
  const version = fields.optional(context(0));
  if ((version && smallInteger(only(version)) !== 0) || unused > 0)
    throw broken(data.at, 'okänd version', 'unknown version');
  const name = fields.optional(context(1));
  const key = name ? undefined : only(fields.take(context(2)));
  const producedAt = time(fields.take(generalizedTime));
  const responses = children(fields.take(tags.sequence));
  const extensions = extensionsOf(fields.optional(context(1)));
  fields.end();
  if (responses.length > mostResponses || (key && key.tag !== tags.octetString))
    throw broken(data.at, 'för många besked, eller okänd avsändare', 'too many statuses, or an unknown sender');
  const nonce = extensions.get(nonceId)?.value;
  return {
    der,
    signed: data.whole,
    scheme,
    signature,
    responder: name ? { name: only(name).whole } : { keyHash: key?.contents ?? new Uint8Array() },
    producedAt,
    responses: responses.map(single),
    // Some responders leave out the OCTET STRING inside, as the first edition of OCSP was read.
    nonce: nonce ? (nonce[0] === tags.octetString && nonce[1] === nonce.length - 2 ? nonce.subarray(2) : nonce) : null,
    certificates: certificates ? children(only(certificates)).map(({ whole }) => whole) : [],
    unhandled: unknown(extensions, nonceId),
  };
}

function wrapper(der: Uint8Array): { status: OcspStatus; inside: Der | undefined } {
  checkForm(der);
  const fields = fieldsOf(readWhole(der));
  const { contents, at } = fields.take(enumerated);
  const status = contents.length === 1 ? statuses.get(contents[0] ?? 255) : undefined;
  const inside = fields.optional(context(0));
  fields.end();
  if (!status) throw broken(at, 'okänt svar', 'unknown answer');
  return { status, inside };
}

/** What the responder answered, whether or not there is a response in it. Throws {@link Malformed}. */
export const ocspStatus = (der: Uint8Array): OcspStatus => wrapper(der).status;

/** Reads an OCSPResponse in DER, which has to be a successful one of the basic type. Throws {@link Malformed}. */
export function readOcspResponse(der: Uint8Array): ReadOcsp {
  const { status, inside } = wrapper(der);
  if (status !== 'successful' || !inside)
    throw broken(0, `svararen gav inget besked (${status})`, `the responder gave no answer (${status})`);
  const fields = fieldsOf(only(inside));
  const type = oidOf(fields.take(tags.oid));
  const response = fields.take(tags.octetString).contents;
  fields.end();
  if (type !== basic) throw broken(inside.at, 'okänt slag av svar', 'unknown kind of response');
  return { ...readBasicOcsp(response), der };
}
