import { join } from 'node:path';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { readTrust } from '../verify/trust.js';
import type { Session } from './session.js';

/** The certificates in the given files and folders (DER); what cannot be used is told. */
export async function readTrusted({ host, say }: Session, paths: readonly string[]): Promise<Uint8Array[]> {
  const files = (await Promise.all(paths.map((path) => filesIn(host, path)))).flat();
  const certificates: Uint8Array[] = [];
  for (const file of files) {
    const { certificates: found, problems } = readTrust(await host.files.read(file), file);
    certificates.push(...found);
    for (const problem of problems) say(problem);
  }
  if (paths.length > 0 && certificates.length === 0)
    throw new Failure(
      text(`Inget certifikat hittades i ${paths.join(', ')}`, `No certificate was found in ${paths.join(', ')}`),
      text(
        '--trust tar en PEM- eller DER-fil, eller en mapp med sådana.',
        '--trust takes a PEM or DER file, or a folder of them.',
      ),
    );
  return certificates;
}

async function filesIn(host: Host, path: string): Promise<string[]> {
  if ((await host.files.kind(path)) !== 'folder') return [path];
  const entries = await host.files.list(path);
  return entries.flatMap(({ name, kind }) =>
    kind === 'file' && /\.(pem|crt|cer|der)$/i.test(name) ? [join(path, name)] : [],
  );
}
