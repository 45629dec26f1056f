import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCertificate, subjectName } from '../../src/cms/certificate.js';
import { octets } from '../../src/cms/der.js';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { readElement } from '../../src/cms/verify-der.js';
import { Failure } from '../../src/core/failure.js';
import { runs } from '../setup/runs.js';
import { open, refusal } from '../sign/helpers.js';

const file = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`fixtures/${name}.p12`, import.meta.url)));

/** The same value as some programs write it: every constructed part ends with 00 00, every long octet string is in two pieces. */
function loosened(der: Uint8Array): Uint8Array {
  const { tag, contents, whole } = readElement(der);
  const rest = der.subarray(whole.length);
  const open = (...parts: Uint8Array[]): Buffer =>
    Buffer.concat([Uint8Array.of(tag | 0x20, 0x80), ...parts, Uint8Array.of(0, 0)]);
  let loose: Uint8Array = whole;
  if (tag & 0x20) loose = open(contents.length > 0 ? loosened(contents) : contents);
  else if (tag === 0x04 && contents.length > 64)
    loose = open(octets(contents.subarray(0, 50)), octets(contents.subarray(50)));
  return Buffer.concat([loose, rest.length > 0 ? loosened(rest) : rest]);
}

describe('opens key files as programs write them', () => {
  it.each(['openssl3', 'triple-des', 'rc2-40', 'rc2-128', 'unencrypted-key', 'without-mac'])('%s', async (name) => {
    const signer = await open(file(name));
    expect(signer.algorithm).toEqual({ scheme: 'ECDSA', hash: 'SHA-256' });
    expect(subjectName(readCertificate(signer.chain[0]))).toBe('Provperson Å (TEST)');
  });

  it('in BER, with lengths left open and strings in pieces', async () => {
    const signer = await open(loosened(file('openssl3')));
    expect(subjectName(readCertificate(signer.chain[0]))).toBe('Provperson Å (TEST)');
  });

  it('with several keys, by name', async () => {
    const signer = await open(file('several-keys'), { key: 'sekreterare', passphrase: 'hemligt-prov' });
    expect(subjectName(readCertificate(signer.chain[0]))).toBe('Prov sekreterare (TEST)');
  });
});

describe('says what is wrong', () => {
  it.each(['openssl3', 'triple-des', 'rc2-40', 'rc2-128', 'without-mac'])('wrong passphrase: %s', async (name) => {
    const { text, code } = await refusal(open(file(name), { passphrase: 'räksmörgåsar' }));
    expect(text.sv).toBe('Lösenfrasen öppnar inte nyckel.p12.');
    expect(code).toBe(2);
  });

  it('several keys and none chosen: names them', async () => {
    const failure = await refusal(open(file('several-keys'), { passphrase: 'hemligt-prov' }));
    expect(failure.text.sv).toContain('flera nycklar');
    expect(failure.help?.sv).toBe('Nycklar i filen: ordforande och sekreterare.');
  });

  it('a key that is not there: did you mean', async () => {
    const failure = await refusal(open(file('several-keys'), { key: 'sekretare', passphrase: 'hemligt-prov' }));
    expect(failure.help?.en).toContain('Did you mean sekreterare?');
  });

  it.each([
    ['without-key', 'ingen privat nyckel'],
    ['without-certificates', 'Certifikatet till nyckeln Provperson finns inte'],
    ['rc4', 'skyddad på ett sätt som inte stöds'],
  ])('%s', async (name, message) => {
    expect((await refusal(open(file(name)))).text.sv).toContain(message);
  });

  it('protection it does not know: the command that converts the file', async () => {
    expect((await refusal(open(file('rc4')))).help?.en).toContain('openssl pkcs12 -legacy');
  });

  it.each([
    ['empty', new Uint8Array()],
    ['text', new TextEncoder().encode('-----BEGIN CERTIFICATE-----\n')],
    ['cut short', file('openssl3').subarray(0, 700)],
  ])('not a key file: %s', async (_, bytes) => {
    expect((await refusal(open(bytes))).text.en).toContain('is not a key file');
  });
});

it('never throws anything but a refusal, whatever the bytes', () => {
  const valid = file('rc2-40');
  const mutated = fc
    .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    .map((changes) => {
      const bytes = Uint8Array.from(valid);
      for (const [place, byte] of changes) bytes[place] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
      try {
        readPkcs12(bytes, 'räksmörgås', 'nyckel.p12');
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
    runs(150),
  );
});
