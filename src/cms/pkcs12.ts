import { createHmac, timingSafeEqual } from 'node:crypto';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import { bytesOf, idOf, numberOf, partsOf, readBer } from './ber.js';
import type { Ber } from './ber.js';
import { UnknownAlgorithm, decryptWithPassphrase, pkcs12Key } from './password-encryption.js';

/** A private key of a PKCS #12 file, as PKCS #8 in DER. */
export interface Pkcs12Key {
  pkcs8: Uint8Array;
  friendlyName: string | undefined;
}

/** What a PKCS #12 file holds: keys and certificates in DER, in the order of the file. */
export interface Pkcs12 {
  keys: Pkcs12Key[];
  certificates: Uint8Array[];
}

const notPkcs12 = (file: string): Failure =>
  new Failure(
    text(
      `${file} är inte en nyckelfil i formatet PKCS #12 (.p12 eller .pfx), eller så är den skadad.`,
      `${file} is not a key file in the PKCS #12 format (.p12 or .pfx), or it is damaged.`,
    ),
    text(
      'Exportera nyckeln tillsammans med certifikaten som PKCS #12 och ange den filen.',
      'Export the key together with its certificates as PKCS #12 and give that file.',
    ),
  );

const wrongPassphrase = (file: string): Failure =>
  new Failure(
    text(`Lösenfrasen öppnar inte ${file}.`, `The passphrase does not open ${file}.`),
    text(
      'Kontrollera lösenfrasen: stora och små bokstäver, mellanslag, och att det är rätt fil.',
      'Check the passphrase: capitals, spaces, and that it is the right file.',
    ),
  );

const unknownProtection = (file: string, id: string): Failure =>
  new Failure(
    text(
      `${file} är skyddad på ett sätt som inte stöds (${id}).`,
      `${file} is protected in a way that is not supported (${id}).`,
    ),
    text(
      'Gör om filen: openssl pkcs12 -legacy -in GAMMAL -out allt.pem, sedan openssl pkcs12 -export -in allt.pem -out NY.p12, och radera allt.pem.',
      'Convert the file: openssl pkcs12 -legacy -in OLD -out all.pem, then openssl pkcs12 -export -in all.pem -out NEW.p12, and delete all.pem.',
    ),
  );

const macHashes: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const ids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
  x509: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
} as const;

/** Whether the passphrase fits, by the file's own MAC (RFC 7292, 4). */
function macFits(macData: Ber, content: Uint8Array, passphrase: string): boolean {
  const [mac, salt, iterations] = partsOf(macData);
  const [algorithm, digest] = partsOf(mac);
  const id = idOf(partsOf(algorithm)[0]);
  const hash = macHashes[id];
  if (!hash) throw new UnknownAlgorithm(id);
  const expected = bytesOf(digest);
  const rounds = iterations ? numberOf(iterations) : 1;
  const key = pkcs12Key(3, passphrase, bytesOf(salt), rounds, expected.length, hash);
  const found = createHmac(hash, key).update(content).digest();
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function friendlyName(attributes: Ber | undefined): string | undefined {
  if (!attributes) return undefined;
  for (const attribute of partsOf(attributes)) {
    const [id, values] = partsOf(attribute);
    // A BMPString: UTF-16, big-endian.
    if (idOf(id) === ids.friendlyName) return new TextDecoder('utf-16be').decode(bytesOf(partsOf(values)[0]));
  }
  return undefined;
}

const inExplicitTag = (value: Ber | undefined): Ber | undefined => partsOf(value)[0];

/** Takes keys and certificates out of SafeContents (RFC 7292, 4.2). */
function collect(contents: Ber, passphrase: string, into: Pkcs12): void {
  for (const bag of partsOf(contents)) {
    const [id, tagged, attributes] = partsOf(bag);
    const value = inExplicitTag(tagged);
    const kind = idOf(id);
    if (kind === ids.safeContents && value) collect(value, passphrase, into);
    else if (kind === ids.shroudedKey) {
      const [algorithm, data] = partsOf(value);
      const pkcs8 = decryptWithPassphrase(algorithm, passphrase, bytesOf(data));
      into.keys.push({ pkcs8, friendlyName: friendlyName(attributes) });
    } else if (kind === ids.key) {
      into.keys.push({ pkcs8: value?.whole ?? new Uint8Array(), friendlyName: friendlyName(attributes) });
    } else if (kind === ids.certificate) {
      const [type, certificate] = partsOf(value);
      if (idOf(type) === ids.x509) into.certificates.push(bytesOf(inExplicitTag(certificate)));
    }
  }
}

/** The SafeContents of one ContentInfo, in the open or encrypted (RFC 7292, 4.1; RFC 5652, 8). */
function contentsOf(info: Ber, passphrase: string): Ber {
  const [id, tagged] = partsOf(info);
  const content = inExplicitTag(tagged);
  const kind = idOf(id);
  if (kind === ids.data) return readBer(bytesOf(content));
  if (kind !== ids.encryptedData) throw new UnknownAlgorithm(kind);
  const [, encrypted] = partsOf(content);
  const [, algorithm, data] = partsOf(encrypted);
  if (data === undefined || (data.tag & 0xdf) !== 0x80) throw new RangeError('encryptedContent');
  return readBer(decryptWithPassphrase(algorithm, passphrase, bytesOf(data)));
}

/** Opens a PKCS #12 file (RFC 7292). Refuses what is not one, a wrong passphrase, and protection it does not know; `file` is for the message. */
export function readPkcs12(bytes: Uint8Array, passphrase: string, file: string): Pkcs12 {
  let content: Uint8Array;
  let safe: Ber[];
  let macData: Ber | undefined;
  try {
    const [version, authSafe, mac] = partsOf(readBer(bytes));
    const [type, outer] = partsOf(authSafe);
    if (numberOf(version) !== 3 || idOf(type) !== ids.data) throw new RangeError('PFX');
    content = bytesOf(inExplicitTag(outer));
    safe = partsOf(readBer(content));
    macData = mac;
  } catch {
    throw notPkcs12(file);
  }
  const found: Pkcs12 = { keys: [], certificates: [] };
  try {
    if (macData && !macFits(macData, content, passphrase)) throw wrongPassphrase(file);
    for (const info of safe) collect(contentsOf(info, passphrase), passphrase, found);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof UnknownAlgorithm) throw unknownProtection(file, error.id);
    // With the MAC in order the passphrase was right, so what cannot be decrypted is damaged.
    throw macData ? notPkcs12(file) : wrongPassphrase(file);
  }
  return found;
}
