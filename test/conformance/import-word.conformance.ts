import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fardplan, folder } from '../cli/run.js';
import { aWordRoadmap } from '../init/a-word-roadmap.js';

const there = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).error === undefined;

/** Opens a file in LibreOffice and saves it as another kind, in `into`. */
function saved(cwd: string, file: string, kind: string, into: string): string {
  mkdirSync(join(cwd, into), { recursive: true });
  const profile = `-env:UserInstallation=file://${join(cwd, 'profil')}`;
  const { status, stderr } = spawnSync(
    'soffice',
    [profile, '--headless', '--convert-to', kind, '--outdir', join(cwd, into), join(cwd, file)],
    { encoding: 'utf8', timeout: 180_000 },
  );
  if (status !== 0) throw new Error(stderr);
  return `${into}/${file.replace(/^.*\//, '').replace(/\.\w+$/, '')}.${kind}`;
}

describe.skipIf(!there)(`a roadmap in LibreOffice${there ? '' : ' (skipped without LibreOffice)'}`, () => {
  test('that went through its own format and back is imported as before', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'plan.docx'), await aWordRoadmap());
    const back = saved(cwd, saved(cwd, 'plan.docx', 'odt', 'odt'), 'docx', 'igen');
    for (const [file, output] of [
      ['plan.docx', 'ett.md'],
      [back, 'två.md'],
    ] as const)
      expect(fardplan(['import', file, '-o', output], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'två.md'), 'utf8')).toBe(readFileSync(join(cwd, 'ett.md'), 'utf8'));
  }, 400_000);
});
