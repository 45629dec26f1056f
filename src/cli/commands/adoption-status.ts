import { dirname, resolve } from 'node:path';
import { adoptionStatus as sumUp } from '../../adoption/adoption-status.js';
import { loadKind } from '../../check/load-document.js';
import { exit } from '../../core/failure.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan adoption status [REGISTER]`: 0 even when some have not decided; that is a normal state. */
export async function adoptionStatus(
  session: Session,
  [register = 'adoption.yaml']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const { parsed } = await loadKind(host, register, host.cwd, 'adoption');
  const folder = dirname(resolve(host.cwd, register));
  const { parsed: parties } = await loadKind(host, parsed.model.parties, folder, 'parties');
  const today = host.now().toISOString().slice(0, 10);
  const status = sumUp(parsed.model, parties.model, today);
  await report(session, 'adoption', String(options['format'] ?? 'pretty'), { register: parsed.model, status });
  return exit.fine;
}
