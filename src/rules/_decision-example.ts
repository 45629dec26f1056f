/** A whole workspace with the decision whose front matter and body are given; what is left out is filled in. */
export const decisionExample = (front: string, body = ''): Record<string, string> => ({
  'decisions/beslut.md': `---\n${front}---\n${body === '' ? '' : `\n${body}`}`,
  'fardplan.md': '## Målbild\n\n- Vården är nära och trygg.\n',
});

/** What makes a decision that of a chair, with its grounds. */
export const chairFront = `typ: ordförandebeslut
titel: Ställningstagande till färdplanen
organ: Nämndens ordförande
lagrum: 6 kap. 39 § kommunallagen (2017:725)
brådska: Kommunerna beslutar innan nämnden sammanträder nästa gång.
anmäls till: Nämndens sammanträde den 22 april 2024
beslutsunderlag:
  - { titel: "Färdplan för nära vård i Exempellän, version 1.0", datum: 2024-02-24, färdplan: true }
`;
