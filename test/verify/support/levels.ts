import { readTimestampResponse } from '../../../src/cms/read-timestamp.js';
import { ocspRequest } from '../../../src/cms/ocsp-request.js';
import { timestampRequest } from '../../../src/cms/timestamp-request.js';
import { readStrictCertificate } from '../../../src/cms/verify-certificate.js';
import type { Verdict } from '../../../src/model/verdict.js';
import { verifyPdf } from '../../../src/verify/verify.js';
import type { VerifyOptions } from '../../../src/verify/verify.js';
import { openPki } from '../../pki/pki.js';
import { revocationList } from '../../pki/server/crl.js';
import { answerOcsp } from '../../pki/server/ocsp.js';
import { answerTimestamp } from '../../pki/server/tsa.js';
import { openWorld } from '../../pki/server/world.js';
import { tlv } from './der-writer.js';
import { sha } from './identities.js';
import type { Identity } from './identities.js';
import { baseObjects, ordforande, signFile, stream, update, writeFile } from './pdf-writer.js';
import type { Bodies, SignOptions } from './pdf-writer.js';

const day = 86_400_000;

/** The test PKI, and its services answered in this process so that their clock can be set to any time. */
export const pki = await openPki({ now: new Date('2024-03-18T08:16:11Z') });

const world = openWorld({
  port: 0,
  base: pki.base,
  reference: pki.now.getTime(),
  now: pki.now.getTime(),
  lies: {},
  policy: '1.3.6.1.4.1.32473.2.1',
  entries: [...pki.issued.values()].map(({ id, row, certificate, subject, serial, key }) => ({
    ...{ id, row, certificate, subject, serial },
    chain: pki.get(id).chain,
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  })),
});

/** A time so many days after the signing. */
export const days = (count: number): Date => new Date(pki.now.getTime() + count * day);

/** Verifies with the root of the PKI trusted. */
export const judge = (bytes: Uint8Array, at: Date, options: Partial<VerifyOptions> = {}): Promise<Verdict> =>
  verifyPdf(bytes, { file: 'beslut.pdf', trust: [pki.root], at, ...options });

/** An entry of the PKI as the writers of these tests want it. */
export function identityOf(id: string): Identity {
  const issued = pki.issued.get(id);
  if (!issued) throw new Error(`no ${id}`);
  const { row, key, certificate, subject, serial } = issued;
  const issuer = pki.issued.get(row.issuer ?? id)?.subject ?? subject;
  return { name: row.name, key, der: certificate, subject, issuer, serial: tlv(2, serial) };
}

/** The issuers of an entry, nearest first, without the root. */
const issuersOf = (id: string): string[] => {
  const { issuer } = pki.get(id).row;
  return issuer === undefined || issuer === 'root' ? [] : [issuer, ...issuersOf(issuer)];
};

/** A time-stamp token over `bytes`, made on the given day. */
export function token(bytes: Uint8Array, at: Date, tsa = 'tsa'): Uint8Array {
  world.setNow(at.getTime());
  const request = timestampRequest({
    hash: 'SHA-256',
    digest: sha(bytes),
    nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  });
  const answer = readTimestampResponse(answerTimestamp(request, tsa, world));
  if (!answer.token) throw new Error(`no token: ${answer.words}`);
  return answer.token;
}

/** What an authority says of an entry on the given day: an OCSP response where its issuer gives one, else its list. */
export function evidence(id: string, at: Date): { ocsp: Uint8Array[]; crls: Uint8Array[] } {
  world.setNow(at.getTime());
  const { row, certificate } = pki.get(id);
  const issuer = row.issuer ?? 'root';
  if (!pki.get(issuer).row.publishes?.includes('ocsp')) return { ocsp: [], crls: [revocationList(issuer, world)] };
  const question = ocspRequest({
    certificate: readStrictCertificate(certificate),
    issuer: readStrictCertificate(pki.get(issuer).certificate),
  });
  return { ocsp: [answerOcsp(question, issuer, world)], crls: [] };
}

export interface SignedOptions extends Partial<SignOptions> {
  /** Stamp the signature value, on this day. */
  stampedAt?: Date;
  tsa?: string;
  base?: Uint8Array;
}

/** Signed by an entry of the PKI: B-B, or B-T with `stampedAt`. */
export function signed(id: string, { stampedAt, tsa, base, ...more }: SignedOptions = {}): Buffer {
  const stamp = stampedAt && { stamp: (value: Uint8Array) => [token(value, stampedAt, tsa)] };
  return signFile(base ?? writeFile(), {
    signer: identityOf(id),
    chain: issuersOf(id).map(identityOf),
    room: 6000,
    ...more,
    cms: { ...stamp, ...more.cms },
  });
}

const binary = (der: Uint8Array): string => stream(Buffer.from(der).toString('latin1'));

/** What the catalog, the form and the first page say after so many document time-stamps (objects from 100, 10 apart). */
function around(stamps: number, store: number | null): Bodies {
  const base = baseObjects();
  const fields = Array.from({ length: stamps }, (_, index) => `${100 + index * 10} 0 R`).join(' ');
  return {
    1: String(base[1]).replace('/Pages', store === null ? '/Pages' : `/DSS ${store} 0 R /Pages`),
    3: String(base[3]).replace('9 0 R]', `9 0 R ${fields}]`),
    10: String(base[10]).replace('9 0 R]', `9 0 R ${fields}]`),
  };
}

export interface StoreOptions {
  /** Entries whose certificates, issuers and revocation information are kept. */
  about: string[];
  at: Date;
  /** Document time-stamps so far. */
  stamps?: number;
  /** Number of the store's object. */
  number?: number;
  without?: 'revocation';
}

/** Adds a document security store: B-LT. */
export function stored(file: Uint8Array, { about, at, stamps = 0, number = 30, without }: StoreOptions): Buffer {
  const ids = [...new Set(about.flatMap((id) => [id, ...issuersOf(id)]))];
  const certificates = ids.map((id) => pki.get(id).certificate);
  const found = without ? [] : ids.map((id) => evidence(id, at));
  const bodies: Bodies = {};
  let next = number + 1;
  const list = (pieces: readonly Uint8Array[]): string =>
    `[${pieces
      .map((der) => {
        bodies[next] = binary(der);
        return `${next++} 0 R`;
      })
      .join(' ')}]`;
  const certs = list(certificates);
  const ocsp = list(found.flatMap((each) => each.ocsp));
  const crls = list(found.flatMap((each) => each.crls));
  bodies[number] = `<< /Type /DSS /Certs ${certs} /OCSPs ${ocsp} /CRLs ${crls} >>`;
  return update(file, { ...around(stamps, number), ...bodies }, undefined, 300);
}

/** Adds document time-stamp number `index` (from 0): B-LTA. `store` is the object of the security store, if there is one. */
export function stamped(
  file: Uint8Array,
  at: Date,
  { index = 0, tsa = 'tsa', store = 30 }: { index?: number; tsa?: string; store?: number | null } = {},
): Buffer {
  const field = 100 + index * 10;
  const room = 6000;
  const blank = '[0 1111111111 2222222222 3333333333]';
  const hole = `<${'0'.repeat(room * 2)}>`;
  const whole = update(
    file,
    {
      ...around(index + 1, store),
      [field]: `<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 /Rect [0 0 0 0] /P 3 0 R /T (stamp${index + 1}) /V ${field + 1} 0 R >>`,
      [field + 1]:
        `<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange ${blank} /Contents ${hole} >>`,
    },
    undefined,
    300,
  );
  const start = whole.indexOf(hole, file.length);
  const end = start + hole.length;
  whole.write(
    `[0 ${start} ${end} ${whole.length - end}]`.padEnd(blank.length),
    whole.indexOf(blank, file.length),
    'latin1',
  );
  const covered = Buffer.concat([whole.subarray(0, start), whole.subarray(end)]);
  whole.write(Buffer.from(token(covered, at, tsa)).toString('hex'), start + 1, 'latin1');
  return whole;
}

/** One file at every level, signed on day 0 by the same entry. */
export function atLevels(id: string): Record<'B-B' | 'B-T' | 'B-LT' | 'B-LTA', Buffer> {
  const soon = days(0.01);
  const stampedOnce = signed(id, { stampedAt: soon });
  const kept = stored(stampedOnce, { about: [id, 'tsa'], at: days(0.02) });
  return { 'B-B': signed(id), 'B-T': stampedOnce, 'B-LT': kept, 'B-LTA': stamped(kept, days(0.03)) };
}

export { ordforande };
