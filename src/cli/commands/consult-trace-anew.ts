import { loadConsultation, type LoadedConsultation } from '../../check/load-consultation.js';
import { commentRefs } from '../../consultation/comment-refs.js';
import { findings, sortedByPlace } from '../../consultation/findings.js';
import { promisesChange } from '../../consultation/attribute.js';
import type { Gap } from '../../consultation/gap.js';
import { commentGaps } from '../../consultation/gaps.js';
import { trace, type Trace } from '../../consultation/trace.js';
import { exit } from '../../core/failure.js';
import { findRound } from '../find-round.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** The second half of `fardplan consult trace`, when the last run does not answer. */
export async function consultTraceAnew(
  session: Session,
  [given]: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const folder = await findRound(host, given ?? optional(options, 'round'));
  const revisions = { before: optional(options, 'before'), after: optional(options, 'after') };
  const loaded = await loadConsultation(host, folder, revisions);
  const traced = follow(loaded);
  const diagnostics = sortedByPlace([
    ...loaded.diagnostics,
    ...findings(traced.gaps, {
      round: loaded.round,
      responses: loaded.responses,
      comments: traced.comments,
      disposing: loaded.dispositions !== undefined,
      revisions: loaded.before && loaded.after && { before: loaded.before, after: loaded.after },
    }),
  ]);
  await report(session, 'trace', String(options['format']), {
    round: loaded,
    trace: traced,
    diagnostics,
    sources: loaded.sources,
    all: options['all'] === true,
  });
  if (diagnostics.some(({ rule }) => rule === 'read')) return exit.use;
  return diagnostics.some(({ severity }) => severity === 'error') ? exit.findings : exit.fine;
}

/** The trace of a round; while it has not been revised, of its comments and dispositions alone. */
function follow(loaded: LoadedConsultation): Trace {
  const { before, after, profile, parties, consultedSha256, dispositions, round } = loaded;
  const asked = { parties, ...(consultedSha256 === undefined ? {} : { consultedSha256 }) };
  if (before && after) return trace(loaded, { before, after, profile }, asked);
  const comments = commentRefs(loaded.responses, before, profile);
  const promises = (dispositions?.model.dispositions ?? []).filter(({ outcome }) => promisesChange(outcome)).length;
  const gaps: Gap[] = [
    ...commentGaps(loaded, { parties, consulted: before }, comments),
    ...(after ? [] : [{ kind: 'not-revised' as const, document: round, path: ['id'], promises }]),
  ];
  return { comments, changes: [], traced: [], gaps };
}
