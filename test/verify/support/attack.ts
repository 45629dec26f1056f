import { expect } from 'vitest';
import { people, refused, verify } from './files.js';
import { baseObjects, signFile, stream, writeFile } from './pdf-writer.js';
import type { Bodies } from './pdf-writer.js';

const { anna, authority } = people;
export const base = baseObjects();
export const page1 = String(base[3]);
export const page2 = String(base[4]);
export const catalog = String(base[1]);
/** Another content for a page. */
export const other = stream('BT /F1 24 Tf 72 720 Td (Avslag) Tj ET');

/** A file signed by Anna whose base is the usual one with these objects changed. */
export const signedWith = (bodies: Bodies): Buffer =>
  signFile(writeFile({ ...base, ...bodies }), { signer: anna, chain: [authority] });

/** Expects a file that Anna signed to fail, with a change that is named like this. */
export async function expectRefused(file: Uint8Array, named: RegExp): Promise<void> {
  const verdict = await verify(file);
  expect(verdict.indication).toBe('TOTAL-FAILED');
  expect(refused(verdict).join('\n')).toMatch(named);
  // Whatever was done afterwards, the signature itself still says who made it.
  expect(verdict.signatures[0]).toMatchObject({ signer: anna.name, untouched: false });
}
