import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fardplan, rubbish, type Outcome } from '../cli/run.js';
import { passphrase, workspace } from './helpers.js';

let path: string;
const run = (args: string[], lang: 'sv' | 'en' = 'en'): Outcome => {
  const outcome = fardplan(args, { cwd: path, env: { FARDPLAN_PASSPHRASE: passphrase }, lang });
  expect(outcome.stdout + outcome.stderr).not.toMatch(rubbish);
  return outcome;
};
const read = (name: string): string => readFileSync(join(path, name), 'latin1');
const karin = 'id/karin-akerstrom-exempel.p12';
const per = 'id/per-osten-provberg.p12';
const sign = (input: string, output: string, key: string, ...more: string[]): string[] => [
  ...['sign', input, '-o', output, '--p12', key, '--case', 'arende.yaml', ...more],
];

beforeEach(async () => {
  ({ path } = await workspace());
  // The keys of the helpers are of 2022; a real process has a real clock.
  expect(run(['identity', 'create', 'Karin Åkerström Exempel', '-o', 'id']).code).toBe(0);
  expect(run(['identity', 'create', 'Per-Östen Provberg', '-o', 'id', '--ca', 'id/ca.p12']).code).toBe(0);
  expect(run(['case', 'open', 'beslut.pdf', '-o', 'arende.yaml']).code).toBe(0);
});

describe('a case is not written over', () => {
  it.each(['arende.yaml', './arende.events.jsonl', 'arende.events.jsonl.lock'])('by a signature: %s', (output) => {
    const before = [read('arende.yaml'), read('arende.events.jsonl')];
    const { code, stderr } = run(sign('beslut.pdf', output, karin, '--force'), 'sv');
    expect(stderr).toContain(`${output} hör till själva ärendet`);
    expect(code).toBe(2);
    expect([read('arende.yaml'), read('arende.events.jsonl')]).toEqual(before);
  });

  it.each(['arende.yaml', 'arende.events.jsonl', 'beslut.pdf'])('by a report: %s', (output) => {
    const before = read(output);
    const { code, stderr } = run(['case', 'report', 'arende.yaml', '-o', output, '--force']);
    expect(stderr).toContain(`${output} belongs to the case itself`);
    expect(code).toBe(2);
    expect(read(output)).toBe(before);
  });
});

it('somebody else of the case does not sign in the place of the one whose turn it is', () => {
  const refused = run(sign('beslut.pdf', 'b1.pdf', per), 'sv');
  expect(refused.stderr).toContain('Certifikatet tillhör Per-Östen Provberg (TEST), men det är');
  expect(refused.code).toBe(1);
  expect(existsSync(join(path, 'b1.pdf'))).toBe(false);
  expect(run(sign('beslut.pdf', 'b1.pdf', karin)).code).toBe(0);
});

it('a case that could not be written leaves no log behind', () => {
  mkdirSync(join(path, 'ny.yaml'));
  expect(run(['case', 'open', 'beslut.pdf', '-o', 'ny.yaml']).code).toBe(2);
  expect(existsSync(join(path, 'ny.events.jsonl'))).toBe(false);
});

it('what is told to do can be done', () => {
  const again = run(['case', 'open', 'beslut.pdf', '-o', 'arende.yaml'], 'sv');
  expect(again.stderr).toContain('Välj ett annat namn');
  expect(again.stderr).not.toContain('--force');
  const log = run(['case', 'status', 'arende.events.jsonl'], 'sv');
  expect(log.stderr).toContain('Ange ärendefilen, som slutar på .yaml');
  expect(log.code).toBe(2);
  const turn = run(sign('beslut.pdf', 'b1.pdf', per, '--role', 'sekreterare'), 'sv');
  expect(turn.stderr).toContain('är inte på tur');
});

it('a log that does not hold is said in the first line', () => {
  expect(run(sign('beslut.pdf', 'b1.pdf', karin)).code).toBe(0);
  const { code, stdout } = run(['verify', 'b1.pdf', '--trust', 'id/ca.pem', '--audit', 'id/ca.pem'], 'sv');
  expect(stdout.split('\n')[0]).toMatch(/^✗ b1\.pdf: .*Men händelseloggen håller inte\.$/);
  expect(code).toBe(1);
});

it('options that would do nothing are refused', () => {
  const key = ['--p12', karin];
  const role = run(['sign', 'beslut.pdf', '-o', 'x.pdf', ...key, '--role', 'ordforande'], 'sv');
  expect(role.stderr).toContain('--role gör ingenting utan --case');
  expect(role.code).toBe(2);
  const tsa = run(['sign', 'beslut.pdf', '-o', 'x.pdf', ...key, '--tsa', 'http://127.0.0.1:9'], 'sv');
  expect(tsa.stderr).toContain('--tsa gör ingenting på nivån B-B');
  expect(tsa.code).toBe(2);
  expect(existsSync(join(path, 'x.pdf'))).toBe(false);
});

it('one event is one event', () => {
  const { stderr } = run(['case', 'report', 'arende.yaml', '-o', 'lage.pdf'], 'sv');
  expect(stderr).toContain('lägesrapport, 1 händelse.');
});

it('when somebody has declined, the way on is to cancel; what was signed says so in the first line', () => {
  expect(run(sign('beslut.pdf', 'b1.pdf', karin)).code).toBe(0);
  const by = ['--by', 'sekreterare', '--reason', 'Jäv'];
  expect(run(['case', 'record', 'declined', 'arende.yaml', ...by]).code).toBe(0);
  const close = run(['case', 'close', 'arende.yaml', '--trust', 'id/ca.pem'], 'sv');
  expect(close.stderr).toMatch(/har avböjt att underteckna\.\n.*--cancel/);
  expect(close.stderr).not.toContain('remind');
  expect(close.code).toBe(1);
  expect(run(['case', 'close', 'arende.yaml', '--cancel', '--reason', 'Jäv']).code).toBe(0);
  const audit = ['--trust', 'id/ca.pem', '--audit', 'arende.events.jsonl'];
  const { stdout } = run(['verify', 'b1.pdf', ...audit], 'sv');
  expect(stdout.split('\n')[0]).toMatch(/^✓ b1\.pdf: .*Men ärendet är avbrutet\.$/);
});
