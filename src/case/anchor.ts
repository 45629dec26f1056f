import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';

/** Time-stamps the end of a case's log (RFC 3161), as an event of its own; gives the time. */
export async function anchorCase(host: Host, path: string, url: string): Promise<string> {
  void host;
  await Promise.resolve();
  throw new Failure(
    text(`${path} kan inte tidsstämplas vid ${url} än.`, `${path} cannot be time-stamped at ${url} yet.`),
  );
}
