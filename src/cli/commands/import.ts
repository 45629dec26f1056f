import { namedForm } from '../../core/form.js';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { profileStore } from '../../check/find-profile.js';
import { exit, Failure } from '../../core/failure.js';
import { nearest } from '../../core/nearest.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { text } from '../../core/text.js';
import type { Profile } from '../../model/profile.js';
import { roadmapFromWord } from '../../init/roadmap-from-word.js';
import { readWord } from '../../ooxml/read-word.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan import FILE.docx`: a roadmap from a Word document; what could not be placed is told on stderr. */
export async function importWord(
  session: Session,
  [file = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  if (/\.(doc|odt|rtf|pdf|pages|md|txt|html?)$/i.test(file)) throw otherFormat(file);
  const stem = basename(file, extname(file));
  const output = optional(options, 'output') ?? `${stem}.md`;
  if (namedForm(output) !== 'markdown') {
    throw new Failure(
      text(`${output} är ingen Markdown-fil`, `${output} is no Markdown file`),
      text('Ge filen ett namn som slutar på .md.', 'Give the file a name that ends in .md.'),
    );
  }
  const replace = options['force'] === true;
  refuseInputs(host, output, [file], text('färdplanen', 'the roadmap'));
  await refuseExisting(host, output, replace);
  const profile = await profileFor(session, String(options['profile']), dirname(resolve(host.cwd, output)));
  const word = readWord(await host.files.read(file), file, { grid: true });
  const { markdown, notes, headings, unplaced } = roadmapFromWord(word, { profile, stem });
  await host.files.write(output, markdown, { replace });
  for (const note of notes) session.say(text(`- ${note.sv}`, `- ${note.en}`));
  const over =
    notes.length === 0 ? { sv: '', en: '' } : text(' Se över det som står ovan.', ' Look over what stands above.');
  session.say(
    text(
      `${output} är skriven: ${headings} rubriker, varav ${unplaced} utan plats i profilen ${profile.id}.${over.sv} Kör sedan fardplan check.`,
      `${output} is written: ${headings} headings, ${unplaced} of them without a place in the profile ${profile.id}.${over.en} Then run fardplan check.`,
    ),
  );
  return exit.fine;
}

/** The profile `id`, the workspace's own or a built-in one. */
async function profileFor({ host }: Session, id: string, folder: string): Promise<Profile> {
  const store = profileStore(host);
  await store.find(id, folder);
  const profile = store.get(id);
  if (profile) return profile;
  const ids = await store.builtIn();
  const near = nearest(id, ids);
  throw new Failure(
    text(`Det finns ingen profil ”${id}”`, `There is no profile “${id}”`),
    text(
      `${near ? `Menade du ”${near}”? ` : ''}Inbyggda profiler: ${ids.join(', ')}.`,
      `${near ? `Did you mean “${near}”? ` : ''}Built-in profiles: ${ids.join(', ')}.`,
    ),
  );
}

const otherFormat = (file: string): Failure =>
  new Failure(
    text(`${basename(file)} är ingen Word-fil (.docx)`, `${basename(file)} is no Word file (.docx)`),
    text(
      `Öppna ${join(dirname(file), basename(file))} i Word eller LibreOffice, spara den som Word-dokument (.docx) och ge den filen.`,
      `Open ${join(dirname(file), basename(file))} in Word or LibreOffice, save it as a Word document (.docx) and give that file.`,
    ),
  );
