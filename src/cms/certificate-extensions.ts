import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { generalName, generalNames } from './general-name.js';
import type { GeneralName } from './general-name.js';
import {
  bitsOf,
  booleanOf,
  children,
  context,
  fieldsOf,
  integerBytes,
  oidOf,
  readWhole,
  smallInteger,
  tags,
} from './verify-der.js';
import type { Der } from './verify-der.js';

/** What a certificate says beyond the basics (RFC 5280, 4.2; ETSI EN 319 412-5). */
export interface ExtensionFacts {
  alternativeNames: GeneralName[];
  /** Which names those below may have; `null` without the extension. */
  nameConstraints: { permitted: GeneralName[]; excluded: GeneralName[] } | null;
  /** Object identifiers of certificatePolicies; `null` without the extension. */
  policies: string[] | null;
  policyMappings: { issuer: string; subject: string }[];
  /** Certificates that may follow before a policy is required, and before mapping is forbidden; `null`: no limit. */
  policyConstraints: { requireExplicit: number | null; inhibitMapping: number | null };
  /** Certificates that may follow before anyPolicy no longer counts; `null`: no limit. */
  inhibitAnyPolicy: number | null;
  /** Whether extKeyUsage is critical. */
  purposesCritical: boolean;
  authorityKeyId: Uint8Array | null;
  /** Addresses of OCSP responders and of the issuer's certificate (authorityInfoAccess), and of CRLs (cRLDistributionPoints). */
  ocspUrls: string[];
  issuerUrls: string[];
  crlUrls: string[];
  /** Distribution points as they stand: full names as GeneralNames in DER, and those of other CRL issuers; `null` names: not given, or relative. */
  crlPoints: { names: Uint8Array[] | null; issuers: Uint8Array[] | null; reasons: ReadonlySet<number> | null }[];
  /** id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1). */
  noCheck: boolean;
  /** noRevAvail (RFC 9608), or ETSI's validity-assured short-term: its issuer gives no revocation information. */
  noRevocation: boolean;
  /** QCStatements, as the issuer claims them: qualified, key in a qualified device, and for what. */
  qualified: { compliant: boolean; device: boolean; types: ('esign' | 'eseal' | 'web')[] };
}

/** What a certificate without any of these extensions says. */
export const noExtensions = (): ExtensionFacts => ({
  alternativeNames: [],
  nameConstraints: null,
  policies: null,
  policyMappings: [],
  policyConstraints: { requireExplicit: null, inhibitMapping: null },
  inhibitAnyPolicy: null,
  purposesCritical: false,
  authorityKeyId: null,
  ocspUrls: [],
  issuerUrls: [],
  crlUrls: [],
  crlPoints: [],
  noCheck: false,
  noRevocation: false,
  qualified: { compliant: false, device: false, types: [] },
});

const broken = (at: number, sv: string, en: string): Malformed =>
  new Malformed(text(`Certifikatet är felskrivet: ${sv}.`, `The certificate is ill-formed: ${en}.`), at);

/** The set bits of a named bit list, the first being 0. Throws {@link Malformed}. */
export function setBits(bytes: Uint8Array): Set<number> {
  const set = new Set<number>();
  bytes.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) if (byte & (0x80 >> bit)) set.add(index * 8 + bit);
  });
  return set;
}

/** The bits of an implicitly tagged BIT STRING. */
export const implicitBits = (element: Der): Set<number> => setBits(bitsOf({ ...element, tag: tags.bitString }).bytes);

/** A number of certificates; more than there could be is no limit. */
function skipped(element: Der): number {
  const bytes = integerBytes({ ...element, tag: tags.integer });
  if ((bytes[0] ?? 0) >= 0x80) throw broken(element.at, 'ett negativt tal', 'a negative number');
  return bytes.length > 4 ? Number.MAX_SAFE_INTEGER : bytes.reduce((total, byte) => total * 256 + byte, 0);
}

function subtrees(element: Der | undefined): GeneralName[] {
  return (element ? children(element) : []).map((subtree) => {
    const [base, ...limits] = children(subtree);
    // RFC 5280, 4.2.1.10: minimum is zero, and so left out; there is no maximum.
    if (!base || limits.length > 0) throw broken(subtree.at, 'ett namnvillkor', 'a name constraint');
    return generalName(base);
  });
}

function unique(ids: string[], at: number): string[] {
  if (new Set(ids).size !== ids.length) throw broken(at, 'en policy står två gånger', 'a policy stands twice');
  return ids;
}

const first = (element: Der): Der => {
  const [found] = children(element);
  if (!found) throw broken(element.at, 'ett tomt fält', 'an empty field');
  return found;
};

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const isWeb = (name: GeneralName): boolean => name.kind === 6 && /^https?:\/\/[\x21-\x7e]+$/i.test(ascii(name.value));

function readAccess(facts: ExtensionFacts, value: Der): void {
  for (const description of children(value)) {
    const [method, location] = children(description);
    if (!method || !location) throw broken(description.at, 'en adress', 'an address');
    const name = generalName(location);
    if (!isWeb(name)) continue;
    const id = oidOf(method);
    if (id === '1.3.6.1.5.5.7.48.1') facts.ocspUrls.push(ascii(name.value));
    else if (id === '1.3.6.1.5.5.7.48.2') facts.issuerUrls.push(ascii(name.value));
  }
}

function readPoints(facts: ExtensionFacts, value: Der): void {
  for (const point of children(value)) {
    const fields = fieldsOf(point);
    const place = fields.optional(context(0));
    const reasons = fields.optional(context(1, true));
    const issuers = fields.optional(context(2));
    fields.end();
    const choice = place && first(place);
    const full = choice?.tag === context(0) ? children(choice) : null;
    const web = full ? full.map(generalName).filter(isWeb) : [];
    facts.crlUrls.push(...web.map((name) => ascii(name.value)));
    facts.crlPoints.push({
      names: full && full.map(({ whole }) => whole),
      issuers: issuers ? children(issuers).map(({ whole }) => whole) : null,
      reasons: reasons ? implicitBits(reasons) : null,
    });
  }
}

const qualifiedTypes = new Map<string, 'esign' | 'eseal' | 'web'>([
  ['0.4.0.1862.1.6.1', 'esign'],
  ['0.4.0.1862.1.6.2', 'eseal'],
  ['0.4.0.1862.1.6.3', 'web'],
]);

function readStatements(facts: ExtensionFacts, value: Der): void {
  for (const statement of children(value)) {
    // What some issuers have written here is no statement; it claims nothing then.
    const [type, info] = statement.tag === tags.sequence ? children(statement) : [];
    const id = type ? oidOf(type) : '';
    if (id === '0.4.0.1862.1.1') facts.qualified.compliant = true;
    else if (id === '0.4.0.1862.1.4') facts.qualified.device = true;
    else if (id === '0.4.0.1862.1.6' && info) {
      facts.qualified.types = children(info).flatMap((each) => qualifiedTypes.get(oidOf(each)) ?? []);
    }
  }
}

const isNull = (value: Der): boolean => {
  if (value.tag !== tags.null || value.contents.length > 0)
    throw broken(value.at, 'NULL väntades', 'NULL was expected');
  return true;
};

type Reader = (facts: ExtensionFacts, value: Der) => void;

const readers = new Map<string, Reader>([
  ['2.5.29.17', (facts, value) => void (facts.alternativeNames = generalNames(value))],
  // The issuer's other names, directory attributes and freshest CRL say nothing about the path.
  ['2.5.29.18', () => undefined],
  ['2.5.29.9', () => undefined],
  ['2.5.29.46', () => undefined],
  ['1.3.6.1.5.5.7.1.11', () => undefined],
  [
    '2.5.29.30',
    (facts, value) => {
      const fields = fieldsOf(value);
      const permitted = fields.optional(context(0));
      const excluded = fields.optional(context(1));
      fields.end();
      facts.nameConstraints = { permitted: subtrees(permitted), excluded: subtrees(excluded) };
    },
  ],
  ['2.5.29.31', readPoints],
  [
    '2.5.29.32',
    (facts, value) =>
      void (facts.policies = unique(
        children(value).map((each) => oidOf(first(each))),
        value.at,
      )),
  ],
  [
    '2.5.29.33',
    (facts, value) => {
      facts.policyMappings = children(value).map((pair) => {
        const fields = fieldsOf(pair);
        const mapping = { issuer: oidOf(fields.take(tags.oid)), subject: oidOf(fields.take(tags.oid)) };
        fields.end();
        return mapping;
      });
    },
  ],
  [
    '2.5.29.35',
    (facts, value) => {
      facts.authorityKeyId = fieldsOf(value).optional(context(0, true))?.contents ?? null;
    },
  ],
  [
    '2.5.29.36',
    (facts, value) => {
      const fields = fieldsOf(value);
      const explicit = fields.optional(context(0, true));
      const mapping = fields.optional(context(1, true));
      fields.end();
      facts.policyConstraints = {
        requireExplicit: explicit ? skipped(explicit) : null,
        inhibitMapping: mapping ? skipped(mapping) : null,
      };
    },
  ],
  ['2.5.29.54', (facts, value) => void (facts.inhibitAnyPolicy = skipped(value))],
  ['2.5.29.56', (facts, value) => void (facts.noRevocation = isNull(value))],
  ['1.3.6.1.5.5.7.1.1', readAccess],
  ['1.3.6.1.5.5.7.1.3', readStatements],
  ['1.3.6.1.5.5.7.48.1.5', (facts, value) => void (facts.noCheck = isNull(value))],
  ['0.4.0.194121.2.1', (facts, value) => void (facts.noRevocation = isNull(value))],
]);

/** Reads one extension into `facts`; `false` when it is not one that is known here. Throws {@link Malformed}. */
export function readExtensionValue(facts: ExtensionFacts, id: string, value: Uint8Array): boolean {
  const reader = readers.get(id);
  if (!reader) return false;
  const element = readWhole(value);
  if (id === '2.5.29.54' && element.tag !== tags.integer)
    throw broken(element.at, 'ett tal väntades', 'a number was expected');
  reader(facts, element);
  return true;
}

/** BasicConstraints: the most CAs that may follow, `null` without limit; `null` for what is no CA. Throws {@link Malformed}. */
export function basicConstraints(element: Der): { path: number | null } | null {
  const fields = fieldsOf(element);
  const authority = fields.optional(tags.boolean);
  const path = fields.optional(tags.integer);
  fields.end();
  return authority && booleanOf(authority) ? { path: path ? smallInteger(path) : null } : null;
}
