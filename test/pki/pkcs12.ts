import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { context, int, nil, octets, oid, seq, set, tlv } from './der.js';
import { hashIds } from './algorithms.js';

/** Few, since the keys are for tests and are opened often. */
const rounds = 1000;

const data = (bytes: Uint8Array): Uint8Array => seq(oid('1.2.840.113549.1.7.1'), context(0, octets(bytes)));
const utf16 = (value: string): Buffer => Buffer.from(value, 'utf16le').swap16();

/** RFC 7292, B.2, for one block of SHA-256 and the key of the MAC (id 3). */
function macKey(passphrase: string, salt: Uint8Array): Buffer {
  const fill = (bytes: Uint8Array): Buffer => Buffer.alloc(Math.ceil(bytes.length / 64) * 64, bytes);
  let hash: Buffer = Buffer.concat([Buffer.alloc(64, 3), fill(salt), fill(utf16(`${passphrase}\0`))]);
  for (let round = 0; round < rounds; round += 1) hash = createHash('sha256').update(hash).digest();
  return hash;
}

/** A PKCS #12 file: the key under PBES2, the certificates (the key's own first) in the open, a SHA-256 MAC. */
export function pkcs12(
  key: KeyObject,
  certificates: readonly Uint8Array[],
  name: string,
  passphrase: string,
): Uint8Array {
  const [salt, iv, macSalt] = [randomBytes(16), randomBytes(16), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, rounds, 32, 'sha256'), iv);
  const secret = Buffer.concat([cipher.update(key.export({ type: 'pkcs8', format: 'der' })), cipher.final()]);
  const derivation = seq(octets(salt), int(rounds), seq(oid('1.2.840.113549.2.9'), nil));
  const protection = seq(
    oid('1.2.840.113549.1.5.13'),
    seq(seq(oid('1.2.840.113549.1.5.12'), derivation), seq(oid('2.16.840.1.101.3.4.1.42'), octets(iv))),
  );
  const attributes = set(
    seq(oid('1.2.840.113549.1.9.20'), set(tlv(0x1e, utf16(name)))),
    seq(oid('1.2.840.113549.1.9.21'), set(octets(Uint8Array.of(1)))),
  );
  const bag = (id: number, value: Uint8Array, named: boolean): Uint8Array =>
    seq(oid(`1.2.840.113549.1.12.10.1.${id}`), context(0, value), ...(named ? [attributes] : []));
  const keyBag = bag(2, seq(protection, octets(secret)), true);
  const certificateBags = certificates.map((der, index) =>
    bag(3, seq(oid('1.2.840.113549.1.9.22.1'), context(0, octets(der))), index === 0),
  );
  const safe = seq(data(seq(keyBag)), data(seq(...certificateBags)));
  const mac = createHmac('sha256', macKey(passphrase, macSalt)).update(safe).digest();
  const file = seq(
    int(3),
    data(safe),
    seq(seq(seq(oid(hashIds.sha256), nil), octets(mac)), octets(macSalt), int(rounds)),
  );
  return new Uint8Array(file);
}
