import { extname } from 'node:path';
import { loadLayout } from '../compose/load-template.js';
import { Failure } from '../core/failure.js';
import { text } from '../core/text.js';
import type { Format } from '../formats/_contract.js';
import { registry } from '../formats/_registry.js';
import type { ComposedDocument } from '../model/document.js';
import { swedishDay } from '../case/swedish-day.js';
import { optional } from './options.js';
import type { Session } from './session.js';

/** The format of a printed report: the one asked for, else that of the file name. `known` are extensions by format. */
export function formatOf<F extends string>(
  asked: string | undefined,
  output: string,
  known: Readonly<Record<F, string>>,
): F {
  const extension = extname(output).slice(1).toLowerCase();
  const names = Object.keys(known) as F[];
  const found =
    asked === undefined ? names.find((name) => known[name] === extension) : names.find((name) => name === asked);
  if (found !== undefined) return found;
  throw new Failure(
    text(`Formatet framgår inte av namnet ${output}`, `The format does not show from the name ${output}`),
    text(`Ange det med --format: ${names.join(', ')}.`, `Give it with --format: ${names.join(', ')}.`),
  );
}

/** The day a report is dated: `--date`, else today in Sweden. */
export function reportDate({ host }: Session, options: Readonly<Record<string, unknown>>): string {
  const asked = optional(options, 'date');
  if (asked === undefined) return swedishDay(host.now());
  const read = new Date(`${asked}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(asked))
    return asked;
  throw new Failure(
    text(`”${asked}” är inget datum`, `“${asked}” is not a date`),
    text(
      'Skriv år, månad och dag, till exempel --date 2022-03-18.',
      'Write year, month and day, such as --date 2022-03-18.',
    ),
  );
}

/** Renders a composed report with the layout that `folder` (absolute) has, and writes it. */
export async function writePrinted(
  session: Session,
  document: ComposedDocument,
  {
    format,
    output,
    folder,
    replace,
  }: { format: keyof typeof registry; output: string; folder: string; replace: boolean },
): Promise<void> {
  const { host } = session;
  const load = registry[format] as () => Promise<Format>;
  const chosen = await load();
  const resources = await loadLayout(host, folder);
  const bytes = await chosen.render(document, { ...resources, note: (remark) => session.say(remark) });
  await host.files.write(output, bytes, { replace });
  const { roadmap } = document;
  if (roadmap?.draft === undefined) {
    session.say(text(`${output}: ${document.kindLabel.toLowerCase()} skriven.`, `${output}: written.`));
    return;
  }
  session.say(
    text(
      `${output}: UTKAST, eftersom en av texterna ${roadmap.draft === 'no-git' ? 'inte ligger i git' : 'har ändringar som inte är sparade i git'}.`,
      `${output}: DRAFT (UTKAST), since one of the texts ${roadmap.draft === 'no-git' ? 'is not in git' : 'has changes that are not committed'}.`,
    ),
  );
}
