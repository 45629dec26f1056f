import { cms } from './cms-writer.js';
import type { CmsOptions } from './cms-writer.js';
import type { Identity } from './identities.js';
import { sha } from './identities.js';

/** Bodies of objects by number; `null` frees the object. */
export type Bodies = Record<number, string | null>;

export const latin = (value: string): Buffer => Buffer.from(value, 'latin1');
export const stream = (data: string, more = ''): string =>
  `<< /Length ${data.length} ${more}>>\nstream\n${data}\nendstream`;

const rows = (offsets: Map<number, number | null>): string =>
  [...offsets]
    .sort(([one], [other]) => one - other)
    .map(
      ([number, offset]) =>
        `${number} 1\n${offset === null ? '0000000000 00001 f ' : `${String(offset).padStart(10, '0')} 00000 n `}\n`,
    )
    .join('');

function body(start: number, bodies: Bodies, trailer: string): string {
  const offsets = new Map<number, number | null>();
  let written = '';
  for (const [number, value] of Object.entries(bodies)) {
    offsets.set(Number(number), value === null ? null : start + written.length);
    if (value !== null) written += `${number} 0 obj\n${value}\nendobj\n`;
  }
  const xref = start + written.length;
  return `${written}xref\n${rows(offsets)}trailer\n<< ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`;
}

export const lastXref = (bytes: Uint8Array): number =>
  Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(bytes).toString('latin1'))?.[1]);

export const roadmapSource = 'fardplan: roadmap/v1\nid: exempel\n';

const xmp = (sha256: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmlns:fardplan="urn:fardplan:roadmap:1#"><fardplan:roadmapId>exempel</fardplan:roadmapId><fardplan:roadmapVersion>2.0</fardplan:roadmapVersion><fardplan:commit>${'ab'.repeat(20)}</fardplan:commit><fardplan:sha256>${sha256}</fardplan:sha256><fardplan:draft>no</fardplan:draft><fardplan:attachment>fardplan.md</fardplan:attachment></rdf:Description></x:xmpmeta>`;

const field = (name: string, label: string): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 /Rect [0 0 0 0] /P 3 0 R /T (${name}) /TU (${label}) >>`;

/** The two-page document that everything starts from: two waiting signature fields, metadata, an attached roadmap. */
export function baseObjects(options: { sha256?: string } = {}): Bodies {
  const sha256 = options.sha256 ?? Buffer.from(sha(latin(roadmapSource))).toString('hex');
  return {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /Metadata 11 0 R /AF [13 0 R] /Names << /EmbeddedFiles << /Names [(fardplan.md) 13 0 R] >> >> >>',
    2: '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 7 0 R >> >> /Annots [8 0 R 9 0 R] >>',
    4: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [6 0 R] /Resources << /Font << /F1 7 0 R >> >> >>',
    5: stream('BT /F1 24 Tf 72 720 Td (Beslut) Tj ET'),
    6: stream('BT /F1 24 Tf 72 720 Td (Sida tva) Tj ET'),
    7: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    8: field('ordforande', 'Underskrift: Anna Exempel, ordf\xf6rande'),
    9: field('sekreterare', 'Underskrift: Bo Prov, sekreterare'),
    10: '<< /Fields [8 0 R 9 0 R] /SigFlags 3 >>',
    11: stream(xmp(sha256), '/Type /Metadata /Subtype /XML '),
    12: stream(roadmapSource, '/Type /EmbeddedFile '),
    13: '<< /Type /Filespec /AFRelationship /Source /F (fardplan.md) /UF (fardplan.md) /EF << /F 12 0 R /UF 12 0 R >> >>',
    14: '<< /Title (Beslut) >>',
  };
}

/** The file identifier that every revision repeats. */
export const identifier = '/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]';

export function writeFile(bodies: Bodies = baseObjects(), trailer = ''): Buffer {
  const header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const size = Math.max(...Object.keys(bodies).map(Number)) + 1;
  const free = body(header.length, bodies, `/Size ${size} /Root 1 0 R /Info 14 0 R ${identifier} ${trailer}`);
  return latin(header + free);
}

/** Appends a well-formed revision. */
export function update(
  bytes: Uint8Array,
  bodies: Bodies,
  trailer = `/Root 1 0 R /Info 14 0 R ${identifier}`,
  size = 60,
): Buffer {
  return Buffer.concat([bytes, latin(body(bytes.length, bodies, `/Size ${size} /Prev ${lastXref(bytes)} ${trailer}`))]);
}

export interface SignOptions {
  signer: Identity;
  chain: Identity[];
  /** Object number of the waiting field, its name and label. */
  field?: { number: number; name: string; label: string };
  /** Number of the signature dictionary. */
  value?: number;
  more?: Bodies;
  subFilter?: string;
  dictionary?: string;
  fieldMore?: string;
  cms?: CmsOptions;
  room?: number;
  /** End with %%EOF and nothing after it. */
  bareEnd?: boolean;
  /** The value of /M. */
  claimed?: string;
  /** The CMS to put in, instead of a fresh one over the signed bytes. */
  instead?: (signed: Uint8Array) => Uint8Array;
}

export const ordforande = { number: 8, name: 'ordforande', label: 'Underskrift: Anna Exempel, ordf\xf6rande' };
export const sekreterare = { number: 9, name: 'sekreterare', label: 'Underskrift: Bo Prov, sekreterare' };

/** Signs a waiting field in a revision of its own. */
export function signFile(bytes: Uint8Array, options: SignOptions): Buffer {
  const {
    signer,
    chain,
    field: waiting = ordforande,
    value = 20,
    room = 2400,
    subFilter = 'ETSI.CAdES.detached',
    claimed = "D:20240318091611+01'00'",
  } = options;
  const blank = '[0 1111111111 2222222222 3333333333]';
  const dictionary = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /M (${claimed}) ${options.dictionary ?? ''} /ByteRange ${blank} /Contents <${'0'.repeat(room * 2)}> >>`;
  const signed = field(waiting.name, waiting.label).replace(' >>', ` /V ${value} 0 R ${options.fieldMore ?? ''}>>`);
  const full = update(bytes, { [waiting.number]: signed, [value]: dictionary, ...options.more });
  const whole = options.bareEnd ? full.subarray(0, -1) : full;
  const hole = whole.indexOf(`<${'0'.repeat(room * 2)}>`, bytes.length);
  const after = hole + room * 2 + 2;
  const range = `[0 ${hole} ${after} ${whole.length - after}]`.padEnd(blank.length);
  whole.write(range, whole.indexOf(blank, bytes.length), 'latin1');
  const covered = Buffer.concat([whole.subarray(0, hole), whole.subarray(after)]);
  const der = options.instead ? options.instead(covered) : cms(covered, signer, chain, options.cms);
  whole.write(Buffer.from(der).toString('hex'), hole + 1, 'latin1');
  return whole;
}

/** Start and end of the hex digits of the last /Contents. */
export function contentsOf(bytes: Buffer): { start: number; end: number } {
  const start = bytes.lastIndexOf('/Contents <') + '/Contents <'.length;
  return { start, end: bytes.indexOf('>', start) };
}
