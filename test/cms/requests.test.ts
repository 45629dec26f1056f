import { createHash, randomBytes } from 'node:crypto';
import { fromBER } from 'asn1js';
import fc from 'fast-check';
import { OCSPRequest, TimeStampReq } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ocspRequest } from '../../src/cms/ocsp-request.js';
import { timestampRequest } from '../../src/cms/timestamp-request.js';
import type { ReadCertificate } from '../../src/cms/verify-certificate.js';
import { openPki } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';
import { runs } from '../setup/runs.js';
import { certificateOf } from '../sign/network.js';

// What is written here by hand, read by another.

describe('a question to a time-stamping authority', () => {
  it('says digest, nonce, policy, and that the certificate shall come along', () => {
    const arcs = fc.array(fc.integer({ min: 0, max: 2 ** 31 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        fc.option(
          arcs.map((all) => `1.3.${all.join('.')}`),
          { nil: undefined },
        ),
        fc.constantFrom('SHA-256' as const, 'SHA-384' as const, 'SHA-512' as const),
        (nonce, policy, hash) => {
          const digest = createHash(hash.replace('-', '')).update('beslut').digest();
          const der = timestampRequest({ hash, digest, nonce, policy });
          const { result, offset } = fromBER(der);
          expect(offset).toBe(der.length);
          const read = new TimeStampReq({ schema: result });
          expect(read.version).toBe(1);
          expect(Buffer.from(read.messageImprint.hashedMessage.valueBlock.valueHexView)).toEqual(digest);
          expect(read.reqPolicy).toBe(policy);
          expect(read.certReq).toBe(true);
          const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
          expect(number(read.nonce?.valueBlock.valueHexView ?? new Uint8Array(1))).toBe(number(nonce));
        },
      ),
      runs(),
    );
  });
});

describe('a question to a responder', () => {
  let pki: Pki;
  let certificate: ReadCertificate;
  let issuer: ReadCertificate;
  beforeAll(async () => {
    pki = await openPki();
    [certificate, issuer] = [certificateOf(pki, 'p-256'), certificateOf(pki, 'issuer')];
  });

  it.each([true, false])('names certificate and issuer, nonce: %s', (withNonce) => {
    const nonce = withNonce ? new Uint8Array(randomBytes(16)) : undefined;
    const der = ocspRequest({ certificate, issuer, nonce });
    const { result, offset } = fromBER(der);
    expect(offset).toBe(der.length);
    const { requestList, requestExtensions } = new OCSPRequest({ schema: result }).tbsRequest;
    const [asked, ...more] = requestList;
    expect(more).toEqual([]);
    expect(Buffer.from(asked?.reqCert.serialNumber.valueBlock.valueHexView ?? [])).toEqual(
      Buffer.from(certificate.serial),
    );
    const name = createHash('sha1').update(issuer.subject).digest();
    expect(Buffer.from(asked?.reqCert.issuerNameHash.valueBlock.valueHexView ?? [])).toEqual(name);
    // The key identifier of the issuer is made the same way (RFC 5280, 4.2.1.2, method 1).
    expect(Buffer.from(asked?.reqCert.issuerKeyHash.valueBlock.valueHexView ?? [])).toEqual(
      Buffer.from(issuer.subjectKeyId ?? []),
    );
    const [extension] = requestExtensions ?? [];
    const value = extension?.extnValue.valueBlock.valueHexView;
    expect(value && Buffer.from(value).subarray(2)).toEqual(nonce && Buffer.from(nonce));
  });
});
