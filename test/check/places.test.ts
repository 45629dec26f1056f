import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../src/check/load-workspace.js';
import { runRules, sorted } from '../../src/check/run-rules.js';
import { nodeHost } from '../../src/cli/node-host.js';
import type { Diagnostic } from '../../src/core/diagnostic.js';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Checks a small workspace on disk. */
async function check(files: Record<string, string>): Promise<Diagnostic[]> {
  folder = mkdtempSync(join(tmpdir(), 'fardplan-places-'));
  for (const [path, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const loaded = await loadWorkspace(nodeHost({ cwd: folder }), ['.']);
  return sorted([...loaded.diagnostics, ...runRules(loaded.workspace)]);
}

/** The text of the line that a second place points at. */
const pointed = ({ related }: Diagnostic): string | undefined => {
  const [first] = related ?? [];
  return first && readFileSync(resolve(folder, first.file), 'utf8').split('\n')[first.line - 1]?.trim();
};

const applied = (text: string, { suggestions }: Diagnostic): string =>
  (suggestions?.[0]?.edits ?? []).reduce(
    (now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end),
    text,
  );

describe('a key that is missing', () => {
  const plan = (rest: string) => `fardplan: plan/v1\n${rest}`;
  const all = { id: 'id: x\n', titel: 'titel: T\n', färdplan: 'färdplan: r\n', år: 'år: "2024"\n' };

  test.each([
    [
      'after the key before it',
      plan(`${all.id}${all.färdplan}${all.år}aktiviteter: []\n`),
      '3:1',
      `${all.id}titel: …\n`,
    ],
    [
      'when the file ends without a line end',
      plan(`${all.id}${all.titel}${all.färdplan}år: "2024"`),
      '5:11',
      `"2024"\naktiviteter: […]`,
    ],
    [
      'in a list',
      plan(
        `${all.id}${all.titel}${all.färdplan}${all.år}aktiviteter:\n  - id: a # här\n    mål: [b]\n    ansvarig: c\n    leverans: d\n`,
      ),
      '8:1',
      `# här\n    titel: …\n    mål`,
    ],
    [
      'before the first key of an entry',
      plan(
        `${all.id}${all.titel}${all.färdplan}${all.år}aktiviteter:\n  - titel: A\n    mål: [b]\n    ansvarig: c\n    leverans: d\n`,
      ),
      '7:5',
      `  - id: …\n    titel: A\n`,
    ],
    [
      'within braces',
      plan(
        `${all.id}${all.titel}${all.färdplan}${all.år}aktiviteter: [{ id: a, mål: [b], ansvarig: c, leverans: d }]\n`,
      ),
      '6:22',
      `{ id: a, titel: …, mål`,
    ],
    ['in English', `fardplan: plan/v1\nid: x\nroadmap: r\nyear: "2024"\nactivities: []\n`, '3:1', `id: x\ntitle: …\n`],
  ])('%s', async (_, text, place, wanted) => {
    const found = (await check({ 'plan.yaml': text })).filter(({ rule }) => rule === 'schema');
    expect(
      found.map(({ line, column, endLine, endColumn }) => [`${line}:${column}`, `${endLine}:${endColumn}`]),
    ).toEqual([[place, place]]);
    expect(found.map((one) => applied(text, one)).join()).toContain(wanted);
  });

  test('in a document that is only its first line: one finding for each, at the next line, with the line of the schema', async () => {
    const found = await check({ 'plan.yaml': 'fardplan: plan/v1\n' });
    expect(found.map(({ line, column, rule, message }) => `${line}:${column} ${rule} ${message.sv}`)).toEqual([
      '2:1 schema ”id” saknas',
      '2:1 schema ”titel” saknas',
      '2:1 schema ”färdplan” saknas',
      '2:1 schema ”år” saknas',
      '2:1 schema ”aktiviteter” saknas',
    ]);
    expect(found.map(pointed)).toEqual(['"id",', '"titel",', '"färdplan",', '"år",', '"aktiviteter"']);
    expect(found[0]?.related?.[0]?.file).toMatch(/plan\.sv\.json$/);
  });

  test('the schema is that of the language the document is written in', async () => {
    const [found] = await check({
      'plan.yaml':
        'fardplan: plan/v1\nid: x\ntitle: T\nroadmap: r\nyear: "2024"\nactivities: [{ id: a, title: b, goals: [c] }]\n',
    });
    expect(found?.related?.[0]?.file).toMatch(/plan\.en\.json$/);
    expect(found && pointed(found)).toMatch(/^"owner"/);
  });

  test('in front matter', async () => {
    const text =
      '---\nfardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: generic\nperiod: { från: 2024 }\n---\n\n# Färdplan\n';
    const found = (await check({ 'fardplan.md': text })).filter(({ rule }) => rule === 'schema');
    expect(found.map(({ line, column, message }) => `${line}:${column} ${message.sv}`)).toEqual([
      '6:1 ”version” saknas',
      '6:21 ”till” saknas',
    ]);
  });
});

describe('what the profile asks for', () => {
  const profile = `fardplan: profile/v1
id: exempel
titel: Exempellän
krävda fält: [owner]
avsnitt:
  - { id: syfte, titel: Syfte, typ: syfte, krävs: true }
  - { id: malbild, titel: Målbild, typ: målbild, krävs: true }
  - id: arbetssatt
    titel: Arbetssätt
    typ: arbetssätt
    krävs: true
    delar:
      typ: arbetssätt-del
      slutet: true
      lista:
        - { id: ett, titel: Första arbetssättet }
        - { id: tva, titel: Nästa sätt att arbeta }
        - { id: tre, titel: Digitala verktyg }
`;
  const head =
    'fardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: exempel\nversion: "1"\nperiod: { från: 2024, till: 2030 }\nuppdrag:\n  uppdragsgivare: Nämnden\n  leveranser: [{ text: En målbild, avsnitt: malbild }]\n';
  const md = `---\n${head}---\n\n## Syfte\n\nText.\n\n## Arbetssätt\n\n### Första arbetssättet\n\nText.\n\n### Digitala verktyg\n\nText.\n`;
  const yaml = `${head}avsnitt:\n  - id: syfte\n    titel: Syfte\n    typ: syfte\n    text: Text.\n  - id: arbetssatt\n    titel: Arbetssätt\n    typ: arbetssätt\n    avsnitt:\n      - { id: ett, titel: Första arbetssättet, typ: arbetssätt-del, text: Text. }\n      - { id: tre, titel: Digitala verktyg, typ: arbetssätt-del, text: Text. }\n`;

  test.each([
    [
      'fardplan.md',
      md,
      '## Arbetssätt',
      '### Digitala verktyg',
      'uppdrag:',
      '## Målbild\n\n## Arbetssätt',
      '### Nästa sätt att arbeta\n\n### Digitala',
    ],
    [
      'fardplan.yaml',
      yaml,
      '  - id: arbetssatt',
      '      - { id: tre',
      'uppdrag:',
      '  - id: malbild\n    titel: Målbild\n    typ: målbild\n  - id: arbetssatt',
      '      - id: tva\n        titel: Nästa sätt att arbeta\n        typ: arbetssätt-del\n      - { id: tre',
    ],
  ])(
    '%s: a section, an item and a field, each once, where it belongs',
    async (path, text, section, item, field, mended, more) => {
      const found = (await check({ [path]: text, 'profiles/exempel.yaml': profile })).filter(
        ({ file }) => file === path,
      );
      const line = (words: string) => text.slice(0, text.indexOf(words)).split('\n').length;
      expect(found.map(({ rule, line }) => `${line} ${rule}`)).toEqual([
        `${line(field)} required-fields`,
        `${line(section)} required-sections`,
        `${line(item)} known-items`,
      ]);
      expect(found.map(pointed)).toEqual([
        'krävda fält: [owner]',
        '- { id: malbild, titel: Målbild, typ: målbild, krävs: true }',
        '- { id: tva, titel: Nästa sätt att arbeta }',
      ]);
      const [one, two, three] = found;
      expect(one?.related?.[0]?.file).toBe(join('profiles', 'exempel.yaml'));
      // What the mandate asks for too says so.
      expect(two?.related?.[1]).toMatchObject({ file: path, line: line('  leveranser') });
      expect(two && applied(text, two)).toContain(mended);
      expect(three && applied(text, three)).toContain(more);
    },
  );
});

describe('what the schema, the configuration, or the profile in its place, asks for', () => {
  const head =
    '---\nfardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: exempel\nversion: "1"\nperiod: { från: 2024, till: 2030 }\n---\n\n';
  const prose =
    'Samverkansorganisationens beslutsstruktur förutsätter huvudmannagemensamma ställningstaganden beträffande utvecklingsfrågor. '.repeat(
      10,
    );
  const profile = `fardplan: profile/v1
id: exempel
titel: Exempellän
läsbarhet: { lix: 50, meningslängd: 6 }
avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
`;
  const decision = `---
fardplan: decision/v1
typ: rekommendation
status: beslut
titel: Rekommendation
organisation: Norrby kommun
organ: Nämnden
diarienummer: KS 2024/123
datum: 2024-03-15
mottagare: Huvudmännen
färdplan: { källa: fardplan.md }
beslutspunkter:
  - { verb: anta, text: "att anta Färdplan, version 1" }
beslutsnivå: { organ: Fullmäktige, motiv: Färdplanen gäller mål och inriktning. }
återkoppling: { senast: 2024-09-30, till: kansliet@samverkan.example }
expedieras till: [Huvudmännen]
undertecknare: [{ namn: Alva Ek, roll: Ordförande }]
---
`;
  const settings = `fardplan: workspace/v1
läsbarhet: { meningslängd: 5 }
husstil:
  beslutspunkter: meningar
diarienummer:
  - mönster: 'VN \\d+'
  - organisation: Norrby kommun
    mönster: 'KS \\d{4}/\\d{5}'
`;
  const files = {
    'fardplan.md': `${head}## Målbild\n\n${prose}\n`,
    'profiles/exempel.yaml': profile,
    'beslut.md': decision,
  };
  const lines = async (more: Record<string, string>, ...rules: string[]) => {
    const found = (await check({ ...files, ...more })).filter(({ rule }) => rules.includes(rule));
    return [...new Set(found.map((one) => `${one.rule} ${one.related?.[0]?.file ?? ''}: ${pointed(one) ?? ''}`))];
  };

  test('the line of the schema, for what a decision lacks', async () => {
    const bare = decision.replace(/^(?:diarienummer|datum|beslutsnivå|återkoppling|expedieras till):.*\n/gm, '');
    const wanted = ['decision-facts', 'decision-level', 'dispatch-and-reply'];
    const found = (await check({ ...files, 'beslut.md': bare })).filter(({ rule }) => wanted.includes(rule));
    expect(found.map((one) => `${one.rule}: ${pointed(one) ?? ''}`)).toEqual([
      'decision-facts: "diarienummer": {',
      'decision-facts: "datum": {',
      'decision-level: "beslutsnivå": {',
      'dispatch-and-reply: "expedieras till": {',
      'dispatch-and-reply: "återkoppling": {',
    ]);
    expect(new Set(found.map(({ related }) => basename(related?.[0]?.file ?? '')))).toEqual(
      new Set(['decision.sv.json']),
    );
  });

  test('the line of the configuration, where it says something', async () => {
    expect(
      await lines(
        { 'fardplan.yaml': settings },
        'clause-style',
        'reference-number',
        'section-readability',
        'sentence-length',
      ),
    ).toEqual([
      'reference-number fardplan.yaml: - organisation: Norrby kommun',
      'clause-style fardplan.yaml: beslutspunkter: meningar',
      `section-readability ${join('profiles', 'exempel.yaml')}: läsbarhet: { lix: 50, meningslängd: 6 }`,
      'sentence-length fardplan.yaml: läsbarhet: { meningslängd: 5 }',
    ]);
  });

  test('that of the profile where it does not, and none where the rule itself has the limit', async () => {
    const readability = ['section-readability', 'sentence-length'] as const;
    const place = `${join('profiles', 'exempel.yaml')}: läsbarhet: { lix: 50, meningslängd: 6 }`;
    expect(await lines({}, ...readability)).toEqual([`section-readability ${place}`, `sentence-length ${place}`]);
    const silent = profile.replace(/^läsbarhet.*\n/m, '');
    expect(await lines({ 'profiles/exempel.yaml': silent }, ...readability)).toEqual(['section-readability : ']);
  });

  test('a configuration above the folder that is checked', async () => {
    await check({ ...files, 'fardplan.yaml': settings });
    const loaded = await loadWorkspace(nodeHost({ cwd: join(folder, 'profiles') }), [join('..', 'beslut.md')]);
    const [found] = runRules(loaded.workspace).filter(({ rule }) => rule === 'clause-style');
    expect(found?.related?.map(({ file, line }) => [file, line])).toEqual([[join(folder, 'fardplan.yaml'), 4]]);
  });
});

describe('one cause gives one finding', () => {
  const head =
    '---\nfardplan: roadmap/v1\nid: x\ntitel: Färdplan\nprofil: generic\nversion: "1"\nperiod: { från: 2024, till: 2030 }\n';
  const quiet = 'fardplan: workspace/v1\nallvar: { required-sections: av, considerations: av }\n';
  const rules = async (files: Record<string, string>) =>
    (await check({ 'fardplan.yaml': quiet, ...files })).map(({ rule, line }) => `${line} ${rule}`);

  test.each([
    ['a required key that is misspelt', head.replace('version:', 'verison:'), ['6 unknown-key']],
    ['a period without anything in it', head.replace('{ från: 2024, till: 2030 }', ''), ['7 schema']],
    ['a period that is missing', head.replace('period: { från: 2024, till: 2030 }\n', ''), ['7 schema']],
    ['a period that is a text', head.replace('{ från: 2024, till: 2030 }', 'länge'), ['7 schema']],
    [
      'a missing id and a profile that does not exist',
      head.replace('id: x\n', '').replace('generic', 'genreic'),
      ['3 schema', '4 unknown-profile'],
    ],
    ['an empty entry in a list', `${head}huvudmän:\n  -\n  - { id: a, namn: A, typ: kommun }\n`, ['9 schema']],
  ])('%s', async (_, text, wanted) => {
    expect(await rules({ 'fardplan.md': `${text}---\n\n## Ett\n\nText.\n` })).toEqual(wanted);
  });

  test('a roadmap as YAML without its list of sections lacks that key, and nothing else', async () => {
    const text = head.replace('---\n', '');
    const found = (await check({ 'a.yaml': text })).filter(({ rule }) => rule !== 'considerations');
    expect(found.map(({ rule, line }) => `${line} ${rule}`)).toEqual(['7 required-sections']);
    expect(found[0] && applied(text, found[0])).toBe(`${text}avsnitt: […]\n`);
  });
});
