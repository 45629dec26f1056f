import { exit, Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import { verdictExit, verifyPdf } from '../verify/verify.js';
import type { VerifyOptions } from '../verify/verify.js';
import type { Verdict } from '../model/verdict.js';
import type { CaseEvent } from '../model/case-event.js';
import { appendEvents, type EventDraft } from './append-event.js';
import { caseState, type CaseState, type SignerState } from './case-state.js';
import { checkText, refuseUnknown } from './check-text.js';
import { currentPath, pathInCase } from './case-paths.js';
import { isValidAddress } from './ip-address.js';
import { openLog, type OpenCase } from './open-log.js';
import { signedDraft } from './signed-draft.js';
import { swedishDay } from './swedish-day.js';
import { refuseClosed, signerByRole, whoseTurn } from './whose-turn.js';

/** A case, and where it stands. */
export interface CaseNow {
  open: OpenCase;
  state: CaseState;
}

/** Reads a case and sums it up. */
export async function caseNow(host: Host, path: string): Promise<CaseNow> {
  return summed(host, await openLog(host, path));
}

const summed = (host: Host, open: OpenCase): CaseNow => ({
  open,
  state: caseState(open.model, open.events, swedishDay(host.now())),
});

/** What somebody has done, as told by whoever records it. */
export interface RecordOptions {
  /** Role (or field) of the signer. */
  by: string;
  reason?: string | undefined;
  /** Kept only when it is given. */
  ip?: string | undefined;
}

function checkedAddress(ip: string | undefined): string | undefined {
  if (ip === undefined || isValidAddress(ip)) return ip;
  throw new Failure(
    text(`”${ip}” är ingen IP-adress`, `“${ip}” is no IP address`),
    text(
      'Skriv den som 192.0.2.1 eller 2001:db8::1, eller utelämna den.',
      'Write it as 192.0.2.1 or 2001:db8::1, or leave it out.',
    ),
  );
}

/** Records that the document was sent to, viewed by or declined by a signer. A refusal needs a reason. */
export async function recordEvent(
  host: Host,
  path: string,
  kind: 'sent' | 'viewed' | 'declined',
  options: RecordOptions,
): Promise<CaseNow> {
  const { open, state } = await caseNow(host, path);
  refuseClosed(state);
  const found = signerByRole(state, options.by);
  if (found.state === 'signed' || found.state === 'declined') whoseTurn(state, options.by);
  const reason = options.reason?.trim();
  if (kind === 'declined' && (reason === undefined || reason === ''))
    throw new Failure(
      text('Den som avböjer ska säga varför.', 'Whoever declines shall say why.'),
      text('Lägg till --reason "SKÄL".', 'Add --reason "REASON".'),
    );
  const who = { role: found.signer.role, name: found.signer.name };
  const draft: EventDraft = {
    kind,
    ...(kind === 'sent' ? { recipient: who } : { actor: who }),
    ip: checkedAddress(options.ip),
    reason,
  };
  return summed(host, await appendEvents(host, open, [draft]));
}

/** Records signatures that were made outside `fardplan sign --case`: every one in the file that the log lacks, after it was found to hold. */
export async function recordSigned(host: Host, path: string, file: string): Promise<CaseNow> {
  const { open, state } = await caseNow(host, path);
  refuseClosed(state);
  const bytes = await host.files.read(file);
  const { unknown, verdict, facts } = await checkText(open, bytes, file, host.now());
  // In the order they were made, so that the order of the case can be held against them.
  const made = verdict.signatures.flatMap(({ field, revision }) =>
    open.model.signers
      .filter((signer) => signer.field === field && unknown.includes(field))
      .map((signer) => ({ signer, end: facts.structure.revisions[revision - 1]?.end ?? bytes.length })),
  );
  if (made.length === 0)
    throw new Failure(
      text(
        `${file} har ingen underskrift som ärendet inte redan känner.`,
        `${file} has no signature that the case does not know.`,
      ),
      text('Se läget med fardplan case status.', 'See fardplan case status.'),
      exit.findings,
    );
  const drafts: EventDraft[] = [];
  for (const [index, { signer, end }] of made.entries()) {
    whoseTurn(caseState(open.model, [...open.events, ...(drafts as CaseEvent[])], swedishDay(host.now())), signer.role);
    const upTo = index === made.length - 1 ? bytes : bytes.subarray(0, end);
    drafts.push(await signedDraft(host, open, upTo, { signer, output: file }));
  }
  return summed(host, await appendEvents(host, open, drafts));
}

/** Who is to be reminded now: those whose turn it is, or the one asked for. */
export async function remindable(host: Host, path: string, by?: string): Promise<CaseNow & { whom: SignerState[] }> {
  const now = await caseNow(host, path);
  refuseClosed(now.state);
  const whom =
    by === undefined ? now.state.signers.filter(({ state }) => state === 'turn') : [whoseTurn(now.state, by)];
  return { ...now, whom };
}

/** Records that these were reminded. */
export async function recordReminded(host: Host, open: OpenCase, whom: readonly SignerState[]): Promise<CaseNow> {
  const drafts = whom.map(({ signer }): EventDraft => ({
    kind: 'reminded',
    recipient: { role: signer.role, name: signer.name },
  }));
  return summed(host, await appendEvents(host, open, drafts));
}

/** Cancels a case, for a reason. */
export async function cancelCase(host: Host, path: string, reason: string | undefined): Promise<CaseNow> {
  const { open, state } = await caseNow(host, path);
  refuseClosed(state);
  const why = reason?.trim();
  if (why === undefined || why === '')
    throw new Failure(
      text('Den som avbryter ett ärende ska säga varför.', 'Whoever cancels a case shall say why.'),
      text('Lägg till --reason "SKÄL".', 'Add --reason "REASON".'),
    );
  return summed(host, await appendEvents(host, open, [{ kind: 'cancelled', reason: why }]));
}

/**
 * Completes a case: everyone has signed, the newest file is the case's text, and it verifies with the given trust. Otherwise nothing is recorded,
 * and the verdict says why; its exit code is that of `verify`.
 */
export async function completeCase(
  host: Host,
  path: string,
  given: string | undefined,
  options: Omit<VerifyOptions, 'file' | 'at'>,
): Promise<CaseNow & { verdict: Verdict; code: number }> {
  const now = await caseNow(host, path);
  const { open, state } = now;
  refuseClosed(state);
  const declined = state.signers.filter((each) => each.state === 'declined').map(({ signer }) => signer.role);
  if (declined.length > 0)
    throw new Failure(
      text(`${declined.join(', ')} har avböjt att underteckna.`, `${declined.join(', ')} has declined to sign.`),
      text(
        'Avbryt ärendet med fardplan case close --cancel --reason "SKÄL", och öppna ett nytt när det är utrett.',
        'Cancel the case by fardplan case close --cancel --reason "REASON", and open a new one when it is sorted out.',
      ),
      exit.findings,
    );
  const lacking = state.signers.filter((each) => each.state !== 'signed').map(({ signer }) => signer.role);
  if (lacking.length > 0)
    throw new Failure(
      text(`Alla har inte undertecknat: ${lacking.join(', ')}.`, `Not everyone has signed: ${lacking.join(', ')}.`),
      text(
        'Påminn med fardplan case remind, eller avbryt med fardplan case close --cancel --reason "SKÄL".',
        'Remind them by fardplan case remind, or cancel by fardplan case close --cancel --reason "REASON".',
      ),
      exit.findings,
    );
  const file = given ?? currentPath(host, open, state);
  const bytes = await host.files.read(file);
  const checked = await checkText(open, bytes, file, host.now());
  refuseUnknown(checked, file);
  const verdict = await verifyPdf(bytes, { ...options, file, at: host.now(), program: host.builtIn });
  const code = verdictExit(verdict.indication);
  if (code !== exit.fine) return { ...now, verdict, code };
  const completed: EventDraft = {
    kind: 'completed',
    document: { file: pathInCase(host, open, file), sha256: checked.sha256, size: bytes.length },
    verdict: { indication: verdict.indication, trusted: options.trust.length },
  };
  return { ...summed(host, await appendEvents(host, open, [completed])), verdict, code };
}
