import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import { registry } from '../signers/_registry.js';
import type { SignerOptions, SignerSource } from '../signers/_contract.js';
import { readPassphrase } from './passphrase.js';
import type { PassphraseOptions } from './passphrase.js';
import { signPdf } from './sign-pdf.js';

/** Baseline levels of ETSI EN 319 142-1; only the first is made so far. */
export const signatureLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

/** One call of `fardplan sign`. Paths are as the host takes them. */
export interface SignFileOptions {
  input: string;
  output: string;
  /** Id of a signer; default `pkcs12`. */
  signer?: string | undefined;
  signerOptions: Omit<SignerOptions, 'passphrase'>;
  passphrase?: PassphraseOptions | undefined;
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

async function signerSource(id: string): Promise<SignerSource> {
  const sources: Record<string, (() => Promise<SignerSource>) | undefined> = registry;
  const load = Object.hasOwn(sources, id) ? sources[id] : undefined;
  if (load) return load();
  const ids = Object.keys(registry);
  const near = nearest(id, ids);
  throw new Failure(
    text(`Det finns inget sätt att underteckna som heter ${id}.`, `There is no signer named ${id}.`),
    near
      ? text(`Menade du ${near}?`, `Did you mean ${near}?`)
      : text(`Välj bland ${listed(ids, 'sv')}.`, `Choose among ${listed(ids, 'en')}.`),
  );
}

/** Signs one file into another. Everything that can be refused is refused before the passphrase is asked for and before anything is written. */
export async function signFile(host: Host, options: SignFileOptions): Promise<SignReport> {
  const { input, output, level = 'B-B', replace = false } = options;
  if (level !== 'B-B')
    throw new Failure(
      text(`Nivån ${level} kan inte göras än, bara B-B.`, `The level ${level} cannot be made yet, only B-B.`),
      text(
        'Underteckna på nivå B-B. Tidsstämplar kan läggas till senare utan att underskriften bryts.',
        'Sign at level B-B. Time-stamps can be added later without breaking the signature.',
      ),
    );
  const source = await signerSource(options.signer ?? 'pkcs12');
  if (!replace && (await host.files.kind(output)))
    throw new Failure(
      text(`${output} finns redan.`, `${output} exists already.`),
      text('Välj ett annat namn, eller lägg till --force.', 'Choose another name, or add --force.'),
    );
  const pdf = await host.files.read(input);
  const at = host.now();
  const { file } = options.signerOptions;
  const passphrase = (): Promise<string> => readPassphrase(host, { what: file, ...options.passphrase });
  const { field, reason, location, name } = options;
  const signer = () => source.open({ ...options.signerOptions, passphrase }, host);
  const signed = await signPdf(pdf, { signer, at, field, reason, location, name });
  const report: SignReport = { output, field: signed.field, signer: signed.signer, level: signed.level, at };
  const write = (): Promise<void> => host.files.write(output, signed.pdf, { replace });
  await (options.place ? options.place(signed.pdf, report, write) : write());
  return report;
}
