import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { signFile } from '../../sign/sign-file.js';
import type { Session } from '../session.js';
import { optional } from '../options.js';

/** `fardplan sign PDF -o FILE`. */
export async function sign(
  session: Session,
  [input = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const file = optional(options, 'p12');
  if (file === undefined) {
    throw new Failure(
      text('Ingen nyckelfil angavs', 'No key file was given'),
      text(
        'Ange den med --p12 FIL. En identitet att prova med görs med fardplan identity create.',
        'Give it with --p12 FILE. An identity to try with is made by fardplan identity create.',
      ),
    );
  }
  const done = await signFile(session.host, {
    input,
    output: String(options['output']),
    signer: optional(options, 'signer'),
    signerOptions: { file, key: optional(options, 'keyName') },
    passphrase: {
      file: optional(options, 'passphraseFile'),
      env: optional(options, 'passphraseEnv'),
      language: session.language,
    },
    field: optional(options, 'field'),
    reason: optional(options, 'reason'),
    location: optional(options, 'location'),
    replace: options['force'] === true,
  });
  session.say(
    text(
      `${done.output}: undertecknad av ${done.signer} i fältet ${done.field} (PAdES ${done.level}).`,
      `${done.output}: signed by ${done.signer} in the field ${done.field} (PAdES ${done.level}).`,
    ),
  );
  return exit.fine;
}
