import { join } from 'node:path';
import { recordReminded, remindable } from '../../case/case-events.js';
import { reminderText } from '../../case/reminder.js';
import { swedishDay } from '../../case/swedish-day.js';
import { exit } from '../../core/failure.js';
import { slug, text } from '../../core/text.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan case remind CASE`: writes what to send, records that it was done, and sends nothing. */
export async function caseRemind(
  session: Session,
  [path = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host, say } = session;
  const { open, state, whom } = await remindable(host, path, optional(options, 'by'));
  if (whom.length === 0) {
    say(text('Ingen behöver påminnas.', 'Nobody needs reminding.'));
    return exit.fine;
  }
  const today = swedishDay(host.now());
  const replyTo = optional(options, 'replyTo');
  const letters = whom.map((each) => ({
    name: `paminnelse-${slug(each.signer.role) || each.signer.field}.md`,
    letter: reminderText(open, state, each, { today, replyTo }),
  }));
  const folder = optional(options, 'output');
  if (folder !== undefined) {
    if ((await host.files.kind(folder)) === undefined) await host.files.makeFolder(folder);
    for (const { name, letter } of letters)
      await host.files.write(join(folder, name), letter, { replace: options['force'] === true });
  }
  await recordReminded(host, open, whom);
  if (folder === undefined) await session.print(letters.map(({ letter }) => letter).join('\n---\n\n'));
  const who = whom.map(({ signer }) => signer.role).join(', ');
  say(
    text(
      `Påminnelsen är införd i ärendet: ${who}. Inget har skickats.`,
      `The reminder is recorded in the case: ${who}. Nothing has been sent.`,
    ),
  );
  return exit.fine;
}
