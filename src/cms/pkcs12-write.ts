import type { webcrypto } from 'node:crypto';
import { BmpString, OctetString } from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  CryptoEngine,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';

/** Slow enough to hinder guessing, quick enough for trying out. */
const iterations = 100_000;

/** The file's MAC takes its key from an older derivation, which is slow in JavaScript; OpenSSL uses the same number. */
const macIterations = 2048;

/** A key with its certificates, the key's own first, and the passphrase that shall open them. */
export interface Pkcs12Contents {
  pkcs8: Uint8Array;
  certificates: readonly Uint8Array[];
  friendlyName: string;
  passphrase: string;
  random: (length: number) => Uint8Array;
  subtle: webcrypto.SubtleCrypto;
}

const buffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** pkijs's engine with randomness from the caller. */
function engine(subtle: webcrypto.SubtleCrypto, random: (length: number) => Uint8Array): CryptoEngine {
  const getRandomValues = (view: Uint8Array): Uint8Array => {
    view.set(random(view.length));
    return view;
  };
  return new CryptoEngine({ name: 'host', crypto: { subtle, getRandomValues }, subtle });
}

/** Writes a PKCS #12 file: the key under PBES2 (PBKDF2 with HMAC-SHA-256, AES-256-CBC), the certificates in the open, a SHA-256 MAC. */
export async function writePkcs12(contents: Pkcs12Contents): Promise<Uint8Array<ArrayBuffer>> {
  const { pkcs8, certificates, friendlyName, passphrase, random, subtle } = contents;
  const crypto = engine(subtle, random);
  const password = buffer(Buffer.from(passphrase, 'utf8'));
  const attributes = [
    new Attribute({ type: '1.2.840.113549.1.9.20', values: [new BmpString({ value: friendlyName })] }),
    new Attribute({ type: '1.2.840.113549.1.9.21', values: [new OctetString({ valueHex: Uint8Array.of(1) })] }),
  ];
  const key = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(pkcs8) });
  await key.makeInternalValues(
    {
      password,
      contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
      hmacHashAlgorithm: 'SHA-256',
      iterationCount: iterations,
    },
    crypto,
  );
  const bags = certificates.map((der, index) => {
    const bagValue = new CertBag({ parsedValue: Certificate.fromBER(der) });
    return new SafeBag({
      bagId: '1.2.840.113549.1.12.10.1.3',
      bagValue,
      ...(index === 0 ? { bagAttributes: attributes } : {}),
    });
  });
  const keyBag = new SafeBag({ bagId: '1.2.840.113549.1.12.10.1.2', bagValue: key, bagAttributes: attributes });
  const safe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: new SafeContents({ safeBags: [keyBag] }) },
        { privacyMode: 0, value: new SafeContents({ safeBags: bags }) },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [{}, {}] }, crypto);
  const pfx = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues(
    { password, iterations: macIterations, pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' },
    crypto,
  );
  return new Uint8Array(pfx.toSchema().toBER());
}
