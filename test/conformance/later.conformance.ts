import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dss } from '../../scripts/conformance/dss.mjs';
import { pyHanko } from '../../scripts/conformance/pyhanko.mjs';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Host } from '../../src/core/host.js';
import { extendPdf } from '../../src/sign/raise-level.js';
import { signFile } from '../../src/sign/sign-file.js';
import { timeStamping } from '../../src/sign/time-stamping.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import { levels, outputFolder, rendered } from './documents.js';
import { judges, verdicts } from './judges.js';
import { markdownTable, writeSection } from './table.js';

/** The PKI's clock started so long ago that what it calls short-lived is gone by the real one. */
const daysAgo = 100;
const day = 86_400_000;

const folder = outputFolder('later');
const trust = join(folder, 'root.pem');
const files = new Map<string, string>();

let pki: Pki;
let servers: Servers;

/** The program's own host, at another time. */
const hostAt = (now: Date, env: Record<string, string> = {}): Host => {
  const started = Date.now();
  return { ...nodeHost({ cwd: folder }), env, now: () => new Date(now.getTime() + Date.now() - started) };
};

beforeAll(async () => {
  pki = await openPki({ now: new Date(Date.now() - daysAgo * day) });
  pki.write(folder);
  writeFileSync(trust, pki.rootPem);
  servers = await startServers(pki);
  const input = (await rendered(folder)).get('chair-decision') ?? '';

  // Signed on day 0. The certificate is revoked on day 5 and expires on day 10.
  const host = hostAt(pki.now, { FARDPLAN_PASSPHRASE: pki.get('fading').passphrase });
  const signed = async (
    name: string,
    level: (typeof levels)[number],
    tsa = 'tsa',
    signer = 'fading',
  ): Promise<string> => {
    const output = join(folder, `${name}.pdf`);
    await signFile(host, {
      ...{ input, output, level, replace: true },
      signerOptions: { file: join(folder, `${signer}.p12`) },
      passphrase: { language: 'en' },
      stamping: timeStamping(host, { url: servers.tsa({ id: tsa }) }),
    });
    return output;
  };
  for (const level of levels) files.set(level, await signed(level, level));
  // Here the issuer's certificate expires too, on day 60.
  files.set(issuerTooLower, await signed(issuerTooLower, 'B-LT', 'tsa', 'short-revoked'));
  files.set(issuerToo, await signed(issuerToo, 'B-LTA', 'tsa', 'short-revoked'));
  const fading = await signed('B-LTA, its archive time-stamp expired', 'B-LTA', 'tsa-short');
  files.set('B-LTA, its archive time-stamp expired', fading);

  // The archive time-stamp is renewed on day 30; that of day 0 expires on day 40.
  await servers.setNow(pki.at(30));
  const then = hostAt(pki.at(30));
  const renewed = await extendPdf(then, await then.files.read(fading), 'B-LTA', {
    stamping: timeStamping(then, { url: servers.tsa({ id: 'tsa-next' }) }),
  });
  files.set(renewedBefore, join(folder, `${renewedBefore}.pdf`));
  writeFileSync(join(folder, `${renewedBefore}.pdf`), renewed.pdf);
  await servers.setNow(new Date());
});
afterAll(() => servers.stop());

/** What each validator says today, by name. */
const said: Record<'fardplan' | 'pyHanko' | 'DSS', Map<string, string>> = {
  fardplan: new Map(),
  pyHanko: new Map(),
  DSS: new Map(),
};
const passed = 'TOTAL-PASSED';
const issuerToo = 'B-LTA, its issuer expired too';
const issuerTooLower = 'B-LT, its issuer expired too';
const renewedBefore = 'B-LTA, renewed before it expired';
/** What lasts: B-LT as long as those who signed what it brings along, B-LTA as long as its latest archive time-stamp. */
const lasting = ['B-LT', 'B-LTA', issuerToo, renewedBefore];
const nameOf = (file: string): string => [...files].find(([, path]) => path === file)?.[0] ?? file;
const asked = (online: boolean): { file: string; online: boolean }[] =>
  [...files.values()].map((file) => ({ file, online }));
const passing = (words: Map<string, string>): string[] =>
  [...files.keys()].filter((name) => words.get(name) === passed);

test('fardplan passes what still has its proofs, and nothing else', async () => {
  for (const { file, indication, subIndication } of await verdicts(asked(false), trust)) {
    said.fardplan.set(nameOf(file), [indication, subIndication].filter(Boolean).join(' '));
  }
  expect(passing(said.fardplan)).toEqual(lasting);
});

test('fardplan passed them on the day they were signed, with what the files hold', async () => {
  const then = [...files.keys()].filter((name) => name.startsWith('B-L') && name !== renewedBefore);
  const asked = then.map((name) => ({ file: files.get(name) ?? '' }));
  const found = await verdicts(asked, trust, '--at', `${pki.at(0.01).toISOString().slice(0, 19)}Z`);
  expect(found.map(({ file, indication }) => [nameOf(file), indication])).toEqual(then.map((name) => [name, passed]));
});

test.skipIf(!judges.find(({ name }) => name === 'DSS')?.there)(
  'DSS says the same (skipped where it is missing)',
  async () => {
    const answer = await dss(asked(false), trust);
    if (!answer.ran) throw new Error(answer.reason);
    for (const { file, indication, subIndication } of answer.results) {
      const words = `${indication.replace('_', '-')} ${subIndication === 'null' ? '' : subIndication}`.trim();
      said.DSS.set(nameOf(file), words);
    }
    expect(passing(said.DSS)).toEqual(lasting);
  },
);

test.skipIf(!judges.find(({ name }) => name === 'pyHanko')?.there)(
  'pyHanko is asked too, with the network open for today’s revocation (skipped where it is missing)',
  async () => {
    const answer = await pyHanko(asked(true), trust);
    if (!answer.ran) throw new Error(answer.reason);
    for (const { file, valid, judgement } of answer.results) {
      const words = judgement.replace(/^\w+\./, '').replace(/^OK$/, passed);
      said.pyHanko.set(nameOf(file), valid || words !== passed ? words : `${words}, but not valid`);
    }
    expect(answer.results).toHaveLength(files.size);
  },
);

test('the table in README.md says what each of them said', () => {
  if (Object.values(said).some(({ size }) => size === 0)) return;
  const rows = [...files.keys()].map((name) => [name, ...Object.values(said).map((words) => words.get(name) ?? '–')]);
  writeSection('later', markdownTable(['signed at', ...Object.keys(said)], rows));
});
