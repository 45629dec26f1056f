import { decode } from '../../parse/decode.js';
import { parseDocument } from '../../parse/parse-document.js';
import { isKind } from '../../parse/parsed.js';
import { writeBindings } from '../../parse/write-bindings.js';
import { loadConsultation } from '../../check/load-consultation.js';
import { planBindings } from '../../consultation/plan-bindings.js';
import { trace } from '../../consultation/trace.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { exit, Failure } from '../../core/failure.js';
import { text } from '../../core/text.js';
import { findRound } from '../find-round.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan consult bind [DIR]`: 0 when the bindings are written, or stand already; with `--check`, 1 when they do not. */
export async function consultBind(
  session: Session,
  [given]: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const folder = await findRound(host, given ?? optional(options, 'round'));
  const loaded = await loadConsultation(host, folder);
  const { before, after, dispositions, profile } = loaded;
  const fault = loaded.diagnostics[0];
  if (fault) {
    throw new Failure(
      text(
        `Remissen kan inte läsas helt: ${fault.file}:${fault.line}: ${fault.message.sv}`,
        `The round cannot be read in full: ${fault.file}:${fault.line}: ${fault.message.en}`,
      ),
      text('Rätta felet först; fardplan check visar alla.', 'Mend the fault first; fardplan check shows them all.'),
    );
  }
  if (!dispositions || !before || !after) {
    throw new Failure(
      dispositions
        ? text('Remissen anger ingen reviderad version', 'The round gives no revised version')
        : text('Remissen har inga hanteringar', 'The round has no dispositions'),
      dispositions
        ? text('Skriv ”reviderad: { källa: … }” i round.yaml.', 'Write “reviderad: { källa: … }” in round.yaml.')
        : text('Skriv dispositions.yaml i remissens mapp.', 'Write dispositions.yaml in the folder of the round.'),
    );
  }
  const plan = planBindings(trace(loaded, { before, after, profile }), dispositions.model);
  const { path } = dispositions.source;
  const wrote = !plan.settled && options['check'] !== true && options['dryRun'] !== true;
  if (wrote) await write(session, path, plan);
  await report(session, 'bind', 'pretty', { dispositions, plan, wrote });
  return options['check'] === true && !plan.settled ? exit.findings : exit.fine;
}

/** Writes the plan into the file as it stands on disk, once it is sure that nothing else of it is changed. */
async function write(
  { host }: Session,
  path: string,
  { bindings, sentences }: Parameters<typeof planned>[1],
): Promise<void> {
  const bytes = await host.files.read(path);
  const { source } = decode(path, bytes);
  const read = (of: string) => {
    const parsed = parseDocument({ path, text: of });
    return 'kind' in parsed && isKind(parsed, 'dispositions') && parsed.diagnostics.length === 0
      ? parsed.model
      : undefined;
  };
  const written = source && writeBindings(source.text, bindings, sentences);
  const model = source && read(source.text);
  if (
    written === undefined ||
    !model ||
    canonicalJson(read(written) ?? {}) !== canonicalJson(planned(model, { bindings, sentences }))
  ) {
    throw new Failure(
      text(
        `${path} kan inte skrivas om utan att något annat ändras`,
        `${path} cannot be written to without changing something else`,
      ),
      text(
        'Skriv varje hantering som en post i en lista, med en nyckel per rad, och kör kommandot igen.',
        'Write each disposition as an entry of a list, with one key on a line, and run the command again.',
      ),
    );
  }
  // A mark of the byte order was taken off when the file was read.
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
  await host.files.write(path, mark + written, { replace: true });
}

type Model = NonNullable<Awaited<ReturnType<typeof loadConsultation>>['dispositions']>['model'];

/** The dispositions as they shall be when the plan has been carried out. */
function planned(
  model: Model,
  { bindings, sentences }: Pick<ReturnType<typeof planBindings>, 'bindings' | 'sentences'>,
): Model {
  const changed = structuredClone(model);
  for (const { list, index, changes } of bindings) {
    const entry = changed[list]?.[index];
    if (entry) entry.changes = [...changes];
  }
  if (changed.sentences || Object.keys(sentences).length > 0) changed.sentences = { ...sentences };
  return changed;
}
