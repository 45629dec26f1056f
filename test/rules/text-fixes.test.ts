import { describe, expect, test } from 'vitest';
import { filledExample } from '../../src/rules/_example.js';
import { runFiles } from './run-files.js';

/** The body with the fixes and first suggestions of one rule made. */
function mended(rule: string, body: string, more: Record<string, string> = {}): string {
  const files = filledExample({ 'fardplan.md': body, ...more });
  const text = files['fardplan.md'] ?? '';
  const edits = runFiles(files).flatMap((one) =>
    one.rule === rule && one.file === 'fardplan.md' ? ((one.fix ?? one.suggestions?.[0])?.edits ?? []) : [],
  );
  let result = text;
  for (const { span, text: by } of edits.toSorted((one, other) => other.span.start - one.span.start)) {
    result = result.slice(0, span.start) + by + result.slice(span.end);
  }
  // Front matter is filled in above the body.
  return result.slice(text.length - body.length);
}

/** What would be written in place of the HTML in a section of a roadmap in YAML, which has this line. */
const fixesInYaml = (line: string): string[] =>
  runFiles(filledExample({ 'fardplan.yaml': `avsnitt:\n  - titel: Målbild\n    typ: målbild\n    ${line}\n` })).flatMap(
    ({ rule, fix }) => (rule === 'raw-html' && fix ? fix.edits.map(({ text }) => text) : []),
  );

describe('what the rules on text offer to do', () => {
  test.each([
    [
      'heading-levels',
      '## A\n\nx\n\n#### B\n\n##### C\n\n#### D\n\n## E\n',
      '## A\n\nx\n\n### B\n\n#### C\n\n### D\n\n## E\n',
    ],
    ['heading-levels', '# A\n\n## B\n\n# C\n\n## D\n', '# A\n\n## B\n\n## C\n\n### D\n'],
    ['table-header', '## A\n\n| a | b |\n| c | d |\n', '## A\n\n| a | b |\n| --- | --- |\n| c | d |\n'],
    ['table-header', '## A\n\n> | a | b |\n> | c | d |\n', '## A\n\n> | a | b |\n> | --- | --- |\n> | c | d |\n'],
    [
      'table-header',
      '## A\r\n\r\n| a | b |\r\n| c | d |\r\n',
      '## A\r\n\r\n| a | b |\r\n| --- | --- |\r\n| c | d |\r\n',
    ],
    ['table-header', '## A\n\n| a | b |\n| - |\n| c | d |\n', '## A\n\n| a | b |\n| --- | --- |\n| c | d |\n'],
    ['raw-html', '## A\n\nEn <b>stor</b> sak, <em>här</em>.\n', '## A\n\nEn **stor** sak, *här*.\n'],
    ['raw-html', '## A\n\nEtt<br>två <br/>\ntre.\n', '## A\n\nEtt\\\ntvå\\\ntre.\n'],
    [
      'raw-html',
      '## A\n\n<a href="https://a.example/b">Protokollet</a> finns.\n',
      '## A\n\n[Protokollet](https://a.example/b) finns.\n',
    ],
    ['raw-html', '## A\n\n<img alt="Tre nivåer" src="b.png">\n', '## A\n\n![Tre nivåer](b.png)\n'],
    ['raw-html', '## A\n\nEn <!-- anteckning -->sak.\n', '## A\n\nEn sak.\n'],
    ['broken-link', '## Mål\n\n[a](#mol)\n', '## Mål\n\n[a](#mal)\n'],
    ['broken-link', '## A\n\n[a](Parties.yaml#x "T")\n', '## A\n\n[a](parties.yaml#x "T")\n'],
    [
      'non-breaking-space',
      '## A\n\n5 kap. 3 a § och § 12, 80 %.\n',
      '## A\n\n5\u00a0kap.\u00a03\u00a0a\u00a0§ och §\u00a012, 80\u00a0%.\n',
    ],
    ['unexplained-abbreviation', '## A\n\nEn SIP görs.\n', '## A\n\nEn samordnad individuell plan (SIP) görs.\n'],
  ])('%s: %j', (rule, before, after) => {
    const more = { 'parties.yaml': 'titel: Register\n' };
    expect(mended(rule, before, more).slice(-after.length)).toBe(after);
    // What was mended is not told again.
    expect(runFiles(filledExample({ 'fardplan.md': after, ...more })).filter((one) => one.rule === rule)).toEqual([]);
  });

  test.each([
    '## A\n\n| a | b |\n| - | - |\n| c<br>d | <b>e*</b> |\n',
    '## A\n\nx<b>y</b>z och H<sub>2</sub>O<br>\n\n- b<br>- c\n',
    '## A\n\n<a href="javascript:x()">y</a> <img src="a.png"> <i>två\nrader</i>\n',
    // An exclamation mark before a link makes an image, and a link holds no link.
    '## A\n\nLäs!<a href="https://a.example/b">Protokollet</a> nu.\n',
    '## A\n\n[Se <a href="https://a.example/b">protokollet</a>](https://a.example/c) nu.\n',
    '## A\n\nSlut.<br><br>Nytt stycke.\n',
  ])('leaves HTML as it is where Markdown has no way that is sure to say the same', (body) => {
    expect(mended('raw-html', body)).toBe(body);
  });

  test.each([
    ['text: <b>Nära</b> vård.'],
    ['text: <i>Nära</i>'],
    ['text: <a href="https://a.example/b">Protokollet</a> finns.'],
    ['text: <img src="a.png" alt="Tre nivåer">'],
    [String.raw`text: "Se <a href=\"https://a.example/b\">protokollet</a>."`],
  ])('leaves HTML as it is where Markdown would be something else in YAML: %s', (line) => {
    expect(fixesInYaml(line)).toEqual([]);
  });

  test.each([
    ['text: Nära <b>vård</b>.', ['**vård**']],
    ['text: "<b>Nära</b> vård."', ['**Nära**']],
    ['text: |\n      <b>Nära</b> vård.', ['**Nära**']],
  ])('mends HTML in YAML where it is sure: %j', (line, texts) => {
    expect(fixesInYaml(line)).toEqual(texts);
  });

  test.each(['[Avtalet](<avtal 5 §.pdf>)', '![Bild](<nivå 5 %.png>)', '[a]\n\n[a]: <avtal 5 §.pdf>'])(
    'an address is none of the places where a line breaks: %j',
    (words) => {
      const body = `## A\n\n${words} gäller 10 %.\n`;
      expect(mended('non-breaking-space', body)).toBe(body.replace('10 %', '10\u00a0%'));
    },
  );

  test('numbers without non-breaking spaces all over a text are told once, and mended at once', () => {
    const lines = (count: number, space: string) =>
      Array.from({ length: count }, (_, index) => `Andelen är ${index}${space}%.`).join('\n\n');
    const found = (body: string) =>
      runFiles(filledExample({ 'fardplan.md': body })).filter(({ rule }) => rule === 'non-breaking-space');
    expect(found(`## A\n\n${lines(10, ' ')}\n`)).toHaveLength(10);
    const many = `## A\n\n${lines(300, ' ')}\n`;
    expect(found(many).map(({ message }) => message.sv)).toEqual([
      'På 300 ställen kan siffra och tecken delas mellan två rader, här ”0 %”',
    ]);
    expect(mended('non-breaking-space', many)).toBe(`## A\n\n${lines(300, '\u00a0')}\n`);
    // Where one place is allowed, the others are told one by one.
    const allowed = many.replace('0 %.', '0 %. <!-- fardplan: tillåt non-breaking-space – står i ett citat -->');
    expect(found(allowed)).toHaveLength(299);
  });
});
