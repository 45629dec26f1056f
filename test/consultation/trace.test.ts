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
      'orphan comments/1/heading soderby#helt-annat',
      'comment-without-disposition comments/1 norrby#lakare',
      'comment-without-disposition comments/1 soderby#helt-annat',
      'unknown-comment dispositions/0/comments/1 norrby#natten near norrby#natt',
      'unknown-item dispositions/0/items/2 mobila-taem near mobila-team',
      'accepted-without-change dispositions/0/items/1 malgrupp',
      'accepted-without-change dispositions/1/comments/0 ',
      'accepted-without-change dispositions/2/comments/0 tidsplan',
      'unbound dispositions/0 ',
      'change-without-cause nytt-avsnitt',
    ]);
  });

  test('without dispositions has every comment left', () => {
    const found = assembleRound([...answers, round], 'consultation');
    expect(found?.dispositions).toBeUndefined();
    expect(found && trace(found, { before, after: before }).gaps.map(({ kind }) => kind)).toEqual([
      'orphan',
      ...Array.from({ length: 6 }, () => 'comment-without-disposition'),
    ]);
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

  test('takes answers that lie elsewhere by the id they name, where none lies in its folder', () => {
    const elsewhere = responseOf('osterby', '## Allmänt\n\nBra.\n', 'remiss: remiss\n');
    const moved = { ...elsewhere, source: { ...elsewhere.source, path: 'svar/osterby.md' } };
    expect(assembleRound([round, moved], 'consultation')?.responses.length).toBe(1);
    // What was received may be kept beside what was made of it.
    expect(assembleRound([round, moved, ...answers], 'consultation')?.responses.length).toBe(2);
  });
});

describe('a change that follows from another', () => {
  const plan = (body: string) => roadmapOf(body, 'fardplan.md');
  const classes = (was: string, is: string, dispositions = 'hanteringar: []\n') => {
    const assembled = assembleRound(
      [
        parsed(
          'consultation/round.yaml',
          'fardplan: round/v1\nid: remiss\ntitel: Remiss\nfärdplan: exempel\nremissversion: { källa: ../remiss.md }\nskickad: 2024-01-15\nsvar senast: 2024-03-31\n',
        ),
        dispositionsOf(dispositions),
      ],
      'consultation',
    );
    if (!assembled) throw new Error('no round');
    const { traced } = trace(assembled, { before: plan(was), after: plan(is) });
    return traced.map(
      (each) =>
        `${each.change.kind} ${each.change.id}${each.change.field ? `.${each.change.field}` : ''}: ${each.class}`,
    );
  };
  const table = '| När | Vad | Beror på | Id |\n|---|---|---|---|\n';

  test('is a new name in other places, also within sentences and at their start', () => {
    const text = (name: string) =>
      `## ${name} {#team}\n\nAlla.\n\n## Tidsplan\n\n${name} finns 2027. Av planen framgår hur ${name.charAt(0).toLowerCase()}${name.slice(1)}s arbete följs.\n`;
    expect(classes(text('Mobila team'), text('Mobila vårdteam'))).toEqual([
      'renamed team: unexplained',
      'changed tidsplan.text: derived',
    ]);
    const more = text('Mobila vårdteam').replace('2027', '2028');
    expect(classes(text('Mobila team'), more)).toEqual([
      'renamed team: unexplained',
      'changed tidsplan.text: unexplained',
    ]);
  });

  test('is a reference that is gone with its item, but not one that is merely gone', () => {
    const rows = (list: string[]) => `## Tidsplan\n\n${table}${list.join('\n')}\n`;
    const [one, two] = ['| 2025 | Första steget tas |  | forsta |', '| 2026 | Andra steget görs klart |  | andra |'];
    const all = [one ?? '', two ?? '', '| 2027 | Allt är på plats i länet | forsta, andra | klart |'];
    const gone = [two ?? '', '| 2027 | Allt är på plats i länet | andra | klart |'];
    expect(classes(rows(all), rows(gone)).sort()).toEqual([
      'changed klart.depends: derived',
      'removed forsta: unexplained',
    ]);
    const kept = [one ?? '', two ?? '', '| 2027 | Allt är på plats i länet | andra | klart |'];
    expect(classes(rows(all), rows(kept))).toEqual(['changed klart.depends: unexplained']);
  });

  test('is what stood in a section that is gone, and a number after a move', () => {
    const section = (number: number, title: string, text: string) => `### ${number}. ${title}\n\n${text}\n\n`;
    const [a, b, c] = [
      (n: number) => section(n, 'Förebygga ohälsa', 'Insatser sätts in tidigt hos alla som behöver.'),
      (n: number) => section(n, 'Samordna vården', 'Kommunen och regionen planerar tillsammans varje vecka.'),
      (n: number) => section(n, 'Digitala verktyg', 'Tekniken väljs efter arbetssättet och aldrig tvärtom.'),
    ];
    const see = (n: number) => `## Tidsplan\n\nSe arbetssätt ${n} om verktygen.\n`;
    const was = `## Arbetssätt\n\n${a(1)}${b(2)}${c(3)}${see(3)}`;
    const found = classes(was, `## Arbetssätt\n\n${a(1)}${c(2)}${see(2)}`);
    expect(found).toContain('removed samordna-varden: unexplained');
    expect(found).toContain('changed digitala-verktyg.number: derived');
    expect(found).toContain('changed tidsplan.text: derived');
    const chapter = `## Bilaga\n\nText.\n\n### Delar\n\n${table}| 2025 | Steg ett är taget i länet |  | ett |\n`;
    expect(classes(`## Syfte\n\nAlla.\n\n${chapter}`, '## Syfte\n\nAlla.\n').sort()).toEqual([
      'removed bilaga: unexplained',
      'removed delar: derived',
      'removed ett: derived',
    ]);
  });

  test('has the causes of what it follows from, stated or not', () => {
    const text = (name: string, year: number) => `## ${name} {#team}\n\nAlla.\n\n## Tidsplan\n\nKlart ${year}.\n`;
    const stated =
      'hanteringar: []\negna ändringar:\n  - { ändrar: [team], motivering: Skäl. }\nföljdändringar:\n  - { ändrar: [tidsplan], följer av: [team] }\n';
    expect(classes(text('Mobila team', 2027), text('Mobila vårdteam', 2028), stated)).toEqual([
      'renamed team: own',
      'changed tidsplan.text: derived',
    ]);
  });
});
