import type { ReadCertificate } from '../cms/verify-certificate.js';
import { readStrictCertificate } from '../cms/verify-certificate.js';
import { equalBytes } from '../cms/verify-der.js';
import type { Host } from '../core/host.js';
import type { Text } from '../core/text.js';
import { fetchCertificates, fetchCrl, fetchOcsp } from '../sign/fetch-revocation.js';
import type { Fetched, FetchMaterial } from './context.js';

/** The longest wait for one address, in milliseconds. */
const timeout = 15_000;
/** More addresses of a kind than this are not asked: the first usually answers. */
const mostAddresses = 3;

async function ocspOf(
  host: Host,
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  tell: (problem: Text) => void,
): Promise<Uint8Array[]> {
  for (const url of certificate.extensions.ocspUrls.slice(0, mostAddresses)) {
    const got = await fetchOcsp(host, { url, method: 'POST', certificate, issuer, timeout });
    if ('problem' in got) tell(got.problem);
    // An answer to another question, or to an old one (RFC 6960, 4.4.1).
    else if (!got.nonce || !got.response.nonce || equalBytes(got.nonce, got.response.nonce)) return [got.response.der];
  }
  return [];
}

async function crlsOf(host: Host, certificate: ReadCertificate, tell: (problem: Text) => void): Promise<Uint8Array[]> {
  for (const url of certificate.extensions.crlUrls.slice(0, mostAddresses)) {
    const got = await fetchCrl(host, url, timeout);
    if ('sv' in got) tell(got);
    else return [got.der];
  }
  return [];
}

async function issuersOf(
  host: Host,
  certificate: ReadCertificate,
  tell: (problem: Text) => void,
): Promise<Uint8Array[]> {
  for (const url of certificate.extensions.issuerUrls.slice(0, mostAddresses)) {
    const got = await fetchCertificates(host, url, timeout);
    if ('problem' in got) tell(got.problem);
    else return got.certificates.map(({ der }) => der);
  }
  return [];
}

/**
 * Fetches what a file lacks from where its certificates say: an OCSP response, else a revocation list; or the issuer's certificate. Each
 * certificate is asked about once. What cannot be had is told to `tell`, and changes nothing: the question stays open.
 */
export function fetchMaterial(host: Host, tell: (problem: Text) => void): FetchMaterial {
  const answers = new Map<string, Promise<Fetched>>();
  const ask = async (der: Uint8Array, by: Uint8Array | null): Promise<Fetched> => {
    const certificate = readStrictCertificate(der);
    if (!by) return { certificates: await issuersOf(host, certificate, tell) };
    const ocsp = await ocspOf(host, certificate, readStrictCertificate(by), tell);
    return ocsp.length > 0 ? { ocsp } : { crls: await crlsOf(host, certificate, tell) };
  };
  return ({ certificate, issuer }) => {
    const key = `${Buffer.from(certificate).toString('base64')} ${issuer ? Buffer.from(issuer).toString('base64') : ''}`;
    const answer = answers.get(key) ?? ask(certificate, issuer);
    answers.set(key, answer);
    return answer;
  };
}
