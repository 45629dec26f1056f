import { dirname, join, resolve } from 'node:path';
import { exit, Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { text } from '../../core/text.js';
import type { Verdict } from '../../model/verdict.js';
import { gitLookup } from '../../verify/git-lookup.js';
import { readTrust } from '../../verify/trust.js';
import { verdictExit, verifyPdf } from '../../verify/verify.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** Larger files are no decisions, and are not taken into memory. */
const largestPdf = 200 * 1024 * 1024;

/** `fardplan verify PDF…`: the exit code of the worst verdict. */
export async function verify(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  const { host } = session;
  const trust = await trusted(session, options['trust'] as string[]);
  const verdicts: Verdict[] = [];
  for (const file of paths) {
    const bytes = await host.files.read(file);
    if (bytes.length > largestPdf) {
      throw new Failure(
        text(
          `${file} är för stor för att granskas (${Math.round(bytes.length / 1024 / 1024)} MB)`,
          `${file} is too large to verify (${Math.round(bytes.length / 1024 / 1024)} MB)`,
        ),
        text(`Gränsen är ${largestPdf / 1024 / 1024} MB.`, `The limit is ${largestPdf / 1024 / 1024} MB.`),
      );
    }
    const lookup = gitLookup(host, [dirname(resolve(host.cwd, file)), host.cwd]);
    verdicts.push(await verifyPdf(bytes, { file, trust, at: host.now(), lookup }));
  }
  await report(session, 'verify', String(options['format']), verdicts);
  // A failed file weighs more than one that cannot be settled.
  const codes = verdicts.map(({ indication }) => verdictExit(indication));
  return codes.find((code) => code === exit.findings) ?? Math.max(exit.fine, ...codes);
}

/** The certificates in the given files and folders; what cannot be used is told. */
async function trusted({ host, say }: Session, paths: readonly string[]): Promise<Uint8Array[]> {
  const files = (await Promise.all(paths.map((path) => filesIn(host, path)))).flat();
  const certificates: Uint8Array[] = [];
  for (const file of files) {
    const { certificates: found, problems } = readTrust(await host.files.read(file), file);
    certificates.push(...found);
    for (const problem of problems) say(problem);
  }
  if (paths.length > 0 && certificates.length === 0) {
    throw new Failure(
      text(`Inget certifikat hittades i ${paths.join(', ')}`, `No certificate was found in ${paths.join(', ')}`),
      text(
        '--trust tar en PEM- eller DER-fil, eller en mapp med sådana.',
        '--trust takes a PEM or DER file, or a folder of them.',
      ),
    );
  }
  return certificates;
}

async function filesIn(host: Host, path: string): Promise<string[]> {
  if ((await host.files.kind(path)) !== 'folder') return [path];
  const entries = await host.files.list(path);
  return entries.flatMap(({ name, kind }) =>
    kind === 'file' && /\.(pem|crt|cer|der)$/i.test(name) ? [join(path, name)] : [],
  );
}
