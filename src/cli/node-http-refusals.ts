import { exit, Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';

/** Reads the code of an error, or of what caused it. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== 'UND_ERR') return code;
    if (at.name === 'HTTPParserError') return 'HPE_INVALID';
    // Both kinds of address were tried, and neither answered.
    if (at instanceof AggregateError) at.cause ??= at.errors[0];
  }
  return '';
}

const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether a new try could go better. */
export const isPassing = (error: unknown): boolean => !(error instanceof Failure) && passing.has(codeOf(error));

const network = (what: Text, help: Text): Failure => new Failure(what, help, exit.unsettled);

const later = text(
  'Kontrollera nätet och adressen, eller försök igen senare. Bakom en proxy: sätt HTTPS_PROXY och HTTP_PROXY.',
  'Check the network and the address, or try again later. Behind a proxy: set HTTPS_PROXY and HTTP_PROXY.',
);

/** An address that is none, without showing more of it than needed: it may hold a password. */
export const badAddress = (address: string): Failure =>
  new Failure(
    text(
      `${address.replace(/\/\/[^/@]*@/, '//')} är ingen adress på nätet.`,
      `${address.replace(/\/\/[^/@]*@/, '//')} is not an address on the network.`,
    ),
    text('En adress börjar med http:// eller https://.', 'An address begins with http:// or https://.'),
  );

/** The time was up. */
export const tooLate = (host: string, ms: number): Failure =>
  network(
    text(
      `${host} svarade inte färdigt inom ${ms / 1000} sekunder.`,
      `${host} did not finish answering within ${ms / 1000} seconds.`,
    ),
    text(
      'Försök igen senare, eller tillåt längre tid med --timeout.',
      'Try again later, or allow more with --timeout.',
    ),
  );

/** The answer does not end where an answer of its kind should. */
export const tooLarge = (host: string, most: number): Failure =>
  network(
    text(
      `Svaret från ${host} är större än ${most} byte och läses inte.`,
      `The answer from ${host} is larger than ${most} bytes and is not read.`,
    ),
    text('Kontrollera att adressen är den rätta.', 'Check that the address is the right one.'),
  );

/** A redirection that may not be followed, or one too many. */
export const tooManyTurns = (host: string, to: string | undefined): Failure =>
  network(
    text(
      `${host} hänvisar vidare${to ? ` till ${to}` : ''}, och dit följs inte frågan.`,
      `${host} refers elsewhere${to ? `, to ${to}` : ''}, and the question is not taken there.`,
    ),
    text('Ange den adress som svarar.', 'Give the address that answers.'),
  );

const untrusted = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/;

/** A TLS connection that cannot be trusted; `undefined` for any other error. */
export function insecure(host: string, error: unknown): Failure | undefined {
  if (error instanceof Failure) return undefined;
  const code = codeOf(error);
  if (untrusted.test(code)) {
    const name = code === 'ERR_TLS_CERT_ALTNAME_INVALID';
    const expired = code === 'CERT_HAS_EXPIRED';
    const [sv, en] = name
      ? ['certifikatet är för ett annat namn', 'its certificate is for another name']
      : expired
        ? ['certifikatet har gått ut', 'its certificate has expired']
        : ['ingen betrodd utfärdare står bakom certifikatet', 'no trusted authority stands behind its certificate'];
    return network(
      text(
        `Förbindelsen till ${host} är inte säker: ${sv} (${code}).`,
        `The connection to ${host} is not secure: ${en} (${code}).`,
      ),
      text(
        'Är utfärdaren er egen, peka ut dess certifikat med miljövariabeln NODE_EXTRA_CA_CERTS.',
        'If the authority is your own, point out its certificate with the environment variable NODE_EXTRA_CA_CERTS.',
      ),
    );
  }
  if (code === 'EPROTO' || code === 'UND_ERR_PRX_TLS' || code.startsWith('ERR_SSL'))
    return network(
      text(`${host} talar inte TLS som kan användas (${code}).`, `${host} does not speak a usable TLS (${code}).`),
      text('Kontrollera att adressen och porten är de rätta.', 'Check that address and port are the right ones.'),
    );
  return undefined;
}

const reasons: Record<string, [string, string] | undefined> = {
  ENOTFOUND: ['det finns ingen dator med det namnet', 'there is no machine of that name'],
  EAI_AGAIN: ['namnet kunde inte slås upp', 'the name could not be looked up'],
  ECONNREFUSED: ['ingen svarar på den porten', 'nobody answers on that port'],
  ECONNRESET: ['förbindelsen bröts', 'the connection was cut'],
  UND_ERR_SOCKET: ['förbindelsen bröts', 'the connection was cut'],
  EPIPE: ['förbindelsen bröts', 'the connection was cut'],
  UND_ERR_CONNECT_TIMEOUT: ['ingen svarade i tid', 'nobody answered in time'],
  ETIMEDOUT: ['ingen svarade i tid', 'nobody answered in time'],
  ENETUNREACH: ['nätet nås inte', 'the network is not reachable'],
  EHOSTUNREACH: ['datorn nås inte', 'the machine is not reachable'],
  UND_ERR_ABORTED: ['proxyn öppnade ingen väg dit', 'the proxy opened no way to it'],
  UND_ERR_HEADERS_OVERFLOW: ['svarets huvud är för stort', 'the head of the answer is too large'],
};

/** Why a host could not be asked. */
export function unreachable(host: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error);
  const proxy = error instanceof Error && /proxy/i.test(error.message);
  const [sv, en] =
    reasons[code] ??
    (proxy
      ? ['proxyn släppte inte fram frågan', 'the proxy did not let the question through']
      : code.startsWith('HPE_')
        ? ['svaret är inte HTTP', 'the answer is not HTTP']
        : ['förbindelsen misslyckades', 'the connection failed']);
  return network(
    text(`${host} nås inte: ${sv} (${code || '–'}).`, `${host} cannot be reached: ${en} (${code || '–'}).`),
    later,
  );
}
