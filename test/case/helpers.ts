import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareSigning } from '../../src/case/sign-in-case.js';
import { openCase, type OpenOptions } from '../../src/case/open-case.js';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Host } from '../../src/core/host.js';
import { pdf } from '../../src/formats/pdf.js';
import type { DecisionDocument } from '../../src/model/document.js';
import { createIdentity, type Identity } from '../../src/sign/identity.js';
import { signFile } from '../../src/sign/sign-file.js';
import { folder } from '../cli/run.js';
import { resources } from '../pdf/resources.js';
import { sample as drawn } from '../pdf/sample.js';

/** The sample decision, with the hash that its attachment really has. */
export const sample: DecisionDocument = {
  ...drawn,
  roadmap: { ...drawn.roadmap, sha256: createHash('sha256').update(drawn.attachment.bytes).digest('hex') },
};

export const start = new Date('2022-03-17T09:32:43Z');
export const passphrase = 'räksmörgås';

/** A real host in a folder, whose clock goes a minute forward each time it is looked at. */
export function clockHost(cwd: string, from = start): Host {
  let minutes = 0;
  return {
    ...nodeHost({ cwd, env: { FARDPLAN_PASSPHRASE: passphrase } }),
    now: () => new Date(from.getTime() + 60_000 * minutes++),
    note: () => undefined,
  };
}

const rendered = new Map<DecisionDocument, Promise<Uint8Array>>();

/** A document as `render` makes it. */
export function document(of: DecisionDocument = sample): Promise<Uint8Array> {
  const known = rendered.get(of) ?? pdf.render(of, resources());
  rendered.set(of, known);
  return known;
}

const made = new Map<string, Promise<Identity>>();

/** A test identity, all of them from one authority. */
export async function identity(name: string): Promise<Identity> {
  const first = 'Karin Åkerström Exempel';
  const authority = name === first ? undefined : (await identity(first)).authorityP12;
  const known =
    made.get(name) ??
    createIdentity({
      name,
      keyType: 'ec',
      days: 3650,
      at: start,
      passphrase,
      random: (length) => new Uint8Array(randomBytes(length)),
      subtle: globalThis.crypto.subtle,
      ...(authority ? { authority: { p12: authority, file: 'ca.p12' } } : {}),
    });
  made.set(name, known);
  return known;
}

/** A folder with `beslut.pdf` and both signers' keys. */
export async function workspace(pdfBytes?: Uint8Array): Promise<{ path: string; host: Host; trust: Uint8Array[] }> {
  const path = folder();
  writeFileSync(join(path, 'beslut.pdf'), pdfBytes ?? (await document()));
  mkdirSync(join(path, 'nycklar'));
  for (const [file, name] of [
    ['karin', 'Karin Åkerström Exempel'],
    ['per', 'Per-Östen Provberg'],
  ] as const)
    writeFileSync(join(path, 'nycklar', `${file}.p12`), (await identity(name)).p12);
  const pem = (await identity('Karin Åkerström Exempel')).authorityPem;
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return { path, host: clockHost(path), trust: [new Uint8Array(der)] };
}

/** Opens `arende.yaml` on `beslut.pdf`. */
export const open = (host: Host, options: Partial<OpenOptions> = {}) =>
  openCase(host, { pdf: 'beslut.pdf', output: 'arende.yaml', signers: [], order: 'sequence', ...options });

/** What `sign --case` does. */
export async function sign(
  host: Host,
  key: 'karin' | 'per',
  input: string,
  output: string,
  more: { role?: string; ip?: string; casePath?: string } = {},
): Promise<void> {
  const { signer, place } = await prepareSigning(host, { casePath: 'arende.yaml', input, ...more });
  await signFile(host, {
    input,
    output,
    field: signer.field,
    signerOptions: { file: `nycklar/${key}.p12` },
    place: async (bytes, _report, write) => void (await place(bytes, output, write)),
  });
}

export const read = (path: string, file: string): string => readFileSync(join(path, file), 'utf8');
export const lines = (path: string, file = 'arende.events.jsonl'): string[] => read(path, file).trimEnd().split('\n');
