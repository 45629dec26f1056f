import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import { registry } from '../signers/_registry.js';
import type { Signer, SignerOptions, SignerSource } from '../signers/_contract.js';
import { readPassphrase, readSecret } from './passphrase.js';
import type { PassphraseOptions } from './passphrase.js';

/** Which signer, and what it needs to know. */
export interface SignerChoice {
  /** Id of a signer; default `pkcs12`. */
  signer?: string | undefined;
  signerOptions: Omit<SignerOptions, 'passphrase' | 'secret'>;
  passphrase?: PassphraseOptions | undefined;
}

/** A signer that is opened when it is first needed. Whoever has it closes it, whether it was opened or not. */
export interface LazySigner {
  open(): Promise<Signer>;
  close(): Promise<void>;
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

/** The chosen signer, not opened yet. Refuses an unknown one. */
export async function chooseSigner(host: Host, choice: SignerChoice): Promise<LazySigner> {
  const source = await signerSource(choice.signer ?? 'pkcs12');
  const { signerOptions } = choice;
  const passphrase: SignerOptions['passphrase'] = (request) =>
    readPassphrase(host, { what: signerOptions.file, ...request, ...choice.passphrase });
  const { language } = choice.passphrase ?? {};
  const secret: SignerOptions['secret'] = (request) => readSecret(host, { language, ...request });
  let opened: Promise<Signer> | undefined;
  return {
    open: () => (opened ??= source.open({ ...signerOptions, passphrase, secret }, host)),
    async close() {
      const signer = await opened?.catch(() => undefined);
      await signer?.close?.();
    },
  };
}
