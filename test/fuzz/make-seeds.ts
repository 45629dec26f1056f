import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/core/sha256.js';
import { archive } from '../../src/pdf/archive.js';
import { typeset } from '../../src/pdf/typeset.js';
import { signPdf } from '../../src/sign/sign-pdf.js';
import { readTrust } from '../../src/verify/trust.js';
import { verifyPdf } from '../../src/verify/verify.js';
import { fonts, layout } from '../pdf/resources.js';
import { sample } from '../pdf/sample.js';
import { at, identity, open, plainPdf } from '../sign/helpers.js';
import { at as supportAt, once, people, twice } from '../verify/support/files.js';
import { atLevels, days, pki } from '../verify/support/levels.js';
import type { Seed } from './seeds.js';

/** Signed files of every form that fardplan and the tests' own writer make: tables and streams, one and two signatures, EC and RSA, every level. */
export async function makeSeeds(): Promise<Seed[]> {
  const first = await identity({ name: 'Åsa Exempelsson' });
  const second = await identity({ name: 'Örjan Prov', keyType: 'rsa' });
  const trust = [first, second].flatMap(
    ({ authorityPem }) => readTrust(Buffer.from(authorityPem), 'ca.pem').certificates,
  );
  const signed = async (pdf: Uint8Array): Promise<Buffer[]> => {
    const one = await signPdf(pdf, { signer: await open(first.p12), at });
    const two = await signPdf(one.pdf, { signer: await open(second.p12), at });
    return [Buffer.from(one.pdf), Buffer.from(two.pdf)];
  };
  const document = { ...sample, roadmap: { ...sample.roadmap, sha256: await sha256(sample.attachment.bytes) } };
  const decision = await archive(await typeset(document, { files: layout, fonts: [...fonts] }), document);
  const table = await signed(await plainPdf());
  const streams = await signed(await plainPdf([{ name: 'a' }, { name: 'b' }], true));
  const [, decided = Buffer.alloc(0)] = await signed(decision);
  const levels = atLevels('p-256');
  const ours = { trust, at };
  const support = { trust: [people.root.der], at: supportAt };
  return [
    { name: 'own-writer-once', bytes: once, ...support },
    { name: 'own-writer-twice', bytes: twice, ...support },
    ...table.map((bytes, index) => ({ name: `table-${index + 1}`, bytes, ...ours })),
    ...streams.map((bytes, index) => ({ name: `streams-${index + 1}`, bytes, ...ours })),
    { name: 'decision', bytes: decided, ...ours },
    // The lower levels are the revisions before.
    ...(['B-LT', 'B-LTA'] as const).map((level) => ({
      name: level,
      bytes: levels[level],
      trust: [pki.root],
      at: days(1),
    })),
  ];
}

/** Writes the seeds that pass into `folder`, each with what it is to be verified against. */
export async function writeSeeds(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const names: string[] = [];
  for (const { name, bytes, trust, at: time } of await makeSeeds()) {
    const { indication } = await verifyPdf(bytes, { file: name, trust, at: time });
    if (indication !== 'TOTAL-PASSED') throw new Error(`the seed ${name} does not pass: ${indication}`);
    writeFileSync(join(folder, `${name}.pdf`), bytes);
    const against = { at: time.toISOString(), trust: trust.map((der) => Buffer.from(der).toString('base64')) };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(against));
    names.push(name);
  }
  return names;
}

const [folder] = process.argv.slice(2);
// In the tests this file is a module among others; the runner starts it with a folder.
if (folder !== undefined && process.argv[1]?.endsWith('make-seeds.mjs') === true)
  process.stdout.write(`${(await writeSeeds(folder)).join(' ')}\n`);
