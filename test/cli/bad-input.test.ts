import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitAll, fardplan, folder, git, rubbish, workspace } from './run.js';

interface Case {
  name: string;
  /** Makes what is needed in a fresh folder, and gives the arguments. */
  given(cwd: string): string[];
  code: number;
  sv: string;
  en: string;
  env?: Record<string, string>;
}

const front = (more = ''): string =>
  `---\nfardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: generic\nversion: "1"\nperiod: { från: 2023, till: 2030 }\n${more}---\n\n# Färdplan\n`;

const put = (cwd: string, name: string, content: string | Uint8Array): string => {
  writeFileSync(join(cwd, name), content);
  return name;
};

/** A small decision on a roadmap in the same folder. */
const decision = (more = ''): string => `---
fardplan: decision/v1
typ: ordförandebeslut
status: förslag
titel: Ställningstagande
organisation: Förbundet
organ: Ordföranden
färdplan: { källa: fardplan.md }
${more}beslutspunkter: [{ verb: ställer sig bakom, text: Ordföranden ställer sig bakom färdplanen. }]
undertecknare: [{ namn: Anna Exempel, roll: Ordförande }]
---

# Ställningstagande
`;

/** A decision as the program renders it. */
function pdf(): Uint8Array {
  const cwd = workspace('vasterbotten');
  expect(fardplan(['render', 'decisions/rekommendation.md', '-o', 'b.pdf'], { cwd }).code).toBe(0);
  return readFileSync(join(cwd, 'b.pdf'));
}

const cases: Case[] = [
  {
    name: 'an empty file',
    given: (cwd) => ['check', put(cwd, 'tom.md', '')],
    code: 1,
    sv: 'Filen är tom',
    en: 'The file is empty',
  },
  {
    name: 'a binary file',
    given: (cwd) => ['check', put(cwd, 'bild.md', Uint8Array.of(0x89, 0x50, 0, 1, 2))],
    code: 2,
    sv: 'Filen är inte text',
    en: 'The file is not text',
  },
  {
    name: 'a 50 MB file',
    given: (cwd) => ['check', put(cwd, 'stor.md', Buffer.alloc(50 * 1024 * 1024, 0x61))],
    code: 2,
    sv: 'Filen är 50 MB och läses inte',
    en: 'The file is 50 MB and is not read',
  },
  {
    name: 'broken YAML',
    given: (cwd) => ['check', put(cwd, 'a.md', front('status: [utkast\n'))],
    code: 1,
    sv: 'fel',
    en: 'error',
  },
  {
    name: 'front matter never closed',
    given: (cwd) => ['check', put(cwd, 'a.md', front().replace('---\n\n#', '\n#'))],
    code: 1,
    sv: 'Metadatablocket avslutas aldrig',
    en: 'The front matter is never closed',
  },
  {
    name: 'a folder without documents',
    given: (cwd) => (put(cwd, 'README.md', '# Hej\n'), ['check', '.']),
    code: 2,
    sv: 'Inga dokument hittades',
    en: 'No documents were found',
  },
  {
    name: 'a file that is not there',
    given: () => ['check', 'saknas.md'],
    code: 2,
    sv: 'finns inte',
    en: 'does not exist',
  },
  {
    name: 'an unknown profile',
    given: (cwd) => ['check', put(cwd, 'a.md', front().replace('generic', 'västra-gotland'))],
    code: 1,
    sv: 'västra-gotland',
    en: 'västra-gotland',
  },
  {
    name: 'a profile that is a path',
    given: (cwd) => ['check', put(cwd, 'a.md', front().replace('generic', '../../etc/passwd'))],
    code: 1,
    sv: 'passwd',
    en: 'passwd',
  },
  {
    name: 'a reference to a file that is not there',
    given: (cwd) => ['check', put(cwd, 'b.md', decision())],
    code: 1,
    sv: 'fardplan.md',
    en: 'fardplan.md',
  },
  {
    name: 'a decision that refers to itself',
    given: (cwd) => ['check', put(cwd, 'fardplan.md', decision())],
    code: 1,
    sv: 'fardplan.md',
    en: 'fardplan.md',
  },
  {
    name: 'a render of a decision that refers to itself',
    given: (cwd) => ['render', put(cwd, 'fardplan.md', decision()), '-o', 'b.pdf'],
    code: 2,
    sv: 'inte roadmap',
    en: 'not roadmap',
  },
  {
    name: 'REV:PATH outside git',
    given: (cwd) => ['diff', 'HEAD:a.md', put(cwd, 'a.md', front())],
    code: 2,
    sv: 'ligger inte i ett git-arkiv',
    en: 'is not in a git repository',
  },
  {
    name: 'an unknown revision',
    given: (cwd) => (put(cwd, 'a.md', front()), commitAll(cwd), ['diff', 'v9:a.md', 'a.md']),
    code: 2,
    sv: 'Git känner ingen revision ”v9”',
    en: 'Git knows no revision “v9”',
  },
  {
    name: 'a path that the revision does not have',
    given: (cwd) => (put(cwd, 'a.md', front()), commitAll(cwd), ['diff', 'HEAD:b.md', 'a.md']),
    code: 2,
    sv: 'Det finns ingen fil ”b.md”',
    en: 'There is no file “b.md”',
  },
  {
    name: 'a diff of something that is no roadmap',
    given: (cwd) => ['diff', put(cwd, 'p.yaml', 'fardplan: parties/v1\nparties: []\n'), put(cwd, 'a.md', front())],
    code: 2,
    sv: 'av slaget parties',
    en: 'of kind parties',
  },
  {
    name: 'a consultation folder that is not there',
    given: (cwd) => ['diff', put(cwd, 'a.md', front()), 'a.md', '--consultation', 'remiss'],
    code: 2,
    sv: 'Mappen remiss finns inte',
    en: 'There is no folder remiss',
  },
  { name: 'a PDF that is no PDF', given: (cwd) => ['verify', put(cwd, 'a.pdf', 'Hej')], code: 1, sv: 'PDF', en: 'PDF' },
  {
    name: 'a PDF that is not there',
    given: () => ['verify', 'a.pdf'],
    code: 2,
    sv: 'finns inte',
    en: 'does not exist',
  },
  {
    name: 'a trust file without certificates',
    given: (cwd) => ['verify', put(cwd, 'a.pdf', 'Hej'), '--trust', put(cwd, 'ca.pem', 'Hej')],
    code: 2,
    sv: 'Inget certifikat',
    en: 'No certificate',
  },
  {
    name: 'signing without a key file',
    given: (cwd) => ['sign', put(cwd, 'a.pdf', '%PDF-1.7'), '-o', 'b.pdf'],
    code: 2,
    sv: 'Ingen nyckelfil',
    en: 'No key file',
  },
  {
    name: 'a key file that is none',
    given: (cwd) => ['sign', put(cwd, 'a.pdf', pdf()), '--p12', put(cwd, 'k.p12', 'Hej'), '-o', 'b.pdf'],
    code: 2,
    sv: 'k.p12',
    en: 'k.p12',
    env: { FARDPLAN_PASSPHRASE: 'x' },
  },
  {
    name: 'no passphrase and nobody to ask',
    given: () => ['identity', 'create', 'Anna Exempel', '-o', 'nycklar'],
    code: 2,
    sv: 'FARDPLAN_PASSPHRASE',
    en: 'FARDPLAN_PASSPHRASE',
  },
  {
    name: 'an unknown command',
    given: () => ['chekc'],
    code: 2,
    sv: '”chekc” är inget kommando',
    en: '“chekc” is not a command',
  },
  {
    name: 'an unknown option',
    given: () => ['check', '--fromat', 'json'],
    code: 2,
    sv: 'Väljaren --fromat finns inte',
    en: 'There is no option --fromat',
  },
  {
    name: 'a format that does not exist',
    given: () => ['check', '--format', 'xml'],
    code: 2,
    sv: 'välj bland',
    en: 'choose from',
  },
  {
    name: 'an argument too few',
    given: () => ['diff', 'a.md'],
    code: 2,
    sv: 'Argumentet ”after” saknas',
    en: 'The argument “after” is missing',
  },
  {
    name: 'an unknown rule',
    given: () => ['explain', 'known-item'],
    code: 2,
    sv: 'Menade du ”known-items”',
    en: 'Did you mean “known-items”',
  },
  {
    name: 'an unknown kind',
    given: () => ['schema', 'roadmpa'],
    code: 2,
    sv: 'Menade du ”roadmap”',
    en: 'Did you mean “roadmap”',
  },
  {
    name: 'an unknown profile for init',
    given: () => ['init', 'ny', '--profile', 'stokholm'],
    code: 2,
    sv: 'Menade du ”stockholm”',
    en: 'Did you mean “stockholm”',
  },
  {
    name: 'init where files stand already',
    given: (cwd) => (put(cwd, 'fardplan.md', 'min text'), ['init', '.']),
    code: 2,
    sv: 'ingenting har skrivits',
    en: 'nothing has been written',
  },
];

describe.each(['sv', 'en'] as const)('in %s', (lang) => {
  test.each(cases)('$name', ({ given, code, [lang]: words, env }) => {
    const cwd = folder();
    const args = given(cwd);
    const before = listing(cwd);
    const outcome = fardplan(args, { cwd, lang, ...(env ? { env } : {}) });
    const said = outcome.stdout + outcome.stderr;
    expect(said).toContain(words);
    expect(outcome.code).toBe(code);
    expect(said).not.toMatch(rubbish);
    // Nothing is written when nothing could be done.
    expect(listing(cwd)).toEqual(before);
  });
});

const listing = (cwd: string): string[] =>
  readdirSync(cwd, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.git'))
    .toSorted();

describe('output that cannot be written', () => {
  const cwd = workspace('vasterbotten');
  const source = 'decisions/rekommendation.md';

  test('the folder is missing', () => {
    const { code, stderr } = fardplan(['render', source, '-o', 'ingen/mapp/b.pdf'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('the folder does not exist')]);
  });

  test('the file exists, and is left as it was unless --force', () => {
    writeFileSync(join(cwd, 'b.html'), 'min');
    const { code, stderr } = fardplan(['render', source, '-o', 'b.html'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('exists already')]);
    expect(readFileSync(join(cwd, 'b.html'), 'utf8')).toBe('min');
    expect(fardplan(['render', source, '-o', 'b.html', '--force'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'b.html'), 'utf8')).toContain('<html');
  });

  test('the output is a folder', () => {
    mkdirSync(join(cwd, 'mapp.pdf'));
    const { code, stderr } = fardplan(['render', source, '-o', 'mapp.pdf', '--force'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/mapp\.pdf/)]);
    expect(stderr).not.toMatch(rubbish);
  });

  test('a name without a known format', () => {
    const { code, stderr } = fardplan(['render', source, '-o', 'b.docx'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--format')]);
  });

  test('no leftovers stand beside', () => {
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

test('a link that leads round in a loop holds nothing up', () => {
  const cwd = workspace('stockholm');
  git(cwd, 'init', '--quiet');
  mkdirSync(join(cwd, 'djup'));
  // A link to a folder above it.
  writeFileSync(join(cwd, 'djup', 'x.txt'), '');
  const { symlinkSync } = process.getBuiltinModule('node:fs');
  symlinkSync('..', join(cwd, 'djup', 'upp'));
  expect(fardplan(['check'], { cwd }).code).toBe(0);
});

test('a reader that has heard enough is no fault', () => {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" bin/fardplan.js schema roadmap | head -n 1`], {
    encoding: 'utf8',
    cwd: join(import.meta.dirname, '../..'),
  });
  expect(stderr).toBe('');
});
