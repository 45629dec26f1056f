import { basename, join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { abandoned, gatherSignatures } from './gather-signatures.js';
import { chooseSigner } from './open-signer.js';
import { signFile } from './sign-file.js';
import type { SignFileOptions, SignReport } from './sign-file.js';

/** One call of `fardplan sign` with several files: each keeps its name in `folder`. */
export interface SignFilesOptions extends Omit<SignFileOptions, 'input' | 'output' | 'place'> {
  inputs: readonly string[];
  folder: string;
}

/** What became of several files: those that were signed, and those that were not although their signatures were made. */
export interface SignFilesReport {
  signed: SignReport[];
  failed: { input: string; failure: Failure }[];
}

function outputsOf({ inputs, folder }: SignFilesOptions): string[] {
  const outputs = inputs.map((input) => join(folder, basename(input)));
  const twice = outputs.find((output, index) => outputs.indexOf(output) !== index);
  if (twice !== undefined)
    throw new Failure(
      text(`Två av filerna skulle bli ${twice}.`, `Two of the files would become ${twice}.`),
      text('Underteckna dem var för sig.', 'Sign them one at a time.'),
    );
  return outputs;
}

const about = (input: string, { text: what, help, code }: Failure): Failure =>
  new Failure(text(`${input}: ${what.sv}`, `${input}: ${what.en}`), help, code);

/**
 * Signs several files into a folder with one signer and, where the signer can, one confirmation. Nobody is asked for anything, and nothing is
 * written, unless every file can be signed.
 */
export async function signFiles(host: Host, options: SignFilesOptions): Promise<SignFilesReport> {
  const { inputs, folder } = options;
  const outputs = outputsOf(options);
  const standing = await host.files.kind(folder);
  if (standing !== undefined && standing !== 'folder')
    throw new Failure(
      text(`${folder} är en fil.`, `${folder} is a file.`),
      text('När flera filer undertecknas anges en mapp med -o.', 'When several files are signed, -o is a folder.'),
    );
  const signer = await chooseSigner(host, options);
  const gathering = gatherSignatures(inputs.length, signer.open);
  const shared = { open: gathering.open, close: () => Promise.resolve() };
  const place: SignFileOptions['place'] = async (_pdf, _report, write) => {
    await host.files.makeFolder(folder);
    await write();
  };
  const attempts = inputs.map(async (input, index) => {
    try {
      return await signFile(host, { ...options, input, output: outputs[index] ?? input, place }, shared);
    } catch (error) {
      gathering.abandon();
      throw error;
    }
  });
  const results = await Promise.allSettled(attempts).finally(signer.close);
  const report: SignFilesReport = { signed: [], failed: [] };
  results.forEach((result, index) => {
    if (result.status === 'fulfilled') return report.signed.push(result.value);
    const reason: unknown = result.reason;
    if (reason === abandoned) return;
    if (!(reason instanceof Failure)) throw reason;
    return report.failed.push({ input: inputs[index] ?? '', failure: reason });
  });
  const [first, second] = report.failed;
  if (first && report.signed.length === 0)
    // What concerns the key concerns all of them alike.
    throw second && second.failure === first.failure ? first.failure : about(first.input, first.failure);
  return report;
}
