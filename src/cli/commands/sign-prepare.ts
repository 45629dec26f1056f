import type { SignatureAlgorithm } from '../../cms/signature-algorithm.js';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { prepareFile } from '../../sign/external-files.js';
import type { Session } from '../session.js';
import { optional } from '../options.js';

/** The choices of `--algorithm`. */
const algorithms: Record<string, SignatureAlgorithm> = {
  'rsa-sha256': { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  'rsa-pss-sha256': { scheme: 'RSA-PSS', hash: 'SHA-256' },
  'ecdsa-sha256': { scheme: 'ECDSA', hash: 'SHA-256' },
  'ecdsa-sha384': { scheme: 'ECDSA', hash: 'SHA-384' },
  'ecdsa-sha512': { scheme: 'ECDSA', hash: 'SHA-512' },
};

/** `fardplan sign prepare PDF -o PDF --request JSON`. */
export async function signPrepare(
  { host, say }: Session,
  [input = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const days = Number(optional(options, 'days') ?? '30');
  if (!(days > 0 && days <= 366))
    throw new Failure(
      text('Antalet dygn i --days är inte ett tal från 1 till 366.', 'The number of --days is not from 1 to 366.'),
      text('Till exempel: --days 14.', 'For example: --days 14.'),
    );
  const output = String(options['output']);
  const request = String(options['request']);
  const made = await prepareFile(host, {
    input,
    output,
    request,
    days,
    certificate: optional(options, 'certificate'),
    chain: optional(options, 'chain'),
    algorithm: algorithms[optional(options, 'algorithm') ?? ''],
    field: optional(options, 'field'),
    reason: optional(options, 'reason'),
    location: optional(options, 'location'),
    name: optional(options, 'name'),
    replace: options['force'] === true,
  });
  const until = made.expires.slice(0, 10);
  say(
    text(
      `${output}: förberedd i fältet ${made.field}. Lämna ${request} till undertecknandetjänsten, och behåll filen orörd; begäran gäller till ${until}.`,
      `${output}: prepared in the field ${made.field}. Hand ${request} to the signing service, and leave the file untouched; the request holds until ${until}.`,
    ),
  );
  return exit.fine;
}
