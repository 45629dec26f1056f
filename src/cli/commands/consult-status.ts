import { loadConsultation } from '../../check/load-consultation.js';
import { swedishDay } from '../../case/swedish-day.js';
import { commentRefs } from '../../consultation/comment-refs.js';
import { roundStatus } from '../../consultation/round-status.js';
import { exit } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { findRound } from '../find-round.js';
import { optional } from '../options.js';
import { report, reported } from '../report.js';
import { roundFiles } from '../round-files.js';
import type { Session } from '../session.js';
import { tellFaults } from '../tell-faults.js';

/** `fardplan consult status [DIR]`: 0 even when answers are late; that is a state, and no fault. */
export async function consultStatus(
  session: Session,
  [given]: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = optional(options, 'output');
  const replace = options['force'] === true;
  if (output !== undefined) await refuseExisting(host, output, replace);
  const folder = await findRound(host, given ?? optional(options, 'round'));
  const loaded = await loadConsultation(host, folder, {}, { lenient: true });
  tellFaults(session, folder, loaded.diagnostics);
  const comments = commentRefs(loaded.responses, loaded.before, loaded.profile);
  const today = swedishDay(host.now());
  const status = roundStatus(loaded, comments, { parties: loaded.parties, consulted: loaded.before, today });
  const format = String(options['format']);
  if (output === undefined) {
    await report(session, 'status', format, status);
    return exit.fine;
  }
  refuseInputs(host, output, roundFiles(host, folder, loaded));
  await host.files.write(output, await reported(session, 'status', format, status), { replace });
  return exit.fine;
}
