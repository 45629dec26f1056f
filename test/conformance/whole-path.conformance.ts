import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, dispose, revise, sendOut } from '../consultation/whole-path.js';

const soffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).error === undefined;

/** Opens a Word file in LibreOffice and saves it as another, as a municipality without Word does. */
function throughLibreOffice(file: string): string {
  const out = mkdtempSync(join(tmpdir(), 'fardplan-soffice-'));
  const profile = `-env:UserInstallation=file://${join(out, 'profile')}`;
  const { status, stderr } = spawnSync(
    'soffice',
    [profile, '--headless', '--convert-to', 'docx:MS Word 2007 XML', '--outdir', out, file],
    { encoding: 'utf8', timeout: 240_000 },
  );
  if (status !== 0) throw new Error(stderr);
  return join(out, basename(file));
}

test.skipIf(!soffice)(
  `a form that was filled and saved in LibreOffice is taken in as the others${soffice ? '' : ' (skipped without LibreOffice)'}`,
  async () => {
    const direct = sendOut();
    expect(await answer(direct)).toMatchObject({ code: 0 });
    const round = sendOut();
    const taken = await answer(round, (file, party) => (party === 'boras' ? throughLibreOffice(file) : file));
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    const comments = (path: string) => {
      const { stdout } = direct.run('consult', 'trace', join(path, 'consultation'), '--format', 'json');
      return (JSON.parse(stdout) as { comments: { ref: string; item: string | null }[] }).comments;
    };
    expect(comments(round.path)).toEqual(comments(direct.path));
    dispose(round);
    revise(round);
    expect(round.run('consult', 'trace').code).toBe(0);
  },
);
