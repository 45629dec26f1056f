import { Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { text } from '../../core/text.js';
import type { Verdict } from '../../model/verdict.js';
import { anchorsFor } from '../../verify/anchors.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';
import { timeOption } from '../time-option.js';
import { trustAnchors } from '../trust.js';
import { batchOptions, plainBatch, verifyBatch } from '../verify-batch.js';
import { verdictCode } from '../verdict-code.js';
import { verifyFile } from '../verify-file.js';
import type { VerifyPlan } from '../verify-file.js';

/** `fardplan verify PDF…`: the exit code of the worst verdict. */
export async function verify(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  const { host } = session;
  const plan = await planFrom(session, options);
  const batch = batchOptions(options);
  const [file] = paths;
  if (batch === null && paths.length === 1 && file !== undefined && (await host.files.kind(file)) !== 'folder') {
    const judged = await verifyFile(host, file, plan);
    const log = optional(options, 'audit');
    const verdict = log === undefined ? judged : await withAudit(host, judged, log, plan);
    await report(session, 'verify', String(options['format']), [verdict]);
    return verdictCode(verdict);
  }
  if (options['format'] === 'etsi')
    throw new Failure(
      text('En valideringsrapport (etsi) gäller en enda fil', 'A validation report (etsi) is about one file'),
      text('Ange en PDF, eller välj --format json.', 'Give one PDF, or choose --format json.'),
    );
  if (options['audit'] !== undefined)
    throw new Failure(
      text('En händelselogg gäller en enda fil', 'An event log is about one file'),
      text('Ange en PDF tillsammans med --audit.', 'Give one PDF together with --audit.'),
    );
  return verifyBatch(session, paths, plan, batch ?? plainBatch(String(options['format'])));
}

/** The verdict with that on the event log of its signing case. */
async function withAudit(host: Host, verdict: Verdict, log: string, plan: VerifyPlan): Promise<Verdict> {
  // Seldom asked for, and brings much along.
  const { auditFile } = await import('./verify-audit.js');
  const trust = anchorsFor(plan.trust, 'timestamp', plan.at).map(({ der }) => der);
  return { ...verdict, audit: await auditFile(host, verdict.file, log, verdict, { trust, at: plan.at }) };
}

/** What the options ask every file to be verified against. */
async function planFrom(session: Session, options: Record<string, unknown>): Promise<VerifyPlan> {
  return {
    trust: await trustAnchors(session, options),
    at: options['at'] === undefined ? session.host.now() : timeOption('--at', String(options['at'])),
    online: options['online'] === true,
    language: session.language,
    showPersonalNumbers: options['showPersonalNumbers'] === true,
    diagnostic: ['json', 'etsi'].includes(String(options['format'])),
    rebuild: options['rebuild'] === true,
  };
}
