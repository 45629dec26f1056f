import { describe, expect, test } from 'vitest';
import { assembleRound, assembleRounds } from '../../src/consultation/assemble-round.js';
import { explain } from '../../src/consultation/attribute.js';
import { commentRefs } from '../../src/consultation/comment-refs.js';
import { itemNames } from '../../src/consultation/item-names.js';
import { trace } from '../../src/consultation/trace.js';
import { diffRoadmaps } from '../../src/diff/diff-roadmaps.js';
import { dispositionsOf, parsed, responseOf, roadmapOf } from './workspace.js';

const roadmap = (hours: string, year: number, extra = '', team = 'Mobila team') => `## Målgrupp

Alla som behöver samordnade insatser.

## Arbetssätt

### ${team}

Teamen är bemannade ${hours} av regionen och kommunerna tillsammans.
${extra}
## Tidsplan

Tiderna gäller hela länet.

| När | Vad | Id |
|---|---|---|
| ${year} | Teamen finns i hela länet | team-klara |
`;

const before = roadmapOf(roadmap('på dagtid', 2027), 'revisions/remiss.md');
const answers = [
  responseOf(
    'norrby',
    '## Mobila team\n\n- Behövs på natten. {#natt}\n- Mer läkartid. {#lakare}\n\n## Tidsplan\n\nFör sent.\n\n## Allmänt\n\nBra språk.\n',
  ),
  responseOf('soderby', '## 2. mobila team:\n\nVi håller med.\n\n## Helt annat\n\nText.\n'),
];

describe('comments', () => {
  test('are named by answer and comment, and know their item in the consulted revision', () => {
    expect(commentRefs(answers, before).map(({ ref, item, general }) => [ref, item, general])).toEqual([
      ['norrby#natt', 'mobila-team', false],
      ['norrby#lakare', 'mobila-team', false],
      ['norrby#tidsplan', 'tidsplan', false],
      ['norrby#allmant', undefined, true],
      ['soderby#mobila-team', 'mobila-team', false],
      ['soderby#helt-annat', undefined, false],
    ]);
  });

  test('find an item by the names a profile gives it', () => {
    const profile = parsed(
      'p.yaml',
      'fardplan: profile/v1\nid: p\ntitel: P\navsnitt:\n  - { id: malgrupp, titel: Målgrupp, alias: [Vem det gäller] }\n',
    ).model as never;
    const [comment] = commentRefs([responseOf('norrby', '## Vem det gäller\n\nText.\n')], before, profile);
    expect(comment?.item).toBe('malgrupp');
  });
});

const causes = (after: string, dispositions: string) => {
  const revisions = { before, after: roadmapOf(after) };
  const changes = diffRoadmaps(revisions.before, revisions.after);
  const comments = commentRefs(answers, before);
  return explain(changes, dispositionsOf(dispositions).model, comments, itemNames(revisions)).map(
    ({ change: { kind, id, field }, causes: list }) => `${kind} ${id}${field ? `.${field}` : ''}: ${list.join(' ')}`,
  );
};

const entry = (comments: string[], outcome: string, items?: string[]) =>
  `  - synpunkter: [${comments.map((ref) => `"${ref}"`).join(', ')}]\n    hantering: ${outcome}\n    motivering: Skäl.\n${items ? `    ändrar: [${items.join(', ')}]\n` : ''}`;

describe('causes', () => {
  test('are the comments of a disposition that names the item', () => {
    expect(
      causes(
        roadmap('dygnet runt', 2027),
        `hanteringar:\n${entry(['norrby#natt', 'soderby#mobila-team'], 'beaktas', ['mobila-team'])}`,
      ),
    ).toEqual(['changed mobila-team.text: norrby#natt soderby#mobila-team']);
  });

  test('are those of the item a comment concerns, where the disposition names none', () => {
    expect(
      causes(roadmap('dygnet runt', 2026), `hanteringar:\n${entry(['norrby#natt', 'norrby#tidsplan'], 'delvis')}`),
    ).toEqual(['changed mobila-team.text: norrby#natt', 'changed team-klara.when: norrby#tidsplan']);
  });

  test('are not given by comments that were not accepted', () => {
    expect(
      causes(roadmap('dygnet runt', 2027), `hanteringar:\n${entry(['norrby#natt'], 'noteras', ['mobila-team'])}`),
    ).toEqual(['changed mobila-team.text: ']);
  });

  test('prefer who names the item to who names what it stands in', () => {
    const dispositions = `hanteringar:\n${entry(['norrby#tidsplan'], 'beaktas', ['tidsplan'])}egna ändringar:\n  - { ändrar: [team-klara], motivering: Skäl. }\n`;
    expect(causes(roadmap('på dagtid', 2026), dispositions)).toEqual(['changed team-klara.when: own']);
    expect(
      causes(roadmap('på dagtid', 2026), `hanteringar:\n${entry(['norrby#tidsplan'], 'beaktas', ['tidsplan'])}`),
    ).toEqual(['changed team-klara.when: norrby#tidsplan']);
  });

  test('follow an item to its new name, by either id', () => {
    const after = roadmap('dygnet runt', 2027, '', 'Team som kommer hem');
    for (const id of ['mobila-team', 'team-som-kommer-hem']) {
      expect(causes(after, `hanteringar:\n${entry(['norrby#natt'], 'beaktas', [id])}`)).toEqual([
        'renamed team-som-kommer-hem: norrby#natt',
        'changed team-som-kommer-hem.text: norrby#natt',
      ]);
    }
    expect(causes(after, `hanteringar:\n${entry(['norrby#natt'], 'beaktas')}`)[0]).toBe(
      'renamed team-som-kommer-hem: norrby#natt',
    );
  });

  test('of front matter are named by the field, in either language', () => {
    for (const name of ['basedOn', 'bygger-pa']) {
      const revised = parsed(
        'fardplan.md',
        roadmapOf(roadmap('på dagtid', 2027)).source.text.replace(
          'version: "1"',
          'version: "1"\nbygger på:\n  - titel: Avtalet',
        ),
      );
      const revisions = { before, after: revised as typeof before };
      const dispositions = dispositionsOf(
        `hanteringar: []\negna ändringar:\n  - { ändrar: [${name}], motivering: Skäl. }\n`,
      ).model;
      expect(
        explain(diffRoadmaps(before, revisions.after), dispositions, [], itemNames(revisions)).map(
          (change) => change.causes,
        ),
      ).toEqual([['own']]);
    }
  });
});

describe('a round', () => {
  const round = parsed(
    'consultation/round.yaml',
    'fardplan: round/v1\nid: remiss\ntitel: Remiss\nfärdplan: exempel\nremissversion: { källa: ../revisions/remiss.md }\nskickad: 2024-01-15\nsvar senast: 2024-03-31\n',
  );
  const assembled = (dispositions: string) => {
    const found = assembleRound([round, ...answers, dispositionsOf(dispositions)], 'consultation/');
    if (!found) throw new Error('no round');
    return found;
  };

  test('is told by its gaps', () => {
    const dispositions = `hanteringar:
${entry(['norrby#natt', 'norrby#natten'], 'beaktas', ['mobila-team', 'malgrupp', 'mobila-taem'])}${entry(['norrby#allmant'], 'beaktas')}${entry(['norrby#tidsplan', 'soderby#mobila-team'], 'beaktas')}`;
    const after = roadmapOf(
      roadmap('dygnet runt', 2027, '\nEtt nytt stycke om något som ingen har bett om.\n').replace(
        '## Tidsplan',
        '## Nytt avsnitt\n\nText.\n\n## Tidsplan',
      ),
    );
    const { gaps } = trace(assembled(dispositions), { before, after });
    expect(
      gaps.map((gap) =>
        'path' in gap
          ? [
              gap.kind,
              gap.path.join('/'),
              'comment' in gap ? gap.comment.ref : 'ref' in gap ? gap.ref : 'item' in gap ? gap.item : '',
              ...('near' in gap ? [`near ${gap.near}`] : []),
            ].join(' ')
          : `${gap.kind} ${gap.change.id}`,
      ),
    ).toEqual([
      'comment-without-disposition comments/1 norrby#lakare',
      'comment-without-disposition comments/1 soderby#helt-annat',
      'unknown-comment dispositions/0/comments/1 norrby#natten near norrby#natt',
      'unknown-item dispositions/0/items/2 mobila-taem',
      'accepted-without-change dispositions/0/items/1 malgrupp',
      'accepted-without-change dispositions/1/comments/0 ',
      'accepted-without-change dispositions/2/comments/0 tidsplan',
      'change-without-cause nytt-avsnitt',
    ]);
  });

  test('without dispositions has every comment left', () => {
    const found = assembleRound([...answers, round], 'consultation');
    expect(found?.dispositions).toBeUndefined();
    expect(found && trace(found, { before, after: before }).gaps.length).toBe(6);
  });

  test('is kept apart from another of the same id by its folder', () => {
    const at = (folder: string) =>
      [round, ...answers, dispositionsOf('hanteringar: []')].map((document) => ({
        ...document,
        source: { ...document.source, path: `${folder}/${document.source.path}` },
      }));
    const rounds = assembleRounds([...at('roadmaps/a'), ...at('roadmaps/ab')]);
    expect(
      rounds.map(({ round: { source }, responses, dispositions }) => [
        source.path,
        responses.length,
        dispositions?.source.path,
      ]),
    ).toEqual([
      ['roadmaps/a/consultation/round.yaml', 2, 'roadmaps/a/consultation/dispositions.yaml'],
      ['roadmaps/ab/consultation/round.yaml', 2, 'roadmaps/ab/consultation/dispositions.yaml'],
    ]);
    expect(
      assembleRound(
        at('C:\\x').map((document) => ({
          ...document,
          source: { ...document.source, path: document.source.path.replaceAll('/', '\\') },
        })),
        'C:\\x\\consultation',
      )?.responses.length,
    ).toBe(2);
    expect(assembleRound(answers, 'consultation')).toBeUndefined();
  });

  test('takes answers that lie elsewhere by the id they name', () => {
    const elsewhere = responseOf('osterby', '## Allmänt\n\nBra.\n', 'remiss: remiss\n');
    const moved = { ...elsewhere, source: { ...elsewhere.source, path: 'svar/osterby.md' } };
    expect(assembleRound([round, moved], 'consultation')?.responses.length).toBe(1);
  });
});
