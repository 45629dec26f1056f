import { readStrictCertificate } from '../cms/verify-certificate.js';
import { verifyTimestamp } from '../cms/verify-timestamp.js';
import { Malformed } from '../core/malformed.js';
import type { Host } from '../core/host.js';
import type { AnchorVerdict } from '../model/audit-verdict.js';
import type { CaseEvent } from '../model/case-event.js';
import { fetchTimestamp } from '../sign/fetch-timestamp.js';
import { appendEvents, instant } from './append-event.js';
import { openLog } from './open-log.js';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

/**
 * Time-stamps the end of a case's log (RFC 3161), as an event of its own: the token's imprint is the hash that the event itself names as
 * `previous`. Only that hash leaves the machine. Gives the time, in UTC.
 */
export async function anchorCase(host: Host, path: string, url: string): Promise<string> {
  const open = await openLog(host, path);
  const stamped = { hash: 'SHA-256', digest: bytesOf(open.head.sha256) } as const;
  const { token, time, signer } = await fetchTimestamp(host, { url }, stamped);
  const at = instant(time);
  await appendEvents(host, open, [
    {
      kind: 'anchored',
      at,
      timeSource: 'timestamp',
      anchor: { token: Buffer.from(token).toString('base64'), authority: signer.subjectName ?? undefined },
    },
  ]);
  return at;
}

/** Does the time-stamp of an `anchored` event hold over the line before it? Never throws for the token's sake. */
export async function judgeAnchor(event: CaseEvent, trust: readonly Uint8Array[], at: Date): Promise<AnchorVerdict> {
  const token = Uint8Array.from(Buffer.from(event.anchor?.token ?? '', 'base64'));
  const anchors = trust.flatMap((der) => {
    try {
      return [readStrictCertificate(der)];
    } catch (error) {
      if (error instanceof Malformed) return [];
      throw error;
    }
  });
  const facts = await verifyTimestamp({
    token,
    stamped: { hash: 'SHA-256', digest: bytesOf(event.previous) },
    anchors,
    at,
  });
  const broken = facts.problems.some(({ kind }) => !['path', 'period', 'constraints'].includes(kind));
  return {
    event: event.number,
    time: facts.time ? instant(facts.time) : null,
    authority: facts.signer?.subjectName ?? null,
    holds: !broken && facts.imprintMatches === true && facts.signatureHolds === true,
    trusted: facts.problems.length === 0 && facts.path.path !== null,
  };
}
