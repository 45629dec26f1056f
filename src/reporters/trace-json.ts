import { countComments, handlings, themes } from '../consultation/handlings.js';
import type { ChangeClass } from '../consultation/trace.js';
import type { Reporter } from './_contract.js';
import { checkJson } from './check-json.js';

/** For programs: each comment with its outcome and the changes it led to, each change with its class and causes, and the findings as `check` gives them. */
export const traceJson: Reporter<'trace'> = ({ round, trace, diagnostics, sources }, manner) => {
  const found = JSON.parse(checkJson({ files: sources.size, diagnostics, sources }, manner)) as Record<string, unknown>;
  const classes: Record<ChangeClass, number> = { requested: 0, derived: 0, own: 0, editorial: 0, unexplained: 0 };
  for (const each of trace.traced) classes[each.class] += 1;
  const report = {
    version: 1,
    round: round.round.model.id,
    comments: handlings(trace, round).map(({ comment, dispositions, changes }) => ({
      ref: comment.ref,
      party: comment.response.model.party,
      item: comment.item ?? null,
      outcomes: dispositions.map(({ disposition }) => disposition.outcome),
      theme: dispositions.find(({ disposition }) => disposition.theme !== undefined)?.disposition.theme ?? null,
      changes: changes.map(({ ref }) => ref),
    })),
    changes: trace.traced.map(({ change, ref, class: why, follows }) => ({ ref, class: why, follows, ...change })),
    themes: themes(round),
    diagnostics: found['diagnostics'],
    summary: {
      ...(found['summary'] as Record<string, number>),
      comments: countComments(trace.comments, round),
      changes: { total: trace.traced.length, ...classes },
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
