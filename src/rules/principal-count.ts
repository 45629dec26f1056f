import { text } from '../core/text.js';
import { isKind } from '../parse/parsed.js';
import { rule } from './_contract.js';
import { isUnread } from './_told.js';

const profile = `avsnitt:
  - { id: malbild, titel: Målbild, typ: målbild }
antal huvudmän: 3
`;
const roadmap = (count: number) => `---
huvudmän:
  - { id: regionen, namn: Regionen, typ: region }
  - { id: kommunerna, namn: Kommunerna, typ: grupp, antal: ${count} }
---

## Målbild

- Vården är nära och trygg.
`;

/** As many principals as the profile says, in the roadmap and in the register. */
export const principalCount = rule({
  kinds: ['roadmap'],
  severity: 'warning',
  title: text('Huvudmännen är så många som profilen säger', 'The principals are as many as the profile says'),
  why: text(
    'Var och en av huvudmännen ska besluta. Den som har fallit bort ur listan blir inte tillfrågad.',
    'Each of the principals is to decide. One that has dropped off the list is not asked.',
  ),
  good: { 'fardplan.md': roadmap(2), 'profiles/exempel.yaml': profile },
  bad: { 'fardplan.md': roadmap(4), 'profiles/exempel.yaml': profile },
  *check({ model, locations }, { profile, documents }) {
    const wanted = profile?.principals;
    if (wanted === undefined) return;
    const listed = model.parties ?? [];
    // Bodies that only consult or prepare are no principals.
    const count = listed.reduce((sum, { type, count }) => sum + (type === 'body' ? 0 : (count ?? 1)), 0);
    if (listed.length > 0 && count !== wanted) {
      yield {
        at: { key: ['parties'] },
        askedBy: { profile: ['principals'] },
        message: text(
          `Huvudmännen är ${count}, men enligt profilen ska de vara ${wanted}`,
          `There are ${count} principals, but according to the profile there must be ${wanted}`,
        ),
        help: text(
          'För en grupp anges hur många den står för: ”antal: 49”.',
          'A group says how many it stands for: “count: 49”.',
        ),
      };
      return;
    }
    const registers = documents.filter((document) => isKind(document, 'parties'));
    const [register] = registers;
    if (!register || registers.length > 1 || !isKind(register, 'parties') || isUnread(register, ['parties'])) return;
    const inRegister = register.model.parties.filter(({ type }) => type === 'municipality' || type === 'region').length;
    if (inRegister === wanted) return;
    yield {
      at: locations.get(['parties']) ? { key: ['parties'] } : ['profile'],
      askedBy: { profile: ['principals'] },
      related: [{ at: { key: ['parties'] }, document: register, message: text('Registret', 'The register') }],
      message: text(
        `Registret ${register.source.path} har ${inRegister} huvudmän, men enligt profilen ska de vara ${wanted}`,
        `The register ${register.source.path} has ${inRegister} principals, but according to the profile there must be ${wanted}`,
      ),
      help: text('Kommuner och regioner räknas.', 'Municipalities and regions are counted.'),
    };
  },
});
