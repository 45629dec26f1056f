import { resolve } from 'node:path';
import { chainOf, readCertificate } from '../cms/certificate.js';
import type { CertificateFacts } from '../cms/certificate.js';
import { largestSignature, signingAlgorithm } from '../cms/signing-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { checked } from './_checked.js';
import type { Signer, SignerOptions, SignerSource } from './_contract.js';
import { chooseOperation } from './_pkcs11-mechanism.js';
import type { Handle } from './_pkcs11-memory.js';
import { openModule } from './_pkcs11-module.js';
import type { Pkcs11Module, Token } from './_pkcs11-module.js';
import { chooseKey, chooseToken, objectsOf, pinWarning, pinWay } from './_pkcs11-token.js';
import type { TokenObject } from './_pkcs11-token.js';

const moduleVariable = 'FARDPLAN_PKCS11_MODULE';

/** Classes and attributes (PKCS #11 v2.40, 4): CKO_*, CKA_*. */
const certificateClass = [0x0, 0x1] as const;
const x509 = [0x80, 0x0] as const;
const privateKeyClass = [0x0, 0x3] as const;
const attributes = { value: 0x11, sign: 0x108, alwaysAuthenticate: 0x202 } as const;

async function modulePath({ module }: SignerOptions, host: Host): Promise<string> {
  const path = module ?? host.env[moduleVariable];
  if (!path)
    throw new Failure(
      text('Inget PKCS #11-bibliotek är angivet.', 'No PKCS #11 library is given.'),
      text(
        `Ange det med --module FIL, eller sätt ${moduleVariable}. Det kommer med kortets program; OpenSC:s heter opensc-pkcs11.so eller opensc-pkcs11.dll.`,
        `Give it with --module FILE, or set ${moduleVariable}. It comes with the token's program; that of OpenSC is opensc-pkcs11.so or opensc-pkcs11.dll.`,
      ),
    );
  // What is not a file from here is left to the system to find.
  return (await host.files.kind(path)) === 'file' ? resolve(host.cwd, path) : path;
}

/** Logs in the one time it takes; gives the PIN for keys that ask for it again. */
async function logIn(
  module: Pkcs11Module,
  session: Handle,
  token: Token,
  options: SignerOptions,
): Promise<string | undefined> {
  const way = pinWay(token);
  if (way === 'none') return undefined;
  const warning = pinWarning(token);
  if (warning) options.say?.(warning);
  if (way === 'reader') {
    options.say?.(
      text(`Ange PIN-koden till ${token.label} på läsaren.`, `Enter the PIN of ${token.label} at the reader.`),
    );
    module.login(session, undefined);
    return undefined;
  }
  const question = text(`PIN-kod för ${token.label}: `, `PIN for ${token.label}: `);
  const pin = await options.passphrase({ question, variable: 'FARDPLAN_PIN' });
  // An empty PIN would mean “ask at the reader” to some libraries, and count as an attempt to others.
  if (pin === '')
    throw new Failure(
      text('PIN-koden är tom.', 'The PIN is empty.'),
      text('Inget försök har gjorts. Försök igen.', 'No attempt has been made. Try again.'),
    );
  module.login(session, pin);
  return pin;
}

interface Certificates {
  own: CertificateFacts;
  others: CertificateFacts[];
}

function readable(der: Uint8Array | undefined): CertificateFacts[] {
  try {
    return der ? [readCertificate(der)] : [];
  } catch (error) {
    // A token may hold certificates of other kinds, which are nothing to us.
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** The key's certificate by CKA_ID; for a token that holds none, the one that the user gave. */
function findCertificates(
  module: Pkcs11Module,
  session: Handle,
  key: TokenObject,
  options: SignerOptions,
): Certificates {
  const given = (options.certificates ?? []).map(readCertificate);
  const onToken = objectsOf(module, session, [certificateClass, x509]).flatMap((object) =>
    readable(module.attribute(session, object.handle, attributes.value)).map((certificate) => ({
      ...object,
      certificate,
    })),
  );
  const others = [...onToken.map(({ certificate }) => certificate), ...given];
  const matching = onToken.find(({ id }) => id !== '' && id === key.id)?.certificate;
  const leaves = given.filter((one) => !others.some((other) => other !== one && equalBytes(other.issuer, one.subject)));
  const own = matching ?? (leaves.length === 1 ? leaves[0] : undefined);
  if (own) return { own, others };
  throw new Failure(
    text(
      `Certifikatet till nyckeln ${key.label || key.id} finns inte på kortet.`,
      `The certificate of the key ${key.label || key.id} is not on the token.`,
    ),
    text(
      'Ange det, och gärna utfärdarens, i en fil med --chain FIL.',
      "Give it, preferably with its issuer's, in a file with --chain FILE.",
    ),
  );
}

async function openToken(module: Pkcs11Module, token: Token, session: Handle, options: SignerOptions): Promise<Signer> {
  const pin = await logIn(module, session, token, options);
  const keys = objectsOf(module, session, [privateKeyClass]).filter(
    ({ handle }) => module.numberOf(session, handle, attributes.sign) !== 0,
  );
  const key = chooseKey(keys, options.key, token.label);
  const { own, others } = findCertificates(module, session, key, options);
  const algorithm = signingAlgorithm(own, options.scheme);
  const operation = chooseOperation(algorithm, module.mechanisms(token.slot));
  const asksAgain = module.numberOf(session, key.handle, attributes.alwaysAuthenticate) === 1;
  const again = asksAgain ? () => module.login(session, pin, true) : undefined;
  const [, ...issuers] = chainOf(own, others).map(({ der }) => der);
  const signOne = (tbs: Uint8Array): Uint8Array => {
    const raw = module.sign(session, key.handle, operation.mechanism, operation.input(tbs), again);
    return checked(own.der, algorithm, tbs, raw);
  };
  return {
    chain: [own.der, ...issuers],
    algorithm,
    signatureLength: largestSignature(own),
    sign: (tbs) => Promise.resolve().then(() => signOne(tbs)),
    close: () => Promise.resolve(module.close(session)),
  };
}

/** Signs with a key on a token through its PKCS #11 library. Needs `module`; `slot` and `key` where there are several; the PIN as passphrase. */
export const pkcs11: SignerSource = {
  title: text('kort eller annan nyckelhållare (PKCS #11)', 'token (PKCS #11)'),

  async open(options, host): Promise<Signer> {
    const module = await openModule(await modulePath(options, host));
    let session: Handle | undefined;
    try {
      const token = chooseToken(module.tokens(), options.slot);
      session = module.openSession(token.slot);
      return await openToken(module, token, session, options);
    } catch (error) {
      module.close(session);
      throw error;
    }
  },
};
