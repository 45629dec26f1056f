import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFString,
  decodePDFRawStream,
} from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.js';
import type { Block } from '../../src/model/document.js';
import { pdf as format } from '../../src/formats/pdf.js';
import { storedBinding } from '../../src/pdf/xmp.js';
import { resources } from './resources.js';
import { draft, plain, sample, short } from './sample.js';

const name = (value: string) => PDFName.of(value);
const open = (bytes: Uint8Array) => PDFDocument.load(bytes, { updateMetadata: false });
const text = (value: unknown) =>
  value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : undefined;
const data = (stream: unknown) =>
  stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : new Uint8Array();
const packet = (document: PDFDocument) => Buffer.from(data(document.catalog.lookup(name('Metadata')))).toString('utf8');

function fieldsOf(document: PDFDocument): PDFDict[] {
  const fields = document.catalog.lookup(name('AcroForm'), PDFDict).lookup(name('Fields'), PDFArray);
  return fields.asArray().map((ref) => document.context.lookup(ref, PDFDict));
}

/** Structure elements in reading order: their type, and the annotations they hold. */
function reading(document: PDFDocument): { type: string; ref: PDFRef | undefined; annotations: PDFRef[] }[] {
  const found: { type: string; ref: PDFRef | undefined; annotations: PDFRef[] }[] = [];
  const walk = (ref: PDFRef | undefined, element: PDFDict): void => {
    const kids = element.lookup(name('K'));
    const list = kids instanceof PDFArray ? kids.asArray() : [element.get(name('K'))];
    const type = element.lookupMaybe(name('S'), PDFName)?.decodeText();
    const dicts = list.map((kid) => ({
      ref: kid instanceof PDFRef ? kid : undefined,
      dict: document.context.lookup(kid),
    }));
    const annotations = dicts.flatMap(({ dict }) => {
      const target = dict instanceof PDFDict ? dict.get(name('Obj')) : undefined;
      return target instanceof PDFRef ? [target] : [];
    });
    if (type) found.push({ type, ref, annotations });
    for (const kid of dicts) if (kid.dict instanceof PDFDict && kid.dict.has(name('S'))) walk(kid.ref, kid.dict);
  };
  walk(undefined, document.catalog.lookup(name('StructTreeRoot'), PDFDict));
  return found;
}

/** What the parent tree says about a key, if its leaves are flat or one level down. */
function parentOf(document: PDFDocument, key: number): unknown {
  const tree = document.catalog.lookup(name('StructTreeRoot'), PDFDict).lookup(name('ParentTree'), PDFDict);
  const kids = tree
    .lookupMaybe(name('Kids'), PDFArray)
    ?.asArray()
    .map((kid) => document.context.lookup(kid, PDFDict));
  for (const leaf of kids ?? [tree]) {
    const numbers = leaf.lookup(name('Nums'), PDFArray);
    for (let at = 0; at < numbers.size(); at += 2) {
      if (numbers.lookup(at, PDFNumber).asNumber() === key) return numbers.get(at + 1);
    }
  }
  return undefined;
}

describe('a finished PDF', () => {
  let bytes: Uint8Array;
  let document: PDFDocument;
  beforeAll(async () => {
    bytes = await format.render(sample, resources());
    document = await open(bytes);
  });

  it('is Swedish, tagged, shows its title, and tabs in reading order', () => {
    const { catalog } = document;
    expect(text(catalog.lookup(name('Lang')))).toBe('sv-SE');
    expect(String(catalog.lookup(name('MarkInfo'), PDFDict).lookup(name('Marked')))).toBe('true');
    expect(String(catalog.lookup(name('ViewerPreferences'), PDFDict).lookup(name('DisplayDocTitle')))).toBe('true');
    for (const page of document.getPages()) expect(page.node.lookup(name('Tabs'))).toBe(name('S'));
    expect(catalog.has(name('Outlines'))).toBe(true);
    expect(document.getTitle()).toBe(sample.title);
    expect(reading(document).filter(({ type }) => type === 'H1')).toHaveLength(1);
  });

  it('says PDF/A-3a, PDF/UA-1 and which roadmap it is bound to', () => {
    const xmp = packet(document);
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const { id, version, commit, sha256, fileName } = sample.roadmap;
    expect(storedBinding(xmp)).toEqual({ id, version, commit, sha256, fileName });
  });

  it('takes every date from the document', () => {
    expect(document.getCreationDate()?.toISOString()).toBe('2022-03-18T00:00:00.000Z');
    expect(document.getModificationDate()?.toISOString()).toBe('2022-03-18T00:00:00.000Z');
    expect(packet(document)).toContain('<xmp:ModifyDate>2022-03-18T00:00:00Z</xmp:ModifyDate>');
    const dates =
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\(D:\d+/g) ?? [];
    expect(new Set(dates)).toEqual(new Set(['(D:20220318000000']));
  });

  it('carries the roadmap source, byte for byte, as its source', () => {
    const file = document.catalog.lookup(name('AF'), PDFArray).lookup(0, PDFDict);
    expect(file.lookup(name('AFRelationship'))).toBe(name('Source'));
    expect(text(file.lookup(name('UF')))).toBe('fardplan.md');
    expect(text(file.lookup(name('Desc')))).toBe(sample.attachment.description);
    const stream = file.lookup(name('EF'), PDFDict).lookup(name('F'));
    expect(stream instanceof PDFRawStream && stream.dict.lookup(name('Subtype'), PDFName).decodeText()).toBe(
      'text/markdown',
    );
    expect(Buffer.from(data(stream)).equals(Buffer.from(sample.attachment.bytes))).toBe(true);
    const names = document.catalog.lookup(name('Names'), PDFDict).lookup(name('EmbeddedFiles'), PDFDict);
    expect(names.lookup(name('Names'), PDFArray).get(1)).toBe(document.catalog.lookup(name('AF'), PDFArray).get(0));
  });

  it('has one empty, tagged, visible signature field per signer, in order', () => {
    const fields = fieldsOf(document);
    expect(fields.map((field) => text(field.lookup(name('T'))))).toEqual(['ordforande', 'sekreterare']);
    expect(text(fields[0]?.lookup(name('TU')))).toBe('Underskrift: Karin Åkerström Exempel, Direktionens ordförande');
    const order = reading(document);
    for (const field of fields) {
      expect(field.has(name('V'))).toBe(false);
      expect(field.lookup(name('F'), PDFNumber).asNumber()).toBe(132);
      const { x, y, width, height } = field.lookup(name('Rect'), PDFArray).asRectangle();
      expect(width).toBeGreaterThan(150);
      expect(height).toBe(46);
      expect(x).toBeGreaterThan(50);
      expect(y).toBeGreaterThan(50);
      const ref = document.context.getObjectRef(field);
      const form = order.find(({ annotations }) => annotations.some((target) => target === ref));
      expect(form?.type).toBe('Form');
      expect(parentOf(document, field.lookup(name('StructParent'), PDFNumber).asNumber())).toBe(form?.ref);
      const page = document.getPages().find((candidate) => candidate.ref === field.get(name('P')));
      expect(page?.node.Annots()?.asArray()).toContain(ref);
      expect(field.lookup(name('AP'), PDFDict).lookup(name('N'))).toBeInstanceOf(PDFRawStream);
    }
    const types = order.map(({ type }) => type);
    expect(types.lastIndexOf('Form')).toBeGreaterThan(types.lastIndexOf('H2'));
  });

  it('leaves no link to a signature room behind', () => {
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('fardplan-signature:');
  });
});

describe('other documents', () => {
  it('a draft without date says why, and carries no date at all', async () => {
    const bytes = await format.render(draft, resources());
    const document = await open(bytes);
    expect(storedBinding(packet(document))).toMatchObject({ draft: 'no-git' });
    expect(packet(document)).not.toMatch(/CreateDate|ModifyDate|1970/);
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\(D:\d/);
  });

  it('a layout without rooms still gets a tagged field for each signer, without an area', async () => {
    const bare = { 'decision.typ': '#let d = json("document.json")\n= #d.title\n\nText.' };
    const document = await open(await format.render(sample, resources(bare)));
    const fields = fieldsOf(document);
    expect(fields).toHaveLength(2);
    for (const field of fields) {
      expect(field.lookup(name('Rect'), PDFArray).asRectangle()).toMatchObject({ width: 0, height: 0 });
      const ref = document.context.getObjectRef(field);
      const form = reading(document).find(({ annotations }) => annotations.some((target) => target === ref));
      expect(form?.type).toBe('Form');
      expect(parentOf(document, field.lookup(name('StructParent'), PDFNumber).asNumber())).toBe(form?.ref);
    }
  });

  it('without signers has no form', async () => {
    const blocks = [{ type: 'paragraph', children: plain('Endast text.') } as const];
    const document = await open(await format.render({ ...short, blocks }, resources()));
    expect(document.catalog.has(name('AcroForm'))).toBe(false);
  });

  it('a less accessible layout is not marked PDF/UA-1, and says so', async () => {
    const notes: string[] = [];
    const note = (remark: { sv: string }) => notes.push(remark.sv);
    const bytes = await format.render(short, { ...resources({ 'decision.typ': '= A\n=== B' }), note });
    expect(packet(await open(bytes))).not.toContain('pdfuaid:part>1');
    expect(notes.join()).toContain('PDF/UA-1');
  });

  it('two signers with one field are refused', async () => {
    const signer = { field: 'samma', name: 'A', role: 'B' };
    const blocks: Block[] = [{ type: 'signatures', signers: [signer, signer] }];
    await expect(format.render({ ...short, blocks }, resources())).rejects.toBeInstanceOf(Failure);
  });

  it('names and media types of attachments are kept, whatever they hold', async () => {
    const attachment = {
      ...short.attachment,
      name: 'mapp/färd (plan).yaml',
      mediaType: 'application/yaml; charset=utf-8',
    };
    const document = await open(await format.render({ ...short, attachment }, resources()));
    const file = document.catalog.lookup(name('AF'), PDFArray).lookup(0, PDFDict);
    expect(text(file.lookup(name('UF')))).toBe('färd (plan).yaml');
    expect(text(file.lookup(name('F')))).toBe('fard plan.yaml');
    const stream = file.lookup(name('EF'), PDFDict).lookup(name('UF'));
    expect(stream instanceof PDFRawStream && stream.dict.lookup(name('Subtype'), PDFName).decodeText()).toBe(
      'application/yaml',
    );
  });
});
