import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeHost } from '../../src/cli/node-host.js';
import { numberAt, packed } from '../../src/signers/_pkcs11-memory.js';
import { chooseOperation } from '../../src/signers/_pkcs11-mechanism.js';
import { tokenRefusal } from '../../src/signers/_pkcs11-refusals.js';
import { chooseKey, chooseToken, pinWarning, pinWay } from '../../src/signers/_pkcs11-token.js';
import { pkcs11 } from '../../src/signers/pkcs11.js';
import { folder, rubbish } from '../cli/run.js';
import { refusal } from '../sign/helpers.js';

// What needs a token is in test/conformance/pkcs11.conformance.ts.

const token = (label: string, slot: number | bigint, flags = 0x404) => ({ label, slot, serial: '1', flags });
const key = (label: string, id: string) => ({ handle: 1, label, id });

describe('a token is chosen', () => {
  const two = [token('Region', 7), token('Kommun', 123456789)];

  test.each<[string, string, string]>([
    ['by label', 'Kommun', 'Kommun'],
    ['by slot number', '7', 'Region'],
  ])('%s', (_, wanted, label) => expect(chooseToken(two, wanted).label).toBe(label));

  test('by a label that looks like a number before the number itself', () => {
    expect(chooseToken([token('7', 1), token('Annan', 7)], '7').slot).toBe(1);
  });

  test('without a word when there is one', () => expect(chooseToken([token('', 3)], undefined).slot).toBe(3));

  test.each<[string, ReturnType<typeof token>[], string | undefined, RegExp]>([
    ['none', [], undefined, /no token in the reader/],
    ['several', two, undefined, /several tokens; say which with --slot/],
    ['none of that name', two, 'Regon', /no token named Regon/],
    ['two of that name', [token('A', 1), token('A', 2)], 'A', /Several tokens are named A/],
  ])('or refused: %s', async (_, tokens, wanted, message) => {
    const refused = await refusal(() => chooseToken(tokens, wanted));
    expect(refused.text.en).toMatch(message);
    expect(refused.help).toBeDefined();
  });
});

describe('a key is chosen', () => {
  const two = [key('Legitimering', '01'), key('Underskrift', '0a0b')];

  test.each<[string, string]>([
    ['Underskrift', '0a0b'],
    ['0a0b', '0a0b'],
    ['0A:0B', '0a0b'],
    ['01', '01'],
  ])('by %s', (wanted, id) => expect(chooseKey(two, wanted, 'T').id).toBe(id));

  test.each<[string, ReturnType<typeof key>[], string | undefined, RegExp]>([
    ['none', [], undefined, /no key to sign with on T/],
    ['several', two, undefined, /several keys on T; say which with --key-name/],
    ['none of that name', two, 'Underskrif', /no key named Underskrif on T/],
    ['two of that name', [key('A', '01'), key('A', '02')], 'A', /Several keys are named A/],
    ['an empty id is no name', [key('A', ''), key('B', '')], '', /no key named/],
  ])('or refused: %s', async (_, keys, wanted, message) => {
    expect((await refusal(() => chooseKey(keys, wanted, 'T'))).text.en).toMatch(message);
  });
});

describe('the PIN', () => {
  test('is asked for, entered at the reader, or not needed', () => {
    expect(pinWay(token('T', 1, 0x404))).toBe('asked');
    expect(pinWay(token('T', 1, 0x504))).toBe('reader');
    expect(pinWay(token('T', 1, 0x400))).toBe('none');
  });

  test('is not asked for when it is locked', async () => {
    const refused = await refusal(() => pinWay(token('T', 1, 0x4_0404)));
    expect(refused.text.en).toBe('The PIN is locked.');
    expect(refused.help?.sv).toMatch(/PUK/);
  });

  test('is warned of when attempts are few', () => {
    expect(pinWarning(token('T', 1))).toBeUndefined();
    expect(pinWarning(token('T', 1, 0x1_0404))?.en).toMatch(/recently been given wrongly/);
    expect(pinWarning(token('T', 1, 0x3_0404))?.sv).toMatch(/^Sista försöket/);
  });
});

test('every error of the token has words, known or not', () => {
  for (const code of [0x05, 0x31, 0x50, 0x68, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xe0, 0xe1, 0x102, 0x80000001]) {
    const { text, help } = tokenRefusal('C_Sign', code);
    for (const words of [text.sv, text.en, help?.sv ?? '', help?.en ?? '']) {
      expect(words).not.toBe('');
      expect(words).not.toMatch(rubbish);
    }
  }
  expect(tokenRefusal('C_Sign', 0x80000001).text.en).toContain('C_Sign: 0x80000001');
});

describe('the mechanism', () => {
  const digest = { length: 32 };

  test.each<[string, Parameters<typeof chooseOperation>[0], number[], number, object]>([
    ['RSA', { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, [0x1, 0x40], 0x1, { length: 51 }],
    ['RSA that hashes', { scheme: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, [0x40], 0x40, { length: 3 }],
    ['PSS', { scheme: 'RSA-PSS', hash: 'SHA-256' }, [0x1, 0xd], 0xd, digest],
    ['PSS that hashes', { scheme: 'RSA-PSS', hash: 'SHA-512' }, [0x45], 0x45, { length: 3 }],
    ['ECDSA', { scheme: 'ECDSA', hash: 'SHA-384' }, [0x1041], 0x1041, { length: 48 }],
    ['ECDSA that hashes', { scheme: 'ECDSA', hash: 'SHA-384' }, [0x1045], 0x1045, { length: 3 }],
    ['Ed25519', { scheme: 'Ed25519', hash: 'SHA-512' }, [0x1057], 0x1057, { length: 3 }],
  ])('%s', (_, algorithm, available, id, input) => {
    const operation = chooseOperation(algorithm, new Set(available));
    expect(operation.mechanism.id).toBe(id);
    expect(operation.input(new Uint8Array(3))).toMatchObject(input);
  });

  test('has the salt as long as the digest in PSS', () => {
    expect(chooseOperation({ scheme: 'RSA-PSS', hash: 'SHA-256' }, new Set([0xd])).mechanism.parameters).toEqual([
      0x250, 2, 32,
    ]);
  });

  test('or is refused', async () => {
    const refused = await refusal(() => chooseOperation({ scheme: 'ECDSA', hash: 'SHA-256' }, new Set([0x1])));
    expect(refused.text.en).toMatch(/cannot sign with ECDSA and SHA-256/);
  });
});

describe('structures', () => {
  const unix = { ulong: 8, pointer: 8 };
  const windows = { ulong: 4, pointer: 8 };
  const fields = [
    ['ulong', 0x161],
    ['pointer', 0x7fff12345678n],
    ['ulong', 2],
  ] as const;

  test('lie as Cryptoki wants them on each system', () => {
    const hex = (sizes: typeof unix) => Buffer.from(packed(sizes, fields)).toString('hex');
    expect(hex(unix)).toBe('6101000000000000' + '78563412ff7f0000' + '0200000000000000');
    expect(hex(windows)).toBe('61010000' + '78563412ff7f0000' + '02000000');
  });

  test('are read back, handles of 64 bits too', () => {
    const large = 0xffff_ffff_ffff_fff0n;
    const bytes = packed(unix, [
      ['ulong', 5],
      ['ulong', large],
    ]);
    expect([numberAt(unix, bytes), numberAt(unix, bytes, 1)]).toEqual([5, large]);
  });
});

test('a library that is missing or is none is refused before anybody is asked', async () => {
  const out = folder();
  writeFileSync(join(out, 'text.so'), 'inget bibliotek');
  const host = { ...nodeHost({ cwd: out }), env: {} };
  const passphrase = () => Promise.reject(new Error('asked'));
  expect((await refusal(pkcs11.open({ passphrase }, host))).help?.en).toMatch(/--module FILE.*FARDPLAN_PKCS11_MODULE/);
  for (const module of ['text.so', 'finns-inte.so']) {
    const refused = await refusal(pkcs11.open({ module, passphrase }, host));
    // Where koffi could not be installed, that is what is said.
    expect(refused.text.en).toMatch(/cannot be loaded|package koffi is not on this machine/);
  }
});
