import type { SignatureHash } from '../cms/signature-algorithm.js';
import type { Host } from '../core/host.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readBase } from '../pdf/incremental-base.js';
import { digestOf, fillSignature, prepareDocumentTimestamp } from '../pdf/signature-prepare.js';
import { fetchTimestamp, tryAuthority } from './fetch-timestamp.js';
import type { FetchedTimestamp, TimestampSource } from './fetch-timestamp.js';

/** An authority that has been chosen, for one or several files. */
export interface TimeStamping {
  /** Bytes to reserve for a token; the authority is asked once, before anybody signs. */
  room(): Promise<number>;
  /** Who stamps, as far as that trial tells: its certificate, and those that came with it. */
  authority?(): Promise<Pick<FetchedTimestamp, 'signer' | 'certificates'>>;
  stamp(hash: SignatureHash, digest: Uint8Array): Promise<FetchedTimestamp>;
}

/** Time-stamps from `source`. */
export function timeStamping(host: Host, source: TimestampSource, say?: (message: Text) => void): TimeStamping {
  const name = URL.canParse(source.url) ? new URL(source.url).host : source.url;
  let trial: ReturnType<typeof tryAuthority> | undefined;
  const tried = (): ReturnType<typeof tryAuthority> => (trial ??= tryAuthority(host, source));
  return {
    room: async () => (await tried()).room,
    authority: tried,
    stamp: async (hash, digest) => {
      const fetched = await fetchTimestamp(host, source, { hash, digest });
      const at = fetched.time.toISOString();
      say?.(text(`Tidsstämpel från ${name}: ${at}.`, `Time-stamp from ${name}: ${at}.`));
      return fetched;
    },
  };
}

/** `/TU` of the field that a document time-stamp stands in. */
const label = 'Tidsstämpel för hela dokumentet';

/** Appends a document time-stamp over everything so far (ETSI EN 319 142-1, 5.4.3). */
export async function addDocumentTimestamp(
  pdf: Uint8Array,
  stamping: TimeStamping,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; time: Date }> {
  const base = readBase(pdf);
  for (let room = await stamping.room(); ;) {
    const prepared = prepareDocumentTimestamp(base, label, room);
    const { token, time } = await stamping.stamp('SHA-256', digestOf(prepared, 'SHA-256'));
    if (token.length <= room) return { pdf: fillSignature(prepared, token), time };
    // The place is part of what is stamped, so a larger one needs a stamp of its own.
    room = token.length + room;
  }
}
