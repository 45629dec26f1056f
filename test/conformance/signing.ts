import { sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pki } from '../pki/pki.js';
import { startCsc } from '../signers/csc-service.js';
import { program } from './documents.js';
import type { Level } from './documents.js';
import { openTokens, softHsm } from './token.js';

/** One signature to be made by the program, run as a process. */
export interface SigningTask {
  input: string;
  output: string;
  /** Which signature of the document it is, from 0. */
  nth: number;
  level: Level;
  tsa: string;
}

/** A way to sign. */
export interface Signing {
  name: string;
  sign(task: SigningTask): Promise<void>;
  stop?(): Promise<void>;
}

/** What a way to sign is made from. */
export interface SigningPlace {
  pki: Pki;
  /** Where `pki.write` has put its files. */
  folder: string;
}

/** Makes a way to sign ready; `undefined` when the machine lacks what it needs. */
export type SignerKind = (place: SigningPlace) => Promise<Signing | undefined>;

/** The options that say how high to sign. */
export const levelOptions = ({ level, tsa }: SigningTask): string[] =>
  level === 'B-B' ? [] : ['--level', level, '--tsa', tsa];

/** Who signs, in order: a key of another kind each time. */
const people = ['rsa-2048', 'p-256', 'rsa-3072', 'p-384', 'p-521'];

const pkcs12: SignerKind = ({ pki, folder }) =>
  Promise.resolve({
    name: 'pkcs12',
    async sign(task) {
      const { id, passphrase } = pki.get(people[task.nth] ?? 'p-256');
      const key = ['--p12', join(folder, `${id}.p12`)];
      await program(['sign', task.input, '--force', '-o', task.output, ...key, ...levelOptions(task)], {
        FARDPLAN_PASSPHRASE: passphrase,
      });
    },
  });

const pin = '4711';
const token = 'Region Exempel';

/** A token of SoftHSM, with a key of each kind. */
const pkcs11: SignerKind = ({ pki, folder }) => {
  if (softHsm === undefined) return Promise.resolve(undefined);
  const tokens = openTokens();
  tokens.add(token, pin);
  for (const [index, id] of people.entries()) tokens.put(token, pin, pki.get(id), { id: `0${index}`, label: id });
  // One at a time, as with a real token.
  let turn: Promise<unknown> = Promise.resolve();
  const sign = (task: SigningTask): Promise<void> => {
    const done = turn.then(() => signOne(task));
    turn = done.catch(() => undefined);
    return done;
  };
  const signOne = async (task: SigningTask): Promise<void> => {
    const id = people[task.nth] ?? 'p-256';
    const options = ['--signer', 'pkcs11', '--module', softHsm ?? '', '--slot', token, '--key-name', id];
    const chain = ['--chain', join(folder, `${id}.chain.pem`)];
    await program(['sign', task.input, '--force', '-o', task.output, ...options, ...chain, ...levelOptions(task)], {
      ...tokens.env,
      FARDPLAN_PIN: pin,
    });
  };
  return Promise.resolve({ name: 'pkcs11', sign });
};

/** A signing service with a key on a curve and an RSA key that signs with PSS, in turn. */
const csc: SignerKind = async ({ pki }) => {
  const service = await startCsc(pki);
  return {
    name: 'csc',
    async sign(task) {
      const credential = task.nth % 2 === 0 ? 'ec-pin' : 'pss';
      const options = ['--signer', 'csc', '--csc-url', service.url(), '--csc-credential', credential];
      await program(['sign', task.input, '--force', '-o', task.output, ...options, ...levelOptions(task)], {
        FARDPLAN_PIN: '1234',
        FARDPLAN_CSC_TOKEN: 'fardigt-intyg',
      });
    },
    stop: () => Promise.resolve(service.stop()),
  };
};

/** What `sign prepare` hands over, as far as a signing service needs it. */
interface Request {
  algorithm: { hash: 'SHA-256' | 'SHA-384' | 'SHA-512' };
  toBeSigned: { attributes: string };
}

/** A service that gets the attributes and gives back their signature value; the file waits meanwhile. */
const external: SignerKind = ({ pki, folder }) =>
  Promise.resolve({
    name: 'external',
    async sign(task) {
      const { id, key, row } = pki.get(people[task.nth] ?? 'p-256');
      const prepared = `${task.output}.prepared`;
      const [asked, value] = [`${task.output}.json`, `${task.output}.sig`];
      const own = ['--certificate', join(folder, `${id}.pem`), '--chain', join(folder, `${row.issuer}.chain.pem`)];
      await program(['sign', 'prepare', task.input, '--force', '-o', prepared, '--request', asked, ...own]);
      const { algorithm, toBeSigned } = JSON.parse(readFileSync(asked, 'utf8')) as Request;
      const hash = algorithm.hash.replace('-', '');
      writeFileSync(value, sign(hash, Buffer.from(toBeSigned.attributes, 'base64'), key));
      const files = ['--request', asked, '--signature', value, '--force', '-o', task.output];
      await program(['sign', 'finish', prepared, ...files, ...levelOptions(task)]);
    },
  });

/** Every way to sign, in the order of the table. */
export const signerKinds: readonly SignerKind[] = [pkcs12, pkcs11, csc, external];
