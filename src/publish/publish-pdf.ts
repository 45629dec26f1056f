import type { Host } from '../core/host.js';
import { text } from '../core/text.js';
import type { Format } from '../formats/_contract.js';
import type { DecisionDocument } from '../model/document.js';
import { loadLayout } from '../compose/load-template.js';
import { rebuildPdf } from '../verify/rebuild.js';
import { verifyPdf } from '../verify/verify.js';
import { makeCopy } from './make-copy.js';
import { readOriginal, refused } from './read-original.js';
import { attachedDecision, profilePublication, type Settings, settingsOf } from './settings.js';

/** Which original, and where what belongs to it is looked for. */
export interface PublishRequest {
  /** The original's name, as shown. */
  file: string;
  /** Folders (absolute) where a workspace's own profile and layout may stand, the nearest first. */
  folders: readonly string[];
  /** Whether the copy carries attachments; default: yes. */
  embeds?: boolean | undefined;
  /** Instead of what decision and profile say. */
  settings?: Settings | undefined;
}

/**
 * The copy for publication of a PDF. Refuses with a `Failure` (exit 1) an original whose signature has failed, or whose pages are not what the
 * document it carries gives: such a copy would say something else than what was signed.
 */
export async function publishPdf(host: Host, bytes: Uint8Array, request: PublishRequest): Promise<DecisionDocument> {
  const { file, folders } = request;
  const original = await readOriginal(bytes, file);
  const verdict = await verifyPdf(bytes, { file, trust: [], at: host.now(), program: host.builtIn });
  if (verdict.indication === 'TOTAL-FAILED') {
    const why =
      verdict.reasons[0] ?? verdict.signatures.find(({ indication }) => indication === 'TOTAL-FAILED')?.reasons[0];
    throw refused(
      file,
      text(
        `Det går inte att godkänna: ${why?.sv ?? 'det har ändrats.'}`,
        `It cannot be accepted: ${why?.en ?? 'it has been changed.'}`,
      ),
      text(`fardplan verify ${file} säger mer.`, `fardplan verify ${file} says more.`),
    );
  }
  const rebuilt = await rebuildPdf(host, bytes, folders, { commit: false });
  if (rebuilt.matches !== true) {
    const [why = text('', '')] = rebuilt.reasons;
    throw refused(
      file,
      why,
      text(`fardplan verify ${file} --rebuild säger var.`, `fardplan verify ${file} --rebuild says where.`),
    );
  }
  const { document, attached, facts } = original;
  const source = document.supplement && attached.get(document.supplement.name);
  const decision = document.supplement && source ? attachedDecision(document.supplement.name, source) : undefined;
  const settings =
    request.settings ?? settingsOf(decision?.publication, await profilePublication(host, document.attachment, folders));
  const signed = verdict.signatures.map(({ field, signedAt }) => ({ field, at: signedAt }));
  const last = signed.at(-1)?.at ?? undefined;
  return makeCopy({
    document,
    decision,
    settings,
    original: facts.signed
      ? { ...facts, signed: { ...facts.signed, ...(last === undefined ? {} : { at: last }) } }
      : facts,
    signed,
    embeds: request.embeds ?? true,
  });
}

/** The copy as a file, set with the workspace's own layout in the nearest of `folders`, else with the built-in one. */
export async function renderCopy(
  host: Host,
  copy: DecisionDocument,
  format: Format,
  folders: readonly string[],
): Promise<Uint8Array> {
  const [folder = host.cwd] = folders;
  return format.render(copy, await loadLayout(host, folder));
}
