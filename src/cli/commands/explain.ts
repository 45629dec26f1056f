import { explainRule, explainRules, listRules } from '../../check/explain.js';
import { explainMarkdown, rulesMarkdown } from '../../check/explain-markdown.js';
import { rules } from '../../check/run-rules.js';
import { exit, Failure } from '../../core/failure.js';
import { nearest } from '../../core/nearest.js';
import { text } from '../../core/text.js';
import type { Session } from '../session.js';

/** `fardplan explain [RULE]`: one rule, a line for each, or with `--all` everything about each. */
export async function explain(
  { language, print }: Session,
  [rule]: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const markdown = options['format'] === 'markdown';
  if (rule !== undefined && options['all'] === true) {
    throw new Failure(
      text(`”${rule}” eller --all?`, `“${rule}” or --all?`),
      text('Ange en regel, eller --all för alla, men inte båda.', 'Give a rule, or --all for every one, but not both.'),
    );
  }
  if (rule === undefined) {
    await print(
      markdown ? rulesMarkdown(language) : options['all'] === true ? explainRules(language) : listRules(language),
    );
    return exit.fine;
  }
  const told = markdown ? explainMarkdown(rule, language) : explainRule(rule, language);
  if (told === undefined) {
    const near = nearest(rule, Object.keys(rules));
    throw new Failure(
      text(`Det finns ingen regel ”${rule}”`, `There is no rule “${rule}”`),
      near
        ? text(`Menade du ”${near}”?`, `Did you mean “${near}”?`)
        : text('”fardplan explain” listar alla.', '“fardplan explain” lists them all.'),
    );
  }
  await print(told);
  return exit.fine;
}
