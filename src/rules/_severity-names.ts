import type { ModelPath } from '../core/locations.js';
import { text } from '../core/text.js';
import type { Finding } from './_contract.js';
import { didYouMean, joined, meantOf } from './_suggest.js';

/** Names under `severities` at `path` that no rule has, by id or code. */
export function* unknownRuleNames(
  severities: Readonly<Record<string, unknown>> | undefined,
  path: ModelPath,
  ruleNames: readonly string[],
): Generator<Finding> {
  for (const name of Object.keys(severities ?? {})) {
    if (ruleNames.includes(name)) continue;
    yield {
      at: { key: [...path, name] },
      message: text(`Det finns ingen regel ”${name}”`, `There is no rule “${name}”`),
      help: joined(
        didYouMean(meantOf(name, ruleNames)),
        text('”fardplan explain” visar alla regler.', '“fardplan explain” shows every rule.'),
      ),
    };
  }
}
