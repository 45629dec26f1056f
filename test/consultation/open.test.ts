import { readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sha256 } from '../../src/core/sha256.js';
import { docx } from '../../src/importers/docx.js';
import type { Roadmap } from '../../src/model/roadmap.js';
import { commitAll, fardplan, folder, git, rubbish, workspace } from '../cli/run.js';
import { parsed } from './workspace.js';

const remiss = 'revisions/remiss.md';
const due = ['--due', '2021-12-31', '--sent', '2021-09-24'];

/** The example of Västra Götaland as it was before the round, in a repository of its own. */
function before(): string {
  const cwd = workspace('vastra-gotaland');
  rmSync(join(cwd, 'consultation'), { recursive: true });
  commitAll(cwd);
  return cwd;
}

const open = (cwd: string, ...args: string[]) =>
  fardplan(['consult', 'open', remiss, ...due, ...args], { cwd, lang: 'sv' });
const at = (cwd: string, name: string): string => join(cwd, 'consultation', name);
const round = (cwd: string): Record<string, unknown> =>
  parse(readFileSync(at(cwd, 'round.yaml'), 'utf8')) as Record<string, unknown>;

/** Every file below a folder with its bytes. */
function everything(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map(({ parentPath, name }) => [
      join(parentPath, name).slice(path.length),
      readFileSync(join(parentPath, name), 'latin1'),
    ]),
  );
}

describe('consult open', () => {
  test('writes the round, the missive and a form for everyone, bound to the commit and the very bytes', async () => {
    const cwd = before();
    const commit = git(cwd, 'rev-parse', 'HEAD');
    const { code, stdout, stderr } = open(
      cwd,
      '--reply-to',
      'remiss@vardsamverkan.example',
      '--contact',
      'Samordnaren',
    );
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe(
      `consultation: remissen remiss-2021 är klar att skicka. Version 1.0, commit ${commit.slice(0, 10)}, sista svarsdag 2021-12-31.\n` +
        '  remissmissiv.pdf (och .html, .md), 100 formulär i consultation/forms till 50 mottagare.\n' +
        '  Spara mappen i git. Ta in svaren med ”fardplan consult import”.\n',
    );
    expect(round(cwd)).toMatchObject({
      fardplan: 'round/v1',
      id: 'remiss-2021',
      remissversion: {
        källa: `${commit}:${remiss}`,
        version: '1.0',
        commit,
        sha256: await sha256(readFileSync(join(cwd, remiss))),
      },
      skickad: '2021-09-24',
      'svar senast': '2021-12-31',
    });
    expect(round(cwd)['mottagare']).toHaveLength(50);
    expect(readdirSync(at(cwd, 'forms'))).toHaveLength(100);
    const missive = readFileSync(at(cwd, 'remissmissiv.md'), 'utf8');
    expect(missive).toContain('Västra Götalandsregionen och 49 kommuner');
    expect(missive).toContain('remiss@vardsamverkan.example');
    expect(missive).not.toMatch(/[{}]|undefined/);
    const check = fardplan(['check', '.'], { cwd, lang: 'sv' });
    expect([check.code, check.stdout]).toEqual([0, expect.stringContaining('inget att anmärka')]);
  });

  test('writes the same bytes from the same text', () => {
    const cwd = before();
    open(cwd, '-o', 'a', '--recipients', 'ale,vgr');
    open(cwd, '-o', 'b', '--recipients', 'ale', '--recipients', 'vgr');
    expect(everything(join(cwd, 'a'))).toEqual(everything(join(cwd, 'b')));
    expect(Object.keys(everything(join(cwd, 'a'))).filter((name) => name.includes('forms'))).toHaveLength(4);
  });

  test('gives forms that are read back for the right party and round, whichever kind', async () => {
    const cwd = before();
    open(cwd, '--recipients', 'dals-ed');
    const { model } = parsed(remiss, readFileSync(join(cwd, remiss), 'utf8'));
    const bytes = readFileSync(at(cwd, 'forms/dals-ed.docx'));
    const found = await docx.read({ name: 'x.docx', bytes }, { roadmap: model as Roadmap, profile: undefined });
    expect(found.answers).toMatchObject([
      { party: 'dals-ed', round: 'remiss-2021', revision: '1.0', comments: [], leftovers: [] },
    ]);
    const form = parsed('dals-ed.md', readFileSync(at(cwd, 'forms/dals-ed.md'), 'utf8'));
    expect(form.model).toMatchObject({ party: 'dals-ed', round: 'remiss-2021', comments: [], summary: '' });
    // What only the responder knows is all that it lacks.
    expect(form.diagnostics.map(({ message }) => message.sv)).toEqual([
      '”datum” har inget värde',
      '”ståndpunkt” har inget värde',
    ]);
  });

  test('is not done twice by mistake; with --force answers are left alone, and so is what was revised', () => {
    const cwd = before();
    open(cwd, '--recipients', 'ale');
    mkdirSync(at(cwd, 'responses'));
    writeFileSync(at(cwd, 'responses/ale.md'), 'ett svar');
    writeFileSync(
      at(cwd, 'round.yaml'),
      readFileSync(at(cwd, 'round.yaml'), 'utf8').replace(
        'skickad:',
        'reviderad: { källa: ../fardplan.md, version: "2.0" }\nskickad:',
      ),
    );
    const once = everything(join(cwd, 'consultation'));
    const again = open(cwd, '--recipients', 'ale,vgr');
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('där pågår en remissomgång. Ingenting har skrivits');
    expect(everything(join(cwd, 'consultation'))).toEqual(once);
    expect(open(cwd, '--recipients', 'ale,vgr', '--force').code).toBe(0);
    expect(readFileSync(at(cwd, 'responses/ale.md'), 'utf8')).toBe('ett svar');
    expect(round(cwd)).toMatchObject({
      mottagare: ['vgr', 'ale'],
      reviderad: { källa: '../fardplan.md', version: '2.0' },
    });
    writeFileSync(join(cwd, remiss), `${readFileSync(join(cwd, remiss), 'utf8')}\nMer.\n`);
    git(cwd, 'commit', '--quiet', '-am', 'Mer');
    expect(open(cwd, '--force').stderr).toContain('Obs: mappen har 1 svar på den text som skickades ut förut.');
  });

  test('writes nothing when one file cannot be written', () => {
    const cwd = before();
    // A folder where the last of the forms shall be.
    mkdirSync(at(cwd, 'forms/ockero.md'), { recursive: true });
    const { code, stderr } = open(cwd);
    expect([code, stderr]).toEqual([2, expect.stringContaining('ockero.md finns redan; ingenting har skrivits')]);
    expect(Object.keys(everything(join(cwd, 'consultation')))).toEqual([]);
  });

  test('takes a revision in git, also from a folder below, and then names that commit', () => {
    const cwd = before();
    const first = git(cwd, 'rev-parse', 'HEAD');
    git(cwd, 'tag', 'remiss');
    writeFileSync(join(cwd, remiss), 'annat');
    git(cwd, 'commit', '--quiet', '-am', 'Senare');
    const done = fardplan(['consult', 'open', 'remiss:revisions/remiss.md', ...due, '--recipients', 'ale'], {
      cwd,
      lang: 'sv',
    });
    expect(done.code).toBe(0);
    expect(round(cwd)['remissversion']).toMatchObject({ källa: `${first}:${remiss}`, commit: first });
    const below = fardplan(['consult', 'open', 'remiss:./remiss.md', ...due, '--recipients', 'ale', '-o', 'här'], {
      cwd: join(cwd, 'revisions'),
      lang: 'sv',
    });
    expect([below.code, parse(readFileSync(join(cwd, 'revisions/här/round.yaml'), 'utf8'))]).toMatchObject([
      0,
      { remissversion: { källa: `${first}:${remiss}` } },
    ]);
  });

  test('refuses a text that is not committed; one outside git is kept as a copy, and the missive is a draft', () => {
    const cwd = before();
    writeFileSync(join(cwd, remiss), `${readFileSync(join(cwd, remiss), 'utf8')}\nMer.\n`);
    const changed = open(cwd);
    expect([changed.code, changed.stderr]).toEqual([
      2,
      expect.stringContaining('inte är sparade i git, och skickas inte ut'),
    ]);
    expect(existsSync(join(cwd, 'consultation'))).toBe(false);
    const loose = workspace('vastra-gotaland');
    rmSync(join(loose, 'consultation'), { recursive: true });
    const done = open(loose, '--recipients', 'ale');
    expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('Obs: färdplanen ligger inte i git')]);
    expect(done.stderr).not.toContain('Spara mappen i git');
    expect(round(loose)['remissversion']).toMatchObject({ källa: 'remissversion.md' });
    expect(readFileSync(at(loose, 'remissversion.md'))).toEqual(readFileSync(join(loose, remiss)));
    expect(readFileSync(at(loose, 'remissmissiv.md'), 'utf8')).toContain('UTKAST');
  });

  test.each([
    [['--due', '2021-13-01'], '”2021-13-01” efter --due är inget datum'],
    [['--due', '2021-09-01'], 'är före den dag remissen skickas'],
    [['--recipients', 'aale'], 'Menade du ”ale”?'],
    [['--recipients', 'ale,ale'], 'två gånger'],
    [['--format', 'odt'], 'inget formulär av slaget ”odt”'],
    [['--id', 'Remiss 2021'], 'kan inte vara ett id'],
    [['--parties', 'nej.yaml'], 'nej.yaml'],
    [['--missive', 'nej.md'], 'nej.md'],
  ])('%j is refused with the reason, and nothing is written', (args, words) => {
    const cwd = before();
    const { code, stderr } = open(cwd, ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(stderr).not.toMatch(rubbish);
    expect(existsSync(join(cwd, 'consultation'))).toBe(false);
  });

  test('refuses a roadmap with errors, a file that is none, and a workspace without a register', () => {
    const cwd = before();
    writeFileSync(join(cwd, 'fel.md'), '---\nfardplan: roadmap/v1\n---\n\n# Fel\n');
    rmSync(join(cwd, 'parties.yaml'));
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '--quiet', '-m', 'Fel');
    const run = (path: string) => fardplan(['consult', 'open', path, ...due], { cwd, lang: 'sv' });
    expect(run('fel.md')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('har fel och skickas inte ut: rad') as string,
    });
    expect(run('README.md')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('säger inte vad den är') as string,
    });
    expect(run(remiss)).toMatchObject({ code: 2, stderr: expect.stringContaining('inget register') as string });
  });

  test('uses the wording of the workspace, says where a word in it means nothing, and leaves out what is empty', () => {
    const cwd = before();
    mkdirSync(join(cwd, 'documents'));
    const own = (body: string, head = '') =>
      writeFileSync(
        join(cwd, 'documents/remissmissiv.md'),
        `---\nfardplan: missive/v1\n${head}---\n\n# Remiss av {färdplan}\n\n${body}`,
      );
    own('Hej.\n\nSvara {svar senst}.\n');
    const wrong = open(cwd);
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/remissmissiv\.md:9: \{svar senst\}[^]*Menade du \{svar senast\}\?/),
    ]);
    own(
      'Svara **{svar senast}** till {svar till}.\n\n## Kontakt\n\n{kontakt}\n',
      'avsändare: Kansliet\nsvar till: svar@kansliet.example\n',
    );
    expect(open(cwd, '--recipients', 'ale').code).toBe(0);
    const missive = readFileSync(at(cwd, 'remissmissiv.md'), 'utf8');
    expect(missive).toContain('Svara **31 december 2021** till <svar@kansliet.example>.');
    expect(missive).toContain('Kansliet');
    expect(missive).not.toContain('Kontakt');
    expect(fardplan(['check', '.'], { cwd }).code).toBe(0);
  });

  test('takes forms of one kind only, and a title and an id', () => {
    const cwd = before();
    expect(open(cwd, '--format', 'docx', '--recipients', 'ale', '--id', 'r1', '--title', 'Vår remiss').code).toBe(0);
    expect(readdirSync(at(cwd, 'forms'))).toEqual(['ale.docx']);
    expect(round(cwd)).toMatchObject({ id: 'r1', titel: 'Vår remiss' });
    expect(readFileSync(at(cwd, 'remissmissiv.md'), 'utf8')).toContain('som Word-fil.');
  });

  test('in an empty folder says what is missing', () => {
    const { code, stderr } = fardplan(['consult', 'open', 'fardplan.md', ...due], { cwd: folder() });
    expect(code).toBe(2);
    expect(stderr).not.toMatch(rubbish);
  });
});
