import type { HttpAnswer } from '../core/host.js';
import { Failure } from '../core/failure.js';
import { oneLine, text } from '../core/text.js';
import type { Text } from '../core/text.js';
import { readJson, words } from './_csc-json.js';

const once = text(
  'Inget nytt försök görs av sig självt: efter några felaktiga försök spärras nyckeln.',
  'No new attempt is made by itself: after a few wrong ones the key is blocked.',
);

const logIn = text(
  'Hämta ett nytt åtkomstintyg, eller kontrollera --csc-client och dess hemlighet.',
  'Get a new access token, or check --csc-client and its secret.',
);

/** What errors of the standard (CSC API v2.0.0.2, 10.1 and 11; RFC 6749, 5.2) mean to the user. */
const meanings: Record<string, { what: Text; help: Text }> = {
  invalid_pin: { what: text('Fel PIN-kod.', 'Wrong PIN.'), help: once },
  invalid_otp: { what: text('Fel engångskod.', 'Wrong one-time code.'), help: once },
  invalid_token: {
    what: text('Tjänsten godtar inte åtkomstintyget.', 'The service does not accept the access token.'),
    help: logIn,
  },
  expired_token: {
    what: text('Godkännandet eller åtkomstintyget har gått ut.', 'The approval or the access token has expired.'),
    help: text('Underteckna igen.', 'Sign again.'),
  },
  invalid_client: {
    what: text('Tjänsten känner inte igen programmet.', 'The service does not know the program.'),
    help: logIn,
  },
  invalid_grant: {
    what: text('Koden från tjänsten är fel eller har gått ut.', 'The code from the service is wrong or has expired.'),
    help: text('Försök igen och klistra in den genast.', 'Try again and paste it at once.'),
  },
  access_denied: {
    what: text('Undertecknandet avböjdes.', 'The signing was declined.'),
    help: text('Godkänn det hos tjänsten, och försök igen.', 'Approve it at the service, and try again.'),
  },
  unauthorized_client: {
    what: text('Programmet får inte använda tjänsten.', 'The program may not use the service.'),
    help: logIn,
  },
};

const askThem = text('Fråga den som driver tjänsten.', 'Ask whoever runs the service.');

/** Names a service in messages. */
export const hostOf = (url: string): string => new URL(url).host;

/** The refusal that an answer other than 200 stands for, with the service's own words. */
export function serviceRefusal(url: string, { status, headers, body }: HttpAnswer): Failure {
  const json = readJson(body) ?? {};
  const error = words(json, 'error') ?? '';
  const description = oneLine(words(json, 'error_description') ?? '').slice(0, 300);
  const host = hostOf(url);
  const own = description
    ? text(` ${host} säger: ”${description}”`, ` ${host} says: “${description}”`)
    : text(` (${host}, ${error || status})`, ` (${host}, ${error || status})`);
  if (status === 429) {
    const wait = Number(headers['retry-after']);
    return new Failure(
      text(`${host} tar inte emot fler begäranden just nu.`, `${host} takes no more requests just now.`),
      wait > 0
        ? text(`Försök igen om ${wait} sekunder.`, `Try again in ${wait} seconds.`)
        : text('Försök igen om en stund.', 'Try again in a while.'),
    );
  }
  const known = Object.hasOwn(meanings, error)
    ? meanings[error]
    : status === 401
      ? meanings['invalid_token']
      : undefined;
  if (known) return new Failure(text(known.what.sv + own.sv, known.what.en + own.en), known.help);
  if (status === 404)
    return new Failure(
      text(`På ${url} finns ingen undertecknandetjänst.`, `There is no signing service at ${url}.`),
      text(
        'Ange adressen med --csc-url, ofta https://VÄRD/csc/v2.',
        'Give the address with --csc-url, often https://HOST/csc/v2.',
      ),
    );
  return new Failure(text(`Tjänsten vägrade.${own.sv}`, `The service refused.${own.en}`), askThem);
}

/** The refusal for an answer that is not what the standard says. */
export function unfitAnswer(url: string, what: string): Failure {
  const host = hostOf(url);
  return new Failure(
    text(
      `Svaret från ${host} följer inte CSC API: ${what}.`,
      `The answer of ${host} does not follow the CSC API: ${what}.`,
    ),
    askThem,
  );
}
