import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, fardplan, folder, git, rubbish, workspace } from './run.js';

const edit = (path: string, change: (text: string) => string): void => {
  const text = readFileSync(path, 'utf8');
  const edited = change(text);
  if (edited === text) throw new Error(`nothing to change in ${path}`);
  writeFileSync(path, edited);
};

const dispositions = (cwd: string) => join(cwd, 'consultation', 'dispositions.yaml');

describe('consult trace', () => {
  test('says that all is well, in a workspace, a round or a folder that is named', () => {
    const cwd = workspace('vastra-gotaland');
    for (const [args, at] of [
      [[], cwd],
      [[], join(cwd, 'consultation')],
      [[cwd], folder()],
      [['--round', join(cwd, 'consultation')], folder()],
    ] as const) {
      const { code, stdout, stderr } = fardplan(['consult', 'trace', ...args], { cwd: at, lang: 'sv' });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('✓ Varje synpunkt har en hantering och varje ändring en förklaring');
      expect(stdout).toMatch(/ 0 {2}utan hantering/);
    }
  });

  test('stops at a sentence that nobody asked for, in every format', () => {
    const cwd = workspace('vastra-gotaland');
    edit(join(cwd, 'fardplan.md'), (text) => text.replace('Inga nya organ inrättas.', 'Ett nytt organ inrättas.'));
    const line =
      readFileSync(join(cwd, 'fardplan.md'), 'utf8')
        .split('\n')
        .findIndex((each) => each.includes('Ett nytt organ')) + 1;
    const pretty = fardplan(['consult', 'trace'], { cwd });
    expect(pretty.code).toBe(1);
    expect(pretty.stdout).toContain(`fardplan.md:${line}:`);
    expect(pretty.stdout).toContain('is explained neither by a comment nor by a reason of the drafter’s own');
    const json = JSON.parse(fardplan(['consult', 'trace', '--format', 'json'], { cwd }).stdout) as {
      changes: { class: string; ref: string }[];
      diagnostics: { file: string; line: number; rule: string }[];
      summary: { errors: number; comments: { total: number; open: number }; changes: { unexplained: number } };
    };
    expect(json.diagnostics).toMatchObject([{ file: 'fardplan.md', line, rule: 'change-without-cause' }]);
    expect(json.summary).toMatchObject({ errors: 1, comments: { open: 0 }, changes: { unexplained: 1 } });
    expect(json.changes.every(({ ref }) => /\/[0-9a-f]{10}$/.test(ref))).toBe(true);
    const github = fardplan(['consult', 'trace', '--format', 'github'], { cwd });
    expect([github.code, github.stdout]).toEqual([1, expect.stringContaining(`::error file=fardplan.md,line=${line}`)]);
    const all = fardplan(['consult', 'trace', '--all'], { cwd }).stdout;
    expect(all).toContain('← no explanation');
    expect(all).toContain('← boras#mobila-team (Borås Stad)');
  });

  test('an answered comment, an unknown comment, a conflict and a lost heading stand at their lines', () => {
    const cwd = workspace('vastra-gotaland');
    edit(dispositions(cwd), (text) =>
      text.replace('"goteborg#sprak"', '"goteborg#spraket"').replace('["tanum#restid"]', '["tanum#restid", "vgr#rus"]'),
    );
    edit(join(cwd, 'consultation', 'responses', 'boras.md'), (text) =>
      text.replace(/^## .*obila team.*$/m, '## Mobila lag'),
    );
    const { code, stdout } = fardplan(['consult', 'trace', '--format', 'json', '--lang', 'sv'], { cwd });
    const found = (
      JSON.parse(stdout) as {
        diagnostics: { file: string; line: number; rule: string; message: string; help: string }[];
      }
    ).diagnostics;
    expect(code).toBe(1);
    const of = (rule: string) => found.filter((each) => each.rule === rule);
    expect(
      of('unknown-comment')
        .map(({ help }) => help)
        .join(),
    ).toContain('Menade du ”goteborg#sprak”?');
    expect(
      of('comment-without-disposition')
        .map(({ message }) => message)
        .join(),
    ).toContain('”Texten är lätt att läsa.');
    expect(of('conflicting-dispositions')[0]?.message).toContain('vgr#rus har två hanteringar');
    expect(of('comment-heading')[0]).toMatchObject({ file: join('consultation', 'responses', 'boras.md') });
  });

  test('answers that do not belong: another round, another version, a second one, a party that is unknown', () => {
    const cwd = workspace('vastra-gotaland');
    const answer = (name: string, head: string) =>
      writeFileSync(
        join(cwd, 'consultation', 'responses', `${name}.md`),
        `---\nfardplan: response/v1\ndatum: 2021-12-01\nståndpunkt: tillstyrker\n${head}---\n\nVi håller med.\n`,
      );
    answer('annan', 'huvudman: ale\nremiss: remiss-2020\n');
    answer('aldre', 'huvudman: alingsas\nremissversion: "0.9"\n');
    answer('igen', 'huvudman: boras\nid: boras-igen\n');
    answer('okand', 'huvudman: uddevala\n');
    const { code, stdout, stderr } = fardplan(['consult', 'trace'], { cwd, lang: 'sv' });
    expect(code).toBe(1);
    expect(stdout).toContain('Svaret hör till remissen ”remiss-2020”, men ligger i mappen för ”remiss-2021”');
    expect(stdout).toContain('Svaret gäller version 0.9, men remissen skickades med version 1.0');
    expect(stdout).toContain('”boras” har redan svarat');
    expect(stdout).toContain('Menade du ”uddevalla”?');
    expect(stdout + stderr).not.toMatch(rubbish);
  });

  test('with nothing dealt with, that is said once; before the revision, what can be said is', () => {
    const cwd = workspace('vastra-gotaland');
    rmSync(dispositions(cwd));
    const none = fardplan(['consult', 'trace'], { cwd, lang: 'sv' });
    expect(none.code).toBe(1);
    expect(none.stdout.match(/har ingen hantering/g)).toBeNull();
    expect(none.stdout).toContain('Ingen synpunkt har någon hantering ännu: 34 väntar');
    edit(join(cwd, 'consultation', 'round.yaml'), (text) => text.replace(/^reviderad:\n(?: {2}.*\n)+/m, ''));
    const early = fardplan(['consult', 'trace'], { cwd, lang: 'sv' });
    expect(early.stdout).toContain('Remissen anger ingen reviderad version ännu');
    expect(early.code).toBe(1);
    const given = fardplan(['consult', 'trace', '--after', 'fardplan.md'], { cwd, lang: 'sv' });
    expect(given.stdout).toContain('oförklarade');
  });

  test('follow-ups: from what is as it was, in a circle, of what is as it was', () => {
    const cwd = workspace('vastra-gotaland');
    edit(dispositions(cwd), (text) =>
      text.replace(
        'följdändringar:\n',
        'följdändringar:\n  - { ändrar: [malgrupp], följer av: [kontinuitet] }\n  - { ändrar: [kontinuitet], följer av: [malgrupp] }\n  - { ändrar: [mobila-team], följer av: [framgangsfaktorer] }\n  - { ändrar: [framgangsfaktorer], följer av: [malgrupp] }\n',
      ),
    );
    const { code, stdout } = fardplan(['consult', 'trace'], { cwd, lang: 'sv' });
    expect(code).toBe(1);
    expect(stdout).toContain('Följdändringarna går i cirkel: malgrupp → kontinuitet → malgrupp');
    expect(stdout).toContain('Något kan inte följa av ”framgangsfaktorer”');
    expect(stdout).toContain('så det finns ingen följdändring att förklara');
  });

  test('dispositions that name no round, and refs with odd signs, are read all the same', () => {
    const cwd = workspace('vastra-gotaland');
    edit(dispositions(cwd), (text) =>
      text.replace('remiss: remiss-2021\n', '').replace('"goteborg#sprak"', '"göteborg # språk ☃ $(rm) <b>"'),
    );
    const { code, stdout, stderr } = fardplan(['consult', 'trace'], { cwd, lang: 'sv' });
    expect(code).toBe(1);
    expect(stdout).toContain('”remiss” saknas');
    expect(stdout).toContain('Det finns inget svar från ”göteborg ” i remissen');
    expect(stdout.match(/har ingen hantering/g)).toHaveLength(1);
    expect(stdout + stderr).not.toMatch(rubbish);
  });

  test('a revision in git is followed; in a shallow clone the missing history is named, and how to fetch it', () => {
    const cwd = workspace('vastra-gotaland');
    const text = readFileSync(join(cwd, 'fardplan.md'), 'utf8');
    writeFileSync(join(cwd, 'fardplan.md'), readFileSync(join(cwd, 'revisions', 'remiss.md')));
    commitAll(cwd, 'Remissversion');
    git(cwd, 'tag', 'remiss');
    writeFileSync(join(cwd, 'fardplan.md'), text);
    edit(join(cwd, 'consultation', 'round.yaml'), (round) =>
      round.replace('../revisions/remiss.md', 'remiss:fardplan.md'),
    );
    git(cwd, 'commit', '--quiet', '-a', '-m', 'Reviderad');
    expect(fardplan(['consult', 'trace'], { cwd }).code).toBe(0);
    const clone = join(folder(), 'clone');
    git(cwd, 'clone', '--quiet', '--depth', '1', '--no-tags', `file://${cwd}`, clone);
    for (const [lang, words] of [
      ['sv', ['arkivet är en grund klon', 'git fetch --unshallow']],
      ['en', ['the repository is a shallow clone', 'git fetch --unshallow']],
    ] as const) {
      const { code, stderr } = fardplan(['consult', 'trace'], { cwd: clone, lang });
      expect(code).toBe(2);
      for (const word of words) expect(stderr).toContain(word);
    }
    git(clone, 'fetch', '--quiet', '--unshallow', '--tags');
    expect(fardplan(['consult', 'trace'], { cwd: clone }).code).toBe(0);
  });
});

describe('consult bind', () => {
  test('writes what is not bound, touches nothing else, and has then nothing to do', () => {
    const cwd = workspace('vastra-gotaland');
    const bound = readFileSync(dispositions(cwd), 'utf8');
    edit(dispositions(cwd), (text) =>
      text.replace(/^ +ändringar:\n(?: +- .*\n)+/gm, '').replace(/\n# Skrivs av [\s\S]*$/, ''),
    );
    const bare = readFileSync(dispositions(cwd), 'utf8');
    expect(fardplan(['consult', 'bind', '--check'], { cwd }).code).toBe(1);
    const dry = fardplan(['consult', 'bind', '--dry-run'], { cwd, lang: 'sv' });
    expect([dry.code, readFileSync(dispositions(cwd), 'utf8')]).toEqual([0, bare]);
    expect(dry.stdout).toContain('är inte bundna till lydelsen som den är');
    expect(fardplan(['consult', 'trace'], { cwd, lang: 'sv' }).stdout).toContain('bara på rubriknivå');
    expect(fardplan(['consult', 'bind'], { cwd }).code).toBe(0);
    expect(readFileSync(dispositions(cwd), 'utf8')).toBe(bound);
    const again = fardplan(['consult', 'bind', '--check'], { cwd, lang: 'sv' });
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('allt som kan bindas är bundet')]);
  });

  test('follows a wording that was edited, on purpose', () => {
    const cwd = workspace('vastra-gotaland');
    edit(join(cwd, 'fardplan.md'), (text) =>
      text.replace('bilarna ska gå på el där det är möjligt', 'bilarna ska gå på el'),
    );
    expect(fardplan(['consult', 'trace'], { cwd, lang: 'sv' }).stdout).toContain(
      'är en annan än den som hanteringen förklarar',
    );
    expect(fardplan(['consult', 'bind'], { cwd }).stdout).toMatch(
      /~ regional-utveckling\/\w+ → regional-utveckling\/\w+/,
    );
    expect(fardplan(['consult', 'trace'], { cwd }).code).toBe(0);
  });

  test('keeps Windows line ends and a byte order mark, and writes into entries of one line', () => {
    const cwd = workspace('vastra-gotaland');
    edit(
      dispositions(cwd),
      (text) =>
        `\ufeff${text
          .replace(/^ +ändringar:\n(?: +- .*\n)+/gm, '')
          .replace(/\n# Skrivs av [\s\S]*$/, '')
          .replace(
            / {2}- ändrar: \[digital-plan\]\n +motivering: (.*)\n/,
            '  - { ändrar: [digital-plan], motivering: "$1" } # kommentar\n',
          )
          .replace(/\n/g, '\r\n')}`,
    );
    const before = readFileSync(dispositions(cwd), 'utf8');
    expect(fardplan(['consult', 'bind'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const after = readFileSync(dispositions(cwd), 'utf8');
    expect(after.startsWith('\ufeff')).toBe(true);
    expect(after.replace(/\r\n/g, '')).not.toContain('\n');
    expect(after).toMatch(/resultat att bygga på\.", ändringar: \[digital-plan\/[0-9a-f]{10}\] } # kommentar/);
    // Every line that was there is there still, in its order, but for the one that was written into.
    const lines = after.split('\r\n');
    expect(before.split('\r\n').filter((line) => !lines.includes(line))).toHaveLength(1);
    expect(fardplan(['consult', 'trace'], { cwd }).code).toBe(0);
  });

  test('refuses what cannot be read', () => {
    const cwd = workspace('vastra-gotaland');
    edit(dispositions(cwd), (text) => text.replace('hanteringar:', 'hanteringar: ['));
    const before = readFileSync(dispositions(cwd), 'utf8');
    const { code, stderr } = fardplan(['consult', 'bind'], { cwd, lang: 'sv' });
    expect([code, readFileSync(dispositions(cwd), 'utf8')]).toEqual([2, before]);
    expect(stderr).toContain('Remissen kan inte läsas helt');
    expect(stderr).not.toMatch(rubbish);
  });
});

describe('consult status', () => {
  test('fits eighty columns, and as JSON holds each party', () => {
    const cwd = workspace('vastra-gotaland');
    const { code, stdout } = fardplan(['consult', 'status'], { cwd, lang: 'sv' });
    expect(code).toBe(0);
    expect(stdout).toContain('13 av 50 har svarat, 37 är sena');
    expect(stdout).toContain('34 synpunkter: 34 hanterade, 0 kvar');
    const json = JSON.parse(fardplan(['consult', 'status', '--format', 'json'], { cwd }).stdout) as {
      rows: unknown[];
      answered: number;
    };
    expect([json.rows.length, json.answered]).toEqual([50, 13]);
  });

  test('as a page: no scripts, nothing from elsewhere, and names cannot break out of it', () => {
    const cwd = workspace('vastra-gotaland');
    edit(join(cwd, 'parties.yaml'), (text) => text.replace('Ale kommun', '"<script>alert(1)</script> & ”Ale”"'));
    edit(join(cwd, 'consultation', 'round.yaml'), (text) => text.replace(/^titel: .*$/m, 'titel: "<b>Remiss</b>"'));
    const file = join(cwd, 'status.html');
    expect(fardplan(['consult', 'status', '--format', 'html', '-o', file], { cwd, lang: 'sv' }).code).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('<html lang="sv-SE">');
    expect(page).not.toMatch(/<script|<b>|https?:/);
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).toMatch(/<svg role="img" aria-labelledby="rubrik-title rubrik-desc"/);
    expect(page).toContain('<caption>Ståndpunkt och synpunkter under varje rubrik</caption>');
    const again = fardplan(['consult', 'status', '--format', 'html', '-o', file], { cwd, lang: 'sv' });
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('finns redan')]);
    expect(fardplan(['consult', 'status', '--format', 'html', '-o', file, '--force'], { cwd }).code).toBe(0);
  });
});
