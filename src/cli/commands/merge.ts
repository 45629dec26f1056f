import { dirname, resolve } from 'node:path';
import { profileStore } from '../../check/find-profile.js';
import { exit, Failure } from '../../core/failure.js';
import { refuseExisting } from '../../core/refuse-existing.js';
import { refuseInputs } from '../../core/refuse-inputs.js';
import { readRevision, splitReference } from '../../core/revision.js';
import { text } from '../../core/text.js';
import { mergeFiles, type MergeInput } from '../../merge/merge-files.js';
import { decode } from '../../parse/decode.js';
import { namedProfile } from '../../parse/parse-document.js';
import { mergePretty } from '../../reporters/merge-pretty.js';
import { optional } from '../options.js';
import { report } from '../report.js';
import type { Session } from '../session.js';

/** `fardplan merge BASE OURS THEIRS`: 0 when all went together, 1 with conflicts, which the text then shows with markers. */
export async function merge(
  session: Session,
  [base = '', ours = '', theirs = '']: string[],
  options: Record<string, unknown>,
): Promise<number> {
  const { host } = session;
  const output = optional(options, 'output');
  const called = optional(options, 'path');
  const marks = { ours: 'ours', base: 'base', theirs: 'theirs', size: markerSize(optional(options, 'markerSize')) };
  if (output !== undefined) {
    // Over one's own text it is what git does; the other two are what it is merged from.
    refuseInputs(host, output, [base, theirs], text('sammanfogningen', 'the merge'));
    await refuseExisting(host, output, options['force'] === true);
  } else if (called !== undefined) await refuseNoFile(session, ours);
  const read = async (reference: string): Promise<MergeInput> => ({
    name: called === undefined ? reference : `${reference} (${called})`,
    bytes: (await readRevision(host, reference, host.cwd, { bound: false })).bytes,
  });
  const files = { base: await read(base), ours: await read(ours), theirs: await read(theirs) };
  const path = called ?? splitReference(ours)?.path ?? ours;
  const store = profileStore(host);
  const { source } = decode(path, files.ours.bytes);
  if (source) await store.prepare(source, dirname(resolve(host.cwd, path)));
  const profiles = (id: string | undefined) => (id === undefined ? undefined : store.get(id));
  const profile = source && profiles(namedProfile(source));
  const merged = mergeFiles(files, path, { profiles, profile, marks });
  const { bytes, conflicts, faults } = merged;
  const clean = conflicts.length === 0 && faults.length === 0;
  const format = String(options['format']);
  const result = { path, conflicts, faults };
  if (output !== undefined || called !== undefined) {
    await host.files.write(output ?? ours, bytes, { replace: output === undefined || options['force'] === true });
    // Git merges many files in one go, and has nothing to say of those that went well.
    if (!clean || output !== undefined) await report(session, 'merge', format, { ...result, path: output ?? path });
  } else if (format === 'json')
    await report(session, 'merge', format, { ...result, text: new TextDecoder().decode(bytes) });
  else {
    await session.print(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    if (!clean) host.note(mergePretty(result, session.manner).trimEnd());
  }
  return clean ? exit.fine : exit.findings;
}

async function refuseNoFile({ host }: Session, ours: string): Promise<void> {
  if ((await host.files.kind(ours)) === 'file') return;
  throw new Failure(
    text(`${ours} är ingen fil som kan skrivas över`, `${ours} is no file that can be written over`),
    text(
      'Med --path skrivs resultatet till den andra filen, som git vill ha det. Ange annars -o FIL.',
      'With --path the result is written to the second file, as git wants it. Otherwise give -o FILE.',
    ),
  );
}

function markerSize(given = '7'): number {
  const size = Number(given);
  if (Number.isInteger(size) && size >= 7 && size <= 200) return size;
  throw new Failure(
    text(`--marker-size kan inte vara ${given}`, `--marker-size cannot be ${given}`),
    text('Ange ett heltal från 7 till 200; git använder 7.', 'Give a whole number from 7 to 200; git uses 7.'),
  );
}
