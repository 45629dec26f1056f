import { createHash } from 'node:crypto';
import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import { PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef } from 'pdf-lib';
import { nameEdDsa, namePades } from './extensions.js';
import type { PdfBase } from './incremental-base.js';
import { signatureAppearance } from './appearance.js';
import { appendUpdate } from './incremental-update.js';
import { awaited } from './prepared-file.js';
import { signatureBody, timestampBody } from './signature-dictionary.js';
import type { SignatureBody, SignatureFacts } from './signature-dictionary.js';
import { addField, change, freeFieldName, markForm, widgetFlags } from './signature-field-new.js';
import type { Changes } from './signature-field-new.js';
import { certificationLevel, signatureFields } from './signature-fields.js';
import type { SignatureField } from './signature-fields.js';

/** A PDF with an empty signature: everything is in place but the value. */
export interface PreparedSignature {
  bytes: Uint8Array<ArrayBuffer>;
  field: string;
  /** Offset and length of the two signed parts (ISO 32000-1, 12.8.1). */
  byteRange: readonly [number, number, number, number];
  /** How many bytes of CMS fit. */
  reserve: number;
}

/** The field to sign: the named one, else the first unsigned one; `undefined` when a new, invisible one shall be made. */
export function chooseField(base: PdfBase, wanted: string | undefined): SignatureField | undefined {
  if (certificationLevel(base) === 1)
    throw new Failure(
      text(
        'PDF-filen är certifierad så att inga fler ändringar är tillåtna, inte heller underskrifter.',
        'The PDF is certified so that no further changes are allowed, not even signatures.',
      ),
      text('Be utfärdaren om en version som får undertecknas.', 'Ask its issuer for a version that may be signed.'),
    );
  if (base.dict(base.catalog.get(PDFName.of('AcroForm')))?.has(PDFName.of('XFA')))
    throw new Failure(
      text(
        'PDF-filen har ett XFA-formulär, som vissa program visar i stället för sidorna, och undertecknas inte.',
        'The PDF holds an XFA form, which some programs show instead of the pages, and will not be signed.',
      ),
      text('Skriv ut den som en vanlig PDF först.', 'Print it to a plain PDF first.'),
    );
  const fields = signatureFields(base);
  const waiting = awaited(base, fields);
  if (waiting)
    throw new Failure(
      text(
        `Fältet ${waiting.name} är förberett för en underskrift som görs någon annanstans. Undertecknas filen nu kan den aldrig sättas in.`,
        `The field ${waiting.name} is prepared for a signature that is made elsewhere. If the file is signed now, that one can never be put in.`,
      ),
      text('Avsluta den först, med fardplan sign finish.', 'Finish that one first, with fardplan sign finish.'),
    );
  if (wanted === undefined) return fields.find((field) => !field.signed);
  const field = fields.find(({ name }) => name === wanted);
  const open = fields.filter(({ signed }) => !signed).map(({ name }) => name);
  const choices =
    open.length > 0
      ? text(
          `Fält som går att underteckna: ${listed(open, 'sv')}.`,
          `Fields that can be signed: ${listed(open, 'en')}.`,
        )
      : text(
          'Inget fält är ledigt. Utan --field görs ett nytt, osynligt fält.',
          'No field is free. Without --field a new, invisible field is made.',
        );
  if (!field) {
    const near = nearest(wanted, open);
    const hint = near ? text(`Menade du ${near}? ${choices.sv}`, `Did you mean ${near}? ${choices.en}`) : choices;
    throw new Failure(
      text(`Det finns inget underskriftsfält som heter ${wanted}.`, `There is no signature field named ${wanted}.`),
      hint,
    );
  }
  if (field.signed)
    throw new Failure(
      text(`Fältet ${wanted} är redan undertecknat.`, `The field ${wanted} is already signed.`),
      choices,
    );
  return field;
}

/** What people and assistive technology get of a signature, beside its own dictionary. */
export interface SignatureLook {
  /** `/TU` for a field that has none. */
  label: string;
  /** Text for a field with a visible area. */
  lines: readonly string[];
}

function fill(
  base: PdfBase,
  changes: Changes,
  field: SignatureField,
  look: SignatureLook,
  newRef: () => PDFRef,
): PDFDict {
  const { width, height, label } = field;
  const dict = field.dict.clone(base.context);
  const widget = field.widgetRef === field.ref ? dict : field.widget.clone(base.context);
  // An existing label is left alone: once somebody has signed, other verifiers take a changed /TU for tampering.
  if (label === undefined) dict.set(PDFName.of('TU'), PDFHexString.fromText(look.label));
  widget.set(PDFName.of('F'), PDFNumber.of(widgetFlags));
  const appearance = signatureAppearance(base, { lines: look.lines, width, height });
  if (appearance) {
    const ref = newRef();
    change(changes, ref, appearance);
    widget.set(PDFName.of('AP'), base.context.obj({ N: ref }));
  }
  change(changes, field.ref, dict);
  if (widget !== dict) change(changes, field.widgetRef, widget);
  markForm(base, changes);
  return dict;
}

/** Appends the revision that holds the signature, with `reserve` bytes of room for its value; `edDsa` names the extension that such a value needs. */
export function prepareSignature(
  base: PdfBase,
  field: SignatureField | undefined,
  facts: SignatureFacts,
  look: SignatureLook,
  reserve: number,
  { edDsa = false } = {},
): PreparedSignature {
  return prepareValue(base, signatureBody(facts, reserve), reserve, (changes, newRef) => {
    const name = field?.name ?? freeFieldName(base);
    const dict = field ? fill(base, changes, field, look, newRef) : addField(base, changes, newRef(), name, look.label);
    if (edDsa) changeCatalog(base, changes, nameEdDsa);
    return { name, dict };
  });
}

/** Appends the revision that holds a document time-stamp, in an invisible field of its own (ETSI EN 319 142-1, 5.4.3). */
export function prepareDocumentTimestamp(base: PdfBase, label: string, reserve: number): PreparedSignature {
  return prepareValue(base, timestampBody(reserve), reserve, (changes, newRef) => {
    const name = freeFieldName(base, 'Timestamp');
    const dict = addField(base, changes, newRef(), name, label);
    changeCatalog(base, changes, namePades);
    return { name, dict };
  });
}

function changeCatalog(base: PdfBase, changes: Changes, name: (base: PdfBase, catalog: PDFDict) => void): void {
  const changed = changes.get(base.catalogRef.objectNumber)?.body;
  const catalog = changed instanceof PDFDict ? changed : base.catalog.clone(base.context);
  const before = catalog.toString();
  name(base, catalog);
  if (catalog.toString() !== before) change(changes, base.catalogRef, catalog);
}

/** The revision with an empty value: `place` puts a field among the changes and gives its dictionary. */
function prepareValue(
  base: PdfBase,
  body: SignatureBody,
  reserve: number,
  place: (changes: Changes, newRef: () => PDFRef) => { name: string; dict: PDFDict },
): PreparedSignature {
  const changes: Changes = new Map();
  let next = base.size;
  const newRef = (): PDFRef => PDFRef.of(next++);
  const value = newRef();
  changes.set(value.objectNumber, { number: value.objectNumber, body: body.bytes });
  const { name, dict } = place(changes, newRef);
  dict.set(PDFName.of('V'), value);
  const { bytes, offsets } = appendUpdate(base, [...changes.values()]);
  const start = offsets.get(value.objectNumber) ?? 0;
  const hole = start + body.contents.start;
  const after = hole + body.contents.length;
  const byteRange = [0, hole, after, bytes.length - after] as const;
  const digits = byteRange.join(' ').padEnd(body.range.length);
  for (let index = 0; index < body.range.length; index += 1)
    bytes[start + body.range.start + index] = digits.charCodeAt(index);
  return { bytes, field: name, byteRange, reserve };
}

/** The digest that the signature is over: the whole file but the value of `/Contents`. */
export function digestOf(prepared: PreparedSignature, hash: 'SHA-256' | 'SHA-384' | 'SHA-512'): Uint8Array {
  const [first, firstLength, second, secondLength] = prepared.byteRange;
  return createHash(hash)
    .update(prepared.bytes.subarray(first, first + firstLength))
    .update(prepared.bytes.subarray(second, second + secondLength))
    .digest();
}

/** Puts the CMS into its place; what is left of the room stays zero. Throws when it does not fit, which is our own bug. */
export function fillSignature(prepared: PreparedSignature, cms: Uint8Array): Uint8Array<ArrayBuffer> {
  if (cms.length > prepared.reserve) throw new Error(`CMS of ${cms.length} bytes, room for ${prepared.reserve}`);
  const bytes = Uint8Array.from(prepared.bytes);
  const start = prepared.byteRange[1] + 1;
  cms.forEach((byte, index) => {
    const digits = byte.toString(16).padStart(2, '0');
    bytes[start + index * 2] = digits.charCodeAt(0);
    bytes[start + index * 2 + 1] = digits.charCodeAt(1);
  });
  return bytes;
}
