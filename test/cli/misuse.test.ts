import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { once } from '../verify/support/files.js';
import { plainPdf } from '../sign/helpers.js';
import { fardplan, folder, rubbish, type Outcome } from './run.js';

let cwd: string;
const run = (args: string[], lang: 'sv' | 'en' = 'sv'): Outcome => {
  const outcome = fardplan(args, { cwd, env: { FARDPLAN_PASSPHRASE: 'hemligt' }, lang });
  expect(outcome.stdout + outcome.stderr).not.toMatch(rubbish);
  return outcome;
};
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(cwd, name), content);
  return name;
};

beforeEach(async () => {
  cwd = folder();
  put('a.pdf', await plainPdf());
  put('s.pdf', once);
});

describe('a list', () => {
  test.each([
    ['a PDF', (): Uint8Array => once],
    ['UTF-16', (): Uint8Array => Buffer.from('\uFEFFs.pdf\r\n', 'utf16le')],
    ['bytes', (): Uint8Array => Uint8Array.of(0x61, 0, 0x62, 10)],
  ])('that is no text but %s is wrong use, not a fault', (_, content) => {
    put('lista.txt', content());
    const { code, stdout, stderr } = run(['verify', '--list', 'lista.txt']);
    expect(stderr).toContain('lista.txt är ingen lista i UTF-8');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('may begin with a byte order mark and have Windows line ends', () => {
    put('lista.txt', '\uFEFFs.pdf\r\n\r\ns.pdf\r\n');
    expect(run(['verify', '--list', 'lista.txt']).stderr).toContain('0 kunde inte läsas');
  });
});

test('a key file is not written over, whatever is forced', () => {
  expect(run(['identity', 'create', 'Anna Exempel', '-o', '.']).code).toBe(0);
  const key = 'anna-exempel.p12';
  const before = readFileSync(join(cwd, key));
  const signed = run(['sign', 'a.pdf', '-o', `./${key}`, '--force', '--p12', key]);
  expect(signed.stderr).toContain(`./${key} är nyckelfilen`);
  expect(signed.code).toBe(2);
  const copied = run(['publish', 'a.pdf', '-o', key, '--format', 'pdf', '--force', '--seal', key]);
  expect(copied.stderr).toContain(`${key} är nyckelfilen`);
  expect(copied.code).toBe(2);
  expect(readFileSync(join(cwd, key)).equals(before)).toBe(true);
});

test('an address file that is something else is not repeated', () => {
  expect(run(['identity', 'create', 'Anna Exempel', '-o', '.']).code).toBe(0);
  put('tsa.txt', Buffer.alloc(1_000_000));
  const key = ['--p12', 'anna-exempel.p12', '--level', 'B-T'];
  const { code, stderr } = run(['sign', 'a.pdf', '-o', 'b.pdf', ...key, '--tsa-file', 'tsa.txt']);
  expect(stderr).toContain('Första raden i tsa.txt är ingen adress');
  expect(code).toBe(2);
});

test('a prepared file is told as what it is', () => {
  const prepare = ['sign', 'prepare', 'a.pdf', '-o', 'f.pdf', '--algorithm', 'ecdsa-sha256', '--request'];
  const same = run([...prepare, './f.pdf', '--force']);
  expect(same.stderr).toContain('samma namn');
  expect(existsSync(join(cwd, 'f.pdf'))).toBe(false);
  expect(run([...prepare, 'r.json']).code).toBe(0);
  const { code, stdout } = run(['verify', 'f.pdf']);
  expect(stdout).toContain('förberedd, men ingen underskrift är insatt');
  expect(code).toBe(1);
});

test('help is in one language', () => {
  for (const command of ['sign', 'verify', 'extend', 'publish', 'check'])
    expect(run([command, '--help']).stdout).not.toMatch(/choices:|default:/);
  const unwrapped = ({ stdout }: Outcome): string => stdout.replace(/\s+/g, ' ');
  expect(unwrapped(run(['case', 'open', '--help']))).toContain('(parallel, sequence; annars sequence)');
  expect(unwrapped(run(['sign', '--help'], 'en'))).toContain('B-LTA; default B-B)');
});

test('a list of issuers that is no XML is refused in words', () => {
  put('tom.xml', '');
  expect(run(['identity', 'create', 'Anna Exempel', '-o', '.']).code).toBe(0);
  const { code, stderr } = run(['verify', 's.pdf', '--trust-list', 'tom.xml', '--trust-list-signer', 'ca.pem']);
  expect(stderr).toContain('XML-koden är felskriven');
  expect(stderr).not.toContain('xmldom');
  expect(code).toBe(2);
});

test('of a web page it is said that only PDFs can be compared', () => {
  put('webb.html', '<!doctype html><p>Hej</p>');
  const { code, stderr } = run(['publish', 'webb.html', '--verify', '--original', 's.pdf']);
  expect(stderr).toContain('Bara en kopia som är PDF kan jämföras');
  expect(code).toBe(2);
});

test.each(['signer', 'territory'])('--trust-list-%s alone is refused', (which) => {
  const { code, stderr } = run(['verify', 's.pdf', `--trust-list-${which}`, 'SE']);
  expect(stderr).toContain(`--trust-list-${which} behöver också --trust-list`);
  expect(code).toBe(2);
});
