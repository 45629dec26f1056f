import { createHash } from 'node:crypto';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { checkAddress } from './_csc-client.js';
import { lines, readJson, words } from './_csc-json.js';
import type { Json } from './_csc-json.js';
import { serviceRefusal, unfitAnswer } from './_csc-refusals.js';
import type { SignerOptions } from './_contract.js';

/** Where a service's OAuth 2.0 server is asked. */
interface Endpoints {
  authorize: string;
  token: string;
}

/** For programs that no browser can be sent back to: the service shows the code. */
const outOfBand = 'urn:ietf:wg:oauth:2.0:oob';

async function endpoints(host: Host, info: Json, url: string): Promise<Endpoints> {
  const issuer = words(info, 'oauth2Issuer');
  const base = words(info, 'oauth2');
  if (issuer !== undefined) {
    const { origin, pathname } = checkAddress(issuer, '--csc-url');
    // RFC 8414, 3.1: between the host and the path.
    const place = `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, '')}`;
    const answer = await host.http({ method: 'GET', url: place, headers: { accept: 'application/json' } });
    const metadata = answer.status === 200 ? readJson(answer.body) : undefined;
    const authorize = metadata && words(metadata, 'authorization_endpoint');
    const token = metadata && words(metadata, 'token_endpoint');
    if (token) return { authorize: authorize ?? '', token };
    if (base === undefined) throw unfitAnswer(place, 'token_endpoint');
  }
  if (base === undefined) throw unfitAnswer(`${url}/info`, 'oauth2');
  const root = checkAddress(base, '--csc-url').href.replace(/\/+$/, '');
  return { authorize: `${root}/oauth2/authorize`, token: `${root}/oauth2/token` };
}

async function exchange(host: Host, place: string, form: Record<string, string | undefined>): Promise<string> {
  const given = Object.entries(form).filter((each): each is [string, string] => each[1] !== undefined);
  checkAddress(place, '--csc-url');
  const answer = await host.http({
    method: 'POST',
    url: place,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(given).toString(),
    largest: 1_000_000,
    // A code can be used once.
    ...(form['code'] === undefined ? {} : { retries: 0 }),
  });
  if (answer.status !== 200) throw serviceRefusal(place, answer);
  const token = words(readJson(answer.body) ?? {}, 'access_token');
  if (!token) throw unfitAnswer(place, 'access_token');
  return token;
}

const notAnswered = (): Failure =>
  new Failure(
    text(
      'Tjänsten vill ha ett godkännande i en webbläsare, och det finns ingen terminal att klistra in koden i.',
      'The service wants an approval in a browser, and there is no terminal to paste the code at.',
    ),
    text(
      'Kör kommandot i en terminal, eller ange ett färdigt åtkomstintyg med --csc-token-file.',
      'Run the command in a terminal, or give a ready access token with --csc-token-file.',
    ),
  );

/** The code in what was pasted: the code alone, or the address that the browser was sent to. */
function codeIn(pasted: string, state: string): string {
  if (!URL.canParse(pasted)) return pasted;
  const answer = new URL(pasted).searchParams;
  const code = answer.get('code');
  if (code && answer.get('state') === state) return code;
  throw new Failure(
    text(
      `Adressen hör inte till det här godkännandet${answer.get('error') ? ` (${answer.get('error')})` : ''}.`,
      `The address does not belong to this approval${answer.get('error') ? ` (${answer.get('error')})` : ''}.`,
    ),
    text('Försök igen, och klistra in hela adressen.', 'Try again, and paste the whole address.'),
  );
}

/** What asks an OAuth 2.0 server for access (CSC API v2.0.0.2, 8.4; RFC 6749; RFC 7636). */
export interface Access {
  /** For the service as a whole: a ready token, the client's own credentials, or a person's approval, by what is given. */
  service(): Promise<string>;
  /** A person's approval of certain hashes with a certain key; the token is good as SAD. */
  credential(about: Record<string, string>): Promise<string>;
}

/** Access to the service that has described itself with `info`. */
export function oauthAccess(host: Host, info: Json, url: string, options: SignerOptions): Access {
  const { clientId, redirect = outOfBand, secretFile, tokenFile } = options.service ?? {};
  const clientSecret = () => options.secret?.({ variable: 'FARDPLAN_CSC_SECRET', file: secretFile });
  const client = (): string => {
    if (clientId) return clientId;
    throw new Failure(
      text('Tjänsten vill veta vem som frågar.', 'The service wants to know who asks.'),
      text(
        'Ange programmets id med --csc-client, eller ett färdigt åtkomstintyg med --csc-token-file eller FARDPLAN_CSC_TOKEN.',
        "Give the program's id with --csc-client, or a ready access token with --csc-token-file or FARDPLAN_CSC_TOKEN.",
      ),
    );
  };

  const approved = async (scope: string, about: Record<string, string>): Promise<string> => {
    const client_id = client();
    const { authorize, token } = await endpoints(host, info, url);
    const random = (): string => Buffer.from(host.random(32)).toString('base64url');
    const [verifier, state] = [random(), random()];
    const address = checkAddress(authorize, '--csc-url');
    const question = {
      response_type: 'code',
      client_id,
      redirect_uri: redirect,
      scope,
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...about,
    };
    for (const [name, value] of Object.entries(question)) address.searchParams.set(name, value);
    options.say?.(
      text(
        `Öppna adressen i en webbläsare och godkänn:\n${address.href}`,
        `Open the address in a browser and approve:\n${address.href}`,
      ),
    );
    const pasted = await options.secret?.({
      variable: 'FARDPLAN_CSC_CODE',
      question: text(
        'Klistra in koden, eller adressen som webbläsaren kom till: ',
        'Paste the code, or the address that the browser came to: ',
      ),
    });
    if (!pasted) throw notAnswered();
    return exchange(host, token, {
      grant_type: 'authorization_code',
      code: codeIn(pasted.trim(), state),
      redirect_uri: redirect,
      client_id,
      client_secret: await clientSecret(),
      code_verifier: verifier,
    });
  };

  return {
    async service() {
      const ready = await options.secret?.({ variable: 'FARDPLAN_CSC_TOKEN', file: tokenFile });
      if (ready) return ready.trim();
      const client_id = client();
      const client_secret = await clientSecret();
      const ways = lines(info, 'authType');
      if (client_secret === undefined || (ways.length > 0 && !ways.includes('oauth2client')))
        return approved('service', {});
      const { token } = await endpoints(host, info, url);
      return exchange(host, token, { grant_type: 'client_credentials', scope: 'service', client_id, client_secret });
    },
    credential: (about) => approved('credential', about),
  };
}
