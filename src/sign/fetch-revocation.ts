import { ocspRequest } from '../cms/ocsp-request.js';
import { readCrl } from '../cms/read-crl.js';
import type { ReadCrl } from '../cms/read-crl.js';
import { ocspStatus, readOcspResponse } from '../cms/read-ocsp.js';
import type { ReadOcsp } from '../cms/read-ocsp.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import type { ReadCertificate } from '../cms/verify-certificate.js';
import { children, context, fieldsOf, readWhole, tags } from '../cms/verify-der.js';
import { Failure } from '../core/failure.js';
import type { HttpAnswer, HttpRequest, Host } from '../core/host.js';
import { Malformed } from '../core/malformed.js';
import type { Text } from '../core/text.js';
import { text } from '../core/text.js';

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** Lists of large issuers are tens of megabytes. */
const largestList = 64 * 1024 * 1024;
const largestAnswer = 1024 * 1024;

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

/** The body of a good answer, or why there is none. */
async function bodyOf(host: Host, request: HttpRequest): Promise<{ body: HttpAnswer['body'] } | { problem: Text }> {
  // LDAP stands in many certificates; the same is mostly at an address of the web too.
  if (!isWeb(request.url)) {
    return { problem: text(`${request.url} är ingen webbadress.`, `${request.url} is not an address of the web.`) };
  }
  try {
    const { status, body } = await host.http(request);
    const name = hostOf(request.url);
    if (status === 200) return { body };
    return { problem: text(`${name} svarade med status ${status}.`, `${name} answered with status ${status}.`) };
  } catch (error) {
    if (error instanceof Failure) return { problem: error.text };
    throw error;
  }
}

/** Runs a strict reader over what a server gave. */
function readAs<T>(url: string, what: Text, read: () => T): { read: T } | { problem: Text } {
  try {
    return { read: read() };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const name = hostOf(url);
    return {
      problem: text(
        `Svaret från ${name} är ${what.sv}. ${error.text.sv}`,
        `The answer from ${name} is ${what.en}. ${error.text.en}`,
      ),
    };
  }
}

/** One question to an OCSP responder. */
export interface OcspFetch {
  url: string;
  /** GET is the way of RFC 5019, for responders that only have ready answers. */
  method: 'POST' | 'GET';
  certificate: ReadCertificate;
  issuer: ReadCertificate;
  timeout?: number | undefined;
}

/** Asks a responder about one certificate (RFC 6960, appendix A). The answer is read, not judged; `nonce` is what was sent. */
export async function fetchOcsp(
  host: Host,
  { url, method, certificate, issuer, timeout }: OcspFetch,
): Promise<{ response: ReadOcsp; nonce?: Uint8Array } | { problem: Text }> {
  // A ready answer cannot repeat a nonce.
  const nonce = method === 'POST' ? host.random(16) : undefined;
  const question = ocspRequest({ certificate, issuer, nonce });
  const path = encodeURIComponent(Buffer.from(question).toString('base64'));
  const shared = { timeout, largest: largestAnswer };
  const got = await bodyOf(
    host,
    method === 'GET'
      ? { ...shared, method, url: `${url.replace(/\/$/, '')}/${path}` }
      : { ...shared, method, url, headers: { 'content-type': 'application/ocsp-request' }, body: question },
  );
  if ('problem' in got) return got;
  const none = text('inget OCSP-svar', 'not an OCSP response');
  const status = readAs(url, none, () => ocspStatus(got.body));
  if ('problem' in status) return status;
  if (status.read !== 'successful') {
    const name = hostOf(url);
    return { problem: text(`${name} svarade: ${status.read}.`, `${name} answered: ${status.read}.`) };
  }
  const response = readAs(url, none, () => readOcspResponse(got.body));
  if ('problem' in response) return response;
  return nonce ? { response: response.read, nonce } : { response: response.read };
}

/** Fetches a revocation list; the text says why there is none. */
export async function fetchCrl(host: Host, url: string, timeout?: number): Promise<ReadCrl | Text> {
  const got = await bodyOf(host, { method: 'GET', url, timeout, largest: largestList });
  if ('problem' in got) return got.problem;
  const list = readAs(url, text('ingen spärrlista', 'not a revocation list'), () => readCrl(der(got.body, 'X509 CRL')));
  return 'problem' in list ? list.problem : list.read;
}

/** What is published as PEM, against RFC 5280, is taken out of it. */
function der(bytes: Uint8Array, label: string): Uint8Array {
  if (bytes[0] !== 0x2d) return bytes;
  const written = new TextDecoder('latin1').decode(bytes);
  const found = new RegExp(`-----BEGIN ${label}-----([^-]*)-----END`).exec(written);
  return new Uint8Array(Buffer.from(found?.[1] ?? '', 'base64'));
}

/** Certificates in a PKCS #7 that holds nothing else (RFC 5280, 4.2.2.1), or the one that stands there by itself. */
function certificatesIn(bytes: Uint8Array): ReadCertificate[] {
  const whole = readWhole(bytes);
  const [first] = children(whole);
  if (first?.tag !== tags.oid) return [readStrictCertificate(bytes)];
  const info = fieldsOf(whole);
  info.take(tags.oid);
  const [signedData] = children(info.take(context(0)));
  const held = signedData ? children(signedData).find(({ tag }) => tag === context(0)) : undefined;
  return (held ? children(held) : []).slice(0, 10).map((each) => readStrictCertificate(each.whole.slice()));
}

/** Fetches issuers' certificates from an address of authorityInfoAccess. They prove nothing by themselves. */
export async function fetchCertificates(
  host: Host,
  url: string,
  timeout?: number,
): Promise<{ certificates: ReadCertificate[] } | { problem: Text }> {
  const got = await bodyOf(host, { method: 'GET', url, timeout, largest: largestAnswer });
  if ('problem' in got) return got;
  const found = readAs(url, text('inget certifikat', 'not a certificate'), () =>
    certificatesIn(der(got.body, 'CERTIFICATE')),
  );
  return 'problem' in found ? found : { certificates: found.read };
}
