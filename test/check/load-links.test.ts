import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../src/check/load-workspace.js';
import { runRules } from '../../src/check/run-rules.js';
import { nodeHost } from '../../src/cli/node-host.js';
import { folder } from '../cli/run.js';

/** What the rule on links says of a roadmap with `body`, beside files with the given texts. */
async function told(body: string, files: Record<string, string>): Promise<string[]> {
  const top = folder();
  const front =
    'fardplan: roadmap/v1\nid: x\ntitel: Färdplan för Exempellän\nprofil: generic\nversion: "1"\nperiod: { från: 2024, till: 2030 }';
  const all = { 'fardplan.md': `---\n${front}\n---\n\n# Färdplan för Exempellän\n\n${body}\n`, ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  const { workspace } = await loadWorkspace(nodeHost({ cwd: top }), ['.']);
  return runRules(workspace).flatMap(({ rule, message, fix, suggestions }) =>
    rule === 'broken-link'
      ? [
          `${message.sv}${[fix, ...(suggestions ?? [])].map((each) => (each ? ` → ${each.edits[0]?.text ?? ''}` : '')).join('')}`,
        ]
      : [],
  );
}

describe('links to files', () => {
  const files = {
    'bilagor/Underlag å.md': '# Underlag\n\n## Syfte och mål\n\n## Läge {#lage}\n\n<a id="punkt"></a>\n',
    'karta.png': 'x',
  };

  test.each([
    '[underlaget](bilagor/Underlag%20%C3%A5.md)',
    '[underlaget](<bilagor/Underlag å.md>)',
    '[underlaget](<bilagor/Underlag å.md#syfte-och-mål>)',
    '[underlaget](bilagor/Underlag%20%C3%A5.md#syfte-och-mal)',
    '[underlaget](<./bilagor/../bilagor/Underlag å.md#lage>)',
    '[underlaget](<bilagor/Underlag å.md#punkt> "Titel")',
    '[mappen](bilagor/) och [mappen](bilagor)',
    '![Karta över länet](karta.png?x=1)',
    '[protokollet][p]\n\n[p]: karta.png "Titel"',
    '[webben](https://exempel.example/saknas.md) <registrator@exempel.example>',
    '`[kod](saknas.md)`\n\n```\n[kod](saknas.md)\n```',
    '[x]: nothing',
  ])('%s leads somewhere', async (body) => {
    expect(await told(body.replace('[x]: nothing', ''), files)).toEqual([]);
  });

  test.each([
    ['[a](saknas.md)', ['Filen ”saknas.md” finns inte']],
    [
      '![Karta över länet](Karta.png)',
      ['Bilden heter ”karta.png”, inte ”Karta.png”: stora och små bokstäver skiljer sig → karta.png'],
    ],
    ['[a](bilagor/Underlaget.md)', ['Filen ”bilagor/Underlaget.md” finns inte → bilagor/Underlag%20å.md']],
    [
      '[a](<bilagor/Underlag å.md#lagen>)',
      ['I ”bilagor/Underlag å.md” finns inget ”#lagen” → bilagor/Underlag%20å.md#lage'],
    ],
    [
      '[a](bilagor\\Underlag%20å.md#lage)',
      [
        'Länken till ”bilagor/Underlag å.md” är skriven med omvända snedstreck och fungerar bara i Windows → bilagor/Underlag%20å.md#lage',
      ],
    ],
    ['[p][p] och [igen][p]\n\n[p]: saknas.md', ['Filen ”saknas.md” finns inte']],
    ['[a](D:/doc/x.pdf)', ['”D:/doc/x.pdf” finns bara på en viss dator']],
  ])('%s does not', async (body, expected) => {
    expect(await told(body, files)).toEqual(expected);
  });

  test('a name that the disk keeps in parts is the same name', async () => {
    expect(await told('[a](<Läge.md>)', { ['Läge.md'.normalize('NFD')]: '# Läge\n' })).toEqual([]);
  });
});
