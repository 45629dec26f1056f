import type { Verdict } from '../../../src/model/verdict.js';
import { verifyPdf } from '../../../src/verify/verify.js';
import type { VerifyOptions } from '../../../src/verify/verify.js';
import { world } from './identities.js';
import type { Identity } from './identities.js';
import { sekreterare, signFile, writeFile } from './pdf-writer.js';

export const people = world();
export const at = new Date('2024-06-01T00:00:00Z');

/** Verifies with the world's root trusted, unless told otherwise. */
export const verify = (bytes: Uint8Array, options: Partial<VerifyOptions> = {}): Promise<Verdict> =>
  verifyPdf(bytes, { file: 'beslut.pdf', trust: [people.root.der], at, ...options });

const { authority, root, anna, bo } = people;

/** Signed once by Anna. */
export const once = signFile(writeFile(), { signer: anna, chain: [authority], room: 1300 });

/** Signed by Anna, then by Bo. */
export const twice = signFile(once, {
  signer: bo,
  chain: [authority, root],
  field: sekreterare,
  value: 21,
  room: 1700,
});

export const trusting = (...issuers: Identity[]): { trust: Uint8Array[] } => ({ trust: issuers.map(({ der }) => der) });

/** Everything a verdict says in English, for asking whether something is named. */
export const said = (verdict: Verdict): string =>
  [
    ...verdict.reasons,
    ...verdict.signatures.flatMap(({ reasons }) => reasons),
    ...verdict.changesAfterSigning.map(({ what }) => what),
  ]
    .map(({ en }) => en)
    .join('\n');

/** What was done after signing and is not allowed, in English. */
export const refused = (verdict: Verdict): string[] =>
  verdict.changesAfterSigning.filter(({ allowed }) => !allowed).map(({ what }) => what.en);

/** The text of the verdict that stands in for an error that was not foreseen: no test should ever meet it. */
export const unforeseen = 'The file is built in a way that cannot be checked.';
