import { resolve } from 'node:path';
import { loadConsultation } from '../../check/load-consultation.js';
import { commentRefs } from '../../consultation/comment-refs.js';
import { handlings } from '../../consultation/handlings.js';
import { trace } from '../../consultation/trace.js';
import { exit, Failure } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { readRevision } from '../../core/revision.js';
import { sha256 } from '../../core/sha256.js';
import { text } from '../../core/text.js';
import type { Roadmap } from '../../model/roadmap.js';
import type { Parsed } from '../../parse/parsed.js';
import { loadWords } from '../../reports/_load-words.js';
import type { ReportedRevision } from '../../reports/_revision.js';
import { consultationReport } from '../../reports/consultation-report.js';
import { findRound } from '../find-round.js';
import { optional } from '../options.js';
import { roundFiles } from '../round-files.js';
import type { Session } from '../session.js';
import { tellFaults } from '../tell-faults.js';
import { formatOf, reportDate, writePrinted } from '../write-printed.js';

/** The formats of `fardplan consult report`, with their extensions. */
const formats = { pdf: 'pdf', html: 'html', markdown: 'md', docx: 'docx' } as const;

/** `fardplan consult report [dir] -o FILE`. */
export async function consultReport(
  session: Session,
  [dir]: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = String(options['output']);
  const format = formatOf(optional(options, 'format'), output, formats);
  const replace = options['force'] === true;
  await refuseExisting(host, output, replace);
  const folder = await findRound(host, dir ?? optional(options, 'round'));
  const loaded = await loadConsultation(host, folder);
  const { before, after, profile, parties, round, responses } = loaded;
  if (!before)
    throw new Failure(
      text('Den remitterade texten kan inte läsas', 'The text that was sent out cannot be read'),
      text('Ange den i round.yaml under ”remissversion: källa”.', 'Give it in round.yaml under “consulted: source”.'),
    );
  refuseInputs(host, output, roundFiles(host, folder, loaded));
  tellFaults(session, folder, loaded.diagnostics);
  const within = resolve(host.cwd, folder);
  const reported = async (parsed: Parsed<Roadmap>, source: string): Promise<ReportedRevision> => {
    const revision = await readRevision(host, source, within);
    return { parsed, revision, sha256: await sha256(revision.bytes) };
  };
  const traced = after
    ? trace(loaded, { before, after, profile })
    : { comments: commentRefs(responses, before, profile), traced: [] };
  const owner = after ?? before;
  const document = consultationReport.compose(
    {
      round: loaded,
      handlings: handlings(traced, loaded),
      traced: traced.traced,
      parties,
      profile,
      before: await reported(before, round.model.consulted.source),
      after: after && (await reported(after, round.model.revised?.source ?? '')),
      organisation: owner.model.owner ?? owner.model.title,
      date: reportDate(session, options),
    },
    await loadWords(host, 'consultation-report', within),
  );
  await writePrinted(session, document, { format: format as 'pdf', output, folder: within, replace });
  return exit.fine;
}
