import { describe, expect, test } from 'vitest';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { isKind } from '../../src/parse/parsed.js';
import { suppressionsIn, withoutSuppressions } from '../../src/parse/suppressions.js';
import { parsed, roadmapOf } from '../consultation/workspace.js';

const comment = '<!-- fardplan: tillåt empty-section – skälet står här -->';

describe('a comment that suppresses a finding is no part of the document', () => {
  const plain = roadmapOf(
    '## Ett\n\nFörsta raden är lång nog.\nAndra raden.\n\n- En punkt\n- En till\n\n## Två\n\nSlut.\n',
  );

  test.each([
    `${comment}\n\n## Ett\n\nFörsta raden är lång nog.\nAndra raden.\n\n- En punkt\n- En till\n\n${comment}\n## Två\n\nSlut.\n`,
    `## Ett\n\nFörsta raden är lång nog. ${comment}\nAndra raden.\n\n- En punkt ${comment}\n- En till\n\n## Två\n\nSlut.\n`,
    `## Ett ${comment}\n\nFörsta raden är lång nog.\nAndra raden. ${comment}\n\n- En punkt\n- En till\n\n## Två\n\nSlut.\n\n${comment}\n`,
  ])('in Markdown: nothing differs, also not a line break', (body) => {
    const marked = roadmapOf(body);
    expect(diffRoadmaps(plain, marked)).toEqual([]);
    expect(JSON.stringify(marked.model)).not.toContain('skälet');
  });

  test('in the prose of a roadmap as YAML', () => {
    const yaml = (text: string) =>
      parsed(
        'f.yaml',
        `fardplan: roadmap/v1\nid: a\ntitel: T\nprofil: ingen\nversion: "1"\nperiod: { från: 2023, till: 2030 }\navsnitt:\n  - id: ett\n    titel: Ett\n    text: |\n${text}`,
      );
    const [one, two] = [
      yaml('      Första.\n\n      Andra.\n'),
      yaml(`      Första. ${comment}\n\n      ${comment}\n\n      Andra.\n`),
    ];
    expect(two.model).toEqual(one.model);
    expect(isKind(two, 'roadmap')).toBe(true);
  });

  test('offsets hold, and what stands in code is no comment', () => {
    const text = `a ${comment} b\n\n\`\`\`\n${comment}\n\`\`\`\n\n\`${comment}\`\n`;
    const blanked = withoutSuppressions(text);
    expect(blanked.length).toBe(text.length);
    expect(blanked.split(comment).length).toBe(3);
    expect(blanked.indexOf(' b\n')).toBe(text.indexOf(' b\n'));
  });
});

test('rules, reason and lines are read, whatever the dash', () => {
  for (const dash of ['–', '—', '-', '--']) {
    const { source } = roadmapOf(
      `Text.\n\n<!-- fardplan: allow R05, item-order ${dash} a reason - with a dash -->\nEn.\nTvå.\n\nTre.\n`,
    );
    const [found, ...more] = suppressionsIn({ source });
    expect(more).toEqual([]);
    expect(found?.names.map(({ name }) => name)).toEqual(['R05', 'item-order']);
    expect(found?.reason).toBe('a reason - with a dash');
    const lines = source.text.split('\n');
    expect(found?.lines && lines.slice(found.lines.from - 1, found.lines.to)).toEqual(['En.', 'Två.']);
  }
});

// Looking through the whole text for each comment would take minutes.
test('a very long text with very many comments is read', { timeout: 30_000 }, () => {
  const body = `${comment}\nText som står här.\n\n`.repeat(10_000);
  expect(suppressionsIn(roadmapOf(body)).length).toBe(10_000);
});
