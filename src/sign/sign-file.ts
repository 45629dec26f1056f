import type { Host } from '../core/host.js';
import { refuseExisting } from '../core/refuse-existing.js';
import { refuseRevokedSigner } from './add-validation-data.js';
import type { ValidationOptions } from './add-validation-data.js';
import { chooseSigner } from './open-signer.js';
import type { LazySigner, SignerChoice } from './open-signer.js';
import { neededStamping, raiseFromT } from './raise-level.js';
import type { SignatureLevel } from './raise-level.js';
import { refuseKeyFile } from './refuse-key-file.js';
import { signPdf } from './sign-pdf.js';
import type { SignRequest } from './sign-pdf.js';
import type { TimeStamping } from './time-stamping.js';

/** One call of `fardplan sign`. Paths are as the host takes them. */
export interface SignFileOptions extends SignerChoice {
  input: string;
  output: string;
  /** Default B-B; the others need `stamping`. */
  level?: SignatureLevel | undefined;
  stamping?: TimeStamping | undefined;
  /** For B-LT and B-LTA: where paths end, and the time for each question. */
  validation?: ValidationOptions | undefined;
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
  level: SignatureLevel;
  at: Date;
}

/** Signs one file into another. Everything that can be refused is refused before the passphrase is asked for and before anything is written. `shared` is a signer that somebody else opens and closes. */
export async function signFile(host: Host, options: SignFileOptions, shared?: LazySigner): Promise<SignReport> {
  const { input, output, level = 'B-B', replace = false } = options;
  const stamping = level === 'B-B' ? undefined : neededStamping(options.stamping, level);
  const signer = shared ?? (await chooseSigner(host, options));
  await refuseExisting(host, output, replace);
  refuseKeyFile(host, output, options.signerOptions.file);
  const pdf = await host.files.read(input);
  const at = host.now();
  const { field, reason, location, name } = options;
  const lasting = level === 'B-LT' || level === 'B-LTA';
  const approve: SignRequest['approve'] = lasting
    ? (chain) => refuseRevokedSigner(host, chain, options.validation ?? {})
    : undefined;
  const request = { signer: signer.open, at, field, reason, location, name, stamping, approve };
  const signed = await signPdf(pdf, request).finally(signer.close);
  const raised = stamping ? await raiseFromT(host, signed.pdf, level, { ...options.validation, stamping }) : signed.pdf;
  const report: SignReport = { output, field: signed.field, signer: signed.signer, level, at };
  const write = (): Promise<void> => host.files.write(output, raised, { replace });
  await (options.place ? options.place(raised, report, write) : write());
  return report;
}
