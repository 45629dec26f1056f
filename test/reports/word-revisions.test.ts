import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { trackedChanges } from '../../src/ooxml/tracked-changes.js';
import { align } from '../../src/reports/_aligned.js';
import { wordRevisions } from '../../src/reports/_word-revisions.js';
import { roadmap } from '../diff/workspace.js';
import { runs } from '../setup/runs.js';
import { revisions } from './revisions.js';
import { partOf, settled } from './word-text.js';
import { wordsOf } from './words.js';

const words = wordsOf('change-account');

function wordOf(before: string, after: string, cause?: string): Promise<Uint8Array> {
  const [a, b] = [roadmap(before), roadmap(after)];
  const aligned = align({ before: a, after: b, changes: diffRoadmaps(a, b) });
  const blocks = wordRevisions(aligned, words, (row) => (row.state === 'same' ? undefined : cause));
  return trackedChanges({ title: 'Färdplan', author: 'fardplan', date: '2026-02-01', footer: 'Färdplan', blocks });
}

/** The same text without any change in it. */
const unchanged = async (source: string): Promise<string[]> => settled(await wordOf(source, source), 'accepted');
/** A blank paragraph says nothing; Word leaves one where the last paragraph is taken away. */
const said = (lines: readonly string[]): string[] => lines.filter((line) => line.replace(/[| ]/g, '') !== '');

describe('a Word file with tracked changes', () => {
  test('accepting all gives the later text, rejecting all the earlier', async () => {
    await fc.assert(
      fc.asyncProperty(revisions, async ({ before, after }) => {
        const file = await wordOf(before, after);
        expect(said(settled(file, 'accepted'))).toEqual(said(await unchanged(after)));
        expect(said(settled(file, 'rejected'))).toEqual(said(await unchanged(before)));
      }),
      runs(30),
    );
  });

  test('a space between two styles is kept, also where a change begins', async () => {
    const [one, two] = ['## Ett\n\nTeam *planer* vården.\n', '## Ett\n\nTeam *planer* all vården.\n'] as const;
    expect(settled(await wordOf(one, two), 'accepted')).toContain('Team planer all vården.');
    expect(settled(await wordOf(one, two), 'rejected')).toContain('Team planer vården.');
  });

  const before =
    '## Ett {#ett}\n\nTeamen finns på dagen.\n\n1. Första.\n2. Andra.\n\n## Två {#tva}\n\nText två som är lång nog att kännas igen var den än står.\n';
  const after =
    '## Två {#tva}\n\nText två som är lång nog att kännas igen var den än står.\n\n## Ett {#ett}\n\nTeamen finns på **dygnet**.\n\n1. Första.\n2. Andra & <sista>.\n';

  test('says who and when, in the words of Word; what moved has a name in both places', async () => {
    const small = ['## Ett\n\nTeamen finns på dagen.\n', '## Ett\n\nTeamen finns på dygnet.\n'] as const;
    const changed = partOf(await wordOf(...small), 'word/document.xml');
    expect(changed).toMatch(
      /<w:ins w:id="\d+" w:author="fardplan" w:date="2026-02-01T00:00:00Z"><w:r><w:t xml:space="preserve">dygnet</,
    );
    expect(changed).toMatch(/<w:del [^>]+><w:r><w:delText xml:space="preserve">dagen</);
    const xml = partOf(await wordOf(before, after), 'word/document.xml');
    const names = (tag: string): string[] =>
      [...xml.matchAll(new RegExp(`<w:${tag}RangeStart [^>]*w:name="([^"]+)"`, 'g'))]
        .map((match) => match[1] ?? '')
        .sort();
    expect(names('moveFrom').length).toBeGreaterThan(0);
    expect(names('moveFrom')).toEqual(names('moveTo'));
    const ids = [...xml.matchAll(/<w:(?:ins|del|moveFrom|moveTo) w:id="(\d+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('headings are headings, numbered lists are numbered, causes are comments', async () => {
    const file = await wordOf(before, after, 'synpunkter från Norrby kommun.');
    const xml = partOf(file, 'word/document.xml');
    expect(xml).toContain('<w:pStyle w:val="Heading1"/>');
    expect(xml).toMatch(/<w:numPr><w:ilvl w:val="0"\/><w:numId w:val="2"\/>/);
    expect(partOf(file, 'word/numbering.xml')).toContain('<w:num w:numId="2">');
    expect(xml).toContain('<w:commentReference');
    expect(partOf(file, 'word/comments.xml')).toContain('Orsak: synpunkter från Norrby kommun.');
  });

  test('same revisions, same bytes', async () => {
    expect(await wordOf(before, after)).toEqual(await wordOf(before, after));
  });
});
