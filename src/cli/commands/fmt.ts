import { findFiles, nothingFound } from '../../check/find-files.js';
import { profileStore } from '../../check/find-profile.js';
import { isOurs } from '../../check/load-workspace.js';
import { plainReader } from '../../check/reader.js';
import { settingsStore } from '../../check/settings-store.js';
import { exit, Failure } from '../../core/failure.js';
import { text, type Text } from '../../core/text.js';
import { formatDocument } from '../../rewrite/format-document.js';
import { overwrite, textFile, type TextFile } from '../../rewrite/text-file.js';
import { profilesFor } from '../../rewrite/profiles-for.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';
import { standardInput } from '../standard-input.js';

/**
 * `fardplan fmt [PATHS…]`: documents in their canonical layout. Lists what it wrote, with `--check` what it would write (exit 1). What cannot be
 * laid out without saying something else is left, told of, and gives exit 1 (a body under a front matter that can, is only told of); what cannot be read or written, 2.
 */
export async function fmt(session: Session, paths: string[], options: Record<string, unknown>): Promise<number> {
  if (paths.includes('-')) return formatInput(session, paths, optional(options, 'stdinName'));
  const { host } = session;
  const wanted = paths.length > 0 ? paths : ['.'];
  const { files, diagnostics } = await findFiles(host, wanted, settingsStore(host, plainReader));
  const store = profileStore(host);
  const tell = (path: string, why: Text): void =>
    session.say(text(`${path} lämnas som den är: ${why.sv}`, `${path} is left as it is: ${why.en}`));
  let [changed, left, unread, ours] = [0, 0, diagnostics.length, 0];
  for (const { file, message } of diagnostics) tell(file, message);
  for (const { path, asked } of files) {
    const outcome = await tried(async () => textFile(path, await host.files.read(path)));
    if (outcome instanceof Failure) {
      unread += 1;
      tell(path, outcome.text);
      continue;
    }
    if (!('source' in outcome)) {
      left += 1;
      tell(path, outcome.refused);
      continue;
    }
    if (!isOurs(outcome.source, asked)) continue;
    ours += 1;
    const formatted = formatDocument(outcome.source, await profilesFor(host, store, outcome.source), (why) =>
      tellBody(session, path, why),
    );
    if ('refused' in formatted) {
      left += 1;
      tell(path, formatted.refused);
    } else if (formatted.text !== outcome.source.text) {
      if (options['check'] !== true) {
        const failed = await tried(() => overwrite(host, outcome, formatted.text));
        if (failed instanceof Failure) {
          unread += 1;
          tell(path, failed.text);
          continue;
        }
      }
      changed += 1;
      await session.print(`${path}\n`);
    }
  }
  if (ours + left + unread === 0) throw nothingFound(wanted);
  if (unread > 0) return exit.use;
  return left > 0 || (changed > 0 && options['check'] === true) ? exit.findings : exit.fine;
}

/** Says that the text below the front matter stands as it stood. */
const tellBody = (session: Session, path: string, why: Text): void =>
  session.say(
    text(
      `${path}: texten under raderna med --- lämnas som den är: ${why.sv}`,
      `${path}: the text below the lines of --- is left as it is: ${why.en}`,
    ),
  );

async function tried<T>(act: () => Promise<T>): Promise<T | Failure> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** One document from stdin to stdout, for editors. Nothing is written when it cannot be laid out. */
async function formatInput(session: Session, paths: readonly string[], name: string | undefined): Promise<number> {
  if (paths.length > 1) {
    throw new Failure(
      text('”-” kan inte stå tillsammans med andra filer', '“-” cannot stand together with other files'),
      text('Kör fardplan fmt - för sig.', 'Run fardplan fmt - by itself.'),
    );
  }
  const bytes = await standardInput();
  const read: TextFile | { refused: Text } = textFile(name ?? 'stdin', bytes);
  const formatted =
    'source' in read
      ? formatDocument(read.source, await profilesFor(session.host, profileStore(session.host), read.source), (why) =>
          tellBody(session, read.source.path, why),
        )
      : read;
  if ('refused' in formatted) {
    throw new Failure(
      text(
        `Texten kan inte ställas upp: ${formatted.refused.sv}`,
        `The text cannot be laid out: ${formatted.refused.en}`,
      ),
      undefined,
      exit.findings,
    );
  }
  const mark = 'mark' in read && read.mark ? '\ufeff' : '';
  await session.print(mark + formatted.text);
  return exit.fine;
}
