import { basename, dirname, join } from 'node:path';
import { readCase } from '../../case/case-file.js';
import { judgeAudit } from '../../case/judge-audit.js';
import type { Host } from '../../core/host.js';
import type { AuditVerdict } from '../../model/audit-verdict.js';
import type { Case } from '../../model/case.js';
import type { Verdict } from '../../model/verdict.js';
import { readPdf } from '../verify-file.js';

/** The half of `fardplan verify --audit` that reads the log, and the case file beside it: `X.yaml` beside `X.events.jsonl`. */
export async function auditFile(
  host: Host,
  file: string,
  log: string,
  verdict: Verdict,
  { trust, at }: { trust: readonly Uint8Array[]; at: Date },
): Promise<AuditVerdict> {
  const stem = basename(log).replace(/(\.events)?\.jsonl$/i, '');
  let model: Case | undefined;
  for (const extension of ['.yaml', '.yml']) {
    const beside = join(dirname(log), stem + extension);
    if (model === undefined && (await host.files.kind(beside)) === 'file')
      model = (await readCase(host, beside)).parsed.model;
  }
  return judgeAudit({
    name: log,
    log: await host.files.read(log),
    model,
    pdf: await readPdf(host, file),
    verdict,
    trust,
    at,
  });
}
