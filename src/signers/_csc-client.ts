import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { readJson } from './_csc-json.js';
import type { Json } from './_csc-json.js';
import { serviceRefusal, unfitAnswer } from './_csc-refusals.js';

/** Asks a signing service over its API. */
export interface CscClient {
  /** Base address without a slash at the end. */
  url: string;
  /** Posts JSON to a method, such as `credentials/info`. `once`: where asking twice does harm, as with a PIN. */
  post(
    method: string,
    body: Json,
    options?: { token?: string | undefined; once?: boolean; patience?: number },
  ): Promise<Json>;
}

/** How long an answer may take (ms), where nothing else is said, and how long a too busy service is waited for (s). */
const usual = 30_000;
const longestWait = 30;

/** Refuses an address that secrets may not be sent to: only TLS, or this machine itself. */
export function checkAddress(address: string, option: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const local = url && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && local))) return url;
  throw new Failure(
    text(
      `${address} är inte en adress som hemligheter får skickas till.`,
      `${address} is not an address that secrets may be sent to.`,
    ),
    text(`Adressen i ${option} ska börja med https://.`, `The address in ${option} is to begin with https://.`),
  );
}

const rest = (seconds: number): Promise<void> => new Promise((settle) => setTimeout(settle, seconds * 1000));

/** A client for the service at this base address (CSC API v2.0.0.2, 7). */
export function cscClient(host: Host, address: string): CscClient {
  const url = checkAddress(address, '--csc-url').href.replace(/\/+$/, '');
  return {
    url,
    async post(method, body, { token, once = false, patience: timeout = usual } = {}) {
      const place = `${url}/${method}`;
      const headers = {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      };
      for (let tries = 0; ; tries += 1) {
        const answer = await host.http({
          method: 'POST',
          url: place,
          headers,
          body: JSON.stringify(body),
          timeout,
          largest: 1_000_000,
          ...(once ? { retries: 0 } : {}),
        });
        // A service that was too busy has not tried the PIN, so this one thing may be asked again.
        const wait = Number(answer.headers['retry-after'] ?? 1);
        if (once && answer.status === 429 && tries < 2 && wait <= longestWait) {
          await rest(wait);
          continue;
        }
        if (answer.status < 200 || answer.status > 299) throw serviceRefusal(place, answer);
        const json = readJson(answer.body);
        if (!json) throw unfitAnswer(place, method);
        return json;
      }
    },
  };
}
