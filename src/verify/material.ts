import type { ReadCrl } from '../cms/read-crl.js';
import type { ReadOcsp } from '../cms/read-ocsp.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import type { MaterialFacts } from '../model/verdict.js';

/** Where a piece of material stood. */
export interface Origin {
  place: MaterialFacts['origins'][number]['place'];
  /** Index of the revision; `null` when it was not in the file. */
  revision: number | null;
  /** Index of the first revision whose document time-stamp covers it; `null`: none can. */
  coveredFrom: number | null;
}

/** One certificate, response or list, with every place it was found in. */
export interface Item<T> {
  der: Uint8Array;
  read: T;
  origins: Origin[];
}

/** What signatures can be judged with: found in the file, or given; none of it is trusted for where it stood. */
export interface Material {
  certificates: Item<ReadCertificate>[];
  ocsp: Item<ReadOcsp>[];
  crls: Item<ReadCrl>[];
  /** How many pieces could not be read, or were one too many. */
  unreadable: number;
}

/** More pieces of a kind than this are not looked at: nobody needs them, and each costs time for each certificate. */
const most = 100;

/** Nothing yet. */
export const noMaterial = (): Material => ({ certificates: [], ocsp: [], crls: [], unreadable: 0 });

/** Adds a piece to a list, or its origin to the piece that is there already. */
export function addItem<T extends { der: Uint8Array }>(
  material: Material,
  list: Item<T>[],
  read: T,
  origin: Origin,
): void {
  const known = list.find(({ der }) => equalBytes(der, read.der));
  if (known) known.origins.push(origin);
  else if (list.length < most) list.push({ der: read.der, read, origins: [origin] });
  else material.unreadable += 1;
}

/** The valid document time-stamps so far: each proves that everything up to its revision existed at its time (EN 319 102-1, 5.6.2.3). */
export interface Proof {
  revision: number;
  time: Date;
}

/** The earliest time at which something is proven to have existed: now, or the time of a document time-stamp over it. */
export function provenAt(origins: readonly Origin[], proofs: readonly Proof[], now: Date): Date {
  let earliest = now;
  for (const { coveredFrom } of origins) {
    for (const { revision, time } of proofs)
      if (coveredFrom !== null && revision >= coveredFrom && time < earliest) earliest = time;
  }
  return earliest;
}

/** The piece with these bytes. */
export const itemOf = <T>(list: readonly Item<T>[], der: Uint8Array): Item<T> | undefined =>
  list.find((item) => equalBytes(item.der, der));
