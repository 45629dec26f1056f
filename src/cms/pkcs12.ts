import { createHmac, timingSafeEqual } from 'node:crypto';
import { BmpString, OctetString } from 'asn1js';
import {
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  EncryptedData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeContents,
  id_CertBag_X509Certificate,
} from 'pkijs';
import type { SafeBag } from 'pkijs';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
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

/** Whether the passphrase fits, by the file's own MAC (RFC 7292, 5.1). A file without one is judged when it is decrypted. */
function macFits(pfx: PFX, content: Uint8Array, passphrase: string): boolean {
  if (!pfx.macData) return true;
  const { mac, macSalt, iterations = 1 } = pfx.macData;
  const hash = macHashes[mac.digestAlgorithm.algorithmId];
  if (!hash) throw new UnknownAlgorithm(mac.digestAlgorithm.algorithmId);
  const expected = new Uint8Array(mac.digest.getValue());
  const salt = new Uint8Array(macSalt.getValue());
  const key = pkcs12Key(3, passphrase, salt, iterations, expected.length, hash);
  const found = createHmac(hash, key).update(content).digest();
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function friendlyName(bag: SafeBag): string | undefined {
  const values = bag.bagAttributes?.find(({ type }) => type === '1.2.840.113549.1.9.20')?.values;
  const value: unknown = values?.[0];
  return value instanceof BmpString ? value.valueBlock.value : undefined;
}

function collect(contents: SafeContents, passphrase: string, into: Pkcs12): void {
  for (const bag of contents.safeBags) {
    const value: unknown = bag.bagValue;
    if (value instanceof SafeContents) collect(value, passphrase, into);
    else if (value instanceof PKCS8ShroudedKeyBag) {
      const data = new Uint8Array(value.encryptedData.getValue());
      const pkcs8 = decryptWithPassphrase(value.encryptionAlgorithm, passphrase, data);
      into.keys.push({ pkcs8, friendlyName: friendlyName(bag) });
    } else if (value instanceof PrivateKeyInfo) {
      into.keys.push({ pkcs8: new Uint8Array(value.toSchema().toBER()), friendlyName: friendlyName(bag) });
    } else if (value instanceof CertBag && value.certId === id_CertBag_X509Certificate) {
      const certificate: unknown = value.certValue;
      if (certificate instanceof OctetString) into.certificates.push(new Uint8Array(certificate.getValue()));
    }
  }
}

function contentsOf(info: ContentInfo, passphrase: string): SafeContents {
  const content: unknown = info.content;
  if (info.contentType === ContentInfo.DATA && content instanceof OctetString)
    return SafeContents.fromBER(content.getValue());
  if (info.contentType !== ContentInfo.ENCRYPTED_DATA) throw new UnknownAlgorithm(info.contentType);
  const { encryptedContentInfo } = new EncryptedData({ schema: content });
  const data = new Uint8Array(encryptedContentInfo.getEncryptedContent());
  return SafeContents.fromBER(decryptWithPassphrase(encryptedContentInfo.contentEncryptionAlgorithm, passphrase, data));
}

/** Opens a PKCS #12 file (RFC 7292). Refuses what is not one, a wrong passphrase, and protection it does not know; `file` is for the message. */
export function readPkcs12(bytes: Uint8Array, passphrase: string, file: string): Pkcs12 {
  let pfx: PFX;
  let content: Uint8Array;
  let safe: AuthenticatedSafe;
  try {
    pfx = PFX.fromBER(bytes);
    const outer: unknown = pfx.authSafe.content;
    if (!(outer instanceof OctetString)) throw new RangeError('authSafe');
    content = new Uint8Array(outer.getValue());
    safe = AuthenticatedSafe.fromBER(content);
  } catch {
    throw notPkcs12(file);
  }
  const found: Pkcs12 = { keys: [], certificates: [] };
  try {
    if (!macFits(pfx, content, passphrase)) throw wrongPassphrase(file);
    for (const info of safe.safeContents) collect(contentsOf(info, passphrase), passphrase, found);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof UnknownAlgorithm) throw unknownProtection(file, error.id);
    // With the MAC in order the passphrase was right, so what cannot be decrypted is damaged.
    throw pfx.macData ? notPkcs12(file) : wrongPassphrase(file);
  }
  return found;
}
