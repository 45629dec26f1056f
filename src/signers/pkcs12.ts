import { X509Certificate, constants, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chainOf, readCertificate, subjectName } from '../cms/certificate.js';
import type { CertificateFacts } from '../cms/certificate.js';
import { readPkcs12 } from '../cms/pkcs12.js';
import { largestSignature, signingAlgorithm } from '../cms/signing-certificate.js';
import { Failure } from '../core/failure.js';
import { nearest } from '../core/nearest.js';
import { listed, text } from '../core/text.js';
import type { Signer, SignerSource } from './_contract.js';

interface Candidate {
  key: KeyObject;
  name: string;
  certificate: CertificateFacts | undefined;
}

function privateKey(pkcs8: Uint8Array, file: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    throw new Failure(
      text(`Nyckeln i ${file} går inte att använda.`, `The key in ${file} cannot be used.`),
      text('Bara RSA-, EC- och Ed25519-nycklar kan underteckna.', 'Only RSA, EC and Ed25519 keys can sign.'),
    );
  }
}

function choose(candidates: readonly Candidate[], wanted: string | undefined, file: string): Candidate {
  const [only] = candidates;
  if (!only)
    throw new Failure(
      text(
        `Det finns ingen privat nyckel i ${file}, bara certifikat.`,
        `There is no private key in ${file}, only certificates.`,
      ),
      text(
        'Exportera på nytt och välj att den privata nyckeln ska följa med.',
        'Export again and choose to include the private key.',
      ),
    );
  const names = candidates.map(({ name }) => name);
  const choices = text(`Nycklar i filen: ${listed(names, 'sv')}.`, `Keys in the file: ${listed(names, 'en')}.`);
  if (wanted !== undefined) {
    const found = candidates.find(({ name }) => name === wanted);
    if (found) return found;
    const near = nearest(wanted, names);
    throw new Failure(
      text(`Det finns ingen nyckel som heter ${wanted} i ${file}.`, `There is no key named ${wanted} in ${file}.`),
      near ? text(`Menade du ${near}? ${choices.sv}`, `Did you mean ${near}? ${choices.en}`) : choices,
    );
  }
  if (candidates.length > 1)
    throw new Failure(
      text(
        `Det finns flera nycklar i ${file}; säg vilken med --key-name.`,
        `There are several keys in ${file}; say which with --key-name.`,
      ),
      choices,
    );
  return only;
}

/** Signs with the key of a PKCS #12 file (.p12, .pfx). Needs `file`; `key` when it holds several. */
export const pkcs12: SignerSource = {
  title: text('nyckelfil (PKCS #12)', 'key file (PKCS #12)'),

  async open(options, host): Promise<Signer> {
    const { file } = options;
    if (!file)
      throw new Failure(
        text('Ingen nyckelfil är angiven.', 'No key file is given.'),
        text('Ange den med --p12 FIL.', 'Give it with --p12 FILE.'),
      );
    const bytes = await host.files.read(file);
    const contents = readPkcs12(bytes, await options.passphrase(), file);
    const certificates = contents.certificates.map(readCertificate);
    const candidates = contents.keys.map(({ pkcs8, friendlyName }, index): Candidate => {
      const key = privateKey(pkcs8, file);
      const certificate = certificates.find(({ der }) => new X509Certificate(der).checkPrivateKey(key));
      return { key, certificate, name: friendlyName ?? (certificate ? subjectName(certificate) : `${index + 1}`) };
    });
    const { key, certificate, name } = choose(candidates, options.key, file);
    if (!certificate)
      throw new Failure(
        text(
          `Certifikatet till nyckeln ${name} finns inte i ${file}.`,
          `The certificate of the key ${name} is not in ${file}.`,
        ),
        text(
          'Exportera på nytt och välj att certifikaten ska följa med.',
          'Export again and choose to include the certificates.',
        ),
      );
    const algorithm = signingAlgorithm(certificate, options.scheme);
    // Ed25519 hashes by itself.
    const hash = algorithm.scheme === 'Ed25519' ? null : algorithm.hash.replace('-', '').toLowerCase();
    const padding =
      algorithm.scheme === 'RSA-PSS'
        ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
        : {};
    const [own, ...issuers] = chainOf(certificate, certificates).map(({ der }) => der);
    return {
      chain: [own ?? certificate.der, ...issuers],
      algorithm,
      signatureLength: largestSignature(certificate),
      sign: (tbs) => Promise.resolve(sign(hash, tbs, { key, dsaEncoding: 'der', ...padding })),
    };
  },
};
