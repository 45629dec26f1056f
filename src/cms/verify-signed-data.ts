import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { readSigner } from './signer-info.js';
import type { ReadSigner } from './signer-info.js';
import {
  checkSize,
  checkStrict,
  children,
  context,
  equalBytes,
  fieldsOf,
  oidOf,
  readElement,
  readWhole,
  smallInteger,
  tags,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** A CMS signature by one signer, read strictly (RFC 5652, 5). */
export interface ReadSignedData extends ReadSigner {
  /** Certificates as they stand, in DER. */
  certificates: Uint8Array[];
  /** eContentType and, unless it is detached, the content. */
  content: { type: string; bytes: Uint8Array | null };
}

const ids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  ocsp: '1.3.6.1.5.5.7.16.2',
} as const;

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Signaturvärdet är felbyggt: ${sv}.`, `The signature value is ill-built: ${en}.`), at);

/** The DER at the start of `contents`, and whether only zeros, the unused part of the room, follow it. */
function unpadded(contents: Uint8Array): Der {
  const element = readElement(contents);
  const rest = contents.subarray(element.whole.length);
  if (rest.some((byte) => byte !== 0)) {
    throw broken(element.whole.length, 'efter det står något annat än nollor', 'something other than zeros follows it');
  }
  return element;
}

/** Revocation lists and OCSP responses in SignedData.crls (RFC 5652, 10.2.1; RFC 5940). */
function embedded(revocation: Der): ReadSigner['revocation'] {
  const found: ReadSigner['revocation'] = { ocsp: [], crls: [] };
  for (const choice of children(revocation)) {
    if (choice.tag === tags.sequence) found.crls.push(choice.whole);
    else if (choice.tag === context(1)) {
      const [format, value] = children(choice);
      if (format && value && oidOf(format) === ids.ocsp) found.ocsp.push(value.whole);
    }
  }
  return found;
}

/** In bytes; a signature may carry revocation lists. */
const largestSignature = 64 * 1024 * 1024;

/** SignedData of one signer with this content type: detached when it is `data`, else with the content inside. */
function readContents(outer: Der, type: string): ReadSignedData {
  checkSize(outer.whole, largestSignature);
  const detached = type === ids.data;
  const info = fieldsOf(outer);
  if (oidOf(info.take(tags.oid)) !== ids.signedData)
    throw broken(outer.at, 'det är inte SignedData', 'it is not SignedData');
  const [element, ...others] = children(info.take(context(0)));
  info.end();
  if (!element || others.length > 0) throw broken(outer.at, 'det är inte SignedData', 'it is not SignedData');
  const fields = fieldsOf(element);
  const version = smallInteger(fields.take(tags.integer));
  const digestSet = fields.take(tags.set);
  checkStrict(digestSet);
  const digests = children(digestSet);
  const encapsulated = fields.take(tags.sequence);
  const content = fieldsOf(encapsulated);
  if (oidOf(content.take(tags.oid)) !== type) throw broken(element.at, 'fel innehållstyp', 'wrong content type');
  const [inside, ...more] = detached ? [] : children(content.take(context(0)));
  content.end();
  if (!detached && (inside?.tag !== tags.octetString || more.length > 0))
    throw broken(encapsulated.at, 'innehållet saknas', 'the content is missing');
  const certificates = fields.optional(context(0));
  const revocation = fields.optional(context(1));
  const signers = fields.take(tags.set);
  fields.end();
  const [only, ...further] = children(signers);
  if (!only || further.length > 0)
    throw broken(signers.at, 'den har inte exakt en undertecknare', 'it does not have exactly one signer');
  const { version: signerVersion, digestElement, ...signer } = readSigner(only, !detached);
  // RFC 5652, 5.1: another content than data asks for version 3.
  if (version !== (detached ? signerVersion : 3))
    signer.unprotected.push(
      text('Signaturens versionsnummer är fel.', 'The version number of the signature is wrong.'),
    );
  const [named, ...extra] = digests;
  if (!named || extra.length > 0 || !equalBytes(named.whole, digestElement.whole)) {
    signer.unprotected.push(
      text('Signaturens lista över hashfunktioner är fel.', 'The list of hash functions of the signature is wrong.'),
    );
  }
  if (revocation) {
    const { ocsp, crls } = embedded(revocation);
    signer.revocation.ocsp.push(...ocsp);
    signer.revocation.crls.push(...crls);
    // In a time-stamp each of them is judged by its own signature.
    if (detached)
      signer.unprotected.push(
        text(
          'Signaturen innehåller spärrlistor, som den inte själv skyddar.',
          'The signature carries revocation lists, which it does not itself protect.',
        ),
      );
  }
  return {
    ...signer,
    content: { type, bytes: inside?.contents ?? null },
    certificates: certificates ? children(certificates).map((each) => readWhole(each.whole).whole) : [],
  };
}

/**
 * Reads the CMS in a signature's /Contents, followed by nothing but zeros. What the signature itself does not protect (versions, algorithm sets,
 * certificates, revocation lists, unsigned attributes) has to be in its only possible form, or is listed; time-stamps are for the caller to check.
 * Throws {@link Malformed}.
 */
export const readSignedData = (contents: Uint8Array): ReadSignedData => readContents(unpadded(contents), ids.data);

/** Reads a CMS signature with its content of this type inside it, such as a time-stamp token; zeros may follow if `padded`. Throws {@link Malformed}. */
export const readAttachedData = (bytes: Uint8Array, type: string, { padded = false } = {}): ReadSignedData =>
  readContents(padded ? unpadded(bytes) : readWhole(bytes), type);
