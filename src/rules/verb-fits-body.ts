import { fold, text } from '../core/text.js';
import type { Decision } from '../model/decision.js';
import type { Words } from '../model/words.js';
import { isKind } from '../parse/parsed.js';
import { rule, type RuleContext } from './_contract.js';
import { adopting, isAtt, levelOf } from './_decision.js';
import { decisionExample } from './_decision-example.js';
import { partiesIn } from './_parties.js';
import { isGiven } from './_sections.js';

const clause = (verb: string, words: string) =>
  decisionExample(`organ: Samrådsorganet
beslutspunkter:
  - verb: ${verb}
    text: Samrådsorganet ${words} Färdplan för nära vård i Exempellän.
`);

/** D03: who may only recommend does not adopt on behalf of its principals. */
export const verbFitsBody = rule({
  code: 'D03',
  kinds: ['decision'],
  severity: 'warning',
  title: text('Verbet passar den som beslutar', 'The verb fits the body that decides'),
  why: text(
    'Ett samrådsorgan kan inte besluta åt kommunerna, och ett kommunalförbund bara i det som de har lämnat över till det. Varje ' +
      'huvudman avgör själv om färdplanen ska gälla, i regel i fullmäktige (5 kap. 1 § kommunallagen).',
    'A consultative body cannot decide for the municipalities, and a federation only in what they have handed over to it. Each ' +
      'principal decides for itself whether the roadmap is to apply, as a rule in its assembly (KL 5:1).',
  ),
  good: clause('ställer sig bakom', 'ställer sig bakom'),
  bad: clause('antar', 'antar'),
  *check({ model }, context) {
    // One person who adopts a strategy is a fault of its own.
    if (model.kind === 'chair-decision' || levelOf(model.body) === 0) return;
    const who = consulting(model, context);
    if (who === undefined) return;
    for (const [index, clause] of model.clauses.entries()) {
      if (!adopting.includes(clause.verb) || !isGiven(clause.text)) continue;
      // An att-clause of a recommendation is what others are recommended to decide.
      if (model.kind === 'recommendation' && (isAtt(clause.text) || /\brekommendera/i.test(clause.text))) continue;
      if (forItself.test(clause.text)) continue;
      const verb = { adopts: 'anta', establishes: 'fastställa', approves: 'godkänna' }[String(clause.verb)] ?? '';
      yield {
        at: ['clauses', index, 'verb'],
        message: text(
          `${who} kan inte ${verb} färdplanen åt huvudmännen`,
          `${who} cannot adopt the roadmap for its principals`,
        ),
        help: text(
          'Skriv ”ställer sig bakom” eller ”rekommenderar”. Gäller det bara den egna verksamheten: skriv ”för egen del”.',
          'Write “ställer sig bakom” or “rekommenderar”. If it is about its own work only, write “för egen del”.',
        ),
      };
    }
  },
});

const forItself = /för (?:sin |egen |sin egen |förbundets |nämndens |organets )(?:egen )?(?:del|verksamhet|räkning)/i;

/** The name of the body or organisation when it is one that may recommend only, by its name or by the register. */
function consulting({ body, organisation }: Decision, context: RuleContext): string | undefined {
  const { words, documents } = context;
  const registered = partiesIn(context).find(
    ({ name }) => fold(name) === fold(organisation) || fold(name) === fold(body),
  );
  const type = registered?.type;
  if (type === 'municipality' || type === 'region') return undefined;
  // Where the register of decisions has a row for the joint body, its principals have let it decide.
  const decides = documents.some(
    (document) => isKind(document, 'adoption') && document.model.entries.some(({ party }) => party === registered?.id),
  );
  if (decides) return undefined;
  const named = [body, organisation].find((name) => isGiven(name) && isConsulting(name, words));
  return named ?? (type === undefined ? undefined : registered?.name);
}

/** A word of the name is in the list; `*` in the list stands for any ending. */
function isConsulting(name: string, { consultingBodies }: Words): boolean {
  const parts = fold(name).split(/[^a-zåäöéü0-9]+/);
  return consultingBodies.some((entry) => {
    const word = fold(entry);
    return word.endsWith('*')
      ? parts.some((part) => part.startsWith(word.slice(0, -1)))
      : parts.includes(word) || fold(name).includes(` ${word} `);
  });
}
