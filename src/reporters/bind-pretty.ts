import { place } from '../core/source.js';
import { text } from '../core/text.js';
import { shortened } from './_change-words.js';
import type { Reporter } from './_contract.js';
import { counted } from './_trace-words.js';

/** For people: each entry that is bound anew, to which changes, and what is the case when there is none. */
export const bindPretty: Reporter<'bind'> = ({ dispositions, plan, wrote }, { language, paint }) => {
  const { source, locations, model } = dispositions;
  const entries = counted(plan.entries, ['förklaring', 'förklaringar'], ['explanation', 'explanations'], language);
  if (plan.settled) {
    return `${paint.green(
      text(
        `✓ ${source.path}: ${entries}, allt som kan bindas är bundet`,
        `✓ ${source.path}: ${entries}, all that can be bound is bound`,
      )[language],
    )}\n`;
  }
  const lines = plan.bindings.flatMap(({ list, index, added, reworded }) => {
    const { line } = place(source, locations.nearest([list, index]));
    const entry = model[list]?.[index];
    const name =
      entry && 'comments' in entry
        ? entry.comments.join(', ')
        : shortened(entry && 'reason' in entry ? (entry.reason ?? '') : '', 60);
    return [
      `${paint.bold(`${source.path}:${line}`)}  ${shortened(name, 70)}`,
      ...added.map((ref) => `  + ${ref}`),
      ...reworded.map(({ from, to }) => `  ~ ${from} → ${to}`),
    ];
  });
  const anew = counted(plan.bindings.length, ['förklaring', 'förklaringar'], ['explanation', 'explanations'], language);
  const one = plan.bindings.length === 1;
  const closing = wrote
    ? text(
        `${anew} i ${source.path} är nu ${one ? 'bunden' : 'bundna'} till lydelsen`,
        `${anew} in ${source.path} ${one ? 'is' : 'are'} now bound to the wording`,
      )
    : text(
        `${anew} i ${source.path} är inte ${one ? 'bunden' : 'bundna'} till lydelsen som den är`,
        `${anew} in ${source.path} ${one ? 'is' : 'are'} not bound to the wording as it is`,
      );
  return `${[...lines, ...(lines.length > 0 ? [''] : []), (wrote ? paint.green : paint.yellow)(closing[language])].join('\n')}\n`;
};
