import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSheets } from '../../src/ooxml/read-sheets.js';
import { openPackage } from '../../src/ooxml/open-package.js';
import { writeSheets } from '../../src/ooxml/write-sheets.js';
import { fardplan, rubbish, workspace } from './run.js';

const answer = (
  text: string,
  head = 'huvudman: ale\nremiss: remiss-2021\ndatum: 2021-12-01\nståndpunkt: tillstyrker',
): string => `---\nfardplan: response/v1\n${head}\n---\n\n# Svar\n\n## Målbild {#malbild}\n\n${text}\n`;

function made(files: Record<string, string>): {
  cwd: string;
  run: (...args: string[]) => ReturnType<typeof fardplan>;
  read: (path: string) => string;
} {
  const cwd = workspace('vastra-gotaland');
  mkdirSync(join(cwd, 'in'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'in', name), text);
  return {
    cwd,
    run: (...args) => {
      const outcome = fardplan(['consult', ...args], { cwd, lang: 'sv' });
      expect(outcome.stdout + outcome.stderr).not.toMatch(rubbish);
      return outcome;
    },
    read: (path) => readFileSync(join(cwd, 'consultation', path), 'utf8'),
  };
}

describe('consult import', () => {
  test('writes the answer, keeps the original with its hash, and does nothing the second time', () => {
    const { run, read } = made({ 'ale.md': answer('Bra.') });
    expect(run('import', 'in')).toMatchObject({ code: 0 });
    const once = read('responses/ale.md');
    expect(once).toContain('fil: ale.original.txt');
    expect(read('responses/ale.original.txt')).toBe(answer('Bra.'));
    const again = run('import', 'in/ale.md');
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('oförändrat');
    expect(read('responses/ale.md')).toBe(once);
    expect(fardplan(['check', '.'], { cwd: made({}).cwd }).code).toBe(0);
  });

  test('reads the same file anew with a meaning given to its columns, by --force, and the comments keep their ids', () => {
    const { run, read } = made({
      'ale.csv': 'Organisation;Fråga 1: Syfte;Fråga 2: Målgrupp\nAle kommun;Syftet är bra.;Fler behövs i gruppen.\n',
    });
    expect(run('import', 'in/ale.csv').code).toBe(1);
    const mapped = [
      'import',
      'in/ale.csv',
      '--column',
      'Fråga 1: Syfte=syfte',
      '--column',
      'Fråga 2: Målgrupp=malgrupp',
    ];
    const once = run(...mapped);
    expect(once.stdout).toContain('läses annorlunda nu');
    expect(run(...mapped, '--force')).toMatchObject({ code: 0 });
    const answered = read('responses/ale.md');
    expect(answered).not.toContain('ej placerat');
    expect(answered).toMatch(
      /## Syfte \{#syfte\}[^]*Syftet är bra\. \{#ej-placerat\}[^]*## Målgrupp[^]*\{#ej-placerat-2\}/,
    );
    expect(run(...mapped, '--force').stdout).toContain('oförändrat');
    expect(read('responses/ale.md')).toBe(answered);
  });

  test('refuses a corrected answer until it is forced, keeps ids, and never loses what was edited by hand', () => {
    const { cwd, run, read } = made({
      'ale.md': answer('- Första tanken om målbilden.\n- Andra tanken om något annat.'),
    });
    run('import', 'in/ale.md');
    const dispositions = join(cwd, 'consultation', 'dispositions.yaml');
    writeFileSync(
      dispositions,
      readFileSync(dispositions, 'utf8').replace(
        'hanteringar:',
        'hanteringar:\n  - { synpunkter: ["ale#malbild-2"], hantering: noteras, motivering: Tack. }',
      ),
    );
    writeFileSync(join(cwd, 'in', 'ale.md'), answer('- Andra tanken om något helt annat.\n- Ny tredje sak.'));
    const refused = run('import', 'in/ale.md');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('har redan svarat');
    writeFileSync(join(cwd, 'consultation/responses/ale.md'), read('responses/ale.md').replace('Första', 'Förstaa'));
    expect(run('import', 'in/ale.md').stdout).toContain('rättats för hand');
    expect(run('import', 'in/ale.md', '--force').code).toBe(0);
    expect(read('responses/ale.md')).toMatch(/Andra tanken om något helt annat\. \{#malbild-2\}/);
    expect(read('responses/ale.md')).toMatch(/Ny tredje sak\. \{#malbild-3\}/);
    expect(read('responses/ale.md.bak')).toContain('Förstaa');
    expect(existsSync(join(cwd, 'consultation/responses/ale-2.original.txt'))).toBe(true);
  });

  test('judges each file by itself: two from one party, somebody unknown, another round, another version, an empty one', () => {
    const { run } = made({
      'a.md': answer('Ett.'),
      'b.md': answer('Två.'),
      'c.md': answer('Tre.', 'huvudman: Okänd kommun\ndatum: 2021-12-01'),
      'd.md': answer('Fyra.', 'huvudman: Alingsås\nremiss: remiss-2020'),
      'e.md': answer('Fem.', 'huvudman: "1440"\nremissversion: "9.9"'),
      'f.txt': '',
      'g.md': answer('Sju.', 'huvudman: Vara kommun\ndatum: 2022-02-01\nståndpunkt: tillstyrker'),
    });
    const { code, stdout } = run('import', 'in');
    expect(code).toBe(1);
    expect(stdout).toContain('f.txt är tom');
    for (const words of ['har lämnat 2 svar på en gång', 'finns inte i registret', 'en annan remiss', 'en annan version', 'kom in efter sista dagen: 2022-02-01'])
      expect(stdout).toContain(words); // prettier-ignore
    expect(stdout).toContain('1 in, 0 oförändrade, 6 utanför');
    expect(run('import', 'in/d.md', '--force').stdout).toContain('nytt svar');
    expect(run('import', 'in/saknas.md').code).toBe(2);
  });

  test('follows a heading of the revised version, and leaves an unknown one where it stands', () => {
    const { run, read } = made({
      'ale.txt': 'Huvudman: Ale kommun\n\nEkonomi och gemensamt bruk av resurser\nBra.\n\n9.9 Rymdfart\nMer.\n',
    });
    const { code, stdout } = run('import', 'in/ale.txt');
    expect(code).toBe(1);
    expect(stdout).toContain('”9.9 Rymdfart” finns inte i remissversionen');
    expect(read('responses/ale.md')).toContain('## Ekonomi och gemensamt bruk av resurser {#ekonomi}');
    expect(read('responses/ale.md')).toMatch(/## Rymdfart\n/);
  });

  test('remembers columns, and only such as mean something', () => {
    const { cwd, run, read } = made({
      'f.csv': 'Kommun,Fråga 9,Målbild\nAle,Viktigt,Bra\n',
      'g.csv': 'Kommun,Målbild\nMark,Bra\n',
    });
    expect(run('import', 'in/f.csv', '--column', 'Fråga 9=x').code).toBe(2);
    expect(existsSync(join(cwd, 'consultation/columns.yaml'))).toBe(false);
    expect(run('import', 'in/f.csv', '--column', 'Fråga 9=malgrupp', '--dry-run').code).toBe(0);
    expect(existsSync(join(cwd, 'consultation/responses/ale.md'))).toBe(false);
    expect(run('import', 'in/f.csv', '--column', 'Fråga 9=malgrupp').code).toBe(0);
    expect(read('columns.yaml')).toContain('Fråga 9: malgrupp');
    expect(run('import', 'in/f.csv').stdout).toContain('oförändrat');
    expect(run('import', 'in/g.csv').stdout).not.toContain('ingen kolumn');
  });
});

describe('the sheet of dispositions', () => {
  const path = 'dispositions.yaml';

  test('changes nothing when nothing was changed, and holds no formula', () => {
    const { cwd, run, read } = made({ 'ale.md': answer('=HYPERLINK("http://x.example")') });
    run('import', 'in/ale.md');
    const before = read(path);
    expect(run('export', '-o', 'h.xlsx').code).toBe(0);
    expect(run('export', '-o', 'h.xlsx').code).toBe(2);
    expect(run('import', 'h.xlsx')).toMatchObject({ code: 0 });
    expect(read(path)).toBe(before);
    const bytes = new Uint8Array(readFileSync(join(cwd, 'h.xlsx')));
    const opened = openPackage(bytes, 'h.xlsx');
    const xml = new TextDecoder().decode(opened.bytes('xl/worksheets/sheet1.xml'));
    expect(xml).not.toMatch(/<f[ >]/);
    expect(xml).toContain('=HYPERLINK(');
    expect(xml).toMatch(/sheetProtection sheet="1"/);
    expect(xml).toMatch(/dataValidation type="list".*beaktas delvis/);
    expect(new TextDecoder().decode(opened.bytes('xl/styles.xml'))).toContain('quotePrefix="1"');
  });

  test('takes changed rows, leaves the others to the letter, and names cells at fault', () => {
    const { cwd, run, read } = made({});
    run('export', '-o', 'h.xlsx');
    const before = read(path);
    const { sheets } = readSheets(new Uint8Array(readFileSync(join(cwd, 'h.xlsx'))), 'h.xlsx');
    const at = (ref: string) => sheets[0]?.rows.find(({ cells }) => cells[0] === ref) ?? { row: 0, cells: [] };
    at('goteborg#delaktighet-forst').cells[8] = 'Ny motivering.';
    at('mark#malgrupp').cells[7] = 'beaktass';
    at('vgr#granser').cells[8] = '';
    at('orust#ordinationer').cells[0] = 'orust#ordination';
    const write = () =>
      writeFileSync(join(cwd, 'h.xlsx'), writeSheets('x', (sheets ?? []).map(({ name, rows }) => ({ name, widths: [], rows: rows.map(({ cells }) => cells) })))); // prettier-ignore
    write();
    const { code, stdout } = run('import', 'h.xlsx');
    expect(code).toBe(1);
    expect(stdout).toContain(`cell H${at('mark#malgrupp').row}: ”beaktass” är ingen hantering`);
    expect(stdout).toContain(`cell I${at('vgr#granser').row}: motivering saknas`);
    expect(stdout).toContain('synpunkten orust#ordination finns inte');
    expect(stdout).toContain('raden för orust#ordinationer är borttagen');
    const [was, is] = [before.split('\n'), read(path).split('\n')];
    expect(is.filter((line, index) => line !== was[index])).toEqual(['    motivering: Ny motivering.']);

    // The same row is changed on both sides since the sheet was made.
    writeFileSync(
      join(cwd, 'consultation', path),
      before.replace('De övriga förutsättningarna ska prövas mot den.', 'Annat.'),
    );
    const conflict = run('import', 'h.xlsx');
    expect(conflict.stdout).toContain('har ändrats både här och i dispositions.yaml');
    expect(read(path)).toContain('Annat.');
  });
});

test('the folder of answers holds nothing but answers and originals', () => {
  const { cwd, run } = made({ 'ale.md': answer('Bra.') });
  run('import', 'in');
  expect(readdirSync(join(cwd, 'consultation/responses')).filter((name) => name.startsWith('ale'))).toEqual([
    'ale.md',
    'ale.original.txt',
  ]);
  cpSync(join(cwd, 'in/ale.md'), join(cwd, 'in/ale kopia.md'));
  expect(run('import', 'in').code).toBe(0);
});
