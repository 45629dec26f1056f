import { expect } from 'vitest';
import type { Indication, Verdict } from '../../../src/model/verdict.js';
import { unforeseen, verify } from '../support/files.js';

/** What has to be said of an attack, in both languages. */
export interface Expected {
  en: RegExp;
  sv: RegExp;
  indication?: Indication;
}

/** Milliseconds that no file may take longer than. */
const patience = 10_000;

/** Everything a verdict says, by language. */
export function words(verdict: Verdict): { sv: string; en: string } {
  const all = [
    ...verdict.reasons,
    ...verdict.signatures.flatMap(({ reasons }) => reasons),
    ...verdict.changesAfterSigning.flatMap(({ allowed, what }) => (allowed ? [] : [what])),
  ];
  return { sv: all.map(({ sv }) => sv).join('\n'), en: all.map(({ en }) => en).join('\n') };
}

/**
 * Verifies an attack: it never passes, no signature is both untouched and over the whole file unless something else keeps it from passing, it is
 * answered in time, what is said of it is in both languages, and it is what the test expects.
 */
export async function expectCaught(
  file: Uint8Array,
  { en, sv, indication = 'TOTAL-FAILED' }: Expected,
): Promise<Verdict> {
  const started = performance.now();
  const verdict = await verify(file);
  expect(performance.now() - started).toBeLessThan(patience);
  expect(verdict.indication).toBe(indication);
  expect(verdict.indication).not.toBe('TOTAL-PASSED');
  if (verdict.indication === 'TOTAL-FAILED') {
    const whole = verdict.signatures.filter(({ untouched, coversWholeFile }) => untouched && coversWholeFile);
    // A sound signature of somebody else may stand beside the one that fails.
    expect(whole.length).toBeLessThan(Math.max(verdict.signatures.length, 1));
  }
  const said = words(verdict);
  expect(said.en).toMatch(en);
  expect(said.sv).toMatch(sv);
  expect(said.en).not.toContain(unforeseen);
  return verdict;
}

/** A row of a table of attacks: what it is, the file, what is said. */
export type Attack = readonly [name: string, file: Uint8Array, expected: Expected];
