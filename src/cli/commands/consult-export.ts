import { dirname, resolve } from 'node:path';
import { findParties } from '../../check/find-parties.js';
import { loadKind } from '../../check/load-document.js';
import { loadRound } from '../../check/load-round.js';
import { commentRefs } from '../../consultation/comment-refs.js';
import { dispositionSheets } from '../../consultation/import-disposition-sheet.js';
import { exit, Failure } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { text } from '../../core/text.js';
import type { Comment } from '../../model/consultation.js';
import { writeSheets } from '../../ooxml/write-sheets.js';
import { findRound } from '../find-round.js';
import { optional } from '../options.js';
import { roundFiles } from '../round-files.js';
import type { Session } from '../session.js';
import { tellFaults } from '../tell-faults.js';

/** `fardplan consult export [DIR] -o FILE.xlsx`: the dispositions of a round as a workbook to fill in. */
export async function consultExport(
  session: Session,
  [given]: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = String(options['output']);
  // What is taken back is known by its extension.
  if (!/\.xlsx$/i.test(output))
    throw new Failure(
      text(`${output} heter inte som ett Excelblad`, `${output} is not named as an Excel sheet`),
      text('Låt namnet sluta på .xlsx.', 'Let the name end in .xlsx.'),
    );
  await refuseExisting(host, output, options['force'] === true);
  const folder = await findRound(host, given ?? optional(options, 'round'));
  const { round } = await loadRound(host, folder, undefined);
  const base = dirname(resolve(host.cwd, round.source.path));
  const { parsed, profile } = await loadKind(host, round.model.consulted.source, base, 'roadmap');
  // Ids of comments may come of the profile’s names of their headings.
  const loaded = await loadRound(host, folder, profile);
  refuseInputs(host, output, roundFiles(host, folder, loaded));
  tellFaults(session, folder, loaded.diagnostics);
  const { responses, dispositions } = loaded;
  const comments = commentRefs(responses, parsed, profile).filter(({ comment }) => saysMore(comment));
  const sheets = dispositionSheets({
    round: round.model,
    comments,
    dispositions: dispositions?.model,
    parties: await findParties(host, base),
    consulted: parsed.model,
  });
  const bytes = writeSheets(round.model.title, sheets);
  await host.files.write(output, bytes, { replace: options['force'] === true });
  const named = /[\s"'$&()]/.test(output) ? `"${output}"` : output;
  session.say(
    text(
      `${output}: ${comments.length} synpunkter. Fyll i de vita kolumnerna och kör sedan: fardplan consult import ${named}`,
      `${output}: ${comments.length} comments. Fill in the white columns, then run: fardplan consult import ${named}`,
    ),
  );
  return exit.fine;
}

/** A stance alone needs no disposition. */
const saysMore = ({ text: words, motive, proposal, quote }: Comment): boolean =>
  [words, motive, proposal, quote].some((part) => (part ?? '') !== '');
