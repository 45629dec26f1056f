import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fardplan, rubbish, type Outcome } from '../cli/run.js';
import { passphrase, workspace } from './helpers.js';

let path: string;
const run = (...args: string[]): Outcome => fardplan(args, { cwd: path, env: { FARDPLAN_PASSPHRASE: passphrase } });
const swedish = (...args: string[]): Outcome =>
  fardplan(args, { cwd: path, env: { FARDPLAN_PASSPHRASE: passphrase }, lang: 'sv' });

beforeAll(async () => {
  ({ path } = await workspace());
  // The keys of the helpers are of 2022; a real process has a real clock.
  for (const [name, ca] of [
    ['Karin Åkerström Exempel', []],
    ['Per-Östen Provberg', ['--ca', 'id/ca.p12']],
  ] as const)
    expect(run('identity', 'create', name, '-o', 'id', ...ca).code).toBe(0);
});

describe('a case from beginning to end', () => {
  const steps: [string, string[], number, RegExp][] = [
    [
      'opened',
      ['case', 'open', 'beslut.pdf', '-o', 'arende.yaml', '--by', 'Registrator=Åsa Öberg'],
      0,
      /the case is open\. beslut\.pdf is locked/,
    ],
    ['checked', ['check', 'arende.yaml'], 0, /./],
    ['shown', ['case', 'status', 'arende.yaml'], 0, /is to sign now[\s\S]*waits/],
    ['sent', ['case', 'record', 'sent', 'arende.yaml', '--by', 'ordforande'], 0, /recorded as event 2/],
    ['misspelled', ['case', 'record', 'viwed', 'arende.yaml', '--by', 'ordforande'], 2, /Did you mean viewed\?/],
    ['unsaid whom', ['case', 'record', 'viewed', 'arende.yaml'], 2, /--by ROLE/],
    ['reminded', ['case', 'remind', 'arende.yaml', '-o', 'brev'], 0, /Nothing has been sent/],
    [
      'out of turn',
      [
        'sign',
        'beslut.pdf',
        '-o',
        'x.pdf',
        '--p12',
        'id/per-osten-provberg.p12',
        '--case',
        'arende.yaml',
        '--role',
        'sekreterare',
      ],
      1,
      /not the turn/,
    ],
    [
      'signed',
      ['sign', 'beslut.pdf', '-o', 'b1.pdf', '--p12', 'id/karin-akerstrom-exempel.p12', '--case', 'arende.yaml'],
      0,
      /signed by Karin/,
    ],
    ['half reported', ['case', 'report', 'arende.yaml', '-o', 'lage.pdf'], 0, /interim report/],
    ['closed too early', ['case', 'close', 'arende.yaml', '--trust', 'id/ca.pem'], 1, /Not everyone has signed/],
    [
      'signed again',
      ['sign', 'b1.pdf', '-o', 'b2.pdf', '--p12', 'id/per-osten-provberg.p12', '--case', 'arende.yaml'],
      0,
      /signed by Per/,
    ],
    ['closed without trust', ['case', 'close', 'arende.yaml'], 3, /not completed/],
    ['closed', ['case', 'close', 'arende.yaml', '--trust', 'id/ca.pem'], 0, /completed/],
    [
      'reported',
      [
        'case',
        'report',
        'arende.yaml',
        '-o',
        'slut.pdf',
        '--trust',
        'id/ca.pem',
        '--p12',
        'id/karin-akerstrom-exempel.p12',
      ],
      0,
      /final report, 6 events, sealed/,
    ],
    ['not reported over', ['case', 'report', 'arende.yaml', '-o', 'slut.pdf'], 2, /exists already/],
    [
      'verified',
      ['verify', 'b2.pdf', '--trust', 'id/ca.pem', '--audit', 'arende.events.jsonl'],
      0,
      /Event log arende\.events\.jsonl: TOTAL-PASSED/,
    ],
    ['sealed', ['verify', 'slut.pdf', '--trust', 'id/ca.pem'], 0, /✓ slut\.pdf/],
    ['of one file', ['verify', 'b1.pdf', 'b2.pdf', '--audit', 'arende.events.jsonl'], 2, /about one file/],
  ];
  it.each(steps)('is %s', (_, args, code, said) => {
    const { code: given, stdout, stderr } = run(...args);
    expect(stdout + stderr).toMatch(said);
    expect(stdout + stderr).not.toMatch(rubbish);
    expect(given).toBe(code);
  });

  it('is told to programs', () => {
    const status = JSON.parse(run('case', 'status', 'arende.yaml', '--format', 'json').stdout) as Record<
      string,
      unknown
    >;
    expect(status).toMatchObject({
      version: 1,
      state: 'completed',
      current: { file: 'b2.pdf', onDisk: 'same' },
      head: { events: 6 },
    });
    const verified = run(
      'verify',
      'b2.pdf',
      '--trust',
      'id/ca.pem',
      '--audit',
      'arende.events.jsonl',
      '--format',
      'json',
    );
    expect(JSON.parse(verified.stdout)).toMatchObject({
      audit: { indication: 'TOTAL-PASSED', state: 'completed', belongsToFile: true, reasons: [] },
    });
    const letter = readFileSync(join(path, 'brev', 'paminnelse-direktionens-ordforande.md'), 'utf8');
    expect(letter).toContain('Karin Åkerström Exempel');
  });

  it('is told in Swedish', () => {
    expect(swedish('case', 'status', 'arende.yaml').stdout).toMatch(
      /avslutat\n.*Karin Åkerström Exempel: undertecknade/,
    );
  });

  it('fails when the log was touched', () => {
    const log = join(path, 'arende.events.jsonl');
    const whole = readFileSync(log, 'utf8');
    writeFileSync(log, whole.replace('Åsa', 'Asa'));
    const { code, stdout } = run('verify', 'b2.pdf', '--trust', 'id/ca.pem', '--audit', 'arende.events.jsonl');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ b2\.pdf[\s\S]*line 2: /);
    expect(run('case', 'status', 'arende.yaml')).toMatchObject({ code: 1 });
    writeFileSync(log, whole);
    expect(run('case', 'status', 'arende.yaml').code).toBe(0);
  });
});
