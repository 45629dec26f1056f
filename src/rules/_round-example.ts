const roadmap = (hours: string): string => `## Målgrupp {#malgrupp}

Färdplanen gäller alla som behöver samordnade insatser.

## Arbetssätt

### Mobila team {#mobila-team}

Teamen är bemannade ${hours}.
`;

/** What the answer of the example says about the mobile teams, under the heading as it should be. */
export const answer = '## Mobila team\n\nTeamen behövs även på natten.\n';

/** A disposition of the comment in {@link answer}. */
export const disposition = (comment: string, ...rest: string[]): string =>
  [
    'hanteringar:',
    `  - synpunkter: ["${comment}"]`,
    '    hantering: beaktas',
    '    motivering: Behovet finns även på natten.',
    ...rest.map((line) => `    ${line}`),
    '',
  ].join('\n');

/** A whole round in which the hours of the teams were changed, with the given answer and dispositions. */
export const roundExample = (
  response: string,
  dispositions: string,
  hours = 'dygnet runt',
): Record<string, string> => ({
  'consultation/responses/norrby.md': response,
  'consultation/dispositions.yaml': dispositions,
  'consultation/round.yaml': 'remissversion: { källa: ../revisions/remiss.md }\nreviderad: { källa: ../fardplan.md }\n',
  'revisions/remiss.md': roadmap('på dagtid'),
  'fardplan.md': roadmap(hours),
});
