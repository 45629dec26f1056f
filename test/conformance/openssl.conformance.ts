import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { levels, outputFolder, program, rendered } from './documents.js';
import { judges } from './judges.js';
import type { Judged } from './judges.js';
import { startOpenSsl } from './openssl-servers.js';

const there = spawnSync('openssl', ['version'], { stdio: 'ignore' }).error === undefined;

describe.skipIf(!there)('time and revocation from OpenSSL (skipped without openssl)', () => {
  const folder = outputFolder('openssl');
  const files: Judged[] = [];
  let pki: Pki;
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    pki = await openPki();
    pki.write(folder);
    stop = await startOpenSsl(pki, join(folder, 'servers'));
    const document = (await rendered(folder)).get('recommendation') ?? '';
    const { passphrase } = pki.get('rsa-4096');
    // The first signer's issuer has OCSP and a list, the second's a list alone.
    for (const level of levels.slice(1)) {
      let input = document;
      for (const [index, id] of ['p-256', 'rsa-4096'].entries()) {
        const file = join(folder, `${level}-${index + 1}.pdf`);
        const options = ['--p12', join(folder, `${id}.p12`), '--level', level, '--tsa', `${pki.base}/tsa/tsa-rsa`];
        await program(['sign', input, '--force', '-o', file, ...options], { FARDPLAN_PASSPHRASE: passphrase });
        files.push({ file, level, signatures: index + 1 });
        input = file;
      }
    }
  });
  afterAll(() => stop?.());

  describe.each(judges.filter(({ name }) => ['pyHanko', 'DSS', 'fardplan'].includes(name)))('$name', (judge) => {
    test.skipIf(!judge.there)('agrees with every file (skipped where it is missing)', async () => {
      const found = await judge.judge(files, join(folder, 'root.pem'));
      expect(files.flatMap(({ file }, index) => (found[index] ? [`${file}: ${found[index]}`] : []))).toEqual([]);
    });
  });
});
