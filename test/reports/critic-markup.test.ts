import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { criticMarkup } from '../../src/reports/_critic-markup.js';
import { roadmap } from '../diff/workspace.js';
import { runs } from '../setup/runs.js';
import { revisions } from './revisions.js';

const signs = /\{\+\+([\s\S]*?)\+\+\}|\{--([\s\S]*?)--\}|\{~~([\s\S]*?)~>([\s\S]*?)~~\}|\{>>[\s\S]*?<<\}/g;
const unescaped = (text: string): string =>
  text
    .replace(/\{\\(\+\+|--|~~|==|>>)/g, '{$1')
    .replace(/(\+\+|--|~~|==|<<)\\\}/g, '$1}')
    .replace(/~\\>/g, '~>');

/** A reader of CriticMarkup in two lines, which knows nothing of ours. */
const accepted = (text: string): string =>
  unescaped(
    text.replace(signs, (_all, came?: string, _gone?: string, _from?: string, to?: string) => came ?? to ?? ''),
  );
const rejected = (text: string): string =>
  unescaped(text.replace(signs, (_all, _came?: string, gone?: string, from?: string) => gone ?? from ?? ''));

const marked = (
  before: string,
  after: string,
  notes: Parameters<typeof criticMarkup>[0]['notes'] = [],
  path = 'x.md',
) =>
  criticMarkup({
    before: { text: before, path },
    after: { text: after, path },
    notes,
    movedFrom: (title) => `Från ${title}.`,
    movedTo: (title) => `Till ${title}.`,
  });

const loose = (text: string): string =>
  text
    .replace(/[ \t]*\n[ \t]*(?=\S)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('CriticMarkup', () => {
  test('accepting all gives the later source byte by byte, rejecting all the earlier one', () => {
    fc.assert(
      fc.property(revisions, ({ before, after }) => {
        const text = marked(before, after);
        expect(accepted(text)).toBe(after);
        expect(loose(rejected(text))).toBe(loose(before));
        // The differ finds nothing between what was rejected and what was.
        expect(diffRoadmaps(roadmap(before), roadmap(rejected(text)))).toEqual([]);
      }),
      runs(60),
    );
  });

  test('a paragraph that is gone after the last item is set apart from it when rejected', () => {
    const before = '## Syfte\n\n- En punkt.\n\nEtt stycke.\n';
    const text = marked(before, '## Syfte\n\n- En punkt.\n');
    expect(accepted(text)).toBe('## Syfte\n\n- En punkt.\n');
    expect(rejected(text)).toBe(before);
  });

  test('equal sources have no marks', () => {
    fc.assert(
      fc.property(revisions, ({ before }) => {
        expect(marked(before, before)).toBe(before);
      }),
      runs(20),
    );
  });

  test('signs of CriticMarkup in the sources are not taken for marks', () => {
    const before = '## Ett\n\nText {++ som ++} ser {-- ut --} som {~~a~>b~~} märken {>>nej<<} här.\n';
    const after = before.replace('här', 'där {++');
    const text = marked(before, after, [{ after: 3, text: 'en <<} elak {++ orsak' }]);
    expect(accepted(text)).toBe(after);
    expect(rejected(text)).toBe(before);
  });

  test('line breaks and padding that were changed alone are no change', () => {
    const before = '## Ett\n\nEn rad som\nbryts här.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
    const after = '## Ett\n\nEn rad som bryts här.\n\n| a   | b   |\n| --- | --- |\n| 1   | 2   |\n';
    expect(marked(before, after)).toBe(after);
  });

  test('replaced, added, removed and moved text, with causes', () => {
    const before =
      '## Ett\n\nTeamen finns på dagen i hela länet.\n\nDetta stycke är långt nog att känna igen.\n\n## Två\n\nBort härifrån.\n';
    const after =
      '## Ett\n\nTeamen finns på dygnet i hela länet.\n\n## Två\n\nNytt.\n\nDetta stycke är långt nog att känna igen.\n';
    expect(marked(before, after, [{ after: 3, text: 'Orsak: synpunkt.' }])).toBe(
      '## Ett\n\nTeamen finns på {~~dagen~>dygnet~~} i hela länet.{>>Orsak: synpunkt.<<}\n\n' +
        '{--Detta stycke är långt nog att känna igen.--}{>>Till Två.<<}{--\n\n--}## Två\n\n' +
        '{--Bort härifrån.\n--}{++Nytt.\n\nDetta stycke är långt nog att känna igen.++}{>>Från Ett.<<}{++\n++}',
    );
  });

  test('YAML is compared line by line', () => {
    const [before, after] = ['id: a\ntitel: Ett\nversion: "1"\n', 'id: a\ntitel: Två\nversion: "1"\n'];
    expect(marked(before, after, [], 'x.yaml')).toBe('id: a\ntitel: {~~Ett~>Två~~}\nversion: "1"\n');
  });
});
