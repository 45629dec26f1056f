import { dirname, resolve } from 'node:path';
import { findParties } from '../../check/find-parties.js';
import { loadKind } from '../../check/load-document.js';
import { loadRound } from '../../check/load-round.js';
import { trace } from '../../consultation/trace.js';
import { exit } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { diffRoadmaps } from '../../diff/diff-roadmaps.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan diff BEFORE AFTER`: 0 whatever differs, unless `--exit-code` asks for 1. */
export async function diff(
  session: Session,
  [before = '', after = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const earlier = await loadKind(host, before, host.cwd, 'roadmap');
  const later = await loadKind(host, after, host.cwd, 'roadmap');
  for (const [reference, { parsed }] of [
    [before, earlier],
    [after, later],
  ] as const) {
    const faults = parsed.diagnostics.length;
    // What could not be read would be reported as removed, so the reader must know.
    if (faults > 0)
      session.say(
        text(
          `${reference} kunde inte läsas helt (${faults} fel); kör fardplan check på den.`,
          `${reference} could not be read in full (${faults} errors); run fardplan check on it.`,
        ),
      );
  }
  const revisions = { before: earlier.parsed, after: later.parsed, profile: later.profile };
  const folder = optional(options, 'consultation');
  if (folder === undefined) {
    const changes = diffRoadmaps(revisions.before, revisions.after, { profile: revisions.profile });
    return show(session, { before, after, changes, responders: new Map() }, options);
  }
  const round = await loadRound(host, folder, later.profile);
  const parties = await findParties(host, dirname(resolve(host.cwd, folder)));
  const responders = new Map(
    round.responses.map(({ model }) => [model.id, parties.find(({ id }) => id === model.party)?.name ?? model.party]),
  );
  return show(session, { before, after, changes: trace(round, revisions).changes, responders }, options);
}

async function show(
  session: Session,
  result: Parameters<typeof report<'diff'>>[3],
  options: Record<string, unknown>,
): Promise<number> {
  await report(session, 'diff', String(options['format']), result);
  return options['exitCode'] === true && result.changes.length > 0 ? exit.findings : exit.fine;
}
