import { exit } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { finishFile } from '../../sign/external-files.js';
import type { SignatureLevel } from '../../sign/raise-level.js';
import { levelOptions } from '../level-options.js';
import type { Session } from '../session.js';
import { optional } from '../options.js';

/** `fardplan sign finish PDF --request JSON --signature FILE -o FILE`. */
export async function signFinish(
  session: Session,
  [input = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host, say } = session;
  const { stamping, validation } = await levelOptions(session, options);
  const output = String(options['output']);
  const done = await finishFile(host, {
    input,
    output,
    request: String(options['request']),
    signature: String(options['signature']),
    certificate: optional(options, 'certificate'),
    chain: optional(options, 'chain'),
    attributes: optional(options, 'signedAttributes'),
    level: optional(options, 'level') as SignatureLevel | undefined,
    stamping,
    validation,
    replace: options['force'] === true,
  });
  say(
    text(
      `${output}: undertecknad av ${done.signer} i fältet ${done.field} (PAdES ${done.level}).`,
      `${output}: signed by ${done.signer} in the field ${done.field} (PAdES ${done.level}).`,
    ),
  );
  for (const note of done.notes) say(note);
  return exit.fine;
}
