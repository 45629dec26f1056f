import { basename, dirname, join, resolve } from 'node:path';
import { findParties } from '../../check/find-parties.js';
import { loadKind } from '../../check/load-document.js';
import { type LoadedRound, loadRound } from '../../check/load-round.js';
import { returnedSheet, type ReturnedSheet } from '../../consultation/import-disposition-sheet.js';
import { type ImportCandidate, type ImportOutcome, planImport, type Standing } from '../../consultation/import-plan.js';
import { placeAnswer } from '../../consultation/place-answer.js';
import { placeParty } from '../../consultation/place-party.js';
import { headingPlacer } from '../../consultation/place-heading.js';
import { exit, Failure } from '../../core/failure.js';
import type { Host } from '../../core/host.js';
import { sha256 } from '../../core/sha256.js';
import { fold, text, type Text } from '../../core/text.js';
import { mayBeAnswer, readReceived } from '../../importers/_read-received.js';
import type { Party } from '../../model/party.js';
import type { Profile } from '../../model/profile.js';
import type { Roadmap } from '../../model/roadmap.js';
import type { ImportResult } from '../../reporters/_contract.js';
import { rememberColumns, rememberedColumns } from '../column-memory.js';
import { findRound } from '../find-round.js';
import { importSheet } from '../import-sheet.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan consult import FILE…`: 0 when all was taken and placed, 1 when something was not, 2 when nothing could be read. */
export async function consultImport(
  session: Session,
  given: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const folder = await findRound(host, optional(options, 'round'));
  const bare = await loadRound(host, folder, undefined);
  const path = bare.round.source.path;
  const { parsed, profile } = await loadKind(
    host,
    bare.round.model.consulted.source,
    dirname(resolve(host.cwd, path)),
    'roadmap',
  );
  // Ids of comments may come of the profile’s names of their headings.
  const round = profile ? await loadRound(host, folder, profile) : bare;
  const others = await revisedOf(host, round, path);
  const result: ImportResult = {
    round: round.round.model,
    dryRun: options['dryRun'] === true,
    outcomes: [],
    sheets: [],
    unread: [],
    remarks: [],
  };
  const context = {
    round: round.round.model,
    consulted: parsed.model,
    revisedVersion: others[0]?.version,
    parties: await findParties(host, dirname(resolve(host.cwd, path))),
    place: headingPlacer(parsed.model, { profile, others }),
    party: optional(options, 'party'),
    force: options['force'] === true,
    today: host.now().toISOString().slice(0, 10),
  };
  const columns = await rememberedColumns(host, folder, options, context.place);
  const reading = {
    columns: columns.all,
    demanded: [...columns.fresh.keys()],
    knowsParty: (written: string) => 'party' in placeParty(written, context.parties),
    roadmap: parsed.model,
    profile,
    others,
    partyKey: (written: string) => {
      const placed = placeParty(context.party ?? written, context.parties);
      return 'party' in placed ? placed.party.id : fold(written);
    },
  };
  const candidates: ImportCandidate[] = [];
  const refused: ImportOutcome[] = [];
  let { dispositions } = round;
  for (const file of await filesOf(host, given)) {
    try {
      const bytes = await host.files.read(file);
      const sheet = await sheetIn(file, bytes);
      if (sheet) {
        const target = {
          host,
          round,
          folder,
          revisions: [parsed.model, ...others],
          dispositions,
          dryRun: result.dryRun,
        };
        const taken = await importSheet(file, sheet, target);
        result.sheets.push(taken.outcome);
        dispositions = taken.dispositions;
        continue;
      }
      const found = await readReceived({ name: basename(file), bytes }, reading, optional(options, 'from'));
      for (const remark of found.remarks) result.remarks.push({ file, ...remark });
      if (found.answers.length === 0)
        result.unread.push({ file, message: text('filen har inget svar', 'the file holds no answer') });
      const digest = await sha256(bytes);
      for (const each of found.answers) {
        const answer = placeAnswer(each, context);
        if ('message' in answer) {
          const who = each.party?.trim();
          if (who === undefined && !context.party) answer.help = suggestion(file, context.parties) ?? answer.help;
          refused.push({ file, ...(who ? { name: who } : {}), result: 'refused', comments: 0, notes: [], ...answer });
        } else candidates.push({ file, bytes, sha256: digest, shared: found.answers.length > 1, answer });
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      result.unread.push({ file, message: error.text, ...(error.help ? { help: error.help } : {}) });
    }
  }
  const plan = planImport(candidates, await standing(host, round, folder, profile), { force: context.force });
  result.outcomes.push(...plan.outcomes, ...refused);
  if (!result.dryRun) {
    for (const write of plan.writes) {
      await host.files.makeFolder(dirname(write.path));
      await host.files.write(write.path, write.content, { replace: write.replace });
    }
  }
  const tables = result.outcomes.filter(
    ({ file, result: end }) => end !== 'refused' && /\.(csv|tsv|xlsx)$/i.test(file),
  );
  if (columns.fresh.size > 0 && tables.length === 0) {
    session.say(
      text(
        '--column gäller bara tabeller, och ingen sådan togs in; inget sparades i columns.yaml',
        '--column is for tables only, and none was taken in; nothing was saved in columns.yaml',
      ),
    );
  }
  if (!result.dryRun && tables.length > 0) {
    await rememberColumns(host, folder, context.round.id, columns.fresh);
  }
  await report(session, 'import', String(options['format']), result);
  if (result.outcomes.length + result.sheets.length === 0) return exit.use;
  const amiss =
    result.unread.length > 0 ||
    result.sheets.some(({ findings }) => findings.some(({ kind }) => kind === 'error')) ||
    result.outcomes.some(
      ({ result: end, notes }) => end === 'refused' || notes.some(({ kind }) => kind === 'unplaced'),
    );
  return amiss ? exit.findings : exit.fine;
}

/** Whom the name of a file speaks of: suggested, never taken. */
function suggestion(file: string, parties: readonly Party[]): Text | undefined {
  for (const word of basename(file)
    .replace(/\.[^.]*$/, '')
    .split(/[\s_.,()-]+/)) {
    const placed = word.length > 2 ? placeParty(word, parties) : undefined;
    if (placed && 'party' in placed)
      return text(`Menade du --party ${placed.party.id}?`, `Did you mean --party ${placed.party.id}?`);
  }
  return undefined;
}

/** The sheet of dispositions that a file holds, if it is one of ours. */
async function sheetIn(file: string, bytes: Uint8Array): Promise<ReturnedSheet | undefined> {
  if (!/\.xlsx$/i.test(file)) return undefined;
  const { readSheets } = await import('../../ooxml/read-sheets.js');
  return returnedSheet(readSheets(bytes, basename(file)));
}

/** The files given, and those that may be answers in the folders given; each once. */
async function filesOf(host: Host, given: readonly string[]): Promise<string[]> {
  const files = new Map<string, string>();
  for (const path of given) {
    if ((await host.files.kind(path)) !== 'folder') {
      files.set(resolve(host.cwd, path), path);
      continue;
    }
    for (const { name, kind } of await host.files.list(path)) {
      // Word and LibreOffice leave such files beside what they have open.
      const passing = name.startsWith('.') || name.startsWith('~$');
      if (kind === 'file' && !passing && (await mayBeAnswer(name)))
        files.set(resolve(host.cwd, path, name), join(path, name));
    }
  }
  if (files.size > 0) return [...files.values()];
  throw new Failure(
    text(`Inga svar hittades i ${given.join(', ')}`, `No answers were found in ${given.join(', ')}`),
    text('Ange filer som .docx, .md, .txt, .csv eller .xlsx.', 'Give files such as .docx, .md, .txt, .csv or .xlsx.'),
  );
}

/** The revised roadmap, where the round names one that can be read: some may answer with its headings. */
async function revisedOf(host: Host, { round }: LoadedRound, path: string): Promise<Roadmap[]> {
  const { revised } = round.model;
  if (!revised) return [];
  try {
    return [(await loadKind(host, revised.source, dirname(resolve(host.cwd, path)), 'roadmap')).parsed.model];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

async function standing(
  host: Host,
  { responses, dispositions }: LoadedRound,
  round: string,
  profile: Profile | undefined,
): Promise<Standing> {
  const folder = join(round, 'responses');
  const files = new Map<string, string>();
  const listed = (await host.files.kind(folder)) === 'folder' ? await host.files.list(folder) : [];
  for (const { name, kind } of listed) {
    files.set(name, kind === 'file' ? await sha256(await host.files.read(join(folder, name))) : '');
  }
  const disposed = new Set(dispositions?.model.dispositions.flatMap(({ comments }) => comments));
  return { responses, folder, files, profile, disposed };
}
