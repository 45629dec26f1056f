import { weakKey } from '../cms/algorithm-strength.js';
import type { Purpose } from '../cms/chain.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import type { TrustAnchor, TrustPeriod } from './anchors.js';
import { readCanonicalXml } from './canonical-xml.js';
import type { XmlElement } from './canonical-xml.js';
import { guardedXml } from './xml-guard.js';
import { signedRoot } from './xml-signature.js';

/** Another list that a list of lists points to: where it is, and whose signature it has to bear. */
export interface ListPointer {
  territory: string;
  url: string;
  /** Certificates of its operator, in DER. */
  signers: Uint8Array[];
}

/** A trusted list whose signature holds (ETSI TS 119 612), as far as it matters for trust. */
export interface TrustedList {
  territory: string;
  operator: string;
  sequence: string;
  issued: Date;
  /** `null` for a list that was closed. */
  nextUpdate: Date | null;
  anchors: TrustAnchor[];
  /** Whether its purpose is to point to others. */
  listOfLists: boolean;
  /** Pointers to other lists in XML. */
  pointers: ListPointer[];
  /** Certificate of the operator that signed it, in DER. */
  signer: Uint8Array;
  /** What in it is not used, and why. */
  problems: Text[];
}

const tsl = 'http://uri.etsi.org/02231/v2#';
const services = 'http://uri.etsi.org/TrstSvc/Svctype/';

/** What a service's certificate may be relied on for, by the end of its type (5.5.1): certificates of people and seals, time-stamps, revocation. */
const purposes = new Map<string, readonly Purpose[]>([
  ['CA/QC', ['sign', 'ocsp', 'crl']],
  ['CA/PKC', ['sign', 'timestamp', 'ocsp', 'crl']],
  ['NationalRootCA-QC', ['sign', 'ocsp', 'crl']],
  ['TSA', ['timestamp']],
  ['TSA/QTST', ['timestamp']],
  ['TSA/TSS-QC', ['timestamp']],
  ['TSA/TSS-AdESQCandQES', ['timestamp']],
  ['Certstatus/OCSP', ['ocsp']],
  ['Certstatus/OCSP/QC', ['ocsp']],
  ['Certstatus/CRL', ['crl']],
  ['Certstatus/CRL/QC', ['crl']],
]);

/** Statuses under which a service may be relied on: of today, and of the time before July 2016 (5.5.4, annex J). */
const reliable =
  /^http:\/\/uri\.etsi\.org\/TrstSvc\/(?:TrustedList|eSigDir-1999-93-EC-TrustedList)\/Svcstatus\/(?:granted|recognisedatnationallevel|undersupervision|supervisionincessation|accredited|setbynationallaw)$/;

const broken = (sv: string, en: string): Malformed =>
  new Malformed(text(`Listan är felbyggd: ${sv}.`, `The list is ill-built: ${en}.`), 0);

const all = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((child) => child.name === name && child.namespace === tsl) ?? [];

/** The element at the end of a path of names, if it is there. */
const at = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce((found, name) => all(found, name)[0], element);

const value = (element: XmlElement | undefined, ...path: string[]): string => at(element, ...path)?.text.trim() ?? '';

/** A name in English if there is one, made fit for a terminal. */
function named(element: XmlElement | undefined): string {
  const names = all(element, 'Name');
  const chosen = names.find(({ attributes }) => attributes.get('xml:lang') === 'en') ?? names[0];
  return (chosen?.text ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

function timeIn(written: string): Date {
  const found = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(written) ? new Date(written) : undefined;
  if (!found || Number.isNaN(found.getTime())) throw broken('en tid', 'a time');
  return found;
}

/** Certificates of a digital identity that can be read; the others are counted. */
function certificatesIn(identity: XmlElement | undefined): { read: Uint8Array[]; unreadable: number } {
  const written = all(identity, 'DigitalId').flatMap((each) => all(each, 'X509Certificate'));
  const read = written.flatMap(({ text: encoded }) => {
    const der = new Uint8Array(Buffer.from(encoded.replace(/\s+/g, ''), 'base64'));
    try {
      readStrictCertificate(der);
      return [der];
    } catch (error) {
      if (error instanceof Malformed) return [];
      throw error;
    }
  });
  return { read, unreadable: written.length - read.length };
}

/** One status of a service with its type, from a time on (5.5 and 5.6). */
interface Standing {
  type: string;
  relied: boolean;
  from: string;
}

function standing(information: XmlElement): Standing {
  return {
    type: value(information, 'ServiceTypeIdentifier').replace(services, ''),
    relied: reliable.test(value(information, 'ServiceStatus')),
    from: timeIn(value(information, 'StatusStartingTime')).toISOString(),
  };
}

/** When a service of this type could be relied on: each status lasts until the next one begins. */
function periods(standings: readonly Standing[], type: string): TrustPeriod[] {
  const newestFirst = standings.toSorted((one, two) => (one.from < two.from ? 1 : -1));
  return newestFirst.flatMap((each, index) =>
    each.relied && each.type === type ? [{ from: each.from, until: newestFirst[index - 1]?.from ?? null }] : [],
  );
}

function anchorsOf(service: XmlElement, territory: string, provider: string, problems: Text[]): TrustAnchor[] {
  const information = at(service, 'ServiceInformation');
  if (!information) throw broken('en tjänst', 'a service');
  const history = all(at(service, 'ServiceHistory'), 'ServiceHistoryInstance');
  const standings = [information, ...history].map(standing);
  const name = named(at(information, 'ServiceName'));
  const types = [...new Set(standings.map(({ type }) => type))].filter((type) => purposes.has(type));
  const { read, unreadable } = certificatesIn(at(information, 'ServiceDigitalIdentity'));
  if (unreadable > 0 && types.length > 0) {
    problems.push(
      text(
        `Ett certifikat för ${name} (${territory}) går inte att läsa.`,
        `A certificate of ${name} (${territory}) cannot be read.`,
      ),
    );
  }
  return types.flatMap((type) => {
    const relied = periods(standings, type);
    const about = { territory, provider, name, type, qualified: type === 'CA/QC' || type === 'TSA/QTST' };
    if (relied.length === 0) return [];
    return read.map((certificate): TrustAnchor => ({
      certificate,
      origin: 'list',
      purposes: purposes.get(type) ?? [],
      periods: relied,
      service: about,
    }));
  });
}

function pointersOf(scheme: XmlElement): ListPointer[] {
  return all(at(scheme, 'PointersToOtherTSL'), 'OtherTSLPointer').flatMap((pointer) => {
    const other = all(at(pointer, 'AdditionalInformation'), 'OtherInformation').flatMap(({ children }) => children);
    const told = (name: string): string => other.find((each) => each.name === name)?.text.trim() ?? '';
    const url = value(pointer, 'TSLLocation');
    const signers = all(at(pointer, 'ServiceDigitalIdentities'), 'ServiceDigitalIdentity').flatMap(
      (each) => certificatesIn(each).read,
    );
    const isXml =
      told('MimeType') === 'application/vnd.etsi.tsl+xml' || (told('MimeType') === '' && /\.(xml|xtsl)$/i.test(url));
    return isXml && /^https?:\/\//.test(url) ? [{ territory: told('SchemeTerritory'), url, signers }] : [];
  });
}

/** Says that the list should have been replaced; what it says is used all the same. */
function overdue({ territory, nextUpdate }: Pick<TrustedList, 'territory' | 'nextUpdate'>, now: Date): Text[] {
  if (nextUpdate && nextUpdate > now) return [];
  const day = nextUpdate?.toISOString().slice(0, 10);
  return [
    day
      ? text(
          `Listan för ${territory} skulle ha ersatts ${day}; hämta en nyare.`,
          `The list of ${territory} was to be replaced on ${day}; get a newer one.`,
        )
      : text(`Listan för ${territory} är avslutad.`, `The list of ${territory} is closed.`),
  ];
}

function signersAt(signers: readonly ReadCertificate[], issued: Date, key: number): ReadCertificate {
  const signer = signers[key];
  if (!signer || issued < signer.notBefore || issued > signer.notAfter || weakKey(signer.key, issued))
    throw broken(
      'den är undertecknad med ett certifikat som inte gällde då',
      'it was signed with a certificate that was not valid then',
    );
  return signer;
}

/**
 * Reads a trusted list (ETSI TS 119 612, version 5 or 6) that one of the given certificates of its operator has signed. Only what the signature covers is
 * looked at. Throws {@link Malformed} when there is no such signature, or when it is no such list.
 */
export function readTrustedList(bytes: Uint8Array, operator: readonly Uint8Array[], now: Date): TrustedList {
  const signers = operator.map((der) => readStrictCertificate(der));
  const { content, key } = signedRoot(
    guardedXml(bytes),
    signers.map((signer) => signer.key),
  );
  const root = readCanonicalXml(content);
  const scheme = at(root, 'SchemeInformation');
  if (root.name !== 'TrustServiceStatusList' || root.namespace !== tsl || !scheme)
    throw broken('det är ingen betrodd lista', 'it is not a trusted list');
  if (!['5', '6'].includes(value(scheme, 'TSLVersionIdentifier'))) throw broken('okänd version', 'unknown version');
  const issued = timeIn(value(scheme, 'ListIssueDateTime'));
  const next = value(scheme, 'NextUpdate', 'dateTime');
  const territory = value(scheme, 'SchemeTerritory');
  const list: TrustedList = {
    territory,
    operator: named(at(scheme, 'SchemeOperatorName')),
    sequence: value(scheme, 'TSLSequenceNumber'),
    issued,
    nextUpdate: next === '' ? null : timeIn(next),
    anchors: [],
    listOfLists: /TSLType\/\w*list\w*lists$/i.test(value(scheme, 'TSLType')),
    pointers: pointersOf(scheme),
    signer: signersAt(signers, issued, key).der,
    problems: [],
  };
  list.problems.push(...overdue(list, now));
  for (const provider of all(at(root, 'TrustServiceProviderList'), 'TrustServiceProvider')) {
    const name = named(at(provider, 'TSPInformation', 'TSPName'));
    for (const service of all(at(provider, 'TSPServices'), 'TSPService'))
      list.anchors.push(...anchorsOf(service, territory, name, list.problems));
  }
  return list;
}
