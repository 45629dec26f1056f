import type { Binding, CopyReference, ComposedDocument } from '../model/document.js';
import { storedFileName } from './stored-file.js';

/** The XMP namespace of our own properties. */
const bindingNamespace = 'urn:fardplan:roadmap:1#';

/** What a finished PDF says about the roadmap it is bound to. */
export type StoredBinding = Pick<Binding, 'id' | 'version' | 'commit' | 'sha256' | 'draft' | 'fileName'> & {
  /** Path of the decision in its repository, with `/`. */
  decision?: string;
  /** Name of the attached composed document. */
  document?: string;
  /** The attached receipt of what changed: its name, and its SHA-256 in hex. */
  receipt?: { name: string; sha256: string };
  /** There when the document is a copy: the original it refers to. */
  original?: Pick<CopyReference, 'sha256' | 'keeper'> & { signed?: Omit<NonNullable<CopyReference['signed']>, 'at'> };
};

interface Property {
  name: string;
  description: string;
  valueType?: 'Integer' | 'Text';
  category?: 'internal' | 'external';
}

const bindingProperties: readonly Property[] = [
  { name: 'roadmapId', description: 'Identifier of the roadmap that the document is bound to' },
  { name: 'roadmapVersion', description: 'Version of the roadmap' },
  { name: 'commit', description: 'Full git commit id that holds the text of the roadmap' },
  { name: 'sha256', description: 'SHA-256 of the attached roadmap source, in hexadecimal' },
  { name: 'draft', description: 'no, or why the document is only a draft: uncommitted or no-git' },
  { name: 'attachment', description: 'File name of the attached roadmap source' },
  { name: 'decision', description: 'Path of the decision in its repository' },
  { name: 'document', description: 'File name of the attached composed document' },
  { name: 'receipt', description: 'File name of the attached receipt of what changed since an earlier revision' },
  { name: 'receiptSha256', description: 'SHA-256 of that receipt, in hexadecimal' },
  { name: 'producerVersion', description: 'Version of fardplan that composed the document' },
  { name: 'originalSha256', description: 'Of a copy: SHA-256 of the original file, in hexadecimal' },
  { name: 'originalKeeper', description: 'Of a copy: who keeps the original' },
  {
    name: 'originalRevision',
    description: 'Of a copy: number of the last signed revision of the original',
    valueType: 'Integer',
  },
  { name: 'originalLength', description: 'Of a copy: length in bytes of that revision', valueType: 'Integer' },
  { name: 'originalRevisionSha256', description: 'Of a copy: SHA-256 of that revision, in hexadecimal' },
];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
// Characters that XML 1.0 cannot hold at all are left out.
const escaped = (value: string): string =>
  value
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
const unescaped = (value: string): string =>
  value.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (entity) => Object.keys(escapes).find((sign) => escapes[sign] === entity) ?? entity,
  );

const element = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `<${name}>${escaped(value)}</${name}>\n`;

/** One entry of the `pdfaExtension:schemas` bag (ISO 19005-3, 6.6.2.3). */
const schema = (title: string, namespace: string, prefix: string, properties: readonly Property[]): string =>
  `<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>${title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>${prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${properties
  .map(
    ({ name, description, valueType = 'Text', category = 'external' }) =>
      `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>${valueType}</pdfaProperty:valueType><pdfaProperty:category>${category}</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`,
  )
  .join('\n')}
</rdf:Seq></pdfaSchema:property>
</rdf:li>
`;

/** Which original a copy refers to, for programs. */
function originalElements(copy: CopyReference | undefined): string {
  if (!copy) return '';
  const { sha256, keeper, signed } = copy;
  return [
    element('fardplan:originalSha256', sha256),
    element('fardplan:originalKeeper', keeper),
    element('fardplan:originalRevision', signed && String(signed.revision)),
    element('fardplan:originalLength', signed && String(signed.length)),
    element('fardplan:originalRevisionSha256', signed?.sha256),
  ].join('');
}

const uaNamespace = 'http://www.aiim.org/pdfua/ns/id/';

/**
 * The whole XMP packet of a finished document (ISO 19005-3, 6.6.2): Dublin Core, dates from the document, PDF/A-3a, PDF/UA-1 if
 * `accessible`, and the binding to the roadmap. `identifier` is 32 hexadecimal digits.
 */
export function xmpPacket(
  document: ComposedDocument,
  { accessible, identifier, producer }: { accessible: boolean; identifier: string; producer: string },
): string {
  const { roadmap } = document;
  const date = document.date === undefined ? undefined : `${document.date}T00:00:00Z`;
  const uuid = `uuid:${identifier.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')}`;
  const alternative = (name: string, value: string) =>
    `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(value)}</rdf:li></rdf:Alt></${name}>\n`;
  return (
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="${uaNamespace}" xmlns:fardplan="${bindingNamespace}" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
` +
    '<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n' +
    (accessible ? '<pdfuaid:part>1</pdfuaid:part>\n' : '') +
    element('dc:format', 'application/pdf') +
    alternative('dc:title', document.title) +
    alternative('dc:description', document.subject) +
    `<dc:creator><rdf:Seq><rdf:li>${escaped(document.author)}</rdf:li></rdf:Seq></dc:creator>\n` +
    `<dc:language><rdf:Bag><rdf:li>${document.language}</rdf:li></rdf:Bag></dc:language>\n` +
    element('xmp:CreatorTool', producer) +
    element('xmp:CreateDate', date) +
    element('xmp:ModifyDate', date) +
    element('pdf:Producer', producer) +
    element('xmpMM:DocumentID', uuid) +
    element('xmpMM:InstanceID', uuid) +
    element('fardplan:roadmapId', roadmap?.id) +
    element('fardplan:roadmapVersion', roadmap?.version) +
    element('fardplan:commit', roadmap?.commit) +
    element('fardplan:sha256', roadmap?.sha256) +
    element('fardplan:draft', roadmap && (roadmap.draft ?? 'no')) +
    element('fardplan:attachment', roadmap?.fileName) +
    element('fardplan:decision', document.origin?.decision.path) +
    element('fardplan:document', document.origin && storedFileName) +
    element('fardplan:receipt', document.proof?.receipt.name) +
    element('fardplan:receiptSha256', document.proof?.sha256) +
    element('fardplan:producerVersion', document.origin?.fardplan) +
    originalElements(document.copy) +
    '<pdfaExtension:schemas><rdf:Bag>\n' +
    schema('PDF/UA identification schema', uaNamespace, 'pdfuaid', [
      {
        name: 'part',
        description: 'Part of ISO 14289 that the file conforms to',
        valueType: 'Integer',
        category: 'internal',
      },
    ]) +
    (roadmap ? schema('Binding of a document to a roadmap', bindingNamespace, 'fardplan', bindingProperties) : '') +
    '</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
  );
}

/** Reads the binding back out of an XMP packet of ours; `undefined` when it holds none. */
export function storedBinding(packet: string): StoredBinding | undefined {
  const value = (name: string): string | undefined => {
    const match = new RegExp(`<fardplan:${name}>([^<]*)</fardplan:${name}>`).exec(packet);
    return match?.[1] === undefined ? undefined : unescaped(match[1]);
  };
  const id = value('roadmapId');
  const version = value('roadmapVersion');
  const sha256 = value('sha256');
  if (!packet.includes(`"${bindingNamespace}"`) || id === undefined || version === undefined || sha256 === undefined) {
    return undefined;
  }
  const commit = value('commit');
  const draft = value('draft');
  return {
    id,
    version,
    sha256,
    fileName: value('attachment') ?? '',
    ...(commit === undefined ? {} : { commit }),
    ...(draft === 'uncommitted' || draft === 'no-git' ? { draft } : {}),
    ...optional('decision', value('decision')),
    ...optional('document', value('document')),
    ...optional('receipt', storedReceipt(value('receipt'), value('receiptSha256'))),
    ...optional('original', storedOriginal(value)),
  };
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

const storedReceipt = (name: string | undefined, sha256: string | undefined): StoredBinding['receipt'] =>
  name === undefined || sha256 === undefined ? undefined : { name, sha256 };

function storedOriginal(value: (name: string) => string | undefined): StoredBinding['original'] {
  const sha256 = value('originalSha256');
  const keeper = value('originalKeeper');
  if (sha256 === undefined || keeper === undefined) return undefined;
  const revision = Number(value('originalRevision'));
  const length = Number(value('originalLength'));
  const hash = value('originalRevisionSha256');
  const whole = Number.isSafeInteger(revision) && Number.isSafeInteger(length) && revision > 0 && length > 0;
  return { sha256, keeper, ...(hash !== undefined && whole ? { signed: { revision, length, sha256: hash } } : {}) };
}
