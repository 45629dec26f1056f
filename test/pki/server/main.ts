import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { revocationList } from './crl.js';
import type { CrlLie, Lies, OcspLie, Seen, Told, TsaLie } from './messages.js';
import { answerOcsp } from './ocsp.js';
import { send } from './transport.js';
import type { Answer } from './transport.js';
import { answerTimestamp } from './tsa.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

let world: World | undefined;
let server: Server | undefined;
const seen: Seen[] = [];

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function answer(what: string, id: string, rest: string, body: Uint8Array, lie: string | undefined): Answer {
  if (!world) throw new Error('not set up');
  switch (what) {
    case 'tsa':
      return { type: 'application/timestamp-reply', body: answerTimestamp(body, id, world, lie as TsaLie) };
    case 'ocsp': {
      // RFC 6960, A.1: with GET the request is in the path.
      const request = rest ? Buffer.from(decodeURIComponent(rest), 'base64') : body;
      return { type: 'application/ocsp-response', body: answerOcsp(request, id, world, lie as OcspLie) };
    }
    case 'crl':
      return { type: 'application/pkix-crl', body: revocationList(id.replace(/\.crl$/, ''), world, lie as CrlLie) };
    case 'ca':
      return { type: 'application/pkix-cert', body: world.get(id.replace(/\.cer$/, '')).certificate };
    default:
      throw new Error(`no ${what}`);
  }
}

function listen(port: number): Promise<void> {
  const own = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const body = await bodyOf(request);
      seen.push({ method: request.method ?? '', path, headers, body });
      const [, told, what = '', id = '', rest = ''] =
        /^(?:\/lie\/([\w-]+))?\/(\w+)\/([\w.-]+)(?:\/(.*))?$/.exec(path) ?? [];
      const lie = told ?? world?.lies[what as keyof Lies];
      send(request, response, answer(what, id, rest, body, lie), lie);
    })().catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(404, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
  server = own;
  return new Promise((resolve, reject) => {
    own.once('error', reject);
    own.listen(port, '127.0.0.1', resolve);
  });
}

async function obey(message: Told): Promise<void> {
  if ('setup' in message) {
    world = openWorld(message.setup);
    await listen(message.setup.port);
  } else if ('now' in message) {
    world?.setNow(message.now);
  } else if ('lies' in message) {
    if (world) world.lies = message.lies;
  }
}

process.on('message', (message: Told) => {
  obey(message).then(
    () => process.send?.({ requests: 'requests' in message ? seen : [] }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
// Whoever started it is gone.
process.on('disconnect', () => {
  server?.closeAllConnections();
  process.exit(0);
});
