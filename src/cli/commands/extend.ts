import { resolve } from 'node:path';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { extendPdf, neededStamping, signatureLevels } from '../../sign/raise-level.js';
import type { SignatureLevel } from '../../sign/raise-level.js';
import { verifyPdf } from '../../verify/verify.js';
import { levelOptions } from '../level-options.js';
import { optional } from '../options.js';
import { readTrusted } from '../read-trusted.js';
import type { Session } from '../session.js';

/** `fardplan extend PDF -o FILE --level B-LTA --tsa URL`. */
export async function extend(
  session: Session,
  [input = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host, say } = session;
  const output = String(options['output']);
  const replace = options['force'] === true;
  const level = levelOf(optional(options, 'level'));
  const { stamping, validation } = await levelOptions(session, options);
  const chosen = neededStamping(stamping, level);
  await refuseExisting(host, output, replace);
  const pdf = await host.files.read(input);
  await refuseBroken(session, pdf, input, options);
  const done = await extendPdf(host, pdf, level, { ...validation, stamping: chosen });
  await host.files.write(output, done.pdf, { replace });
  const steps = (language: 'sv' | 'en'): string => done.steps.map((step) => step[language]).join(', ');
  say(
    text(
      `${output}: ${done.signatures} ${done.signatures === 1 ? 'underskrift' : 'underskrifter'} på nivå PAdES ${level}. Tillagt: ${steps('sv')}.`,
      `${output}: ${done.signatures} ${done.signatures === 1 ? 'signature' : 'signatures'} at level PAdES ${level}. Added: ${steps('en')}.`,
    ),
  );
  if (resolve(host.cwd, input) !== resolve(host.cwd, output)) say(text(`${input} är orörd.`, `${input} is untouched.`));
  return exit.fine;
}

function levelOf(value: string | undefined): Exclude<SignatureLevel, 'B-B'> {
  const level = signatureLevels.find((each) => each === value);
  if (level && level !== 'B-B') return level;
  throw new Failure(
    text('Nivån att höja till måste anges', 'The level to raise to must be given'),
    text('Ange den med --level: B-T, B-LT eller B-LTA.', 'Give it with --level: B-T, B-LT or B-LTA.'),
  );
}

/** What does not hold is not made to last: a time-stamp would only make it look better than it is. */
async function refuseBroken(
  session: Session,
  pdf: Uint8Array,
  file: string,
  options: Record<string, unknown>,
): Promise<void> {
  const trust = await readTrusted(session, (options['trust'] as string[] | undefined) ?? []);
  const { signatures, changesAfterSigning } = await verifyPdf(pdf, { file, trust, at: session.host.now() });
  const broken = signatures.find(({ indication }) => indication === 'TOTAL-FAILED');
  const change = changesAfterSigning.find(({ allowed }) => !allowed);
  const reason = change?.what ?? broken?.reasons[0];
  if (!broken && !change) return;
  throw new Failure(
    text(
      `Underskrifterna i ${file} håller inte, så de höjs inte. ${reason?.sv ?? ''}`.trim(),
      `The signatures in ${file} do not hold, so they are not raised. ${reason?.en ?? ''}`.trim(),
    ),
    text('Se vad fardplan verify säger om filen.', 'See what fardplan verify says of the file.'),
    exit.findings,
  );
}
