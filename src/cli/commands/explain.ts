import { explainRule, listRules } from '../../check/explain.js';
import { rules } from '../../check/run-rules.js';
import { exit, Failure } from '../../core/failure.js';
import { nearest } from '../../core/nearest.js';
import { text } from '../../core/text.js';
import type { Session } from '../session.js';

/** `fardplan explain [RULE]`. */
export async function explain(session: Session, [rule]: string[]): Promise<number> {
  if (rule === undefined) {
    await session.print(listRules(session.language));
    return exit.fine;
  }
  const told = explainRule(rule, session.language);
  if (told === undefined) {
    const near = nearest(rule, Object.keys(rules));
    throw new Failure(
      text(`Det finns ingen regel ”${rule}”`, `There is no rule “${rule}”`),
      near
        ? text(`Menade du ”${near}”?`, `Did you mean “${near}”?`)
        : text('”fardplan explain” listar alla.', '“fardplan explain” lists them all.'),
    );
  }
  await session.print(told);
  return exit.fine;
}
