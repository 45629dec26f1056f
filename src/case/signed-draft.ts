import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { sha256 } from '../core/sha256.js';
import { text } from '../core/text.js';
import type { CaseSigner } from '../model/case.js';
import { verifyPdf } from '../verify/verify.js';
import { instant, type EventDraft } from './append-event.js';
import { pathInCase } from './case-paths.js';
import type { OpenCase } from './open-log.js';
import { swedishDay } from './swedish-day.js';

/** What the log keeps of a signature, read out of the signed file; refuses (exit 1) one that does not hold. */
export async function signedDraft(
  host: Host,
  open: OpenCase,
  pdf: Uint8Array,
  { signer, output, ip }: { signer: CaseSigner; output: string; ip?: string | undefined },
): Promise<EventDraft> {
  const now = host.now();
  const { signatures, diagnostic } = await verifyPdf(pdf, { file: output, trust: [], at: now, diagnostic: true });
  const verdict = signatures.find(({ field }) => field === signer.field);
  if (!verdict?.untouched)
    throw new Failure(
      text(
        `Underskriften i fältet ${signer.field} håller inte: ${verdict?.reasons[0]?.sv ?? 'den finns inte'}`,
        `The signature in the field ${signer.field} does not hold: ${verdict?.reasons[0]?.en ?? 'it is not there'}`,
      ),
      text('Underteckna på nytt.', 'Sign again.'),
      exit.findings,
    );
  // Whether its authority is trusted is for those who verify to say; that it holds, and says this time, shows here.
  const stamp = verdict.timestamps.find(({ indication, time: told }) => indication !== 'TOTAL-FAILED' && told !== null);
  const time = stamp?.time ? new Date(stamp.time) : now;
  return {
    kind: 'signed',
    at: instant(time),
    timeSource: stamp?.time ? 'timestamp' : 'clock',
    actor: { role: signer.role, name: signer.name },
    ip,
    document: { file: pathInCase(host, open, output), sha256: await sha256(pdf), size: pdf.length },
    signature: {
      field: signer.field,
      signer: verdict.signer ?? undefined,
      certificate: diagnostic?.signatures.find(({ field }) => field === signer.field)?.certificate ?? undefined,
      level: verdict.level ?? undefined,
      claimed: verdict.claimedAt === null ? undefined : instant(new Date(verdict.claimedAt)),
      late: open.model.due !== undefined && swedishDay(time) > open.model.due,
    },
  };
}
