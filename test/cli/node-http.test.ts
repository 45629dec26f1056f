import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createRawServer } from 'node:net';
import type { AddressInfo, Server as RawServer } from 'node:net';
import { createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHttp } from '../../src/cli/node-http.js';
import type { HttpRequest } from '../../src/core/host.js';
import { certificatePem } from '../../src/cms/certificate.js';
import { readPkcs12 } from '../../src/cms/pkcs12.js';
import { identity, passphrase, refusal } from '../sign/helpers.js';

const open: (Server | RawServer)[] = [];
const listening = async (server: Server | RawServer): Promise<number> => {
  open.push(server);
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return (server.address() as AddressInfo).port;
};
const serve = async (answer: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listening(createServer(answer))}`;
const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};
const get = (url: string, rest: Partial<HttpRequest> = {}, env: Record<string, string> = {}) =>
  nodeHttp({ method: 'GET', url, ...rest }, env);
const words = (body: Uint8Array): string => Buffer.from(body).toString();

afterAll(() => {
  for (const server of open) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

describe('what is asked and answered', () => {
  it('sends method, headers and body, and gives status, headers and bytes', async () => {
    const url = await serve((request, response) => {
      const { method, headers } = request;
      response.writeHead(404, { 'X-Kind': 'echo' });
      const type = headers['content-type'];
      void bodyOf(request).then((body) => response.end(JSON.stringify({ method, type, body })));
    });
    const headers = { 'content-type': 'application/timestamp-query' };
    const answer = await nodeHttp({ method: 'POST', url, headers, body: Uint8Array.of(65, 66) }, {});
    expect(answer).toMatchObject({ status: 404, headers: { 'x-kind': 'echo' } });
    expect(JSON.parse(words(answer.body))).toEqual({ method: 'POST', type: headers['content-type'], body: 'AB' });
  });

  it('turns user and password into a header, and shows neither in messages', async () => {
    const url = await serve((request, response) => void response.end(request.headers.authorization));
    const answer = await get(url.replace('//', '//anna:hemligt%C3%A5@'));
    expect(words(answer.body)).toBe(`Basic ${Buffer.from('anna:hemligtå').toString('base64')}`);
    const closed = await refusal(get('http://anna:hemligt@127.0.0.1:9/', { retries: 0 }));
    expect(`${closed.text.en}${closed.help?.en}`).not.toMatch(/anna|hemligt/);
    const nonsense = await refusal(get('ldap://anna:hemligt@kat.example/x'));
    expect(nonsense.text.sv).toBe('ldap://kat.example/x är ingen adress på nätet.');
  });
});

describe('what does not answer', () => {
  it('names the host and why', async () => {
    const port = await listening(createRawServer());
    open.pop()?.close();
    const refused = await refusal(get(`http://127.0.0.1:${port}/`, { retries: 0 }));
    expect(refused.text.sv).toBe(`127.0.0.1:${port} nås inte: ingen svarar på den porten (ECONNREFUSED).`);
    expect(refused.code).toBe(3);
    const cut = await listening(createRawServer((socket) => socket.destroy()));
    expect((await refusal(get(`http://127.0.0.1:${cut}/`, { retries: 0 }))).text.en).toContain(
      'the connection was cut',
    );
    const garbage = await listening(createRawServer((socket) => socket.end('räksmörgås\n\n')));
    expect((await refusal(get(`http://127.0.0.1:${garbage}/`))).text.en).toContain('the answer is not HTTP');
  });

  it('gives up when the time is over, whether nothing comes or something comes slowly', async () => {
    const silent = await serve(() => undefined);
    const before = performance.now();
    const nothing = await refusal(get(silent, { timeout: 300 }));
    expect(nothing.text.sv).toMatch(/^127\.0\.0\.1:\d+ svarade inte färdigt inom 0.3 sekunder\.$/);
    const dripping = await serve((_request, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect((await refusal(get(dripping, { timeout: 300 }))).text.en).toContain('did not finish answering');
    expect(performance.now() - before).toBeLessThan(3000);
  });

  it('does not read an endless answer, nor one that says it is too long', async () => {
    let sent = 0;
    const endless = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    expect((await refusal(get(endless, { largest: 100_000 }))).text.en).toContain('larger than 100000 bytes');
    expect(sent).toBeLessThan(20_000_000);
    const boasting = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100001' });
      response.flushHeaders();
    });
    expect((await refusal(get(boasting, { largest: 100_000 }))).text.en).toContain('larger than 100000 bytes');
  });
});

describe('trying again', () => {
  const failing = async (times: number, answer: (response: ServerResponse) => void) => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      if (asked <= times) answer(response);
      else response.end('nu');
    });
    return { url, asked: () => asked };
  };

  it.each([429, 500, 502, 503, 504])('after %i', async (status) => {
    const { url, asked } = await failing(1, (response) => response.writeHead(status).end());
    expect(words((await get(url)).body)).toBe('nu');
    expect(asked()).toBe(2);
  });

  it('after a connection that is cut', async () => {
    const { url } = await failing(2, (response) => response.socket?.destroy());
    expect(words((await get(url)).body)).toBe('nu');
  });

  it('as often as asked for, then gives what came last', async () => {
    const { url, asked } = await failing(9, (response) => response.writeHead(503).end('sen'));
    expect(await get(url, { retries: 1 })).toMatchObject({ status: 503 });
    expect(asked()).toBe(2);
    expect(await get(url, { retries: 0 })).toMatchObject({ status: 503 });
    expect(asked()).toBe(3);
  });

  it('never after an answer that would be the same again', async () => {
    const { url, asked } = await failing(9, (response) => response.writeHead(400).end());
    expect(await get(url)).toMatchObject({ status: 400 });
    expect(asked()).toBe(1);
  });

  it('when the server says, if there is time for it', async () => {
    const soon = await failing(1, (response) => response.writeHead(503, { 'retry-after': '1' }).end());
    const before = performance.now();
    expect(words((await get(soon.url)).body)).toBe('nu');
    expect(performance.now() - before).toBeGreaterThan(950);
    const never = await failing(9, (response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    expect(await get(never.url)).toMatchObject({ status: 429 });
    expect(never.asked()).toBe(1);
  });
});

describe('redirections', () => {
  it('are followed, but not round and round', async () => {
    const url = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step >= 3) response.end('framme');
      else response.writeHead(302, { location: `/${step + 1}` }).end();
    });
    expect(words((await get(`${url}/0`)).body)).toBe('framme');
    const round = await serve((_request, response) => response.writeHead(301, { location: '/' }).end());
    expect((await refusal(get(round))).text.en).toContain('refers elsewhere');
  });

  it('take no password and nothing posted to another host, and lead only to the web', async () => {
    const other = await serve((request, response) => void response.end(request.headers.authorization ?? 'inget'));
    const away = await serve((_request, response) => response.writeHead(307, { location: other }).end());
    expect(words((await get(away.replace('//', '//anna:hemligt@'))).body)).toBe('inget');
    const named = other.replace('127.0.0.1', 'localhost');
    const posting = await serve((_request, response) => response.writeHead(307, { location: named }).end());
    const kept = await refusal(nodeHttp({ method: 'POST', url: posting, body: 'x' }, {}));
    expect(kept.text.en).toContain(`to ${named}`);
    const file = await serve((_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    expect((await refusal(get(file))).text.sv).toContain('hänvisar vidare');
  });
});

describe('proxies', () => {
  it('are asked for plain HTTP as a proxy, for TLS through a tunnel, and not where NO_PROXY says so', async () => {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
      response.end('från proxyn');
    });
    proxy.on('connect', (request: IncomingMessage, socket) => {
      asked.push(`CONNECT ${request.url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const port = await listening(proxy);
    const env = { HTTP_PROXY: `http://anna:x@127.0.0.1:${port}`, NO_PROXY: '127.0.0.1,.intern.example' };
    expect(words((await get('http://tsa.example/a?b', {}, env)).body)).toBe('från proxyn');
    const secret = Buffer.from('anna:x').toString('base64');
    expect(asked).toEqual([`GET http://tsa.example/a?b Basic ${secret}`]);
    const straight = await serve((_request, response) => void response.end('direkt'));
    expect(words((await get(straight, {}, env)).body)).toBe('direkt');
    const tunnel = await refusal(get('https://tsa.example/', {}, env));
    expect(asked[1]).toBe('CONNECT tsa.example:443');
    expect(tunnel.text.en).toContain('tsa.example');
    expect(tunnel.text.en).toContain('proxy');
  });

  it('that ask for a password are told', async () => {
    const port = await listening(createServer((_request, response) => response.writeHead(407).end()));
    const asked = get('http://tsa.example/', { retries: 0 }, { http_proxy: `http://127.0.0.1:${port}` });
    expect((await refusal(asked)).text.en).toContain('the proxy did not let the question through');
  });
});

describe('TLS', () => {
  let port: number;
  let ca: string;

  beforeAll(async () => {
    const made = await identity({ name: 'localhost', at: new Date(), days: 10 });
    const { keys, certificates } = readPkcs12(made.p12, passphrase, 'server.p12');
    const [key] = keys;
    const key8 = Buffer.from(key?.pkcs8 ?? []);
    ca = made.authorityPem;
    const tls = createTlsServer(
      {
        key: createPrivateKey({ key: key8, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }),
        cert: certificates.map(certificatePem).join(''),
      },
      (_request, response) => void response.end('hemligt'),
    );
    port = await listening(tls);
  });

  it('is not trusted when nobody known stands behind it, not even when told not to look', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const refused = await refusal(get(`https://localhost:${port}/`)).finally(() => {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    });
    expect(refused.text.en).toContain('no trusted authority stands behind its certificate');
    expect(refused.help?.en).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('with an authority that is pointed out is judged by the name in the certificate', async () => {
    const refused = await refusal(get(`https://localhost:${port}/`, { ca: [ca] }));
    expect(refused.text.en).toContain('its certificate is for another name');
  });

  it('where none is spoken is told', async () => {
    const plain = await serve((_request, response) => void response.end());
    const refused = await refusal(get(plain.replace('http:', 'https:'), { retries: 0 }));
    expect(refused.text.en).toContain('TLS');
  });
});
