import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pem } from '../pki/pki.js';
import type { Pki } from '../pki/pki.js';

const start = promisify(execFile);

const configuration = (folder: string): string => `
[tsa]
default_tsa = own
[own]
serial = ${join(folder, 'tsa.serial')}
default_policy = 1.3.6.1.4.1.32473.2.1
digests = sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ca]
default_ca = own_ca
[own_ca]
database = ${join(folder, 'index.txt')}
crlnumber = ${join(folder, 'crlnumber')}
default_md = sha256
crl_extensions = list
[list]
authorityKeyIdentifier = keyid
`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Lets `openssl ts`, `ocsp` and `ca` answer at the addresses that the certificates of a PKI name. Gives what stops it. */
export async function startOpenSsl(pki: Pki, folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('openssl.cnf'), configuration(folder));
  writeFileSync(path('tsa.serial'), '1000');
  writeFileSync(path('crlnumber'), '1000');
  // Everybody of the table is known and valid.
  const rows = [...pki.issued.values()].map(({ serial, id }) => {
    const number = Buffer.from(serial).toString('hex').toUpperCase();
    return `V\t460101000000Z\t\t${number}\tunknown\t/CN=${id}\n`;
  });
  writeFileSync(path('index.txt'), rows.join(''));
  writeFileSync(path('index.txt.attr'), 'unique_subject = no\n');
  for (const [id, { certificate, key }] of pki.issued) {
    writeFileSync(path(`${id}.pem`), pem(certificate));
    writeFileSync(path(`${id}.key`), key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  let count = 0;
  const openssl = (...args: string[]): Promise<unknown> => start('openssl', args, { cwd: folder });

  async function answer(what: string, id: string, body: Buffer): Promise<Buffer> {
    count += 1;
    const [question, reply] = [path(`${count}.question`), path(`${count}.reply`)];
    writeFileSync(question, body);
    if (what === 'tsa') {
      const signer = ['-signer', `${id}.pem`, '-inkey', `${id}.key`, '-chain', 'tsa-issuer.pem'];
      await openssl('ts', '-reply', '-config', 'openssl.cnf', '-queryfile', question, ...signer, '-out', reply);
    } else if (what === 'ocsp') {
      const responder = pki.get(id).row.responder ?? id;
      const own = [
        '-index',
        'index.txt',
        '-CA',
        `${id}.pem`,
        '-rsigner',
        `${responder}.pem`,
        '-rkey',
        `${responder}.key`,
      ];
      await openssl('ocsp', '-reqin', question, '-respout', reply, '-ndays', '7', ...own);
    } else if (what === 'crl') {
      const own = ['-cert', `${id}.pem`, '-keyfile', `${id}.key`, '-crldays', '7'];
      await openssl('ca', '-config', 'openssl.cnf', '-gencrl', ...own, '-out', `${reply}.pem`);
      await openssl('crl', '-in', `${reply}.pem`, '-outform', 'DER', '-out', reply);
    } else return Buffer.from(pki.get(id).certificate);
    return readFileSync(reply);
  }

  const types: Record<string, string> = {
    tsa: 'application/timestamp-reply',
    ocsp: 'application/ocsp-response',
    crl: 'application/pkix-crl',
    ca: 'application/pkix-cert',
  };
  const server = createServer((request, response) => {
    void (async () => {
      const [, what = '', id = ''] = /^\/(\w+)\/([\w-]+)/.exec(request.url ?? '') ?? [];
      const body = await answer(what, id, await bodyOf(request));
      response.writeHead(200, { 'content-type': types[what] ?? 'text/plain' }).end(body);
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(pki.port, '127.0.0.1', resolve));
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
