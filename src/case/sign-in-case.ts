import type { Host } from '../core/host.js';
import { exit, Failure } from '../core/failure.js';
import { sha256 } from '../core/sha256.js';
import { text, type Text } from '../core/text.js';
import type { CaseSigner } from '../model/case.js';
import { signatureFields } from '../pdf/signature-fields.js';
import { readBase } from '../pdf/incremental-base.js';
import { appendEvents } from './append-event.js';
import { caseState } from './case-state.js';
import { checkText, refuseUnknown } from './check-text.js';
import { namesAgree } from './names-agree.js';
import { openLog } from './open-log.js';
import { refuseOwnFiles } from './refuse-own-files.js';
import { refusePrepared } from './refuse-prepared.js';
import { signedDraft } from './signed-draft.js';
import { swedishDay } from './swedish-day.js';
import { whoseTurn } from './whose-turn.js';

/** A signature that may be made in a case: in which field, and how the signed file is put in its place. */
export interface CaseSigning {
  signer: CaseSigner;
  /** After the last day. */
  late: boolean;
  /** Writes the signed file and its event together; refuses when the case has moved on meanwhile. Gives what is to be remarked. */
  place(pdf: Uint8Array, output: string, write: () => Promise<void>): Promise<Text | undefined>;
}

/** Checks everything a case asks before somebody is asked for a passphrase: the text, the order, the role, and that the file hides nothing. */
export async function prepareSigning(
  host: Host,
  options: { casePath: string; input: string; output?: string; role?: string | undefined; ip?: string | undefined },
): Promise<CaseSigning> {
  const { casePath, input } = options;
  const open = await openLog(host, casePath);
  if (options.output !== undefined) refuseOwnFiles(host, open, options.output);
  const state = caseState(open.model, open.events.slice(), swedishDay(host.now()));
  const { signer, late } = whoseTurn(state, options.role);
  const bytes = await host.files.read(input);
  const checked = await checkText(open, bytes, input, host.now());
  refuseUnknown(checked, input);
  refusePrepared(checked.facts, input);
  const field = signatureFields(readBase(bytes)).find(({ name }) => name === signer.field);
  if (!field || field.signed) throw missingField(signer, input);
  return {
    signer,
    late,
    place: async (pdf, output, write) => {
      const same = pdf.length > bytes.length && (await sha256(pdf.subarray(0, bytes.length))) === checked.sha256;
      if (!same) throw changedMeanwhile(input);
      const draft = await signedDraft(host, open, pdf, { signer, output, ip: options.ip });
      const certified = draft.signature?.signer;
      refuseOther(signer, open.model.signers, certified);
      await appendEvents(host, open, [draft], write);
      return certified === undefined || namesAgree(signer.name, certified)
        ? undefined
        : text(
            `Anmärkning: enligt ärendet undertecknar ${signer.name} som ${signer.role}, men certifikatet tillhör ${certified}.`,
            `Note: the case expects ${signer.name} as ${signer.role}, but the certificate belongs to ${certified}.`,
          );
    },
  };
}

/** A certificate may spell a name in another way; but when it names another signer of the same case, somebody signs in another's place. */
function refuseOther(signer: CaseSigner, all: readonly CaseSigner[], certified: string | undefined): void {
  if (certified === undefined || namesAgree(signer.name, certified)) return;
  const other = all.find(({ name }) => namesAgree(name, certified));
  if (!other) return;
  throw new Failure(
    text(
      `Certifikatet tillhör ${certified}, men det är ${signer.name} som ska underteckna som ${signer.role}.`,
      `The certificate belongs to ${certified}, but it is ${signer.name} who is to sign as ${signer.role}.`,
    ),
    text(
      `Inget har skrivits. ${other.name} undertecknar som ${other.role}, när det är dags för det.`,
      `Nothing has been written. ${other.name} signs as ${other.role}, when the time comes.`,
    ),
    exit.findings,
  );
}

const missingField = ({ field }: CaseSigner, input: string): Failure =>
  new Failure(
    text(`Fältet ${field} i ${input} är inte ledigt.`, `The field ${field} of ${input} is not free.`),
    text('Se läget med fardplan case status.', 'See fardplan case status.'),
    exit.findings,
  );

const changedMeanwhile = (input: string): Failure =>
  new Failure(
    text(`${input} ändrades medan den undertecknades.`, `${input} was changed while it was signed.`),
    text('Inget har skrivits. Försök igen.', 'Nothing has been written. Try again.'),
    exit.findings,
  );
