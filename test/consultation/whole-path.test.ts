import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, decide, dispose, inWord, revise, sendOut } from './whole-path.js';

test('from the text that is sent out to the decision with its receipt', { timeout: 180_000 }, async () => {
  const round = sendOut();
  const { path, run } = round;
  const file = (...names: string[]) => readFileSync(join(path, ...names), 'utf8');

  const taken = await answer(round);
  expect(taken).toMatchObject({ code: 0, stderr: '' });
  expect(taken.stdout).toContain('13 in, 0 oförändrade, 0 utanför');
  for (const party of inWord) {
    const response = file('consultation', 'responses', `${party}.md`);
    expect(response).toContain(`fil: ${party}.docx`);
  }
  round.commit('Svaren');
  // Nobody has dealt with anything, and nothing is revised.
  expect(run('consult', 'trace').code).not.toBe(0);
  expect(run('consult', 'status').stdout).toContain('13');

  dispose(round);
  const disposed = file('consultation', 'dispositions.yaml');
  expect(run('consult', 'export', '-o', 'hanteringar.xlsx').code).toBe(0);
  expect(run('consult', 'import', 'hanteringar.xlsx').code).toBe(0);
  expect(file('consultation', 'dispositions.yaml')).toBe(disposed);
  revise(round);
  expect(run('consult', 'trace').code).toBe(0);
  expect(run('consult', 'bind').code).toBe(0);
  round.commit('Hanteringarna bundna');
  const clean = run('consult', 'trace', '--format', 'json');
  expect(clean.code).toBe(0);
  expect((JSON.parse(clean.stdout) as { diagnostics: unknown[] }).diagnostics).toEqual([]);

  // A sentence that nobody asked for, and a disposition that is gone.
  const revised = file('fardplan.md');
  const lines = revised.split('\n');
  const at = lines.findIndex((line) => line.startsWith('## ')) + 2;
  lines[at] = `Detta har ingen bett om. ${lines[at] ?? ''}`;
  writeFileSync(join(path, 'fardplan.md'), lines.join('\n'));
  const added = run('consult', 'trace', '--format', 'github');
  expect(added.code).toBe(1);
  expect(added.stdout).toMatch(new RegExp(`^::error file=fardplan.md,line=${at + 1},`, 'm'));
  writeFileSync(join(path, 'fardplan.md'), revised);

  const report = run('consult', 'report', '-o', 'sammanstallning.pdf');
  expect(report).toMatchObject({ code: 0 });
  expect(readFileSync(join(path, 'sammanstallning.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

  const decision = decide(round);
  expect(run('check').code).toBe(0);
  const rendered = run('render', decision, '-o', 'beslut.pdf');
  expect(rendered.stderr).toContain('bunden till version 2.0');
  expect(rendered.code).toBe(0);

  const secret = ['--passphrase-file', 'losenord.txt'];
  writeFileSync(join(path, 'losenord.txt'), 'hemligt\n');
  const made = ['identity', 'create', 'Ingvar Sandhem', '-o', 'ingvar', ...secret];
  expect(run(...made).code).toBe(0);
  const key = readdirSync(join(path, 'ingvar')).find((name) => name.endsWith('.p12') && !name.startsWith('ca')) ?? '';
  const signed = run('sign', 'beslut.pdf', '-o', 'undertecknat.pdf', '--p12', join('ingvar', key), ...secret);
  expect(signed).toMatchObject({ code: 0 });
  const verified = run('verify', 'undertecknat.pdf', '--trust', 'ingvar', '--format', 'json');
  expect(JSON.parse(verified.stdout)).toMatchObject({
    indication: 'TOTAL-PASSED',
    roadmap: { version: '2.0', attachmentMatches: true },
    changes: { changes: 30, receiptMatches: true, revisionsMatch: true, sectionMatches: true, problems: [] },
  });
});
