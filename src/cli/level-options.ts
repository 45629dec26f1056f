import { readStrictCertificate } from '../cms/verify-certificate.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { ValidationOptions } from '../sign/add-validation-data.js';
import { timeStamping } from '../sign/time-stamping.js';
import type { TimeStamping } from '../sign/time-stamping.js';
import { optional } from './options.js';
import { readTrusted } from './read-trusted.js';
import type { Session } from './session.js';

/** What levels above B-B are made with, as the options say; `stamping` is missing when no authority is named. */
export interface LevelChoice {
  stamping: TimeStamping | undefined;
  validation: ValidationOptions;
}

/** In bytes. */
const longestAddress = 4096;

/** The authority's address: from an option, a file or the environment; a password never from an option, where every user of the machine can read it. */
async function addressOf(host: Host, options: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const named = optional(options, 'tsa');
  const file = optional(options, 'tsaFile');
  if (named !== undefined && URL.canParse(named) && new URL(named).password !== '')
    throw new Failure(
      text(
        'Adressen till --tsa innehåller ett lösenord, som andra på datorn då kan läsa.',
        'The address for --tsa holds a password, which others on this machine can then read.',
      ),
      text(
        'Lägg hela adressen i miljövariabeln FARDPLAN_TSA, eller på första raden i en fil för --tsa-file.',
        'Put the whole address in the environment variable FARDPLAN_TSA, or on the first line of a file for --tsa-file.',
      ),
    );
  if (named !== undefined) return named;
  if (file === undefined) return host.env['FARDPLAN_TSA'] || undefined;
  // More than an address takes is not looked through, and not repeated in a message.
  const start = (await host.files.read(file)).subarray(0, longestAddress);
  const address = (new TextDecoder().decode(start).split(/\r\n|\r|\n/, 1)[0] ?? '').trim();
  if (address !== '' && URL.canParse(address)) return address;
  if (address !== '')
    throw new Failure(
      text(`Första raden i ${file} är ingen adress.`, `The first line of ${file} is not an address.`),
      text('Skriv tidsstämplingstjänstens adress där.', "Write the time-stamping authority's address there."),
    );
  throw new Failure(
    text(`Första raden i ${file} är tom.`, `The first line of ${file} is empty.`),
    text('Skriv tidsstämplingstjänstens adress där.', "Write the time-stamping authority's address there."),
  );
}

function timeoutOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (seconds > 0 && seconds <= 3600) return seconds * 1000;
  throw new Failure(
    text(`--timeout ${value} är inget antal sekunder.`, `--timeout ${value} is not a number of seconds.`),
    text('Ange ett tal från 1 till 3600.', 'Give a number from 1 to 3600.'),
  );
}

/** An object identifier as people write it. */
function policyOf(value: string | undefined): string | undefined {
  if (value === undefined || /^[0-2](?:\.(?:0|[1-9]\d{0,14})){1,30}$/.test(value)) return value;
  throw new Failure(
    text(`--tsa-policy ${value} är ingen objektidentifierare.`, `--tsa-policy ${value} is not an object identifier.`),
    text('Den skrivs med siffror och punkter: 1.2.752.1.', 'It is written in digits and dots: 1.2.752.1.'),
  );
}

/** Reads the options that levels above B-B have in common. */
export async function levelOptions(session: Session, options: Readonly<Record<string, unknown>>): Promise<LevelChoice> {
  const { host, say } = session;
  const url = await addressOf(host, options);
  const timeout = timeoutOf(optional(options, 'timeout'));
  const policy = policyOf(optional(options, 'tsaPolicy'));
  const read = async (paths: readonly string[]) =>
    paths.length > 0 ? (await readTrusted(session, paths)).map(readStrictCertificate) : undefined;
  const authority = optional(options, 'tsaCa');
  const issuers = await read(authority === undefined ? [] : [authority]);
  const anchors = await read((options['trust'] as string[] | undefined) ?? []);
  const source = url === undefined ? undefined : { url, policy, anchors: issuers, timeout };
  return {
    stamping: source && timeStamping(host, source, say),
    validation: { anchors: anchors && [...anchors, ...(issuers ?? [])], timeout, say },
  };
}
