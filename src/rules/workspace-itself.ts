import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { Settings } from '../model/settings.js';
import { type Finding, rule } from './_contract.js';
import { unknownRuleNames } from './_severity-names.js';

/** The configuration of a workspace says something that can be done. */
export const workspaceItself = rule({
  kinds: ['workspace'],
  severity: 'error',
  title: text('Arbetsytans inställningar går ihop', 'The configuration of the workspace is consistent'),
  why: text(
    'En inställning som är felskriven gäller inte, och ingen märker det: regeln som skulle vara avstängd är på, eller tvärtom.',
    'A misspelled setting does not hold, and nobody notices: the rule that was to be off is on, or the other way round.',
  ),
  good: { 'fardplan.yaml': 'fardplan: workspace/v1\nallvar: { empty-section: av, R05: varning }\n' },
  bad: { 'fardplan.yaml': 'fardplan: workspace/v1\nallvar: { emty-section: av, R05: varning }\n' },
  *check({ model }, { ruleNames }) {
    yield* unknownRuleNames(model.severities, ['severities'], ruleNames);
    for (const list of ['include', 'exclude'] as const) {
      for (const [index, pattern] of (model.paths?.[list] ?? []).entries()) {
        yield* pathPattern(pattern, ['paths', list, index]);
      }
    }
    yield* organisations(model);
  },
});

function* pathPattern(pattern: string, at: ModelPath): Generator<Finding> {
  if (pattern.includes('\\')) {
    yield {
      at,
      message: text(`Mönstret ”${pattern}” har omvända snedstreck`, `The pattern “${pattern}” has backslashes`),
      help: text(
        `Skriv ”${pattern.replace(/\\+/g, '/')}”: mappar skiljs åt med /, även i Windows.`,
        `Write “${pattern.replace(/\\+/g, '/')}”: folders are parted by /, in Windows too.`,
      ),
    };
  } else if (/^(?:\/|[A-Za-z]:|\.\.(?:\/|$))/.test(pattern)) {
    yield {
      at,
      message: text(
        `Mönstret ”${pattern}” pekar utanför arbetsytan`,
        `The pattern “${pattern}” points outside the workspace`,
      ),
      help: text(
        'Skriv sökvägen från mappen där fardplan.yaml står, till exempel utkast eller decisions/*.md.',
        'Write the path from the folder of fardplan.yaml, such as utkast or decisions/*.md.',
      ),
    };
  }
}

/** Which organisation a pattern holds for must be clear. */
function* organisations({ references }: Settings): Generator<Finding> {
  const seen = new Set<string>();
  for (const [index, { organisation }] of (references ?? []).entries()) {
    const name = organisation ?? '';
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    yield {
      at: ['references', index, organisation === undefined ? 'pattern' : 'organisation'],
      message:
        organisation === undefined
          ? text('Två mönster gäller alla övriga organisationer', 'Two patterns hold for every other organisation')
          : text(`”${organisation}” har redan ett mönster`, `“${organisation}” has a pattern already`),
      help: text(
        'Slå ihop mönstren till ett: A|B betyder A eller B.',
        'Put the patterns together as one: A|B means A or B.',
      ),
    };
  }
}
