import { countComments, themes } from '../consultation/handlings.js';
import type { TracedChange } from '../consultation/trace.js';
import { text } from '../core/text.js';
import { causeWords, itemWords, kindWord, pieces, quoted, shortened } from './_change-words.js';
import type { Manner, Reporter, TraceResult } from './_contract.js';
import { countedFindings, shownFindings, wrap } from './_findings.js';
import { classWords, counted, outcomeWords } from './_trace-words.js';

/** For people: comments by outcome and changes by class, then what is the matter, each at its line; with `all`, every change and why. */
export const tracePretty: Reporter<'trace'> = (result, manner) => {
  const { language, paint } = manner;
  const { round, trace, diagnostics, sources } = result;
  const head = [
    ...wrap(`${round.round.model.title} (${round.round.model.id})`, manner.width).map((line) => paint.bold(line)),
    paint.dim(
      `${counted(round.responses.length, ['svar', 'svar'], ['answer', 'answers'], language)}, ${counted(trace.comments.length, ['synpunkt', 'synpunkter'], ['comment', 'comments'], language)}, ${counted(trace.changes.length, ['ändring', 'ändringar'], ['change', 'changes'], language)}`,
    ),
  ];
  const parts = [head.join('\n'), summary(result, manner).join('\n')];
  if (result.all && trace.traced.length > 0) parts.push(changes(result, manner));
  const found = shownFindings(diagnostics, sources, manner);
  if (found !== '') parts.push(found.trimEnd());
  const counts = countedFindings(diagnostics, manner);
  const clean = diagnostics.every(({ severity }) => severity !== 'error');
  const done = trace.changes.length > 0 || diagnostics.every(({ rule }) => rule !== 'not-revised');
  parts.push(
    clean && done
      ? `${paint.green(text('✓ Varje synpunkt har en hantering och varje ändring en förklaring', '✓ Every comment has a disposition and every change an explanation')[language])}${counts === '' ? '' : ` (${counts})`}`
      : counts,
  );
  return `${parts.join('\n\n')}\n`;
};

/** Two short tables: what became of the comments, and why the changes were made. */
function summary({ round, trace }: TraceResult, { language, paint }: Manner): string[] {
  const comments = countComments(trace.comments, round);
  const row = (count: number, words: string, grave = false): string => {
    const line = `  ${String(count).padStart(5)}  ${words}`;
    return grave && count > 0 ? paint.red(line) : line;
  };
  const outcomes = Object.entries(outcomeWords).flatMap(([outcome, words]) => {
    const count = comments[outcome as keyof typeof outcomeWords];
    return count > 0 ? [row(count, words[language])] : [];
  });
  const classes = Object.entries(classWords).flatMap(([name, words]) => {
    const count = trace.traced.filter((change) => change.class === name).length;
    return count > 0 || name === 'unexplained' ? [row(count, words[language], name === 'unexplained')] : [];
  });
  const themed = themes(round);
  return [
    text('Synpunkter', 'Comments')[language],
    ...outcomes,
    ...(comments.onlyStance > 0
      ? [row(comments.onlyStance, text('bara ståndpunkt, utan synpunkt', 'a stance only, no comment')[language])]
      : []),
    row(comments.open, text('utan hantering', 'without disposition')[language], true),
    ...(themed.length > 0
      ? [
          text('Teman', 'Themes')[language],
          ...themed.map(({ name, comments: count, outcome }) =>
            row(count, `${shortened(name, 46)}: ${outcomeWords[outcome][language]}`),
          ),
        ]
      : []),
    ...(trace.traced.length > 0 ? [text('Ändringar', 'Changes')[language], ...classes] : []),
  ];
}

/** Every change with its class, its words and what explains it. */
function changes({ round, trace }: TraceResult, manner: Manner): string {
  const { language, paint } = manner;
  const names = new Map(round.parties.map(({ id, name }) => [id, name]));
  const responders = new Map(
    round.responses.map(({ model }) => [model.id, names.get(model.party) ?? model.party] as const),
  );
  const byRef = new Map(trace.traced.map((each) => [each.ref, each]));
  return trace.traced
    .map((each) => {
      const { change } = each;
      const line = change.after?.line ?? change.before?.line;
      const title = `${itemWords[change.item][language]} ${quoted(shortened(change.title, 60), language)}`;
      const at =
        line === undefined ? '' : paint.dim(`  ${text('rad', 'line')[language]} ${change.after ? '' : '-'}${line}`);
      const head = `${kindWord(change, language)}  ${title}${at}`;
      return [
        head,
        ...wrapped(wordsOf(each), manner),
        ...wrapped(`← ${why(each, byRef, responders, manner)}`, manner),
      ].join('\n');
    })
    .join('\n\n');
}

const wrapped = (plain: string, { width }: Manner): string[] =>
  plain.trim() === '' ? [] : wrap(plain, Math.min(width, 100) - 4).map((line) => `    ${line}`);

/** The words of a change with marks: `[-gone-]`, `{+new+}`. */
const wordsOf = ({ change }: TracedChange): string =>
  shortened(
    pieces(change)
      .map(({ op, text: piece }) => (op === 'equal' ? piece : op === 'insert' ? `{+${piece}+}` : `[-${piece}-]`))
      .join(''),
    400,
  );

function why(
  each: TracedChange,
  byRef: ReadonlyMap<string, TracedChange>,
  responders: ReadonlyMap<string, string>,
  { language }: Manner,
): string {
  const from = each.follows.flatMap((ref) => byRef.get(ref)?.change.title ?? []);
  const causes = causeWords(each.change, responders, language);
  switch (each.class) {
    case 'unexplained':
      return text('ingen förklaring', 'no explanation')[language];
    case 'editorial':
      return text('redaktionell', 'editorial')[language];
    case 'derived': {
      const titles = [...new Set(from)].map((title) => quoted(shortened(title, 60), language)).join(', ');
      const follows = text(`följer av ändringen av ${titles}`, `follows from the change of ${titles}`)[language];
      return causes === '' ? follows : `${follows}: ${causes}`;
    }
    default:
      return causes;
  }
}
