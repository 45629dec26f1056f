import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dss } from '../../scripts/conformance/dss.mjs';
import { pyHanko } from '../../scripts/conformance/pyhanko.mjs';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { startServers } from '../pki/servers.js';
import type { Servers } from '../pki/servers.js';
import type { Identity } from '../verify/support/identities.js';
import { signFile, writeFile } from '../verify/support/pdf-writer.js';
import { outputFolder } from './documents.js';
import { judges, verdicts } from './judges.js';
import { markdownTable, writeSection } from './table.js';

/** Entries of pki.yaml, and what is the matter with each. */
const signers: Record<string, string> = {
  'p-256': 'nothing',
  'constrained-permitted': 'nothing: within its issuer’s name constraints',
  'policy-good': 'nothing: under the policy that its issuer requires',
  'no-revocation': 'nothing: says that there is no revocation to ask for (RFC 9608)',
  'revoked-after': 'nothing yet: revoked ten days later',
  expired: 'expired a month before',
  'not-yet-valid': 'not valid until a month later',
  'revoked-before': 'revoked ten days before',
  'on-hold': 'on hold since ten days',
  'revoked-crl-only': 'revoked, and only a list says so',
  'wrong-usage': 'a key for key agreement',
  'tls-only': 'a certificate of a web server',
  'wrong-policy': 'not under the policy that its issuer requires',
  'constrained-violating': 'outside of its issuer’s name constraints',
  'constrained-mail': 'an address that its issuer’s name constraints exclude',
  'weak-key': 'RSA of 1024 bits',
  'sha1-issued': 'a certificate that was signed with SHA-1',
  'under-revoked': 'its issuer is revoked',
  'too-deep': 'its issuer may not be one (path length)',
  untrusted: 'from somebody else’s root',
  'no-source': 'nothing: its issuer says nowhere where to ask about revocation',
};
const sound = Object.keys(signers).filter((id) => signers[id]?.startsWith('nothing'));

const folder = outputFolder('rejected');
const trust = join(folder, 'root.pem');
const fileOf = (id: string): string => join(folder, `${id}.pdf`);
const files = Object.keys(signers).map((id) => ({ file: fileOf(id), online: true }));

let pki: Pki;
let servers: Servers;

beforeAll(async () => {
  pki = await openPki();
  servers = await startServers(pki);
  writeFileSync(trust, pki.rootPem);
  // A writer that shares nothing with the signer, since the signer refuses most of these.
  const identityOf = (id: string): Identity => {
    const found = pki.issued.get(id);
    if (!found) throw new Error(id);
    const { certificate: der, key, subject, serial, row } = found;
    const issuer = pki.issued.get(row.issuer ?? id)?.subject ?? subject;
    const header = Uint8Array.of(0x02, serial.length);
    return { name: row.name, key, der, subject, issuer, serial: Buffer.concat([header, serial]) };
  };
  const issuersOf = (id: string): Identity[] => {
    const above = pki.get(id).row.issuer;
    return above === undefined || above.endsWith('root') ? [] : [identityOf(above), ...issuersOf(above)];
  };
  const claimed = `D:${pki.now.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  for (const id of Object.keys(signers)) {
    const signed = signFile(writeFile(), { signer: identityOf(id), chain: issuersOf(id), room: 6000, claimed });
    writeFileSync(fileOf(id), signed);
  }
});
afterAll(() => servers.stop());

/** What each validator says, by id. */
const said: Record<'fardplan' | 'pyHanko' | 'DSS', Map<string, string>> = {
  fardplan: new Map(),
  pyHanko: new Map(),
  DSS: new Map(),
};
const idOf = (file: string): string => Object.keys(signers).find((id) => fileOf(id) === file) ?? file;
const passes = (words: string | undefined): boolean => /TOTAL-PASSED/.test(words ?? '');

test('fardplan passes nobody it should not, and everybody it should', async () => {
  for (const { file, indication, subIndication } of await verdicts(files, trust)) {
    said.fardplan.set(idOf(file), [indication, subIndication].filter(Boolean).join(' '));
  }
  expect(Object.keys(signers).filter((id) => passes(said.fardplan.get(id)))).toEqual(sound);
});

test.skipIf(!judges.find(({ name }) => name === 'pyHanko')?.there)(
  'pyHanko is asked too (skipped where it is missing)',
  async () => {
    const answer = await pyHanko(files, trust);
    if (!answer.ran) throw new Error(answer.reason);
    for (const { file, valid, judgement } of answer.results) {
      const words = judgement.replace(/^\w+\./, '').replace(/^OK$/, 'TOTAL-PASSED');
      said.pyHanko.set(idOf(file), valid || words !== 'TOTAL-PASSED' ? words : `${words}, but not valid`);
    }
    expect(answer.results).toHaveLength(files.length);
    expect(Object.keys(signers).filter((id) => passes(said.pyHanko.get(id)) && !passes(said.fardplan.get(id)))).toEqual(
      [],
    );
  },
);

test.skipIf(!judges.find(({ name }) => name === 'DSS')?.there)(
  'DSS passes nobody that fardplan does not, but where its policy only warns (skipped where it is missing)',
  async () => {
    const answer = await dss(files, trust);
    if (!answer.ran) throw new Error(answer.reason);
    for (const { file, indication, subIndication } of answer.results) {
      const words = `${indication.replace('_', '-')} ${subIndication === 'null' ? '' : subIndication}`.trim();
      said.DSS.set(idOf(file), words);
    }
    expect(answer.results).toHaveLength(files.length);
    const laxer = Object.keys(signers).filter((id) => passes(said.DSS.get(id)) && !passes(said.fardplan.get(id)));
    // Its default policy says WARN, not FAIL, for key usage, the policy tree and name constraints, and knows no purposes of a signer.
    expect(laxer).toEqual(['wrong-usage', 'tls-only', 'wrong-policy', 'constrained-violating', 'constrained-mail']);
  },
);

test('the table in README.md says what each of them said', () => {
  if (Object.values(said).some(({ size }) => size === 0)) return;
  const rows = Object.entries(signers).map(([id, what]) => [
    what,
    ...Object.values(said).map((words) => words.get(id) ?? '–'),
  ]);
  writeSection('rejected', markdownTable(['what is the matter', ...Object.keys(said)], rows));
});
