import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { veraPdf } from '../../scripts/conformance/verapdf.mjs';
import { docx } from '../../src/importers/docx.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { commitAll, fardplan, folder, workspace } from '../cli/run.js';
import { parsed } from '../consultation/workspace.js';
import { fillForm } from '../ooxml/fill-form.js';

const there = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).error === undefined;
const out = folder();
const cwd = workspace('vastra-gotaland');
const remiss = 'revisions/remiss.md';

/** Opens a file in LibreOffice and saves it as another kind. */
function saved(file: string, kind: string, into: string): string {
  const to = join(out, into);
  mkdirSync(to, { recursive: true });
  const profile = `-env:UserInstallation=file://${join(out, 'profile')}`;
  const { status, stderr } = spawnSync('soffice', [profile, '--headless', '--convert-to', kind, '--outdir', to, file], {
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (status !== 0) throw new Error(stderr);
  return join(to, `${basename(file).replace(/\.\w+$/, '')}.${kind}`);
}

const read = async (file: string) => {
  const { model } = parsed(remiss, readFileSync(join(cwd, remiss), 'utf8'));
  return docx.read(
    { name: basename(file), bytes: readFileSync(file) },
    { roadmap: model as Roadmap, profile: undefined },
  );
};

beforeAll(() => {
  rmSync(join(cwd, 'consultation'), { recursive: true });
  commitAll(cwd);
  const { code, stderr } = fardplan(
    [
      'consult',
      'open',
      remiss,
      '--due',
      '2021-12-31',
      '--sent',
      '2021-09-24',
      '--recipients',
      'ale',
      '--reply-to',
      'remiss@vardsamverkan.example',
    ],
    { cwd },
  );
  if (code !== 0) throw new Error(stderr);
});

describe.skipIf(!there)(`an answer form in LibreOffice${there ? '' : ' (skipped without LibreOffice)'}`, () => {
  test('is read the same after it was saved as Word, and by way of ODF', async () => {
    const file = join(out, 'ale.docx');
    const filled = await fillForm(readFileSync(join(cwd, 'consultation/forms/ale.docx')), {
      stance: 'tillstyrker med synpunkter',
      body: 'Kommunstyrelsen',
      date: '2021-12-13',
      reference: 'KS 2021/00123',
      summary: 'Vi står bakom målbilden.\nMed en reservation.',
      general: 'Språket är *tydligt* & bra.',
      headings: {
        malbild: { stance: 'tillstyrker' },
        ekonomi: {
          stance: 'avstyrker',
          comment: 'För vagt.\nVem betalar?',
          motive: 'Kostnader',
          proposal: 'Regionen bär kostnaden.',
        },
        tidsplan: { comment: 'För snabbt.' },
      },
    });
    writeFileSync(file, filled);
    const sent = await read(file);
    expect(sent.answers[0]?.comments).toHaveLength(4);
    expect(sent.answers[0]?.leftovers).toEqual([]);
    expect(await read(saved(file, 'docx', 'word'))).toEqual(sent);
    expect(await read(saved(saved(file, 'odt', 'odf'), 'docx', 'back'))).toEqual(sent);
  });

  test('that nobody has filled in still says nothing', async () => {
    const form = join(cwd, 'consultation/forms/ale.docx');
    const { answers, remarks } = await read(saved(form, 'docx', 'empty'));
    expect([answers[0]?.comments, answers[0]?.leftovers, remarks]).toEqual([[], [], []]);
  });

  test('has its headings, tables and language where a reader of the screen looks for them', () => {
    const pdf = readFileSync(saved(join(cwd, 'consultation/forms/ale.docx'), 'pdf', 'pdf'), 'latin1');
    expect(pdf).toContain('/Lang(sv-SE)');
  });
});

test('the missive conforms to PDF/A-3a and PDF/UA-1 (veraPDF)', async () => {
  const answer = await veraPdf([join(cwd, 'consultation/remissmissiv.pdf')], ['3a', 'ua1']);
  if (!answer.ran) throw new Error(answer.reason);
  expect(answer.results.map(({ compliant, failures }) => [compliant, failures])).toEqual([
    [true, []],
    [true, []],
  ]);
});
