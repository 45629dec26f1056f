import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, fardplan, rubbish, workspace } from './run.js';

const both = ['revisions/remiss.md', 'fardplan.md'];

function committed(): string {
  const cwd = workspace('vastra-gotaland');
  commitAll(cwd);
  return cwd;
}

describe('fardplan consult report', () => {
  const cwd = committed();

  test.each(['pdf', 'html', 'md', 'docx'])('writes %s, the same bytes again', (extension) => {
    const [one, two] = ['ett', 'tva'].map((name) => {
      const { code, stderr } = fardplan(['consult', 'report', '-o', `${name}.${extension}`, '--date', '2022-03-01'], {
        cwd,
        lang: 'sv',
      });
      expect(stderr).toBe(`${name}.${extension}: remissammanställning skriven.\n`);
      expect(code).toBe(0);
      return readFileSync(join(cwd, `${name}.${extension}`));
    });
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });

  test('tells every comment, every reason and everybody who did not answer', () => {
    fardplan(['consult', 'report', '-o', 'hela.html'], { cwd });
    const page = readFileSync(join(cwd, 'hela.html'), 'utf8').replace(/&#39;/g, "'");
    const dispositions = readFileSync(join(cwd, 'consultation/dispositions.yaml'), 'utf8');
    const refs = [...dispositions.matchAll(/["']?([a-zåäö-]+#[a-z0-9-]+)["']?/g)].map((match) => match[1] ?? '');
    expect(refs.length).toBeGreaterThan(30);
    expect(refs.filter((ref) => !page.includes(`(${ref})`))).toEqual([]);
    expect(page).toContain('Ale kommun');
    expect(page).toMatch(/<ins>/);
  });

  test('refuses what stands, what it is made from, and a name that says no format', () => {
    writeFileSync(join(cwd, 'finns.pdf'), 'x');
    mkdirSync(join(cwd, 'ut'), { recursive: true });
    for (const [args, said] of [
      [['-o', 'finns.pdf'], 'finns redan'],
      [['-o', 'consultation/responses/boras.md', '--force'], 'är det som rapporten görs av'],
      [['-o', 'parties.yaml', '--format', 'pdf', '--force'], 'är det som rapporten görs av'],
      [['-o', 'ut/rapport'], 'Formatet framgår inte'],
      [['-o', 'ut/rapport.pdf', '--date', '2022-02-30'], 'är inget datum'],
    ] as const) {
      const { code, stderr } = fardplan(['consult', 'report', ...args], { cwd, lang: 'sv' });
      expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
      expect(stderr).not.toMatch(rubbish);
    }
    expect(readFileSync(join(cwd, 'finns.pdf'), 'utf8')).toBe('x');
    expect(existsSync(join(cwd, 'ut/rapport.pdf'))).toBe(false);
  });

  test('is a draft where the texts are not in git', () => {
    const loose = workspace('vastra-gotaland');
    const { code, stderr } = fardplan(['consult', 'report', '-o', 'r.html'], { cwd: loose, lang: 'sv' });
    expect(code).toBe(0);
    expect(stderr).toContain('UTKAST');
    expect(readFileSync(join(loose, 'r.html'), 'utf8')).toContain('UTKAST');
  });

  test('takes the words of the workspace', () => {
    const own = committed();
    mkdirSync(join(own, 'documents'));
    writeFileSync(
      join(own, 'documents/ord.yaml'),
      'fardplan: report-template/v1\nid: consultation-report\ntitel: Våra ord\nord:\n  benämning: Samrådsredogörelse\n',
    );
    fardplan(['consult', 'report', '-o', 'r.html'], { cwd: own });
    expect(readFileSync(join(own, 'r.html'), 'utf8')).toContain('<p class="kind">Samrådsredogörelse</p>');
  });
});

describe('what a round is kept in', () => {
  const cwd = committed();
  mkdirSync(join(cwd, 'in'));
  writeFileSync(join(cwd, 'in', 'ale.txt'), 'Ale kommun\n\n## Målbild\n\nBra målbild.\n');
  fardplan(['consult', 'import', 'in/ale.txt', '--party', 'ale'], { cwd });
  // Its name is what the sheet of dispositions would have.
  const answered = join(cwd, 'consultation/responses/ale.md');
  writeFileSync(answered, readFileSync(answered, 'utf8').replace('ale.txt', 'ale.xlsx'));
  renameSync(join(cwd, 'consultation/responses/ale.txt'), join(cwd, 'consultation/responses/ale.xlsx'));
  writeFileSync(join(cwd, 'consultation/columns.yaml'), 'fardplan: columns/v1\nremiss: remiss-2021\nkolumner: {}\n');

  test.each([
    'consultation/round.yaml',
    'consultation/dispositions.yaml',
    'consultation/columns.yaml',
    'consultation/responses/boras.md',
    'consultation/responses/ale.xlsx',
    'parties.yaml',
    'fardplan.md',
    'revisions/../revisions/remiss.md',
  ])('is never written over: %s', (path) => {
    const kept = readFileSync(join(cwd, path));
    for (const args of [
      ['consult', 'status', '--format', 'html'],
      ['consult', 'report', '--format', 'html'],
      ['consult', 'export'],
      ['diff', ...both, '--consultation', 'consultation', '--format', 'criticmarkup'],
    ]) {
      const { code, stderr } = fardplan([...args, '-o', path, '--force'], { cwd, lang: 'sv' });
      const said = args[1] === 'export' && !path.endsWith('.xlsx') ? 'heter inte som ett Excelblad' : 'är det som';
      expect([args[1], code, stderr]).toEqual([args[1], 2, expect.stringContaining(said)]);
    }
    expect(readFileSync(join(cwd, path)).equals(kept)).toBe(true);
  });

  test('not by a decision either', () => {
    const path = 'consultation/dispositions.yaml';
    const kept = readFileSync(join(cwd, path));
    const args = ['render', 'decisions/ordforandebeslut.md', '--format', 'markdown', '--force', '-o', path];
    const { code, stderr } = fardplan(args, { cwd, lang: 'sv' });
    expect([code, stderr]).toEqual([2, expect.stringContaining('är det som beslutet görs av')]);
    expect(readFileSync(join(cwd, path)).equals(kept)).toBe(true);
  });
});

test.each(['responses/boras.md', 'dispositions.yaml'])('says that %s cannot be read, in whatever is made', (name) => {
  const cwd = committed();
  writeFileSync(join(cwd, 'consultation', name), '');
  for (const args of [['status'], ['report', '-o', 'r.html'], ['export', '-o', 'h.xlsx']]) {
    const { code, stderr } = fardplan(['consult', ...args], { cwd, lang: 'sv' });
    expect([args[0], code, stderr]).toEqual([args[0], 0, expect.stringContaining('kunde inte läsas helt (1 fel)')]);
  }
});

describe('fardplan diff to a file', () => {
  const cwd = committed();

  test.each(['pdf', 'html', 'docx', 'criticmarkup'])('writes %s', (format) => {
    const { code, stderr, stdout } = fardplan(
      ['diff', ...both, '--consultation', 'consultation', '--format', format, '-o', `a.${format}`, '--exit-code'],
      { cwd, lang: 'sv' },
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`a.${format}: `);
    expect(readFileSync(join(cwd, `a.${format}`)).length).toBeGreaterThan(5000);
  });

  test('each view is one of the two, or both', () => {
    const headings = (view: string): [boolean, boolean] => {
      fardplan(['diff', ...both, '-o', `${view}.html`, '--view', view], { cwd });
      const page = readFileSync(join(cwd, `${view}.html`), 'utf8');
      return [page.includes('id="lopande"'), page.includes('id="jamforelse"')];
    };
    expect([headings('running'), headings('side'), headings('both')]).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  test('two equal texts differ in nothing', () => {
    const { code } = fardplan(['diff', 'fardplan.md', 'fardplan.md', '-o', 'lika.html', '--exit-code'], { cwd });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'lika.html'), 'utf8')).toContain('Inget skiljer mellan');
  });

  test('refuses what belongs to other formats', () => {
    for (const [args, said] of [
      [['--format', 'pdf'], 'skrivs till en fil'],
      [['--format', 'json', '-o', 'x.json'], '--output hör till formaten'],
      [['--view', 'side'], '--view hör till formaten'],
      [['-o', 'x.odt'], 'Formatet framgår inte'],
      [['-o', 'fardplan.md', '--format', 'criticmarkup', '--force'], 'är det som rapporten görs av'],
    ] as const) {
      const { code, stderr } = fardplan(['diff', ...both, ...args], { cwd, lang: 'sv' });
      expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    }
  });
});
