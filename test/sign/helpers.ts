import { X509Certificate, constants, createHash, randomBytes, verify } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { OctetString, fromBER } from 'asn1js';
import type { BaseBlock, Sequence } from 'asn1js';
import { PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import { Failure } from '../../src/core/failure.js';
import type { Host, HttpRequest } from '../../src/core/host.js';
import { text } from '../../src/core/text.js';
import { createIdentity } from '../../src/sign/identity.js';
import type { Identity, IdentityRequest } from '../../src/sign/identity.js';
import type { Signer } from '../../src/signers/_contract.js';
import { pkcs12 } from '../../src/signers/pkcs12.js';

export const at = new Date('2022-03-18T08:16:11Z');
export const passphrase = 'räksmörgås';

/** A test identity, valid around {@link at}. */
export const identity = (request: Partial<IdentityRequest> = {}): Promise<Identity> =>
  createIdentity({
    name: 'Åsa Exempelsson',
    keyType: 'ec',
    days: 30,
    at,
    passphrase,
    random: (length) => new Uint8Array(randomBytes(length)),
    subtle: globalThis.crypto.subtle,
    ...request,
  });

/** A host that can only read the given files; nobody answers it on the network. */
export const fileHost = (files: Record<string, Uint8Array>): Host =>
  ({
    http: ({ url }: HttpRequest) => Promise.reject(new Failure(text(`${url} nås inte.`, `${url} cannot be reached.`))),
    files: { read: (path: string) => Promise.resolve(new Uint8Array(files[path] ?? new Uint8Array())) },
  }) as unknown as Host;

/** The signer of a PKCS #12 file in memory. */
export const open = (
  p12: Uint8Array,
  options: { key?: string; scheme?: 'RSA-PSS'; passphrase?: string } = {},
): Promise<Signer> =>
  pkcs12.open(
    { file: 'nyckel.p12', ...options, passphrase: () => Promise.resolve(options.passphrase ?? passphrase) },
    fileHost({ 'nyckel.p12': p12 }),
  );

interface FieldSpec {
  name: string;
  label?: string;
  rect?: [number, number, number, number];
}

/** A one-page PDF with the given unsigned signature fields, with a cross-reference table or stream. */
export async function plainPdf(fields: FieldSpec[] = [], objectStreams = false): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([595, 842]);
  const { context } = document;
  const refs = fields.map(({ name, label, rect = [0, 0, 0, 0] }) => {
    const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', F: 132, Rect: rect, P: page.ref });
    widget.set(PDFName.of('T'), PDFHexString.fromText(name));
    if (label) widget.set(PDFName.of('TU'), PDFHexString.fromText(label));
    const ref = context.register(widget);
    page.node.addAnnot(ref);
    return ref;
  });
  if (refs.length > 0) document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: refs }));
  return document.save({ useObjectStreams: objectStreams, updateFieldAppearances: false });
}

/** One signature found in a file by looking at it from outside. */
export interface Found {
  byteRange: [number, number, number, number];
  /** The value of /Contents with its padding. */
  contents: Uint8Array;
  dictionary: string;
}

/** Every signature dictionary of a file, in the order of the bytes. */
export function signaturesIn(pdf: Uint8Array): Found[] {
  const latin = Buffer.from(pdf).toString('latin1');
  return [...latin.matchAll(/<<\n\/Type \/Sig\n[^]*?\/ByteRange \[([\d ]+)\]\n\/Contents <([0-9a-f]*)>\n>>/g)].map(
    (match) => ({
      byteRange: (match[1] ?? '').trim().split(' ').map(Number) as Found['byteRange'],
      contents: Buffer.from(match[2] ?? '', 'hex'),
      dictionary: match[0],
    }),
  );
}

/** The signed bytes of a signature. */
export const signedBytes = (pdf: Uint8Array, [first, firstLength, second, secondLength]: Found['byteRange']): Buffer =>
  Buffer.concat([pdf.subarray(first, first + firstLength), pdf.subarray(second, second + secondLength)]);

/** The CMS of a signature without its padding. */
export const cmsOf = ({ contents }: Found): Buffer => Buffer.from(contents.subarray(0, fromBER(contents).offset));

const inside = (block: unknown): BaseBlock[] => (block as Sequence).valueBlock.value;

/** Checks a signature with Node's own cryptography, from the bytes of the file alone. */
export function holds(pdf: Uint8Array, found: Found, certificate: Uint8Array, hash: string, pss = false): boolean {
  const contentInfo = fromBER(cmsOf(found)).result;
  const signedData = inside(inside(contentInfo)[1])[0];
  const signerInfo = inside(inside(signedData).at(-1))[0];
  const [, , , attributes, , value] = inside(signerInfo);
  if (!attributes || !(value instanceof OctetString)) return false;
  const digest = createHash(hash).update(signedBytes(pdf, found.byteRange)).digest();
  const tbs = Buffer.from(attributes.toBER());
  if (!tbs.includes(digest)) return false;
  // SignedAttributes are signed as a SET OF (RFC 5652, 5.4).
  tbs[0] = 0x31;
  const key = new X509Certificate(certificate).publicKey;
  const padding = pss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  return verify(hash, tbs, { key, ...padding }, Buffer.from(value.getValue()));
}

/** What a promise is refused with, as a Failure; anything else fails the test. */
export async function refusal(attempt: Promise<unknown> | (() => unknown)): Promise<Failure> {
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Whether a program can be started. */
export const installed = (program: string, ...options: string[]): boolean => {
  const { error } = spawnSync(program, options, { stdio: 'ignore' });
  return error === undefined;
};

/** Runs a program and gives everything it printed; throws when it fails. */
export const run = (program: string, ...options: string[]): string =>
  execFileSync(program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
