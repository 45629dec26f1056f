import { basename, resolve } from 'node:path';
import { ownFirst, readCertificateFile, unarmoured } from '../cms/certificate-file.js';
import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { refuseExisting } from '../core/refuse-existing.js';
import { readSigningRequest } from '../model/signing-request.js';
import type { SigningRequest } from '../model/signing-request.js';
import { refuseRevokedSigner } from './add-validation-data.js';
import type { ValidationOptions } from './add-validation-data.js';
import { finishExternal } from './finish-external.js';
import type { Finished } from './finish-external.js';
import { prepareExternal } from './prepare-external.js';
import { neededStamping, raiseFromT } from './raise-level.js';
import type { SignatureLevel } from './raise-level.js';
import type { TimeStamping } from './time-stamping.js';

/** One call of `fardplan sign prepare`. Paths are as the host takes them. */
export interface PrepareFileOptions {
  input: string;
  output: string;
  /** Where the request is written. */
  request: string;
  certificate?: string | undefined;
  chain?: string | undefined;
  algorithm?: SignatureAlgorithm | undefined;
  /** How long the request holds. */
  days: number;
  field?: string | undefined;
  reason?: string | undefined;
  location?: string | undefined;
  name?: string | undefined;
  replace?: boolean | undefined;
}

/** One call of `fardplan sign finish`. */
export interface FinishFileOptions {
  input: string;
  output: string;
  request: string;
  signature: string;
  certificate?: string | undefined;
  chain?: string | undefined;
  /** Path of the attributes that the service signed, where it changed them. */
  attributes?: string | undefined;
  /** Default B-B; the others need `stamping`. */
  level?: SignatureLevel | undefined;
  stamping?: TimeStamping | undefined;
  validation?: ValidationOptions | undefined;
  replace?: boolean | undefined;
}

async function checkFree(host: Host, paths: readonly string[], replace: boolean | undefined): Promise<void> {
  const [one, other] = paths.map((path) => resolve(host.cwd, path));
  if (one === other)
    throw new Failure(
      text('Filen och begäran kan inte ha samma namn.', 'The file and the request cannot have the same name.'),
      text('Ange olika namn med -o och --request.', 'Give different names with -o and --request.'),
    );
  for (const path of paths) await refuseExisting(host, path, replace);
}

const read = (host: Host, path: string | undefined): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  path === undefined ? Promise.resolve(undefined) : host.files.read(path);

async function certificates(host: Host, path: string | undefined): Promise<Uint8Array[]> {
  const bytes = await read(host, path);
  return bytes && path !== undefined ? ownFirst(readCertificateFile(bytes, path)) : [];
}

/** Writes the prepared file and its request. Everything that can be refused is refused before anything is written. */
export async function prepareFile(host: Host, options: PrepareFileOptions): Promise<SigningRequest> {
  const { input, output, days, replace, algorithm, field, reason, location, name } = options;
  await checkFree(host, [output, options.request], replace);
  const [certificate, ...issuers] = await certificates(host, options.certificate);
  const chain = [...issuers, ...(await certificates(host, options.chain))];
  const at = host.now();
  const expires = new Date(at.getTime() + days * 86_400_000);
  const about = { at, expires, fileName: basename(output), field, reason, location, name };
  const { pdf, request } = prepareExternal(await host.files.read(input), { certificate, chain, algorithm, ...about });
  // The request first: without its file it is worth nothing, while the file alone could be taken for signed.
  await host.files.write(options.request, `${JSON.stringify(request, null, 2)}\n`, { replace: replace === true });
  try {
    await host.files.write(output, pdf, { replace: replace === true });
  } catch (error) {
    if (replace !== true) await host.files.remove(options.request);
    throw error;
  }
  return request;
}

/** Puts the signature into the prepared file, raises it to the level, and writes the result. */
export async function finishFile(
  host: Host,
  options: FinishFileOptions,
): Promise<Omit<Finished, 'level'> & { level: SignatureLevel }> {
  const { input, output, replace, level = 'B-B', validation = {} } = options;
  const stamping = level === 'B-B' ? undefined : neededStamping(options.stamping, level);
  await checkFree(host, [output], replace);
  const request = readSigningRequest(await host.files.read(options.request), options.request);
  const pdf = await host.files.read(input);
  const value = unarmoured(await host.files.read(options.signature));
  const attributes = await read(host, options.attributes);
  const [certificate, ...issuers] = await certificates(host, options.certificate);
  const lasting = level === 'B-LT' || level === 'B-LTA';
  const finished = await finishExternal(pdf, request, {
    value,
    certificate,
    chain: [...issuers, ...(await certificates(host, options.chain))],
    attributes: attributes && unarmoured(attributes),
    now: host.now(),
    stamping,
    approve: lasting ? (certified) => refuseRevokedSigner(host, certified, validation) : undefined,
  });
  const raised = stamping ? await raiseFromT(host, finished.pdf, level, { ...validation, stamping }) : finished.pdf;
  await host.files.write(output, raised, { replace: replace === true });
  return { ...finished, pdf: raised, level };
}
