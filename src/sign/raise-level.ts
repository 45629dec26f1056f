import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';
import { readBase } from '../pdf/incremental-base.js';
import { addValidationData } from './add-validation-data.js';
import type { ValidationOptions } from './add-validation-data.js';
import { heldSignatures } from './held-signatures.js';
import { addDocumentTimestamp } from './time-stamping.js';
import type { TimeStamping } from './time-stamping.js';

/** Baseline levels of ETSI EN 319 142-1, the lowest first. */
export const signatureLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

/** One of {@link signatureLevels}. */
export type SignatureLevel = (typeof signatureLevels)[number];

/** What levels above B-B are made with. */
export interface LevelOptions extends ValidationOptions {
  stamping: TimeStamping;
}

/** Refuses a level above B-B without a time-stamping authority. */
export function neededStamping(stamping: TimeStamping | undefined, level: SignatureLevel): TimeStamping {
  if (stamping) return stamping;
  throw new Failure(
    text(
      `Nivån ${level} kräver en tidsstämplingstjänst, och ingen är angiven.`,
      `The level ${level} needs a time-stamping authority, and none is given.`,
    ),
    text(
      'Ange den med --tsa ADRESS, eller i miljövariabeln FARDPLAN_TSA.',
      'Give it with --tsa URL, or in the environment variable FARDPLAN_TSA.',
    ),
  );
}

/** From B-T to B-LT and, if asked for, B-LTA: validation data, then a document time-stamp, each an incremental update of its own. */
export async function raiseFromT(
  host: Host,
  pdf: Uint8Array<ArrayBuffer>,
  level: SignatureLevel,
  options: LevelOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (level !== 'B-LT' && level !== 'B-LTA') return pdf;
  const authority = level === 'B-LTA' ? await options.stamping.authority?.() : undefined;
  const held = (await addValidationData(host, pdf, { ...options, authority })) ?? pdf;
  return level === 'B-LT' ? held : (await addDocumentTimestamp(held, options.stamping)).pdf;
}

/** What `fardplan extend` did. */
export interface Extended {
  pdf: Uint8Array<ArrayBuffer>;
  /** How many signatures were raised. */
  signatures: number;
  /** What was appended, in order. */
  steps: Text[];
}

/**
 * Lifts every signature of a file to a level, or renews its archive time-stamp, by incremental updates: a document time-stamp where a signature has
 * none, validation data for all that is there, a document time-stamp over those (ETSI EN 319 142-1, 5.5). The given bytes are an untouched
 * prefix of the result. Whether the signatures hold is for the caller to have found out.
 */
export async function extendPdf(
  host: Host,
  pdf: Uint8Array,
  level: Exclude<SignatureLevel, 'B-B'>,
  options: LevelOptions,
): Promise<Extended> {
  const held = heldSignatures(readBase(pdf));
  const signatures = held.filter(({ kind }) => kind === 'signature');
  if (signatures.length === 0)
    throw new Failure(
      text(
        'Filen är inte undertecknad, så det finns inget att höja.',
        'The file is not signed, so there is nothing to raise.',
      ),
      text('Underteckna den först med fardplan sign.', 'Sign it first with fardplan sign.'),
    );
  const steps: Text[] = [];
  let bytes = new Uint8Array(pdf);
  const stamp = async (): Promise<void> => {
    const made = await addDocumentTimestamp(bytes, options.stamping);
    bytes = made.pdf;
    const at = made.time.toISOString();
    steps.push(text(`tidsstämpel för dokumentet ${at}`, `document time-stamp ${at}`));
  };
  if (signatures.some(({ signers: [own] }) => !own?.provenAt)) await stamp();
  else if (level === 'B-T')
    throw new Failure(
      text('Alla underskrifter har redan nivån B-T eller högre.', 'All signatures are at level B-T or higher already.'),
      text('Välj B-LT eller B-LTA för att höja dem.', 'Choose B-LT or B-LTA to raise them.'),
      exit.use,
    );
  if (level === 'B-T') return { pdf: bytes, signatures: signatures.length, steps };
  const authority = level === 'B-LTA' ? await options.stamping.authority?.() : undefined;
  const filled = await addValidationData(host, bytes, { ...options, authority });
  if (filled) {
    bytes = filled;
    steps.push(text('uppgifter för senare prövning', 'data for later validation'));
  }
  if (level === 'B-LTA') await stamp();
  return { pdf: bytes, signatures: signatures.length, steps };
}
