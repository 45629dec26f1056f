import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.js';
import { filledExample } from '../../src/rules/_example.js';
import { runFiles } from './run-files.js';

const rules = new Set(['hidden-characters', 'mixed-scripts', 'composed-letters']);

function found(body: string, front = ''): { text: string; findings: Diagnostic[] } {
  const files = filledExample(`${front === '' ? '' : `---\n${front}\n---\n\n`}${body}`);
  return { text: files['fardplan.md'] ?? '', findings: runFiles(files).filter(({ rule }) => rules.has(rule)) };
}

/** The text with the fixes, or else the first suggestions, made. */
function mended(text: string, findings: readonly Diagnostic[]): string {
  const edits = findings.flatMap(({ fix, suggestions }) => (fix ?? suggestions?.[0])?.edits ?? []);
  let result = text;
  for (const { span, text: by } of edits.toSorted((one, other) => other.span.start - one.span.start)) {
    result = result.slice(0, span.start) + by + result.slice(span.end);
  }
  return result;
}

describe('characters that are not seen', () => {
  const cases: [name: string, body: string, message: string, safe: boolean, after: string][] = [
    ['zero-width space', 'nä\u200bra', 'U+200B', true, 'nära'],
    ['a run of them is one fault', 'nä\u200b\u200c\u2060ra', '3 dolda tecken (U+200B först)', true, 'nära'],
    ['byte order mark within', 'nä\ufeffra', 'U+FEFF', true, 'nära'],
    ['override of direction', 'be\u202eslut', 'U+202E', false, 'beslut'],
    ['isolate', 'be\u2067slut', 'U+2067', false, 'beslut'],
    ['mark of direction', 'be\u200fslut', 'U+200F', false, 'beslut'],
    ['control character', 'be\u0007slut', 'U+0007', true, 'beslut'],
    ['vertical tab', 'ett\u000btvå', 'U+000B', false, 'ett två'],
    ['line separator', 'ett\u2028två', 'U+2028', false, 'ett två'],
    ['tag characters', 'be\u{e0041}slut', 'U+E0041', true, 'beslut'],
    ['filler', 'be\u3164slut', 'U+3164', true, 'beslut'],
  ];

  test.each(cases)('%s', (_, word, message, safe, after) => {
    const { text, findings } = found(`## Målbild\n\nVårt ${word} här.\n`);
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['error hidden-characters']);
    expect(findings[0]?.message.sv).toContain(message);
    expect(findings[0]?.fix !== undefined).toBe(safe);
    expect(mended(text, findings)).toBe(found(`## Målbild\n\nVårt ${after} här.\n`).text);
  });

  test('the place is right in the front matter, in comments and after wide characters', () => {
    const { text, findings } = found(
      '## Målbild\n\n👩‍⚕️ Vå\u200bra team. <!-- do\u202elt -->\n',
      'län: Exempel\u200blän # do\u2066lt',
    );
    const lines = text.split('\n');
    expect(findings.map(({ line, column, endColumn }) => lines[line - 1]?.slice(column - 1, endColumn - 1))).toEqual([
      '\u200b',
      '\u2066',
      '\u200b',
      '\u202e',
    ]);
  });

  const hid = (char: string): [string, string, string][] => [
    ['a heading', `## Mål${char}bild\n\nText.\n`, ''],
    ['the heading of the document', `# Färd${char}plan\n\n## Målbild\n\nText.\n`, ''],
    ['an id', `## Målbild {#mal${char}bild}\n\nText.\n`, ''],
    ['a key', '## Målbild\n\nText.\n', `lä${char}n: Exempel`],
    ['a key in brackets', '## Målbild\n\nText.\n', `huvudmän: [{ id: a, na${char}mn: A, typ: kommun }]`],
    ['a value', '## Målbild\n\nText.\n', `län: Exempel${char}län`],
    ['a quoted value', '## Målbild\n\nText.\n', `län: "Exempel${char}län"`],
    ['a cell', `## Målbild\n\n| a | b |\n| --- | --- |\n| ett | tv${char}å |\n`, ''],
    ['the head of a table', `## Målbild\n\n| a${char}a | b |\n| --- | --- |\n| ett | två |\n`, ''],
    ['an item', `## Målbild\n\n- Bra${char}het. {#bra}\n`, ''],
    ['a link', `## Målbild\n\nSe [bil${char}den](https://exempel.example/).\n`, ''],
  ];

  test.each([...hid('\u200b'), ...hid('\u202e')].map(([name, ...rest], at) => [`${at < 11 ? 'U+200B' : 'U+202E'} in ${name}`, ...rest] as const))(
    '%s',
    (_, body, front) => {
      const { text, findings } = found(body, front);
      expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['error hidden-characters']);
      const [{ line = 0, column = 0, endColumn = 0 } = {}] = findings;
      expect(text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toMatch(/^[\u200b\u202e]$/);
    },
  ); // prettier-ignore

  test('a turn and its end are one fault, and the word is told as it is in the file', () => {
    const { text, findings } = found('## Målbild\n\nHuvudmännen \u202eätna\u202c förslaget \u2067x\u200by\u2069.\n');
    expect(findings.map(({ message }) => message.sv.replace(/.* än /, ''))).toEqual(['”ätna”', '”xy”']);
    expect(mended(text, findings)).toContain('\nHuvudmännen ätna förslaget xy.\n');
  });

  test('within an id or an address the author chooses', () => {
    const { findings } = found('## Målbild {#mal\u200bbild}\n\nSe [bilden](https://exempel.example/a\u200bb).\n');
    expect(findings.map(({ fix, suggestions }) => [fix, suggestions?.length])).toEqual([
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  test('a soft hyphen is a fault in a title, not in running text', () => {
    expect(found('## Målbild\n\nSamverkans\u00adavtal.\n').findings).toEqual([]);
    expect(found('## Sam\u00adverkan\n\nText.\n').findings.map(({ rule }) => rule)).toEqual(['hidden-characters']);
  });

  test('joiners that do what they are for stay', () => {
    expect(found('## Målbild\n\n👨‍👩‍👧 👩🏽‍⚕️ 🏳️‍🌈 می‌خواهم ✓ → “x” 5 – 6 …\n').findings).toEqual([]);
  });
});

describe('letters of two alphabets', () => {
  test.each([
    ['Vård\u0435n', 'Vården'],
    ['\u0412ård', 'Bård'],
    ['\u0391nna', 'Anna'],
    ['\u0441\u043e\u0441\u043e', 'coco'],
  ])('%s', (word, latin) => {
    const { text, findings } = found(`## Målbild\n\n${word} finns.\n`);
    expect(findings.map(({ rule }) => rule)).toEqual(['mixed-scripts']);
    expect(mended(text, findings)).toContain(`\n${latin} finns.`);
  });

  test.each(['TNFα', 'β-blockerare', 'IFNγ', 'μg', '5 µg', 'Ω-3', 'Москва', 'Αθήνα', 'Δt'])('%s is right', (word) => {
    expect(found(`## Målbild\n\nOrdet ${word} finns.\n`).findings).toEqual([]);
  });

  test('in a text with Russian in it, a Russian word of such letters is a word', () => {
    expect(found('## Målbild\n\nНа русском: рост.\n').findings).toEqual([]);
  });
});

describe('letters in parts', () => {
  test('one finding, one fix, and the fixed text is composed', () => {
    const { text, findings } = found('## Målbild\n\nVården är nära.\n'.normalize('NFD'));
    expect(findings.map(({ message }) => message.sv)).toEqual(['4 bokstäver är skrivna som två tecken, ”å” först']);
    expect(mended(text, findings)).toBe(text.normalize('NFC'));
  });

  test('letters that have no composed form stay', () => {
    expect(found('## Målbild\n\nx\u0304 och q\u0307.\n').findings).toEqual([]);
  });
});
