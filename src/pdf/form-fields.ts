import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString, type PDFDocument } from 'pdf-lib';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { ComposedDocument } from '../model/document.js';

/** How a layout marks the room of a signature field: a link to this scheme and the field's name. */
const fieldScheme = 'fardplan-signature:';

interface Signer {
  field: string;
  name: string;
  role: string;
}

/** ISO 32000-1, table 165: Print, and Locked against moving and deleting; never Hidden (ISO 19005-3, 6.3.2). */
const printAndLocked = 132;

const name = (value: string): PDFName => PDFName.of(value);

/** Everyone who is to sign, in the order of the blocks. */
export const signersOf = (document: ComposedDocument): Signer[] =>
  document.blocks.flatMap((block) => (block.type === 'signatures' ? block.signers : []));

const refuse = (field: string, sv: string, en: string): never => {
  throw new Failure(
    text(`Underskriftsfältet ”${field}” ${sv}.`, `The signature field “${field}” ${en}.`),
    text(
      'Varje undertecknare ska ha ett eget id, och layouten ska ge varje undertecknare högst en plats.',
      'Every signer must have an id of their own, and the layout must give every signer one place at most.',
    ),
  );
};

/** The structure element of each annotation that has one, by the annotation's object. */
function elementsByAnnotation(document: PDFDocument): Map<PDFRef, PDFDict> {
  const elements = new Map<PDFRef, PDFDict>();
  for (const [, element] of document.context.enumerateIndirectObjects()) {
    if (!(element instanceof PDFDict) || element.get(name('S')) !== name('Link')) continue;
    const kids = element.lookupMaybe(name('K'), PDFArray);
    for (let index = 0; index < (kids?.size() ?? 0); index += 1) {
      const kid = kids?.lookup(index);
      const target = kid instanceof PDFDict ? kid.get(name('Obj')) : undefined;
      if (target instanceof PDFRef) elements.set(target, element);
    }
  }
  return elements;
}

/**
 * Makes the element of a link that of a form field. Its only kid stands alone instead of in an array: validators that follow the
 * structure tree to see whether a later signature touched anything know a field by that path (ISO 32000-1, table 323, allows both).
 */
function makeForm(element: PDFDict): void {
  element.set(name('S'), name('Form'));
  const kids = element.lookupMaybe(name('K'), PDFArray);
  const only = kids?.size() === 1 ? kids.get(0) : undefined;
  if (only) element.set(name('K'), only);
}

/** The links that the layout put where fields shall be, by field name. */
function reservedRooms(document: PDFDocument): Map<string, { ref: PDFRef; link: PDFDict; page: PDFRef }> {
  const rooms = new Map<string, { ref: PDFRef; link: PDFDict; page: PDFRef }>();
  for (const page of document.getPages()) {
    const annotations = page.node.Annots();
    for (let index = 0; index < (annotations?.size() ?? 0); index += 1) {
      const ref = annotations?.get(index);
      const link = annotations?.lookup(index);
      if (!(ref instanceof PDFRef) || !(link instanceof PDFDict)) continue;
      const uri = link.lookupMaybe(name('A'), PDFDict)?.lookup(name('URI'));
      const target = uri instanceof PDFString || uri instanceof PDFHexString ? uri.decodeText() : '';
      if (!target.startsWith(fieldScheme)) continue;
      const field = target.slice(fieldScheme.length);
      if (rooms.has(field)) refuse(field, 'står två gånger i layouten', 'stands twice in the layout');
      rooms.set(field, { ref, link, page: page.ref });
    }
  }
  return rooms;
}

/** Adds an entry to the parent tree of the structure (ISO 32000-1, 14.7.4.4) and gives its key. */
function newParentKey(document: PDFDocument, element: PDFRef): number {
  const root = document.catalog.lookup(name('StructTreeRoot'), PDFDict);
  const key = root.lookupMaybe(name('ParentTreeNextKey'), PDFNumber)?.asNumber() ?? 0;
  root.set(name('ParentTreeNextKey'), PDFNumber.of(key + 1));
  const tree = root.lookup(name('ParentTree'), PDFDict);
  const numbers = tree.lookupMaybe(name('Nums'), PDFArray);
  if (numbers) {
    numbers.push(PDFNumber.of(key));
    numbers.push(element);
  } else {
    const leaf = document.context.obj({ Limits: [key, key], Nums: [key, element] });
    tree.lookup(name('Kids'), PDFArray).push(document.context.register(leaf));
  }
  return key;
}

/** A `Form` element for a field without a room of its own, last in the reading order. */
function fieldWithoutRoom(document: PDFDocument): { ref: PDFRef; page: PDFRef; rect: PDFArray; structParent: number } {
  const { context } = document;
  const page = document.getPages().at(-1);
  if (!page) throw new Error('a typeset document has a page');
  const root = document.catalog.lookup(name('StructTreeRoot'), PDFDict);
  const top = root.lookup(name('K'));
  const parentRef = top instanceof PDFArray ? top.get(0) : root.get(name('K'));
  const parent = top instanceof PDFArray ? top.lookup(0, PDFDict) : root.lookup(name('K'), PDFDict);
  const ref = context.nextRef();
  const element = context.obj({ Type: 'StructElem', S: 'Form', Pg: page.ref });
  if (parentRef) element.set(name('P'), parentRef);
  element.set(name('K'), context.obj({ Type: 'OBJR', Obj: ref, Pg: page.ref }));
  const elementRef = context.register(element);
  parent.lookup(name('K'), PDFArray).push(elementRef);
  page.node.addAnnot(ref);
  return { ref, page: page.ref, rect: context.obj([0, 0, 0, 0]), structParent: newParentKey(document, elementRef) };
}

/** An appearance that draws nothing, as big as the field: what PDF/A asks of a widget with an area (ISO 19005-3, 6.3.3). */
function emptyAppearance(document: PDFDocument, rect: PDFArray): PDFDict | undefined {
  const { width, height } = rect.asRectangle();
  if (width === 0 || height === 0) return undefined;
  const stream = document.context.stream('', {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: {},
  });
  return document.context.obj({ N: document.context.register(stream) });
}

/**
 * Makes one tagged, empty signature field per signer, in the room the layout reserved for it, else without an area.
 * Each is an own field and widget in one object, under a `Form` structure element (ISO 14289-1, 7.18.4).
 */
export function addSignatureFields(document: PDFDocument, signers: readonly Signer[]): void {
  const { context } = document;
  const rooms = reservedRooms(document);
  const elements = rooms.size > 0 ? elementsByAnnotation(document) : new Map<PDFRef, PDFDict>();
  const fields = context.obj([]);
  const seen = new Set<string>();
  for (const signer of signers) {
    if (seen.has(signer.field)) refuse(signer.field, 'hör till två undertecknare', 'belongs to two signers');
    seen.add(signer.field);
    const room = rooms.get(signer.field);
    const element = room && elements.get(room.ref);
    if (element) makeForm(element);
    const place = room
      ? {
          ref: room.ref,
          page: room.page,
          rect: room.link.lookup(name('Rect'), PDFArray),
          structParent: room.link.lookup(name('StructParent'), PDFNumber).asNumber(),
        }
      : fieldWithoutRoom(document);
    const widget = context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      F: printAndLocked,
      Rect: place.rect,
      P: place.page,
      StructParent: place.structParent,
    });
    widget.set(name('T'), PDFHexString.fromText(signer.field));
    widget.set(name('TU'), PDFHexString.fromText(`Underskrift: ${signer.name}, ${signer.role}`));
    const appearance = emptyAppearance(document, place.rect);
    if (appearance) widget.set(name('AP'), appearance);
    context.assign(place.ref, widget);
    fields.push(place.ref);
  }
  for (const field of rooms.keys()) {
    if (!seen.has(field))
      refuse(field, 'finns i layouten men inte i dokumentet', 'is in the layout but not in the document');
  }
  // SignaturesExist and AppendOnly (ISO 32000-1, table 219): set from the start, so that signing need not touch the form.
  if (signers.length === 0) return;
  document.catalog.set(name('AcroForm'), context.register(context.obj({ Fields: fields, SigFlags: 3 })));
}
