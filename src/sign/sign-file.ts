import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { chooseSigner } from './open-signer.js';
import type { LazySigner, SignerChoice } from './open-signer.js';
import { signPdf } from './sign-pdf.js';

/** Baseline levels of ETSI EN 319 142-1; only the first is made so far. */
export const signatureLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

/** One call of `fardplan sign`. Paths are as the host takes them. */
export interface SignFileOptions extends SignerChoice {
  input: string;
  output: string;
  level?: (typeof signatureLevels)[number] | undefined;
  field?: string | undefined;
  reason?: string | undefined;
  location?: string | undefined;
  name?: string | undefined;
  /** Write over an existing output. */
  replace?: boolean | undefined;
  /** Puts the signed file in its place, in step with what else is kept of the signing; default: writes `output`. */
  place?: ((pdf: Uint8Array, report: SignReport, write: () => Promise<void>) => Promise<void>) | undefined;
}

/** What was done, for the terminal. */
export interface SignReport {
  output: string;
  field: string;
  signer: string;
  level: 'B-B';
  at: Date;
}

/** Signs one file into another. Everything that can be refused is refused before the passphrase is asked for and before anything is written. `shared` is a signer that somebody else opens and closes. */
export async function signFile(host: Host, options: SignFileOptions, shared?: LazySigner): Promise<SignReport> {
  const { input, output, level = 'B-B', replace = false } = options;
  if (level !== 'B-B')
    throw new Failure(
      text(`Nivån ${level} kan inte göras än, bara B-B.`, `The level ${level} cannot be made yet, only B-B.`),
      text(
        'Underteckna på nivå B-B. Tidsstämplar kan läggas till senare utan att underskriften bryts.',
        'Sign at level B-B. Time-stamps can be added later without breaking the signature.',
      ),
    );
  const signer = shared ?? (await chooseSigner(host, options));
  if (!replace && (await host.files.kind(output)))
    throw new Failure(
      text(`${output} finns redan.`, `${output} exists already.`),
      text('Välj ett annat namn, eller lägg till --force.', 'Choose another name, or add --force.'),
    );
  const pdf = await host.files.read(input);
  const at = host.now();
  const { field, reason, location, name } = options;
  const signed = await signPdf(pdf, { signer: signer.open, at, field, reason, location, name }).finally(signer.close);
  const report: SignReport = { output, field: signed.field, signer: signed.signer, level: signed.level, at };
  const write = (): Promise<void> => host.files.write(output, signed.pdf, { replace });
  await (options.place ? options.place(signed.pdf, report, write) : write());
  return report;
}
