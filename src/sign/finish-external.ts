import { createHash } from 'node:crypto';
import { chainOf, readCertificate, subjectName } from '../cms/certificate.js';
import type { CertificateFacts } from '../cms/certificate.js';
import { attributesFault } from '../cms/foreign-attributes.js';
import type { SignatureAlgorithm } from '../cms/signature-algorithm.js';
import { assembleSignedData } from '../cms/signed-data.js';
import { checkUsable, signingAlgorithm } from '../cms/signing-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Text } from '../core/text.js';
import type { SigningRequest } from '../model/signing-request.js';
import { readPrepared } from '../pdf/prepared-file.js';
import { digestOf, fillSignature } from '../pdf/signature-prepare.js';
import type { PreparedSignature } from '../pdf/signature-prepare.js';
import { signatureValue } from '../signers/_checked.js';
import { timestampAttribute } from './sign-pdf.js';
import type { Signed, SignRequest } from './sign-pdf.js';
import type { TimeStamping } from './time-stamping.js';

/** What came back from whoever signed. */
export interface ForeignSignature {
  /** The value over the attributes; ECDSA in DER or as r‖s. */
  value: Uint8Array;
  /** The signer's certificate in DER, where the request lacks it; issuers after it, or in `chain`. */
  certificate?: Uint8Array | undefined;
  chain?: readonly Uint8Array[] | undefined;
  /** DER of the attributes that were signed, where the service changed them. */
  attributes?: Uint8Array | undefined;
  /** The current time. */
  now: Date;
  /** Time-stamps the value, for level B-T. */
  stamping?: TimeStamping | undefined;
  /** May refuse the signer's chain, once the value is known to be good. */
  approve?: SignRequest['approve'];
}

/** The signed file, and what the user should know of it. */
export interface Finished extends Signed {
  notes: Text[];
}

const again = text(
  'Förbered filen på nytt med fardplan sign prepare, och låt underteckna den nya begäran.',
  'Prepare the file again with fardplan sign prepare, and have the new request signed.',
);

const refused = (sv: string, en: string, help: Text = again): Failure => new Failure(text(sv, en), help);

const der = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const day = (date: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' }).format(
    date,
  );

/** The empty signature, once file and request are known to belong together and to be as they were written. */
function checkTogether(pdf: Uint8Array<ArrayBuffer>, request: SigningRequest, now: Date): PreparedSignature {
  if (now > new Date(request.expires)) {
    const when = day(new Date(request.expires));
    throw refused(`Begäran gick ut ${when}.`, `The request expired on ${when}.`);
  }
  if (createHash('sha256').update(pdf).digest('hex') === request.prepared.sha256) {
    const found = readPrepared(pdf, request.field);
    if (found.empty) return found;
  }
  if (isFinished(pdf, request))
    throw refused(
      `Fältet ${request.field} i filen är redan ifyllt.`,
      `The field ${request.field} of the file is already filled in.`,
      text(
        'Ange filen som fardplan sign prepare skrev, oförändrad.',
        'Give the file that fardplan sign prepare wrote, unchanged.',
      ),
    );
  const { name } = request.prepared;
  throw refused(
    `Filen är inte den som begäran gäller (${name}), eller så har den ändrats sedan den förbereddes.`,
    `The file is not the one that the request is for (${name}), or it has been changed since it was prepared.`,
    text(
      'Ange den förberedda filen, oförändrad, och den begäran som skrevs med den.',
      'Give the prepared file, unchanged, and the request that was written with it.',
    ),
  );
}

/** Whether the file is the prepared one, with something in the room for the signature. */
function isFinished(pdf: Uint8Array<ArrayBuffer>, { field, document }: SigningRequest): boolean {
  try {
    const found = readPrepared(pdf, field);
    return !found.empty && Buffer.from(digestOf(found, document.hash)).toString('base64') === document.digest;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

function chooseCertificate(request: SigningRequest, given: ForeignSignature): CertificateFacts {
  const own = given.certificate ?? (request.certificate ? der(request.certificate.der) : undefined);
  if (!own)
    throw refused(
      'Undertecknarens certifikat saknas.',
      "The signer's certificate is missing.",
      text(
        'Ange det som tjänsten lämnade med --certificate FIL.',
        'Give the one that the service returned with --certificate FILE.',
      ),
    );
  const sha256 = createHash('sha256').update(own).digest('hex');
  if (request.certificate && sha256 !== request.certificate.sha256)
    throw refused(
      'Certifikatet är ett annat än det som begäran gjordes för.',
      'The certificate is another than the one that the request was made for.',
    );
  return readCertificate(own);
}

/** The attributes that were signed: those of the request, or those that the service made of them. */
function chooseAttributes(
  request: SigningRequest,
  given: ForeignSignature,
  digest: Uint8Array,
  certificate: CertificateFacts,
): Uint8Array {
  const asked = der(request.toBeSigned.attributes);
  const attributes = given.attributes ?? asked;
  if (request.certificate && !equalBytes(attributes, asked))
    throw refused(
      'Tjänsten har undertecknat andra attribut än begäran gällde.',
      'The service has signed other attributes than the request was for.',
      text(
        'Använd inte svaret. Fråga den som driver tjänsten.',
        'Do not use the answer. Ask whoever runs the service.',
      ),
    );
  const fault = attributesFault(attributes, digest, certificate);
  if (fault)
    throw refused(
      `De undertecknade attributen kan inte användas. ${fault.sv}`,
      `The signed attributes cannot be used. ${fault.en}`,
      given.attributes
        ? text(
            'Använd inte svaret. Fråga den som driver tjänsten.',
            'Do not use the answer. Ask whoever runs the service.',
          )
        : text(
            'Ange de attribut som tjänsten lämnade tillbaka (ToBeSignedBytes) med --signed-attributes FIL.',
            'Give the attributes that the service returned (ToBeSignedBytes) with --signed-attributes FILE.',
          ),
    );
  return attributes;
}

/** The value as CMS has it, with the scheme that it was made by: the one asked for, or another that the key can. */
function chooseValue(
  certificate: CertificateFacts,
  { algorithm: { hash, scheme } }: SigningRequest,
  attributes: Uint8Array,
  value: Uint8Array,
): { value: Uint8Array; algorithm: SignatureAlgorithm } {
  const own = signingAlgorithm(certificate).scheme;
  const schemes = new Set([scheme, own, signingAlgorithm(certificate, 'RSA-PSS').scheme]);
  for (const each of schemes) {
    const algorithm: SignatureAlgorithm = { scheme: each, hash };
    const found = signatureValue(certificate.der, algorithm, attributes, value);
    if (found) return { value: found, algorithm };
  }
  throw refused(
    `Underskriften stämmer inte: den är inte gjord över den här begäran med nyckeln till certifikatet för ${subjectName(certificate)}.`,
    `The signature does not match: it was not made over this request with the key of the certificate of ${subjectName(certificate)}.`,
    text(
      'Kontrollera att underskrift, certifikat och begäran hör ihop. Filen är orörd; inget har skrivits.',
      'Check that signature, certificate and request belong together. The file is untouched; nothing has been written.',
    ),
  );
}

/**
 * Puts a signature that was made elsewhere into the file that was prepared for it (PAdES B-B, or B-T with a time-stamp). Everything is computed anew from the file; of the
 * request nothing is believed. Refuses, with the reason, whatever does not belong together.
 */
export async function finishExternal(
  pdf: Uint8Array<ArrayBuffer>,
  request: SigningRequest,
  given: ForeignSignature,
): Promise<Finished> {
  const prepared = checkTogether(pdf, request, given.now);
  const digest = digestOf(prepared, request.algorithm.hash);
  const own = chooseCertificate(request, given);
  checkUsable(own, given.now);
  const attributes = chooseAttributes(request, given, digest, own);
  const { value, algorithm } = chooseValue(own, request, attributes, given.value);
  const others = [...(given.chain ?? []), ...request.chain.map(der)].map(readCertificate);
  const [, ...issuers] = chainOf(own, others);
  const chain: [CertificateFacts, ...CertificateFacts[]] = [own, ...issuers];
  await given.approve?.(chain);
  const unsigned = given.stamping ? [await timestampAttribute(given.stamping, algorithm.hash, value)] : [];
  const cms = assembleSignedData({ attributes, value, algorithm, chain, unsigned });
  if (cms.length > prepared.reserve)
    throw refused(
      'Underskriften och certifikaten får inte plats i det utrymme som förbereddes.',
      'The signature and the certificates do not fit into the room that was prepared.',
      given.stamping
        ? text(
            'Sätt in den på nivå B-B, och höj den sedan med fardplan extend.',
            'Put it in at level B-B, and raise it with fardplan extend afterwards.',
          )
        : again,
    );
  const late = new Date(request.at) < own.notBefore;
  return {
    pdf: fillSignature(prepared, cms),
    field: prepared.field,
    signer: subjectName(own),
    level: given.stamping ? 'B-T' : 'B-B',
    notes: late
      ? [
          text(
            `Certifikatet utfärdades efter den tid som står i filen (${day(new Date(request.at))}). Det är väntat när tjänsten utfärdar det vid undertecknandet; bara en tidsstämpel bevisar när det skedde.`,
            `The certificate was issued after the time that stands in the file (${day(new Date(request.at))}). That is expected when the service issues it at signing; only a time-stamp proves when that was.`,
          ),
        ]
      : [],
  };
}
