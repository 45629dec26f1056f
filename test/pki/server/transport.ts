import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A true answer, before HTTP gets to lie about it. */
export interface Answer {
  type: string;
  body: Uint8Array;
}

const flakes = new Map<string, number>();

/** Writes for ever, as fast as it is read, until the other side leaves. */
function pourOut(response: ServerResponse): void {
  const block = Buffer.alloc(65_536, 0x30);
  const more = (): void => {
    while (!response.destroyed && response.write(block));
  };
  response.on('drain', more);
  more();
}

/** One byte a second: the connection never rests for long, the answer is never whole. */
function drip(response: ServerResponse, body: Uint8Array): void {
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + 1));
    at += 1;
    if (at === body.length) response.end();
  }, 1000);
  response.on('close', () => clearInterval(timer));
}

/** Sends an answer, the way the lie says when it is one of HTTP's own. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  lie: string | undefined,
): void {
  const path = request.url ?? '';
  const { type, body } = answer;
  const head = { 'content-type': type };
  const fail = (status: number, words: string, more: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'text/plain', ...more }).end(words);
  };
  const count = (flakes.get(path) ?? 0) + 1;
  switch (lie) {
    case 'slow': {
      const timer = setTimeout(() => response.writeHead(200, head).end(body), 60_000);
      response.on('close', () => clearTimeout(timer));
      return;
    }
    case 'drip':
      response.writeHead(200, head);
      return drip(response, body);
    case 'endless':
      response.writeHead(200, head);
      response.write(body);
      return pourOut(response);
    case 'huge-length':
      response.writeHead(200, { ...head, 'content-length': '10737418240' });
      return pourOut(response);
    case 'truncated':
      response.writeHead(200, { ...head, 'content-length': String(body.length) });
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    case 'error':
      return fail(500, 'Internal error');
    case 'busy':
      return fail(429, 'Too many requests', { 'retry-after': '0' });
    case 'flaky':
      flakes.set(path, count);
      if (count % 2 === 1) return fail(500, 'Internal error');
      break;
    case 'redirect':
      return fail(307, 'Over there', { location: path.replace('/lie/redirect', '') });
    case 'redirect-loop':
      return fail(307, 'Round and round', { location: path });
    case 'wrong-type':
      response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
      return;
    case 'page':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
      return;
    case 'garbage':
      response.writeHead(200, head).end(randomBytes(300));
      return;
    case 'empty':
      response.writeHead(200, head).end();
      return;
    case 'hang-up':
      response.destroy();
      return;
    default:
  }
  response.writeHead(200, { ...head, 'content-length': String(body.length) }).end(body);
}
