/** The profile and the beginning of a roadmap that the examples on listed items share. */
export const listProfile = `avsnitt:
  - id: arbetssatt
    titel: Förändrade arbetssätt
    typ: arbetssätt
    delar:
      typ: arbetssätt-del
      slutet: true
      i ordning: true
      lista:
        - { id: personcentrering, titel: Utveckla personcentrerade arbetssätt }
        - { id: mobila-team, titel: Utveckla mobila team som stöd för vård i hemmet }
`;

const items = {
  personcentrering: `### Utveckla personcentrerade arbetssätt

Personen är delaktig i sin egen vård.
`,
  'mobila-team': `### Utveckla mobila team som stöd för vård i hemmet

Vården kommer hem till den som behöver det.
`,
};

/** The section with the given items, in the given order. */
export const listRoadmap = (...ids: readonly (keyof typeof items)[]): string =>
  ['## Förändrade arbetssätt\n', ...ids.map((id) => items[id])].join('\n');
