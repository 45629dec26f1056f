import {
  ParseSpeeds,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import { canonicalJson } from '../core/canonical-json.js';
import { type Attachment, type ComposedDocument, storedDocument } from '../model/document.js';
import { embedAppearanceFont } from './appearance-font.js';
import { addSignatureFields, signersOf } from './form-fields.js';
import { storedFile } from './stored-file.js';
import type { LayoutFacts, Typeset } from './typeset.js';
import { xmpPacket } from './xmp.js';

const name = (value: string): PDFName => PDFName.of(value);
const producer = 'fardplan';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The same 32 hexadecimal digits for the same document: from what Typst wrote and from the attached bytes. */
async function identifierOf(pdf: Uint8Array, document: ComposedDocument): Promise<string> {
  const parts = [pdf, document.attachment.bytes, new TextEncoder().encode(canonicalJson(storedDocument(document)))];
  const digest = await globalThis.crypto.subtle.digest('SHA-256', Buffer.concat(parts));
  return hex(new Uint8Array(digest)).slice(0, 32);
}

/** ISO 32000-2, table 43: what an associated file is to the document. */
type Relationship = 'Source' | 'Supplement' | 'Data';

/** Embeds one file (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4). */
function embed(
  pdf: PDFDocument,
  plainName: string,
  { mediaType, description, bytes }: Attachment,
  relationship: Relationship,
  date?: PDFString,
): PDFRef {
  const { context } = pdf;
  const parameters = context.obj({ Size: bytes.length });
  if (date) parameters.set(name('ModDate'), date);
  const stream = context.flateStream(bytes, { Type: 'EmbeddedFile', Params: parameters });
  stream.dict.set(name('Subtype'), name((mediaType.split(';')[0] ?? mediaType).trim()));
  const embedded = context.register(stream);
  const file = context.obj({ Type: 'Filespec', AFRelationship: relationship, EF: { F: embedded, UF: embedded } });
  file.set(name('F'), PDFString.of(plainName.normalize('NFD').replace(/[^\x20-\x7e]|[()\\]/g, '')));
  file.set(name('UF'), PDFHexString.fromText(plainName));
  file.set(name('Desc'), PDFHexString.fromText(description));
  return context.register(file);
}

/** The roadmap as the document's source, the decision's own text beside it, and what is needed to set the document again. */
function attach(pdf: PDFDocument, files: readonly (readonly [Attachment, Relationship])[], date?: PDFString): void {
  const { context } = pdf;
  const names = new Map<string, PDFRef>();
  const references = context.obj([]);
  for (const [file, relationship] of files) {
    const plainName = file.name.split(/[\\/]/).at(-1) ?? file.name;
    let unique = plainName;
    for (let count = 2; names.has(unique); count += 1) unique = `${count}-${plainName}`;
    const reference = embed(pdf, unique, file, relationship, date);
    names.set(unique, reference);
    references.push(reference);
  }
  // A name tree is looked up by halving, so its keys stand in order (ISO 32000-1, 7.9.6).
  const sorted = context.obj([]);
  for (const [unique, reference] of [...names].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    sorted.push(PDFHexString.fromText(unique));
    sorted.push(reference);
  }
  const tree = pdf.catalog.lookupMaybe(name('Names'), PDFDict) ?? context.obj({});
  tree.set(name('EmbeddedFiles'), context.obj({ Names: sorted }));
  pdf.catalog.set(name('Names'), tree);
  pdf.catalog.set(name('AF'), references);
}

/** Everything that goes along with a document, and what each is to it. A copy whose roadmap was changed has no source. */
function filesOf(
  document: ComposedDocument,
  engine: string,
  layout: LayoutFacts,
): readonly (readonly [Attachment, Relationship])[] {
  const { attachment, supplement, proof, origin } = document;
  const changed = document.roadmap !== undefined && attachment.name !== document.roadmap.fileName;
  return [
    [attachment, changed ? 'Supplement' : 'Source'],
    ...(supplement ? [[supplement, 'Supplement'] as const] : []),
    ...(proof ? [[proof.earlier, 'Supplement'] as const, [proof.receipt, 'Data'] as const] : []),
    ...(origin ? [[storedFile(document, { typst: engine, layout }), 'Data'] as const] : []),
  ];
}

function describe(pdf: PDFDocument, document: ComposedDocument, packet: string, date: PDFString | undefined): void {
  const { context, catalog } = pdf;
  const info = context.obj({});
  const facts = { Title: document.title, Author: document.author, Subject: document.subject, Creator: producer };
  for (const [key, value] of Object.entries({ ...facts, Producer: producer })) {
    info.set(name(key), PDFHexString.fromText(value));
  }
  if (date) {
    info.set(name('CreationDate'), date);
    info.set(name('ModDate'), date);
  }
  // Over the objects that Typst made, so that none of what it said is left behind in the file.
  const infoRef = context.trailerInfo.Info;
  context.trailerInfo.Info = context.register(info);
  const metadataRef = catalog.get(name('Metadata'));
  // PDF/A wants the packet readable without decompression (ISO 19005-3, 6.6.2.1).
  const metadata = context.stream(Buffer.from(packet, 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(name('Metadata'), context.register(metadata));
  for (const old of [infoRef, metadataRef]) {
    const ref = context.enumerateIndirectObjects().find(([candidate]) => candidate === old)?.[0];
    if (ref) context.delete(ref);
  }
}

/**
 * Finishes what Typst wrote: metadata, attachment, signature fields with a font for their appearances, and what PDF/UA-1 asks beside
 * tags. The result conforms to PDF/A-3a, and says PDF/UA-1 if it deserves it. Same input, same bytes; the only dates are the document's.
 */
export async function archive(typeset: Typeset, document: ComposedDocument): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(typeset.pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const { context, catalog } = pdf;
  const date = document.date === undefined ? undefined : PDFString.of(`D:${document.date.replaceAll('-', '')}000000Z`);
  const identifier = await identifierOf(typeset.pdf, document);
  const engine = pdf.getCreator() ?? '';

  // ISO 14289-1, 7.1 and 7.18.3.
  const preferences = catalog.lookupMaybe(name('ViewerPreferences'), PDFDict) ?? context.obj({});
  preferences.set(name('DisplayDocTitle'), PDFBool.True);
  catalog.set(name('ViewerPreferences'), preferences);
  for (const page of pdf.getPages()) page.node.set(name('Tabs'), name('S'));
  // The default value; poppler complains when it is spelled out.
  catalog.lookupMaybe(name('MarkInfo'), PDFDict)?.delete(name('Suspects'));

  const accessible = typeset.accessibility.length === 0;
  describe(pdf, document, xmpPacket(document, { accessible, identifier, producer }), date);
  attach(pdf, filesOf(document, engine, typeset.layout), date);
  addSignatureFields(pdf, signersOf(document));
  await embedAppearanceFont(pdf, typeset.letters);
  const id = PDFArray.withContext(context);
  for (let count = 0; count < 2; count += 1) id.push(PDFHexString.of(identifier));
  context.trailerInfo.ID = id;
  // No object streams: every object stands in the open, for readers of every age and for updates by signatures.
  return pdf.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Infinity,
  });
}
