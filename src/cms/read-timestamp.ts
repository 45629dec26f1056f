import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { setBits } from './certificate-extensions.js';
import { digestOf } from './verify-algorithm.js';
import type { Hash } from './verify-algorithm.js';
import {
  bitsOf,
  booleanOf,
  checkStrict,
  children,
  context,
  fieldsOf,
  integerBytes,
  oidOf,
  readElement,
  readWhole,
  smallInteger,
  tags,
  timeOf,
} from './verify-der.js';
import type { Der } from './verify-der.js';
import { readAttachedData } from './verify-signed-data.js';
import type { ReadSignedData } from './verify-signed-data.js';

/** A time-stamp token (RFC 3161, 2.4.2), read strictly; whether it holds is for `verifyTimestamp` to say. */
export interface ReadTimestamp {
  /** The token as it stands, without padding. */
  der: Uint8Array;
  /** The signature of the authority. */
  cms: ReadSignedData;
  /** TSTInfo in DER: what was signed. */
  info: Uint8Array;
  /** Object identifier of the policy it was issued under. */
  policy: string;
  /** Digest of what was stamped; `hash` is `undefined` for a function that is not known. */
  imprint: { hash: Hash | undefined; value: Uint8Array };
  serial: Uint8Array;
  /** When it was stamped (genTime). */
  time: Date;
  /** How far from `time` the true time may be, in milliseconds; `null` when not said. */
  accuracy: number | null;
  ordering: boolean;
  nonce: Uint8Array | null;
  /** Name of the authority: a GeneralName in DER. */
  authority: Uint8Array | null;
  /** Critical extensions, none of which is known. */
  unhandled: string[];
}

/** What an authority answered (RFC 3161, 2.4.2). */
export interface TimestampAnswer {
  /** PKIStatus: 0 granted, 1 granted with changes, 2 rejected, 3 waiting … */
  status: number;
  /** Its own words, if any. */
  words: string | null;
  /** PKIFailureInfo, as the bits that are set: 0 badAlg, 2 badRequest, 5 badDataFormat, 14 timeNotAvailable, 15 unacceptedPolicy, 16, 17, 25. */
  failure: number[];
  /** The token in DER; `null` when it was refused. */
  token: Uint8Array | null;
}

const tstInfo = '1.2.840.113549.1.9.16.1.4';

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Tidsstämpeln är felbyggd: ${sv}.`, `The time-stamp is ill-built: ${en}.`), at);

/** Accuracy in milliseconds, rounded up: seconds, [0] millis, [1] micros. */
function accuracyOf(element: Der): number {
  const fields = fieldsOf(element);
  const seconds = fields.optional(tags.integer);
  const small = [fields.optional(context(0, true)), fields.optional(context(1, true))].map((part) =>
    part ? smallInteger({ ...part, tag: tags.integer }) : 0,
  );
  fields.end();
  const [millis = 0, micros = 0] = small;
  if (millis > 999 || micros > 999) throw broken(element.at, 'noggrannheten', 'its accuracy');
  return (seconds ? smallInteger(seconds) : 0) * 1000 + millis + Math.ceil(micros / 1000);
}

function criticalExtensions(element: Der): string[] {
  return children(element).flatMap((extension) => {
    const fields = fieldsOf(extension);
    const id = oidOf(fields.take(tags.oid));
    const flag = fields.optional(tags.boolean);
    fields.take(tags.octetString);
    fields.end();
    return flag && booleanOf(flag) ? [id] : [];
  });
}

/** Reads a token in DER, followed by nothing (or, `padded`, by zeros, as in /Contents). Throws {@link Malformed}. */
export function readTimestampToken(der: Uint8Array, options: { padded?: boolean } = {}): ReadTimestamp {
  const cms = readAttachedData(der, tstInfo, options);
  const info = cms.content.bytes ?? new Uint8Array();
  const element = readWhole(info);
  checkStrict(element);
  const fields = fieldsOf(element);
  if (smallInteger(fields.take(tags.integer)) !== 1) throw broken(element.at, 'okänd version', 'unknown version');
  const policy = oidOf(fields.take(tags.oid));
  const imprint = fieldsOf(fields.take(tags.sequence));
  const hash = digestOf(imprint.take(tags.sequence));
  const value = imprint.take(tags.octetString).contents;
  imprint.end();
  const serial = integerBytes(fields.take(tags.integer));
  const time = fields.take(0x18);
  const accuracy = fields.optional(tags.sequence);
  const ordering = fields.optional(tags.boolean);
  const nonce = fields.optional(tags.integer);
  const authority = fields.optional(context(0));
  const extensions = fields.optional(context(1));
  fields.end();
  const [name] = authority ? children(authority) : [];
  return {
    der: der.subarray(0, readElement(der).whole.length),
    cms,
    info,
    policy,
    imprint: { hash, value },
    serial,
    time: timeOf(time, true),
    accuracy: accuracy ? accuracyOf(accuracy) : null,
    ordering: ordering ? booleanOf(ordering) : false,
    nonce: nonce ? integerBytes(nonce) : null,
    authority: name?.whole ?? null,
    unhandled: extensions ? criticalExtensions(extensions) : [],
  };
}

/** Reads TimeStampResp; the token in it is not looked into. Throws {@link Malformed}. */
export function readTimestampResponse(der: Uint8Array): TimestampAnswer {
  const fields = fieldsOf(readWhole(der));
  const info = fieldsOf(fields.take(tags.sequence));
  const token = fields.optional(tags.sequence);
  fields.end();
  const status = smallInteger(info.take(tags.integer));
  const words = info.optional(tags.sequence);
  const failure = info.optional(tags.bitString);
  info.end();
  if (status <= 1 !== (token !== undefined))
    throw broken(0, 'svaret motsäger sig själv', 'the answer contradicts itself');
  const written = (words ? children(words) : []).map(({ contents }) => new TextDecoder().decode(contents)).join(' ');
  return {
    status,
    // What comes over the network may not steer a terminal.
    words: written.slice(0, 500).replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD') || null,
    failure: failure ? [...setBits(bitsOf(failure).bytes)] : [],
    token: token?.whole ?? null,
  };
}
