import { SignedXml } from 'xml-crypto';
import { pem } from '../../pki/pki.js';
import type { PkiEntry } from '../../pki/pki.js';

const tsl = 'http://uri.etsi.org/02231/v2#';
const status = (name: string): string => `http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/${name}`;

/** One status of a service, from a time on; the first is the present one. */
export interface ListedStatus {
  status: string;
  from: string;
  type?: string;
}

/** One service of a made-up list. */
export interface ListedService {
  name: string;
  type: string;
  certificate: Uint8Array;
  /** The newest first. */
  statuses: ListedStatus[];
}

/** What a made-up list says. */
export interface ListOptions {
  services?: ListedService[];
  issued?: string;
  nextUpdate?: string | null;
  pointers?: { territory: string; url: string; signer: Uint8Array; mime?: string }[];
  type?: string;
  territory?: string;
  version?: string;
  id?: string;
}

const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');
const identity = (der: Uint8Array): string =>
  `<ServiceDigitalIdentity><DigitalId><X509Certificate>${base64(der)}</X509Certificate></DigitalId></ServiceDigitalIdentity>`;
const typeUri = (type: string): string => `http://uri.etsi.org/TrstSvc/Svctype/${type}`;

function serviceXml({ name, type, certificate, statuses }: ListedService): string {
  const [now, ...before] = statuses;
  if (!now) throw new Error(name);
  const one = (each: ListedStatus, identities: string): string =>
    `<ServiceTypeIdentifier>${typeUri(each.type ?? type)}</ServiceTypeIdentifier><ServiceName><Name xml:lang="en">${name}</Name></ServiceName>` +
    `${identities}<ServiceStatus>${status(each.status)}</ServiceStatus><StatusStartingTime>${each.from}</StatusStartingTime>`;
  const history = before.map((each) => `<ServiceHistoryInstance>${one(each, '')}</ServiceHistoryInstance>`).join('');
  return (
    `<TSPService><ServiceInformation>${one(now, identity(certificate))}</ServiceInformation>` +
    `${history === '' ? '' : `<ServiceHistory>${history}</ServiceHistory>`}</TSPService>`
  );
}

/** A list without a signature. */
export function listXml(options: ListOptions = {}): string {
  const {
    services = [],
    issued = '2026-01-01T00:00:00Z',
    nextUpdate = '2026-07-01T00:00:00Z',
    territory = 'SE',
  } = options;
  const pointers = (options.pointers ?? []).map(
    ({ territory: where, url, signer, mime = 'application/vnd.etsi.tsl+xml' }) =>
      `<OtherTSLPointer><ServiceDigitalIdentities>${identity(signer)}</ServiceDigitalIdentities><TSLLocation>${url}</TSLLocation><AdditionalInformation>` +
      `<OtherInformation><SchemeTerritory>${where}</SchemeTerritory></OtherInformation><OtherInformation><a:MimeType xmlns:a="${tsl}/additionaltypes#">${mime}</a:MimeType>` +
      `</OtherInformation></AdditionalInformation></OtherTSLPointer>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<TrustServiceStatusList xmlns="${tsl}" Id="${options.id ?? 'list'}" TSLTag="http://uri.etsi.org/19612/TSLTag">\n<SchemeInformation>` +
    `<TSLVersionIdentifier>${options.version ?? '5'}</TSLVersionIdentifier><TSLSequenceNumber>7</TSLSequenceNumber>` +
    `<TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/${options.type ?? 'EUgeneric'}</TSLType>` +
    `<SchemeOperatorName><Name xml:lang="sv">Provmyndigheten</Name><Name xml:lang="en">Test &amp; Trial Agency</Name></SchemeOperatorName>` +
    `<SchemeTerritory>${territory}</SchemeTerritory>${pointers.length > 0 ? `<PointersToOtherTSL>${pointers.join('')}</PointersToOtherTSL>` : ''}` +
    `<ListIssueDateTime>${issued}</ListIssueDateTime><NextUpdate>${nextUpdate === null ? '' : `<dateTime>${nextUpdate}</dateTime>`}</NextUpdate></SchemeInformation>` +
    `<TrustServiceProviderList><TrustServiceProvider><TSPInformation><TSPName><Name xml:lang="en">Exempel Trust AB</Name></TSPName></TSPInformation>` +
    `<TSPServices>${services.map(serviceXml).join('')}</TSPServices></TrustServiceProvider></TrustServiceProviderList>\n</TrustServiceStatusList>`
  );
}

/** How a made-up list is signed; everything left out is as it should be. */
export interface XmlSigning {
  hash?: 'sha1' | 'sha256' | 'sha512';
  /** XPath of what is signed; the root if left out. */
  about?: string;
  byId?: boolean;
  transforms?: string[];
}

const digestUris = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
};
const rsaUris = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
} as const;

/** The list with an enveloped signature by an RSA key. */
export function signXml(xml: string, signer: PkiEntry, options: XmlSigning = {}): string {
  const { hash = 'sha256', about = '/*', byId = false } = options;
  const signing = new SignedXml({
    privateKey: signer.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicCert: pem(signer.certificate),
    signatureAlgorithm: rsaUris[hash],
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signing.addReference({
    xpath: about,
    digestAlgorithm: digestUris[hash],
    transforms: options.transforms ?? [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
    ...(byId ? {} : { uri: '', isEmptyUri: true }),
  });
  signing.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'append' } });
  return signing.getSignedXml();
}
