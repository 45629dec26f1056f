import { dirname, join, resolve } from 'node:path';
import { caseNow } from '../../case/case-events.js';
import { currentPath } from '../../case/case-paths.js';
import { composeReport } from '../../case/compose-report.js';
import { refuseOwnFiles } from '../../case/refuse-own-files.js';
import { loadLayout } from '../../compose/load-template.js';
import { exit, Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { sha256 } from '../../core/sha256.js';
import { text } from '../../core/text.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { pdf as pdfFormat } from '../../formats/pdf.js';
import { chooseSigner } from '../../sign/open-signer.js';
import { signPdf } from '../../sign/sign-pdf.js';
import { gitLookup } from '../../verify/git-lookup.js';
import { storedOrganisation } from '../../case/stored-organisation.js';
import { verifyPdf } from '../../verify/verify.js';
import { optional } from '../options.js';
import { readTrusted } from '../read-trusted.js';
import type { Session } from '../session.js';

/** `fardplan case report CASE -o FILE`. */
export async function caseReport(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = String(options['output']);
  const replace = options['force'] === true;
  await refuseExisting(host, output, replace);
  const { open, state } = await caseNow(host, path);
  refuseOwnFiles(host, open, output, [
    currentPath(host, open, state),
    join(open.file.folder, open.model.document.file),
    ...['pdf', 'p12'].map((name) => optional(options, name)).filter((named) => named !== undefined),
  ]);
  const trust = await readTrusted(session, options['trust'] as string[]);
  const file = optional(options, 'pdf') ?? currentPath(host, open, state);
  const bytes = await present(host, file, optional(options, 'pdf') !== undefined);
  const hash = bytes && (await sha256(bytes.subarray(0, state.current.size)));
  if (bytes && hash !== state.current.sha256)
    throw new Failure(
      text(`${file} är inte den fil som händelseloggen säger`, `${file} is not the file that the event log says`),
      text('Ange rätt fil med --pdf.', 'Give the right file with --pdf.'),
      exit.findings,
    );
  const lookup = gitLookup(host, [dirname(resolve(host.cwd, path)), host.cwd]);
  const verdict = bytes && (await verifyPdf(bytes, { file, trust, at: host.now(), lookup, program: host.builtIn }));
  const seal = optional(options, 'p12');
  const document = composeReport({
    open,
    state,
    log: await host.files.read(open.logPath),
    verdict: verdict && verdict.signatures.length > 0 ? verdict : undefined,
    trusted: trust.length,
    organisation: optional(options, 'organisation') ?? (bytes && storedOrganisation(bytes)) ?? open.model.title,
    sealed: seal !== undefined,
  });
  const resources = await loadLayout(host, open.file.folder);
  const made = await pdfFormat.render(document, { ...resources, note: (remark) => session.say(remark) });
  await host.files.write(output, seal === undefined ? made : await sealed(session, made, seal, options), { replace });
  session.say(
    text(
      `${output}: ${document.kindLabel.toLowerCase()}, ${open.head.events} ${open.head.events === 1 ? 'händelse' : 'händelser'}${seal === undefined ? '' : ', förseglad'}.`,
      `${output}: ${document.kindLabel === 'Slutrapport' ? 'final' : 'interim'} report, ${open.head.events} ${open.head.events === 1 ? 'event' : 'events'}${seal === undefined ? '' : ', sealed'}.`,
    ),
  );
  return exit.fine;
}

/** The newest file; one that is not where the log says is left out of an interim report, but not when it was asked for. */
async function present(host: Host, file: string, asked: boolean): Promise<Uint8Array | undefined> {
  return asked || (await host.files.kind(file)) === 'file' ? host.files.read(file) : undefined;
}

async function sealed(
  { host, language }: Session,
  pdf: Uint8Array,
  file: string,
  options: Record<string, unknown>,
): Promise<Uint8Array> {
  const signer = await chooseSigner(host, {
    signerOptions: { file, key: optional(options, 'keyName') },
    passphrase: {
      file: optional(options, 'passphraseFile'),
      env: optional(options, 'passphraseEnv'),
      language,
    },
  });
  const done = await signPdf(pdf, { signer: signer.open, at: host.now() }).finally(signer.close);
  return done.pdf;
}
