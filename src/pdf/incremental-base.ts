import { PDFContext, PDFDict, PDFName, PDFNull, PDFRef } from 'pdf-lib';
import type { PDFObject } from 'pdf-lib';
import { damagedPdf, missingPart, truncatedPdf, unreadablePdf } from './incremental-refusals.js';
import { toDict, toObject } from './incremental-values.js';
import { readRevisions } from './revisions.js';
import { viewAt } from './revisions-view.js';

/** A PDF that something will be appended to: its objects as of the last revision, made editable when asked for. */
export interface PdfBase {
  bytes: Uint8Array;
  context: PDFContext;
  /** The newest trailer dictionary. */
  trailer: PDFDict;
  /** Byte offset and form of the newest cross-reference section; an update is written in the same form. */
  startxref: number;
  form: 'table' | 'stream';
  /** One more than the highest object number in use. */
  size: number;
  catalogRef: PDFRef;
  catalog: PDFDict;
  /** The object behind a reference; the value itself otherwise; `undefined` for null and for free numbers. */
  resolve(value: PDFObject | undefined): PDFObject | undefined;
  /** The dictionary behind a value, if it is one. */
  dict(value: PDFObject | undefined): PDFDict | undefined;
}

/** The number after the last `startxref`, which the strict reader has found to stand right before the mark. */
function startxrefBefore(bytes: Uint8Array, mark: number): number {
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, mark - 80), mark));
  return Number(/startxref\s+(\d+)\s+%%EOF$/.exec(tail.replaceAll('\0', ' '))?.[1] ?? Number.NaN);
}

/** Whether a file starts as a PDF but does not end as one; what stands between may hold stray end marks. */
function isTruncated(bytes: Uint8Array): boolean {
  const ends = /%%EOF[\s\0]*$/.test(String.fromCharCode(...bytes.subarray(-1024)));
  return String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-' && !ends;
}

/**
 * Opens a PDF for an incremental update. Refuses what is not a PDF, is cut short or encrypted, and everything that verification
 * would call badly built: such a file shall not get a signature in the first place.
 */
export function readBase(bytes: Uint8Array): PdfBase {
  const structure = readRevisions(bytes);
  const newest = structure.revisions.at(-1);
  const [problem] = structure.problems;
  if (!newest)
    throw isTruncated(bytes) ? truncatedPdf() : unreadablePdf(problem?.what ?? missingPart('allt', 'all').text);
  if (problem) throw damagedPdf(problem.what);

  const context = PDFContext.create();
  const view = viewAt(structure, newest.index);
  const trailer = toDict(newest.trailer, context);
  let size = 0;
  for (const revision of structure.revisions) {
    const stated = revision.trailer.get('Size');
    if (stated?.kind === 'number') size = Math.max(size, stated.value);
  }

  const objects = new Map<number, PDFObject>();
  const resolve = (value: PDFObject | undefined): PDFObject | undefined => {
    let found = value;
    for (let hops = 0; found instanceof PDFRef; hops += 1) {
      if (hops > 16) return undefined;
      const number: number = found.objectNumber;
      const source = view.objects.get(number);
      const object: PDFObject | undefined = objects.get(number) ?? (source && toObject(source.value, context));
      if (object) objects.set(number, object);
      found = object;
    }
    return found === PDFNull ? undefined : found;
  };
  const dict = (value: PDFObject | undefined): PDFDict | undefined => {
    const found = resolve(value);
    return found instanceof PDFDict ? found : undefined;
  };

  const catalogRef = trailer.get(PDFName.of('Root'));
  const catalog = dict(catalogRef);
  if (!(catalogRef instanceof PDFRef) || !catalog) throw missingPart('en katalog', 'a catalog');
  const startxref = startxrefBefore(bytes, newest.mark);
  const form = trailer.get(PDFName.of('Type')) === PDFName.of('XRef') ? 'stream' : 'table';
  return { bytes, context, trailer, startxref, form, size, catalogRef, catalog, resolve, dict };
}
