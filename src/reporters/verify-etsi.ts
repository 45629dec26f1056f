import type { Language, Text } from '../core/text.js';
import type {
  CertificateVerdict,
  Diagnostic,
  Indication,
  MaterialFacts,
  SignatureVerdict,
  SubIndication,
  TimestampVerdict,
  Verdict,
} from '../model/verdict.js';
import type { Reporter } from './_contract.js';
import { element, xmlDocument } from './_xml.js';
import type { Xml } from './_xml.js';

const urn = 'urn:etsi:019102';
const names = {
  xmlns: 'http://uri.etsi.org/19102/v1.2.1#',
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
  'xmlns:XAdES': 'http://uri.etsi.org/01903/v1.3.2#',
  'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
};

/** Ids of validation objects: the hash of what they are, since xs:ID may not begin with a digit. */
const idOf = (kind: 'C' | 'O' | 'L' | 'T', sha256: string): string => `${kind}-${sha256.toUpperCase()}`;
const letter = { certificate: 'C', ocsp: 'O', crl: 'L' } as const;

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** XAdES:DigestAlgAndValueType over what has this SHA-256. */
const digestOf = (sha256: string): Xml =>
  element(
    'DigestAlgAndValue',
    {},
    element('ds:DigestMethod', { Algorithm: 'http://www.w3.org/2001/04/xmlenc#sha256' }),
    element('ds:DigestValue', {}, base64(sha256)),
  );

const poe = (name: string, time: string, kind: 'validation' | 'provided'): Xml =>
  element(name, {}, element('POETime', {}, time), element('TypeOfProof', {}, `${urn}:poetype:${kind}`));

const reference = (name: string, ids: readonly string[]): Xml | null =>
  ids.length > 0 ? element(name, { VOReference: ids.join(' ') }) : null;

/** What is known of the validation objects: only what is listed may be referred to. */
interface Objects {
  known: ReadonlySet<string>;
  language: Language;
}

const listed = ({ known }: Objects, id: string): string[] => (known.has(id) ? [id] : []);

function chainOf(objects: Objects, chain: readonly CertificateVerdict[]): Xml | null {
  const ids = chain.map(({ sha256 }) => idOf('C', sha256));
  const [own, ...above] = ids;
  if (own === undefined || !objects.known.has(own)) return null;
  const anchored = chain.at(-1)?.anchor === true && above.length > 0 ? above.pop() : undefined;
  return element(
    'CertificateChain',
    {},
    reference('SigningCertificate', [own]),
    ...above.flatMap((id) => listed(objects, id)).map((id) => reference('IntermediateCertificate', [id])),
    anchored === undefined ? null : reference('TrustAnchor', listed(objects, anchored)),
  );
}

function revokedIn(objects: Objects, chain: readonly CertificateVerdict[]): Xml | null {
  const revoked = chain.find(({ revokedAt, sha256 }) => revokedAt !== null && objects.known.has(idOf('C', sha256)));
  if (!revoked?.revokedAt) return null;
  const reason = revoked.revocationReason;
  return element(
    'RevocationStatusInformation',
    {},
    reference('ValidationObjectId', [idOf('C', revoked.sha256)]),
    element('RevocationTime', {}, revoked.revokedAt),
    reason === null ? null : element('RevocationReason', {}, `${urn}:revocationReason:${reason}`),
  );
}

/** The reasons, in words: AdditionalValidationReportData (TS 119 102-2, 4.2.11). */
function wordsOf({ language }: Objects, reasons: readonly Text[]): Xml | null {
  if (reasons.length === 0) return null;
  const data = reasons.map((reason) =>
    element(
      'ReportData',
      {},
      element('Type', {}, 'urn:fardplan:verify:reason'),
      element('Value', { 'xsi:type': 'xs:string' }, reason[language]),
    ),
  );
  return element('AdditionalValidationReportData', {}, ...data);
}

interface Judged {
  indication: Indication;
  subIndication: SubIndication | null;
  chain: readonly CertificateVerdict[];
  reasons: readonly Text[];
}

function statusOf(objects: Objects, { indication, subIndication, chain, reasons }: Judged, main: string): Xml {
  const parts = [chainOf(objects, chain), revokedIn(objects, chain), wordsOf(objects, reasons)];
  return element(
    'SignatureValidationStatus',
    {},
    element('MainIndication', {}, `${urn}:mainindication:${main}`),
    // TS 119 102-2, 4.2.4: a sub-indication goes with everything but success.
    subIndication === null || indication === 'TOTAL-PASSED'
      ? null
      : element('SubIndication', {}, `${urn}:subindication:${subIndication}`),
    parts.every((part) => part === null) ? null : element('AssociatedValidationReportData', {}, ...parts),
  );
}

const processes: Partial<Record<NonNullable<SignatureVerdict['level']>, string>> = {
  'PAdES-B-T': 'LTVM',
  'PAdES-B-LT': 'LTVM',
  'PAdES-B-LTA': 'LTA',
};

const timeInfo = (at: string, best: string, proven: boolean): Xml =>
  element(
    'ValidationTimeInfo',
    {},
    element('ValidationTime', {}, at),
    poe('BestSignatureTime', best, proven ? 'validation' : 'provided'),
  );

function attributesOf(
  objects: Objects,
  signature: SignatureVerdict,
  own: string | undefined,
  diagnostic: Diagnostic,
): Xml | null {
  const { claimedAt, chain, timestamps } = signature;
  const [first] = chain;
  const facts = diagnostic.signatures.find(
    ({ field, revision }) => field === signature.field && revision === signature.revision,
  );
  const range = facts?.byteRange;
  const attributes = [
    claimedAt === null ? null : element('SigningTime', { Signed: 'true' }, element('Time', {}, claimedAt)),
    first && facts?.certificateHashMatches !== null && own !== undefined
      ? element('SigningCertificate', { Signed: 'true' }, reference('AttributeObject', listed(objects, own)))
      : null,
    ...timestamps.map(({ time }) =>
      time === null ? null : element('SignatureTimeStamp', { Signed: 'false' }, element('TimeStampValue', {}, time)),
    ),
    facts?.subFilter == null
      ? null
      : element('SubFilter', { Signed: 'true' }, element('SubFilterElement', {}, facts.subFilter)),
    range ? element('ByteRange', {}, `0 ${range.gapStart} ${range.gapEnd} ${range.end - range.gapEnd}`) : null,
  ];
  return attributes.every((each) => each === null) ? null : element('SignatureAttributes', {}, ...attributes);
}

const mainOf = (indication: Indication): string => indication.toLowerCase();

function signatureReport(objects: Objects, verdict: Verdict, signature: SignatureVerdict, diagnostic: Diagnostic): Xml {
  const { at } = verdict;
  const facts = diagnostic.signatures.find(
    ({ field, revision }) => field === signature.field && revision === signature.revision,
  );
  const own = facts?.certificate == null ? undefined : idOf('C', facts.certificate);
  const certificate = own === undefined ? [] : listed(objects, own);
  const process = (signature.level && processes[signature.level]) ?? 'Basic';
  const proven = signature.timeSource === 'timestamp' && signature.signedAt !== null;
  return element(
    'SignatureValidationReport',
    {},
    element(
      'SignatureIdentifier',
      { id: `S-${signature.revision}-${(facts?.value ?? '0').slice(0, 32).toUpperCase()}` },
      facts?.value == null ? null : digestOf(facts.value),
      element('HashOnly', {}, false),
      element('DocHashOnly', {}, false),
      element('DAIdentifier', {}, `${verdict.file} ${signature.field}`),
    ),
    timeInfo(at, proven ? (signature.signedAt ?? at) : at, proven),
    facts?.signed == null ? null : element('SignersDocument', {}, digestOf(facts.signed)),
    attributesOf(objects, signature, own, diagnostic),
    certificate.length === 0
      ? null
      : element(
          'SignerInformation',
          {},
          reference('SignerCertificate', certificate),
          signature.signer === null ? null : element('Signer', {}, signature.signer),
        ),
    element(
      'SignatureValidationProcess',
      {},
      element('SignatureValidationProcessID', {}, `${urn}:validationprocess:${process}`),
    ),
    statusOf(objects, signature, mainOf(signature.indication)),
  );
}

/** A file without any signature still gets a report: why there is none to judge. */
const emptyReport = (objects: Objects, { at, indication, subIndication, reasons }: Verdict): Xml =>
  element(
    'SignatureValidationReport',
    {},
    timeInfo(at, at, false),
    statusOf(objects, { indication, subIndication, chain: [], reasons }, mainOf(indication)),
  );

const representation = (sha256: string, der: string | null): Xml =>
  element('ValidationObjectRepresentation', {}, der === null ? digestOf(sha256) : element('base64', {}, der));

const objectTypes = { certificate: 'certificate', ocsp: 'OCSPResponse', crl: 'CRL' } as const;

const materialObject = ({ kind, sha256, der, provenAt }: MaterialFacts): Xml =>
  element(
    'ValidationObject',
    { id: idOf(letter[kind], sha256) },
    element('ObjectType', {}, `${urn}:validationObject:${objectTypes[kind]}`),
    representation(sha256, der),
    poe('POE', provenAt, 'validation'),
  );

/** A trust anchor that does not stand in the file, so that chains can name it. */
const anchorObject = (sha256: string, at: string): Xml =>
  element(
    'ValidationObject',
    { id: idOf('C', sha256) },
    element('ObjectType', {}, `${urn}:validationObject:certificate`),
    representation(sha256, null),
    poe('POE', at, 'provided'),
  );

function timestampObject(objects: Objects, at: string, sha256: string, stamp: TimestampVerdict): Xml {
  const main = { 'TOTAL-PASSED': 'passed', INDETERMINATE: 'indeterminate', 'TOTAL-FAILED': 'failed' }[stamp.indication];
  return element(
    'ValidationObject',
    { id: idOf('T', sha256) },
    element('ObjectType', {}, `${urn}:validationObject:timestamp`),
    representation(sha256, null),
    stamp.time === null ? null : element('POEProvisioning', {}, element('POETime', {}, stamp.time)),
    element('ValidationReport', {}, timeInfo(at, at, false), statusOf(objects, stamp, main)),
  );
}

function reportOf(verdict: Verdict, language: Language): Xml[] {
  const { at, signatures } = verdict;
  const nothing: Pick<Diagnostic, 'signatures' | 'timestamps' | 'material'> = {
    signatures: [],
    timestamps: [],
    material: [],
  };
  const diagnostic = { ...nothing, ...verdict.diagnostic } as Diagnostic;
  const stamps = [...signatures.flatMap(({ timestamps }) => timestamps), ...verdict.timestamps];
  const chains = [...signatures, ...stamps].flatMap(({ chain }) => chain);
  const inFile = new Set(diagnostic.material.map(({ kind, sha256 }) => idOf(letter[kind], sha256)));
  const anchors = [...new Set(chains.map(({ sha256 }) => sha256))].filter((each) => !inFile.has(idOf('C', each)));
  const objects = { known: new Set([...inFile, ...anchors.map((each) => idOf('C', each))]), language };
  const tokens = stamps.flatMap((stamp, index) => {
    const sha256 = diagnostic.timestamps[index]?.sha256;
    return sha256 === undefined ? [] : [{ stamp, sha256 }];
  });
  const unique = [...new Map(tokens.map((each) => [each.sha256, each])).values()];
  const listedObjects = [
    ...diagnostic.material.map(materialObject),
    ...anchors.map((sha256) => anchorObject(sha256, at)),
    ...unique.map(({ stamp, sha256 }) => timestampObject(objects, at, sha256, stamp)),
  ];
  const reports = signatures.map((signature) => signatureReport(objects, verdict, signature, diagnostic));
  return [
    ...(reports.length > 0 ? reports : [emptyReport(objects, verdict)]),
    ...(listedObjects.length > 0 ? [element('SignatureValidationObjects', {}, ...listedObjects)] : []),
  ];
}

/**
 * The validation report of ETSI TS 119 102-2, in XML: for one file, since its objects are named by what they are. Certificates and answers are given by
 * their hash, and whole when personal numbers may be shown.
 */
export const verifyEtsi: Reporter<'verify'> = (verdicts, { language }) =>
  verdicts.map((verdict) => xmlDocument(element('ValidationReport', names, ...reportOf(verdict, language)))).join('');
