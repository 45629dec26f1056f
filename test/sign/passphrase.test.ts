import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/core/host.js';
import { readPassphrase } from '../../src/sign/passphrase.js';
import { fileHost, refusal } from './helpers.js';

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

const host = (env: Record<string, string> = {}, answers: (string | undefined)[] = []): Host & { asked: string[] } => {
  const asked: string[] = [];
  const files = {
    'fras.txt': bytes('räksmörgås\r\nannat\n'),
    'bom.txt': bytes('\ufeffhemlig'),
    tom: bytes('\nhemlig'),
  };
  return {
    ...fileHost({ ...files, latin1: Uint8Array.of(0x72, 0xe4, 0x6b) }),
    env,
    asked,
    secret: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift());
    },
  };
};

describe('the passphrase comes from', () => {
  it('the first line of a file, without its line end', async () => {
    expect(await readPassphrase(host(), { file: 'fras.txt' })).toBe('räksmörgås');
  });

  it('a file with a byte order mark', async () => {
    expect(await readPassphrase(host(), { file: 'bom.txt' })).toBe('hemlig');
  });

  it('the usual environment variable', async () => {
    expect(await readPassphrase(host({ FARDPLAN_PASSPHRASE: 'a' }))).toBe('a');
  });

  it('a named environment variable, before the usual one', async () => {
    expect(await readPassphrase(host({ FARDPLAN_PASSPHRASE: 'a', MIN: 'b' }), { env: 'MIN' })).toBe('b');
  });

  it('a file before the environment', async () => {
    expect(await readPassphrase(host({ FARDPLAN_PASSPHRASE: 'a' }), { file: 'fras.txt' })).toBe('räksmörgås');
  });

  it('a question in the language of the user', async () => {
    const asking = host({}, ['c']);
    expect(await readPassphrase(asking, { what: 'nyckel.p12', language: 'sv' })).toBe('c');
    expect(asking.asked).toEqual(['Lösenfras för nyckel.p12: ']);
  });
});

describe('refuses', () => {
  it('when there is nobody to ask: names the other ways', async () => {
    const { text, help, code } = await refusal(readPassphrase(host()));
    expect(text.en).toContain('no terminal to ask at');
    expect(help?.en).toContain('--passphrase-file');
    expect(help?.en).toContain('FARDPLAN_PASSPHRASE');
    expect(code).toBe(2);
  });

  it('a named variable that is not there, without asking', async () => {
    const asking = host({}, ['c']);
    expect((await refusal(readPassphrase(asking, { env: 'MIN' }))).text.sv).toContain('Miljövariabeln MIN finns inte');
    expect(asking.asked).toEqual([]);
  });

  it('an empty first line', async () => {
    expect((await refusal(readPassphrase(host(), { file: 'tom' }))).text.sv).toContain('Första raden');
  });

  it('a file that is not UTF-8', async () => {
    expect((await refusal(readPassphrase(host(), { file: 'latin1' }))).text.en).toContain('UTF-8');
  });

  it('two different answers for a new passphrase', async () => {
    const failure = await refusal(readPassphrase(host({}, ['a', 'b']), { confirm: true }));
    expect(failure.text.sv).toBe('De två lösenfraserna är inte lika.');
  });
});
