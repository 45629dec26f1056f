import { DOMParser } from '@xmldom/xmldom/lib/dom-parser.js';
import type { XmlDocument, XmlNode } from '@xmldom/xmldom/lib/dom-parser.js';
import { SignedXml } from 'xml-crypto';
import type { HashAlgorithm, SignatureAlgorithm } from 'xml-crypto';
import { checkValue, digestNow } from '../cms/verify-algorithm.js';
import type { Hash, KeyFacts, Scheme } from '../cms/verify-algorithm.js';
import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';

const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const enveloped = `${dsig}enveloped-signature`;

/** Forms of canonical XML without comments (RFC 9231, 5.1 and 5.4). */
const canonical = ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', 'http://www.w3.org/2001/10/xml-exc-c14n#'];

const digests = new Map<string, Hash>([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'SHA-256'],
  [`${more}sha384`, 'SHA-384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'SHA-512'],
]);

/** Signature methods of RFC 9231 with SHA-256 and stronger; a salt is as long as its hash. */
const methods = new Map<string, Scheme & { hash: Hash }>(
  (['SHA-256', 'SHA-384', 'SHA-512'] as const).flatMap((hash): [string, Scheme & { hash: Hash }][] => {
    const short = hash.replace('-', '').toLowerCase();
    return [
      [`${more}rsa-${short}`, { name: 'RSASSA-PKCS1-v1_5', hash }],
      [`${more}ecdsa-${short}`, { name: 'ECDSA', hash }],
      [
        `http://www.w3.org/2007/05/xmldsig-more#${short}-rsa-MGF1`,
        { name: 'RSA-PSS', hash, salt: Number(short.slice(3)) / 8 },
      ],
    ];
  }),
);

const refused = (sv: string, en: string): Malformed =>
  new Malformed(text(`XML-signaturen godtas inte: ${sv}.`, `The XML signature is not accepted: ${en}.`), 0);

function parsed(xml: string): XmlDocument {
  const errorHandler = (_: string, message: unknown): never => {
    const line = /line:(\d+)/.exec(String(message))?.[1];
    throw refused(
      `XML-koden är felskriven${line === undefined ? '' : ` på rad ${line}`}`,
      `the XML is ill-formed${line === undefined ? '' : ` in line ${line}`}`,
    );
  };
  return new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml');
}

const elementsIn = (node: XmlNode, name: string): XmlNode[] =>
  Array.from(node.childNodes).filter(({ localName, namespaceURI }) => localName === name && namespaceURI === dsig);

function only(node: XmlNode, name: string): XmlNode {
  const [found, ...others] = elementsIn(node, name);
  if (!found || others.length > 0)
    throw refused(`den har inte exakt ett ${name}`, `it does not have exactly one ${name}`);
  return found;
}

const algorithmOf = (node: XmlNode): string => node.getAttribute('Algorithm') ?? '';

/** What SignedInfo says is signed, and how: the place among the references of the one that is the whole document. */
function checkSignedInfo(root: XmlNode, signature: XmlNode): { place: number; method: string; form: string } {
  const info = only(signature, 'SignedInfo');
  const form = algorithmOf(only(info, 'CanonicalizationMethod'));
  const method = algorithmOf(only(info, 'SignatureMethod'));
  const references = elementsIn(info, 'Reference');
  if (!canonical.includes(form) || !methods.has(method))
    throw refused('algoritmen är okänd eller för svag', 'the algorithm is unknown or too weak');
  if (references.length > 4) throw refused('den gäller för mycket', 'it is about too much');
  const places = references.flatMap((reference, index) => {
    if (!digests.has(algorithmOf(only(reference, 'DigestMethod'))))
      throw refused('hashfunktionen är okänd eller för svag', 'the hash function is unknown or too weak');
    if (!reference.hasAttribute('URI'))
      throw refused('den anger inte vad den gäller', 'it does not say what it is about');
    const transforms = elementsIn(reference, 'Transforms')
      .flatMap((each) => elementsIn(each, 'Transform'))
      .map(algorithmOf);
    // The library refuses an identifier that two elements have, so that this can be no other than the root.
    const whole = root.hasAttribute('Id') ? ['', `#${root.getAttribute('Id') ?? ''}`] : [''];
    if (!whole.includes(reference.getAttribute('URI') ?? '')) {
      if (transforms.some((each) => !canonical.includes(each)))
        throw refused('den räknar om innehållet', 'it transforms the content');
      return [];
    }
    if (transforms.length !== 2 || transforms[0] !== enveloped || !canonical.includes(transforms[1] ?? ''))
      throw refused('den räknar om innehållet', 'it transforms the content');
    return [index];
  });
  const [place] = places;
  if (place === undefined || places.length > 1)
    throw refused('den gäller inte hela dokumentet', 'it is not about the whole document');
  return { place, method, form };
}

function hashAlgorithm(uri: string, hash: Hash): new () => HashAlgorithm {
  return class {
    getAlgorithmName = (): string => uri;
    getHash = (xml: string): string => Buffer.from(digestNow(hash, Buffer.from(xml, 'utf8'))).toString('base64');
  };
}

function signatureAlgorithm(uri: string, scheme: Scheme & { hash: Hash }, key: KeyFacts): new () => SignatureAlgorithm {
  return class {
    getAlgorithmName = (): string => uri;
    getSignature = (): string => {
      throw refused('här skrivs inga', 'none are written here');
    };
    // The key is the one that the user trusts, whatever the document says.
    verifySignature = (material: string, _: unknown, value: string): boolean =>
      checkValue(scheme, scheme.hash, key, Buffer.from(value, 'base64'), Buffer.from(material, 'utf8')) === true;
  };
}

/** A verifier that knows nothing weaker than SHA-256, and no key but this one. */
function verifierFor(method: string, key: KeyFacts): SignedXml {
  const verifier = new SignedXml({ publicCert: 'the key is bound to the algorithm' });
  verifier.HashAlgorithms = Object.fromEntries(
    [...digests].map(([uri, hash]) => [uri, hashAlgorithm(uri, hash)]),
  ) as typeof verifier.HashAlgorithms;
  const scheme = methods.get(method);
  verifier.SignatureAlgorithms = (
    scheme ? { [method]: signatureAlgorithm(method, scheme, key) } : {}
  ) as typeof verifier.SignatureAlgorithms;
  const known = verifier.CanonicalizationAlgorithms;
  verifier.CanonicalizationAlgorithms = Object.fromEntries(
    Object.entries(known).filter(([uri]) => uri === enveloped || canonical.includes(uri)),
  ) as typeof known;
  return verifier;
}

/**
 * The root of a document as canonical XML, exactly as one of the keys signed it, without the signature (XMLDSig enveloped, RFC 3275; RFC 9231); and which
 * key that was. Nothing but what comes back here may be relied on. `xml` has passed `guardedXml`. Throws `Malformed`.
 */
export function signedRoot(xml: string, keys: readonly KeyFacts[]): { content: string; key: number } {
  const document = parsed(xml);
  const root = document.documentElement;
  const signatures = document.getElementsByTagNameNS(dsig, 'Signature');
  if (!root || signatures.length !== 1)
    throw refused('den saknas, eller är inte ensam', 'it is missing, or not the only one');
  const signature = only(root, 'Signature');
  const { place, method, form } = checkSignedInfo(root, signature);
  for (const [index, key] of keys.entries()) {
    const verifier = verifierFor(method, key);
    try {
      verifier.loadSignature(signature as never);
      if (verifier.signatureAlgorithm !== method || verifier.canonicalizationAlgorithm !== form) continue;
      if (verifier.checkSignature(xml)) {
        const content = verifier.getSignedReferences()[place];
        if (content !== undefined) return { content, key: index };
      }
    } catch (error) {
      // The library throws for a value that does not hold as for one it cannot read.
      if (error instanceof RangeError) throw refused('den är för djupt nästlad', 'it is nested too deeply');
    }
  }
  throw refused(
    'den är inte gjord med något av de angivna certifikaten',
    'it was not made with any of the given certificates',
  );
}
