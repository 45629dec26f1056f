import { ParseSpeeds, PDFArray, PDFBool, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import type { DecisionDocument } from '../model/document.js';
import { embedAppearanceFont } from './appearance-font.js';
import { addSignatureFields, signersOf } from './form-fields.js';
import type { Typeset } from './typeset.js';
import { xmpPacket } from './xmp.js';

const name = (value: string): PDFName => PDFName.of(value);
const producer = 'fardplan';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The same 32 hexadecimal digits for the same document: from what Typst wrote and from the attached bytes. */
async function identifierOf(pdf: Uint8Array, document: DecisionDocument): Promise<string> {
  const parts = [pdf, document.attachment.bytes, new TextEncoder().encode(JSON.stringify(document.roadmap))];
  const digest = await globalThis.crypto.subtle.digest('SHA-256', Buffer.concat(parts));
  return hex(new Uint8Array(digest)).slice(0, 32);
}

/** Attaches the roadmap source as the document's source (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4). */
function attach(
  pdf: PDFDocument,
  { name: fileName, mediaType, description, bytes }: DecisionDocument['attachment'],
  date?: PDFString,
): void {
  const { context } = pdf;
  const plainName = fileName.split(/[\\/]/).at(-1) ?? fileName;
  const parameters = context.obj({ Size: bytes.length });
  if (date) parameters.set(name('ModDate'), date);
  const stream = context.flateStream(bytes, { Type: 'EmbeddedFile', Params: parameters });
  stream.dict.set(name('Subtype'), name((mediaType.split(';')[0] ?? mediaType).trim()));
  const embedded = context.register(stream);
  const file = context.obj({ Type: 'Filespec', AFRelationship: 'Source', EF: { F: embedded, UF: embedded } });
  file.set(name('F'), PDFString.of(plainName.normalize('NFD').replace(/[^\x20-\x7e]|[()\\]/g, '')));
  file.set(name('UF'), PDFHexString.fromText(plainName));
  file.set(name('Desc'), PDFHexString.fromText(description));
  const reference = context.register(file);
  const names = context.obj([]);
  names.push(PDFHexString.fromText(plainName));
  names.push(reference);
  const tree = pdf.catalog.lookupMaybe(name('Names'), PDFDict) ?? context.obj({});
  tree.set(name('EmbeddedFiles'), context.obj({ Names: names }));
  pdf.catalog.set(name('Names'), tree);
  pdf.catalog.set(name('AF'), context.obj([reference]));
}

function describe(pdf: PDFDocument, document: DecisionDocument, packet: string, date: PDFString | undefined): void {
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
export async function archive(typeset: Typeset, document: DecisionDocument): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(typeset.pdf, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const { context, catalog } = pdf;
  const date = document.date === undefined ? undefined : PDFString.of(`D:${document.date.replaceAll('-', '')}000000Z`);
  const identifier = await identifierOf(typeset.pdf, document);

  // ISO 14289-1, 7.1 and 7.18.3.
  const preferences = catalog.lookupMaybe(name('ViewerPreferences'), PDFDict) ?? context.obj({});
  preferences.set(name('DisplayDocTitle'), PDFBool.True);
  catalog.set(name('ViewerPreferences'), preferences);
  for (const page of pdf.getPages()) page.node.set(name('Tabs'), name('S'));
  // The default value; poppler complains when it is spelled out.
  catalog.lookupMaybe(name('MarkInfo'), PDFDict)?.delete(name('Suspects'));

  const accessible = typeset.accessibility.length === 0;
  describe(pdf, document, xmpPacket(document, { accessible, identifier, producer }), date);
  attach(pdf, document.attachment, date);
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
