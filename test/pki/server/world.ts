import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Lies, ServedEntry, ServerSetup } from './messages.js';

const day = 86_400_000;

/** An entry with its key opened. */
export interface Entry extends Omit<ServedEntry, 'key'> {
  key: KeyObject;
}

/** What every answer is made from. */
export interface World {
  base: string;
  policy: string;
  lies: Lies;
  now(): Date;
  setNow(milliseconds: number): void;
  get(id: string): Entry;
  /** What an authority has issued. */
  issuedBy(authority: string): Entry[];
  /** When a certificate was revoked, if it is so now. */
  revokedAt(entry: Entry): Date | undefined;
}

/** The reason codes of RFC 5280, 5.3.1. */
export const reasonCodes = {
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  certificateHold: 6,
} as const;

/** Opens what the process was told. The clock goes on from the time it was set to. */
export function openWorld({ base, policy, lies, entries, reference, now }: ServerSetup): World {
  const byId = new Map(entries.map((entry) => [entry.id, { ...entry, key: createPrivateKey(entry.key) }]));
  let clock = { set: now, at: Date.now() };
  const time = (): Date => new Date(clock.set + Date.now() - clock.at);
  return {
    ...{ base, policy, lies },
    now: time,
    setNow(milliseconds) {
      clock = { set: milliseconds, at: Date.now() };
    },
    get(id) {
      const entry = byId.get(id);
      if (!entry) throw new Error(`no ${id}`);
      return entry;
    },
    issuedBy: (authority) => [...byId.values()].filter(({ row }) => row.issuer === authority),
    revokedAt({ row: { revoked } }) {
      if (!revoked) return undefined;
      const at = new Date(reference + revoked.at * day);
      return at <= time() ? at : undefined;
    },
  };
}

/** A time so many days from another. */
export const later = (date: Date, days: number): Date => new Date(date.getTime() + days * day);
