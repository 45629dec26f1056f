import { text } from '../core/text.js';
import { isKind, type Parsed } from '../parse/parsed.js';
import type { Adoption } from '../model/adoption.js';
import { type Finding, rule, type RuleContext } from './_contract.js';
import { levelOf, recommendationOn } from './_decision.js';
import { keyBelongs } from './_belongs.js';
import { isGiven } from './_sections.js';

const register = (body: string): Record<string, string> => ({
  'adoption.yaml': `rekommenderad nivå: Fullmäktige
beslut:
  - { huvudman: norrby, status: antagen, organ: ${body}, datum: 2024-03-18, paragraf: § 41 }
`,
  'parties.yaml': 'huvudmän:\n  - { id: norrby, namn: Norrby kommun, typ: kommun }\n',
});

/** D07: a roadmap is adopted on the level that was recommended, and a recommendation says which that is. */
export const decisionLevel = rule({
  code: 'D07',
  kinds: ['adoption', 'decision'],
  severity: 'warning',
  title: text(
    'Beslutet fattas på den nivå som rekommenderas',
    'The decision is taken on the level that is recommended',
  ),
  why: text(
    'Mål och inriktning för hela kommunen eller regionen beslutas av fullmäktige (5 kap. 1 § kommunallagen). Ett beslut på lägre nivå ' +
      'binder inte de andra nämnderna, och färdplanen gäller då inte överallt där den ska.',
    'Goals and direction for the whole municipality or region are decided by its assembly (KL 5:1). A decision on a lower level does not ' +
      'bind the other boards, and the roadmap then does not hold everywhere.',
  ),
  good: register('Kommunfullmäktige'),
  bad: register('Socialnämnden'),
  *check(document, context) {
    if (isKind(document, 'adoption')) yield* rows(document, context);
    else if (isKind(document, 'decision')) {
      const { model, locations } = document;
      if (model.kind !== 'recommendation' || model.level || locations.get(['level'])) return;
      yield {
        ...keyBelongs(document, ['level']),
        message: text(
          'Rekommendationen säger inte på vilken nivå beslutet ska fattas',
          'The recommendation does not say on which level the decision is to be taken',
        ),
        help: text(
          'Lägg till ”beslutsnivå: { organ: Fullmäktige, motiv: … }”, så vet mottagarna vilket organ som ska besluta och varför.',
          'Add “level: { body: Fullmäktige, reason: … }”, so that its recipients know which body is to decide, and why.',
        ),
        askedBy: { schema: ['level'] },
      };
    }
  },
});

function* rows({ model }: Parsed<Adoption>, context: RuleContext): Generator<Finding> {
  const recommendation = model.recommended === undefined ? recommendationOn(model.roadmap.id, context) : undefined;
  const recommended = model.recommended ?? recommendation?.model.level?.body;
  const wanted = recommended === undefined ? undefined : levelOf(recommended);
  if (recommended === undefined || wanted === undefined) return;
  const asked = recommendation ? { document: recommendation, at: ['level', 'body'] } : { at: ['recommended'] };
  for (const [index, { body, status, note }] of model.entries.entries()) {
    if ((status !== 'adopted' && status !== 'adopted-with-additions') || !isGiven(body)) continue;
    const level = levelOf(body);
    // Whoever has written a comment on the row knows of it.
    if (level === undefined || level >= wanted || note !== undefined) continue;
    yield {
      at: ['entries', index, 'body'],
      message: text(
        `${body} har beslutat, men rekommenderad nivå är ${recommended}`,
        `${body} has decided, but the recommended level is ${recommended}`,
      ),
      help: text(
        'Kontrollera uppgiften, och fråga huvudmannen om ärendet går vidare. Stämmer den: skriv det i ”kommentar”.',
        'Check it, and ask the principal whether the matter goes on. If it is right, say so in “note”.',
      ),
      related: [{ ...asked, message: text('Nivån som rekommenderas', 'The level that is recommended') }],
    };
  }
}
