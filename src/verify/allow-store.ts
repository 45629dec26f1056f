import { Malformed } from '../core/malformed.js';
import { text } from '../core/text.js';
import { readTimestampToken } from '../cms/read-timestamp.js';
import { decodeStream } from '../pdf/object-reader-filters.js';
import type { Budget } from '../pdf/object-reader-filters.js';
import type { PdfKind, PdfValue } from '../pdf/object-reader.js';
import { catalogOf, resolve, sameValue } from '../pdf/revisions-view.js';
import { explainOwn, refuse } from './compare.js';
import type { Comparison } from './compare.js';
import { readStored } from './store-facts.js';

type Kind = Parameters<typeof readStored>[0] | 'timestamp';

const storeLists: Readonly<Record<string, Kind>> = { Certs: 'certificate', OCSPs: 'ocsp', CRLs: 'crl' };
const partLists: Readonly<Record<string, Kind>> = { Cert: 'certificate', OCSP: 'ocsp', CRL: 'crl' };
/** Keys of a stream that say how it is packed and nothing else (ISO 32000-1, table 5). */
const streamKeys = new Set(['Length', 'Filter', 'DecodeParms']);
/** A signature's own part is named by the SHA-1 of its value in hex (ISO 32000-2, table 262). */
const partName = /^[0-9A-Fa-f]{40}$/;

/** Thrown out of the walk by the first thing that is not as it has to be. */
class Misshapen extends Error {}

interface Walk {
  comparison: Comparison;
  allowance: Budget;
}

function follow({ comparison }: Walk, value: PdfValue | undefined): PdfValue | undefined {
  explainOwn(comparison, value);
  return resolve(comparison.after, value);
}

/** New streams have to be what they are listed as, down to the last byte: what no validator reads could be anything. */
function walkStream({ comparison, allowance }: Walk, kind: Kind, item: PdfValue): void {
  const { added, after } = comparison;
  if (item.kind !== 'reference') throw new Misshapen();
  if (!added.has(item.number)) return;
  const stream = resolve(after, item);
  if (stream?.kind !== 'stream' || [...stream.entries.keys()].some((key) => !streamKeys.has(key)))
    throw new Misshapen();
  const der = decodeStream(stream, allowance);
  if (kind === 'timestamp') readTimestampToken(der);
  else readStored(kind, der);
  comparison.explained.add(item.number);
}

function walkList(walk: Walk, kind: Kind, value: PdfValue): void {
  const list = follow(walk, value);
  if (list?.kind !== 'array') throw new Misshapen();
  for (const item of list.items) walkStream(walk, kind, item);
}

const isType = (value: PdfValue, name: string): boolean => value.kind === 'name' && value.value === name;

function walkPart(walk: Walk, value: PdfValue): void {
  const part = follow(walk, value);
  if (part?.kind !== 'dictionary') throw new Misshapen();
  for (const [key, inside] of part.entries) {
    const kind = partLists[key];
    if (kind) walkList(walk, kind, inside);
    else if (key === 'TS') walkStream(walk, 'timestamp', inside);
    else if (!(key === 'Type' && isType(inside, 'VRI')) && !(key === 'TU' && inside.kind === 'string'))
      throw new Misshapen();
  }
}

function walkParts(walk: Walk, value: PdfValue): void {
  const parts = follow(walk, value);
  if (parts?.kind !== 'dictionary') throw new Misshapen();
  for (const [key, inside] of parts.entries) {
    if (partName.test(key)) walkPart(walk, inside);
    else if (!(key === 'Type' && isType(inside, 'VRI'))) throw new Misshapen();
  }
}

function walkStore(walk: Walk, { entries }: PdfKind<'dictionary'>): void {
  for (const [key, value] of entries) {
    const kind = storeLists[key];
    if (kind) walkList(walk, kind, value);
    else if (key === 'VRI') walkParts(walk, value);
    else if (!(key === 'Type' && isType(value, 'DSS'))) throw new Misshapen();
  }
}

/**
 * A document security store may come or grow, in exactly the shape of ISO 32000-2, 12.8.4.3, its new streams holding one certificate, OCSP
 * response, revocation list or time-stamp each. What is in it is not trusted, only allowed.
 */
export function allowStore(comparison: Comparison, allowance: Budget): void {
  const { before, after, explained } = comparison;
  const known = explained.size;
  const place = catalogOf(after)?.get('DSS');
  const old = catalogOf(before)?.get('DSS');
  if (!place) {
    if (old)
      refuse(comparison, 'validation-data', 'Valideringsuppgifterna togs bort.', 'The validation data were removed.');
    return;
  }
  const isSame = sameValue(old, place);
  if (isSame && comparison.added.size + comparison.changed.size === 0) return;
  const walk = { comparison, allowance };
  try {
    const store = follow(walk, place);
    if (store?.kind !== 'dictionary') throw new Misshapen();
    walkStore(walk, store);
  } catch (error) {
    if (!(error instanceof Misshapen) && !(error instanceof Malformed)) throw error;
    // An old store that was never right is no change; what is new around it still has to account for itself.
    if (isSame && explained.size === known) return;
    const why = error instanceof Malformed ? error.text : text('', '');
    refuse(
      comparison,
      'validation-data',
      `Bland valideringsuppgifterna lades något annat än certifikat, spärrsvar och spärrlistor. ${why.sv}`.trim(),
      `Something other than certificates, OCSP responses and revocation lists was put among the validation data. ${why.en}`.trim(),
    );
    return;
  }
  if (explained.size === known && isSame) return;
  const what = text(
    'Uppgifter för att kunna pröva signaturerna senare lades till.',
    'Data for checking the signatures later were added.',
  );
  comparison.allowed.push({ kind: 'validation-data', what });
}
