import { dirname, extname, resolve, sep } from 'node:path';
import { sorted } from '../../check/run-rules.js';
import { gatherDecision } from '../../compose/gather-decision.js';
import { loadLayout } from '../../compose/load-template.js';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import type { Format } from '../../formats/_contract.js';
import { registry } from '../../formats/_registry.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import { roundFiles } from '../round-files.js';
import type { Session } from '../session.js';

/** The rendering itself, whatever was made the last time; see check-anew. */
export async function renderAnew(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = String(options['output']);
  const replace = options['force'] === true;
  const format = await chooseFormat(optional(options, 'format'), output);
  await refuseExisting(host, output, replace);
  const { document, decision, diagnostics } = await gatherDecision(host, path);
  if (diagnostics.length > 0) {
    const sources = new Map([[decision.source.path, decision.source]]);
    await report(session, 'check', 'pretty', { files: 1, diagnostics: sorted(diagnostics), sources });
  }
  if (!document || diagnostics.some(({ severity }) => severity === 'error')) {
    session.say(
      text(
        `${output} skrevs inte, eftersom beslutet har fel.`,
        `${output} was not written, since the decision has errors.`,
      ),
    );
    return exit.findings;
  }
  const folder = dirname(resolve(host.cwd, path));
  const { roadmap, changes } = decision.model;
  const inputs = [resolve(host.cwd, path), resolve(folder, roadmap.source), resolve(folder, changes?.from ?? '')];
  const round = resolve(folder, changes?.consultation ?? '');
  // Only an output among the files of the round can be one of them.
  if (changes?.consultation !== undefined && replace && resolve(host.cwd, output).startsWith(`${round}${sep}`)) {
    const { loadRound } = await import('../../check/load-round.js');
    const files = roundFiles(host, round, await loadRound(host, round, undefined));
    inputs.push(...files.map((file) => resolve(host.cwd, file)));
  }
  refuseInputs(host, output, inputs, text('beslutet', 'the decision'));
  const resources = await loadLayout(host, folder);
  const bytes = await format.render(document, { ...resources, note: (remark) => session.say(remark) });
  await host.files.write(output, bytes, { replace });
  const { draft, commit, version } = document.roadmap;
  const bound = commit?.slice(0, 10) ?? '';
  session.say(
    draft === undefined
      ? text(
          `${output}: bunden till version ${version}, commit ${bound}.`,
          `${output}: bound to version ${version}, commit ${bound}.`,
        )
      : draft === 'no-git'
        ? text(
            `${output}: UTKAST, eftersom färdplanen inte ligger i git.`,
            `${output}: DRAFT (UTKAST), since the roadmap is not in git.`,
          )
        : text(
            `${output}: UTKAST, eftersom färdplanen har ändringar som inte är sparade i git.`,
            `${output}: DRAFT (UTKAST), since the roadmap has changes that are not committed.`,
          ),
  );
  return exit.fine;
}

async function chooseFormat(asked: string | undefined, output: string): Promise<Format> {
  // A decision as a Word file would be no decision: whoever has it can change it, and nothing tells.
  const formats: Record<string, () => Promise<Format>> = Object.fromEntries(
    Object.entries(registry).filter(([id]) => id !== 'docx'),
  );
  const extension = extname(output).slice(1).toLowerCase();
  // Most formats are named as their extension; only else are they all loaded to be asked.
  const named = formats[asked ?? extension];
  if (named) return named();
  for (const load of Object.values(formats)) {
    const format = await load();
    if (format.extension === extension) return format;
  }
  throw new Failure(
    text(`Formatet framgår inte av namnet ${output}`, `The format does not show from the name ${output}`),
    text(
      `Ange det med --format: ${Object.keys(formats).join(', ')}.`,
      `Give it with --format: ${Object.keys(formats).join(', ')}.`,
    ),
  );
}
