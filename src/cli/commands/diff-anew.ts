import { dirname, resolve } from 'node:path';
import { findParties } from '../../check/find-parties.js';
import { loadKind } from '../../check/load-document.js';
import { loadRound } from '../../check/load-round.js';
import { trace } from '../../consultation/trace.js';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { diffRoadmaps } from '../../diff/diff-roadmaps.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import { roundFiles } from '../round-files.js';
import type { Session } from '../session.js';
import type { FoundDifference } from './diff-printed.js';

/** The second half of `fardplan diff`, when the last run does not answer. */
export async function diffAnew(
  session: Session,
  [before = '', after = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const printed = isPrinted(options);
  // A printed account names the commits of both texts; to a terminal git need not be asked.
  const earlier = await loadKind(host, before, host.cwd, 'roadmap', { bound: printed });
  const later = await loadKind(host, after, host.cwd, 'roadmap', { bound: printed });
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
  const print = async (found: Pick<FoundDifference, 'changes' | 'round'>): Promise<number> =>
    (await import('./diff-printed.js')).diffPrinted(session, { before, after, earlier, later, ...found }, options);
  if (folder === undefined) {
    const changes = diffRoadmaps(revisions.before, revisions.after, { profile: revisions.profile });
    if (printed) return print({ changes });
    return show(session, { before, after, changes, responders: new Map() }, options);
  }
  const round = await loadRound(host, folder, later.profile);
  const parties = await findParties(host, dirname(resolve(host.cwd, folder)));
  const responders = new Map(
    round.responses.map(({ model }) => [model.id, parties.find(({ id }) => id === model.party)?.name ?? model.party]),
  );
  const { changes, traced } = trace(round, revisions);
  if (printed) {
    const files = roundFiles(host, folder, round);
    return print({ changes, round: { traced, dispositions: round.dispositions?.model, responders, files } });
  }
  return show(session, { before, after, changes, responders }, options);
}

const textual = ['pretty', 'json', 'markdown'];

/** `true` for what is written as a document of its own; refuses a file for what is printed in the terminal. */
function isPrinted(options: Record<string, unknown>): boolean {
  const asked = optional(options, 'format');
  const output = optional(options, 'output');
  const printed = asked === undefined ? output !== undefined : !textual.includes(asked);
  const [idle] = printed ? [] : ['output', 'view', 'force', 'date'].filter((name) => options[name] !== undefined);
  if (idle === undefined) return printed;
  throw new Failure(
    text(
      `--${idle} hör till formaten pdf, html, docx och criticmarkup`,
      `--${idle} belongs to the formats pdf, html, docx and criticmarkup`,
    ),
    text(
      'Led utdata till en fil med ”> FIL”, eller välj ett av de formaten.',
      'Send the output to a file with “> FILE”, or choose one of those formats.',
    ),
  );
}

async function show(
  session: Session,
  result: Parameters<typeof report<'diff'>>[3],
  options: Record<string, unknown>,
): Promise<number> {
  await report(session, 'diff', optional(options, 'format') ?? 'pretty', result);
  return options['exitCode'] === true && result.changes.length > 0 ? exit.findings : exit.fine;
}
