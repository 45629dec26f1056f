import { join } from 'node:path';
import { loadKind } from '../../check/load-document.js';
import { exit, Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { oneLine, text } from '../../core/text.js';
import { day, id as idSchema } from '../../model/field.js';
import type { Round } from '../../model/consultation.js';
import { type OpenedRound, openRound } from '../../send/open-round.js';
import { writeTogether } from '../../send/write-together.js';
import { optional } from '../options.js';
import type { Session } from '../session.js';

/** `fardplan consult open ROADMAP --due DAY`: makes everything first, and writes all of it or nothing. */
export async function consultOpen(
  session: Session,
  [roadmap = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const folder = optional(options, 'output') ?? 'consultation';
  const replace = options['force'] === true;
  const due = checkedDay('--due', String(options['due']));
  const sent = checkedDay('--sent', optional(options, 'sent') ?? today(host));
  if (due < sent) throw backwards(due, sent);
  const id = optional(options, 'id');
  if (id !== undefined && !idSchema().safeParse(id).success) throw badId(id);
  const earlier = await earlierRound(host, folder, replace);
  const opened = await openRound(host, {
    roadmap,
    parties: optional(options, 'parties'),
    recipients: (options['recipients'] as string[]).flatMap((list) => list.split(',').map(oneLine)).filter(Boolean),
    sent,
    due,
    id,
    title: lineOf(options, 'title'),
    forms: formsOf(String(options['format'])),
    missive: optional(options, 'missive'),
    earlier,
    facts: {
      ...given('sender', lineOf(options, 'sender')),
      ...given('replyTo', lineOf(options, 'replyTo')),
      ...given('reference', lineOf(options, 'reference')),
      ...((options['contact'] as string[]).length > 0 ? { contact: options['contact'] as string[] } : {}),
    },
  });
  await writeTogether(host, folder, opened.files, { replace });
  await tell(session, folder, opened, earlier);
  return exit.fine;
}

const given = <K extends string>(name: K, value: string | undefined): { [N in K]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { [N in K]?: string };

const lineOf = (options: Record<string, unknown>, name: string): string | undefined =>
  oneLine(optional(options, name) ?? '') || undefined;

/** The day on the user's own clock. */
const today = (host: Host): string => {
  const now = host.now();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

function checkedDay(option: string, written: string): string {
  if (day().safeParse(written).success) return written;
  throw new Failure(
    text(`”${written}” efter ${option} är inget datum`, `“${written}” after ${option} is no date`),
    text('Skriv ett datum som finns, till exempel 2021-12-31.', 'Write a date that exists, such as 2021-12-31.'),
  );
}

const backwards = (due: string, sent: string): Failure =>
  new Failure(
    text(
      `Sista svarsdag (${due}) är före den dag remissen skickas (${sent})`,
      `The last day to answer (${due}) is before the day it is sent (${sent})`,
    ),
    text(
      'Rätta --due, eller ange dagen för utskick med --sent.',
      'Correct --due, or give the day of sending with --sent.',
    ),
  );

const badId = (written: string): Failure =>
  new Failure(
    text(`”${written}” kan inte vara ett id`, `“${written}” cannot be an id`),
    text(
      'Ett id består av bokstäver, siffror och bindestreck, till exempel remiss-2021.',
      'An id is made of letters, digits and hyphens, such as remiss-2021.',
    ),
  );

function formsOf(written: string): ('docx' | 'md')[] {
  const kinds = written === 'both' ? ['docx', 'md'] : written.split(',').map((kind) => kind.trim());
  const wrong = kinds.find((kind) => kind !== 'docx' && kind !== 'md');
  if (wrong !== undefined) {
    throw new Failure(
      text(`Det finns inget formulär av slaget ”${wrong}”`, `There is no form of the kind “${wrong}”`),
      text('Skriv docx, md, eller docx,md för båda.', 'Write docx, md, or docx,md for both.'),
    );
  }
  return [...new Set(kinds)] as ('docx' | 'md')[];
}

/** The round that stands in the folder, when it is to be opened anew; else a folder with a round is refused. */
async function earlierRound(host: Host, folder: string, replace: boolean): Promise<Round | undefined> {
  const path = join(folder, 'round.yaml');
  if ((await host.files.kind(path)) === undefined) return undefined;
  if (!replace) {
    throw new Failure(
      text(
        `${path} finns redan: där pågår en remissomgång. Ingenting har skrivits`,
        `${path} exists already: a round is going on there. Nothing has been written`,
      ),
      text(
        'Ange en annan mapp med -o för en ny omgång. --force skriver om missivet och formulären; inkomna svar rörs inte.',
        'Give another folder with -o for a new round. --force writes the missive and the forms anew; answers are left alone.',
      ),
    );
  }
  try {
    return (await loadKind(host, path, host.cwd, 'round')).parsed.model;
  } catch (error) {
    // A file that cannot be read has nothing to keep.
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

async function tell(
  session: Session,
  folder: string,
  { round, recipients, files, notes }: OpenedRound,
  earlier: Round | undefined,
): Promise<void> {
  const { host } = session;
  for (const note of notes) session.say(note);
  const { version, commit, sha256 = '' } = round.consulted;
  const forms = [...files.keys()].filter((name) => /^forms\b/.test(name));
  const responses = join(folder, 'responses');
  const answers =
    earlier && earlier.consulted.sha256 !== sha256 && (await host.files.kind(responses)) === 'folder'
      ? (await host.files.list(responses)).filter(({ name }) => name.endsWith('.md')).length
      : 0;
  if (answers > 0) {
    session.say(
      text(
        `Obs: mappen har ${answers} svar på den text som skickades ut förut. De är orörda, men gäller inte den nya texten.`,
        `Note: the folder has ${answers} answers to the text that was sent out before. They are as they were, but not about the new text.`,
      ),
    );
  }
  const bound =
    commit === undefined
      ? text(`SHA-256 ${sha256.slice(0, 16)}…`, `SHA-256 ${sha256.slice(0, 16)}…`)
      : text(`commit ${commit.slice(0, 10)}`, `commit ${commit.slice(0, 10)}`);
  session.say(
    text(
      `${folder}: remissen ${round.id} är klar att skicka. Version ${version}, ${bound.sv}, sista svarsdag ${round.due}.`,
      `${folder}: the round ${round.id} is ready to be sent. Version ${version}, ${bound.en}, last day to answer ${round.due}.`,
    ),
  );
  session.say(
    text(
      `  remissmissiv.pdf (och .html, .md), ${forms.length} formulär i ${join(folder, 'forms')} till ${recipients.length} mottagare.`,
      `  remissmissiv.pdf (and .html, .md), ${forms.length} forms in ${join(folder, 'forms')} to ${recipients.length} ${recipients.length === 1 ? 'recipient' : 'recipients'}.`,
    ),
  );
  session.say(
    commit === undefined
      ? text('  Ta in svaren med ”fardplan consult import”.', '  Take in the answers with “fardplan consult import”.')
      : text(
          '  Spara mappen i git. Ta in svaren med ”fardplan consult import”.',
          '  Commit the folder. Take in the answers with “fardplan consult import”.',
        ),
  );
}
