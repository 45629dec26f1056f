import { type Form, namedForm } from '../core/form.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { Failure } from '../core/failure.js';
import { text, type Text } from '../core/text.js';
import type { Profile } from '../model/profile.js';
import { partFrontMatter } from '../parse/front-matter.js';
import { parseDocument, type ProfileLookup } from '../parse/parse-document.js';
import { tangle } from '../parse/tangle.js';
import type { Conflict } from './conflict.js';
import type { Marks } from './join-chunks.js';
import { mergeTexts, type MergeOptions } from './merge-texts.js';
import { type FormedText, formedBytes, formedText, mergedForm } from './text-form.js';
import type { Side } from './three-ways.js';

/** One file of a merge: what to call it, and what it holds. */
export interface MergeInput {
  name: string;
  bytes: Uint8Array;
}

/** What a merge of three files came to. */
export interface MergedFile {
  bytes: Uint8Array;
  conflicts: Conflict[];
  /** What cannot be read in the merged text though it could in the two: changes that do not fit together. */
  faults: Diagnostic[];
}

/**
 * Merges files; `path` is the name that tells what they are, `profiles` finds the profile that a roadmap names. Refuses with a `Failure`
 * (exit 2) what is no Markdown or YAML, cannot be read, or holds conflict markers already.
 */
export function mergeFiles(
  files: Readonly<Record<Side, MergeInput>>,
  path: string,
  { profiles, profile, marks }: { profiles: ProfileLookup; profile: Profile | undefined; marks: Marks },
): MergedFile {
  const read = (side: Side) => readable(files[side]);
  const [base, ours, theirs] = [read('base'), read('ours'), read('theirs')];
  const texts = { base: base.text, ours: ours.text, theirs: theirs.text };
  const language = languageOf(path, [ours, theirs, base]);
  for (const side of ['base', 'ours', 'theirs'] as const) refuseTangled(texts[side], files[side].name, language);
  const faultsOf = (merged: string): Diagnostic[] => {
    const found = (whole: string) => (whole === '' ? [] : parseDocument({ path, text: whole }, profiles).diagnostics);
    const known = new Set([...found(texts.ours), ...found(texts.theirs)].map(({ message }) => message.en));
    return found(merged).filter(({ message }) => !known.has(message.en));
  };
  const make = (whole: boolean) => {
    const options: MergeOptions = { language, profile, whole, marks };
    const merged = mergeTexts(texts, options);
    if ('unreadable' in merged)
      throw unreadable(files[merged.unreadable].name, path, texts[merged.unreadable], profiles);
    return { ...merged, faults: merged.conflicts.length === 0 ? faultsOf(merged.text) : [] };
  };
  let result = make(false);
  // Sentences from two sides may not go together within the quotes of one value; taken whole, it is a choice.
  if (result.faults.some(({ rule }) => rule === 'syntax')) result = make(true);
  const { conflicts, faults } = result;
  return { bytes: formedBytes(result.text, mergedForm(base, ours, theirs)), conflicts, faults };
}

function readable({ name, bytes }: MergeInput): FormedText {
  const read = formedText(name, bytes);
  if (!('text' in read)) throw refusal(name, read.message, read.help);
  const marker = /^<{7,}(?: .*)?$/m.exec(read.text);
  if (!marker || !/^={7,}\r?$/m.test(read.text) || !/^>{7,}(?: .*)?$/m.test(read.text)) return read;
  throw refusal(
    name,
    text('den har konfliktmarkörer sedan tidigare', 'it holds conflict markers already'),
    text(
      `Lös konflikten vid ”${marker[0].trim().slice(0, 60)}” först.`,
      `Resolve the conflict at “${marker[0].trim().slice(0, 60)}” first.`,
    ),
  );
}

function languageOf(path: string, inputs: readonly FormedText[]): Form {
  const named = namedForm(path);
  if (named) return named;
  for (const { text: whole } of inputs) {
    if (/^\s*---\s*\n[\s\S]*?^fardplan\s*:/m.test(whole)) return 'markdown';
    if (/^fardplan\s*:/m.test(whole)) return 'yaml';
  }
  throw new Failure(
    text(`${path} är varken Markdown eller YAML`, `${path} is neither Markdown nor YAML`),
    text(
      'Färdplaner och andra dokument heter .md eller .yaml. Heter filen något annat tillfälligt: ange dess rätta namn med --path.',
      'Roadmaps and other documents are called .md or .yaml. If the file has another name for now: give its right name with --path.',
    ),
  );
}

function refuseTangled(whole: string, name: string, language: 'markdown' | 'yaml'): void {
  const tangled = language === 'markdown' ? tangle(partFrontMatter(whole).body) : undefined;
  if (tangled) throw refusal(name, tangled.message, tangled.help);
}

function unreadable(name: string, path: string, whole: string, profiles: ProfileLookup): Failure {
  const [fault] = parseDocument({ path, text: whole }, profiles).diagnostics;
  const at = fault
    ? text(`rad ${fault.line}: ${fault.message.sv}`, `line ${fault.line}: ${fault.message.en}`)
    : undefined;
  return refusal(name, at ?? text('YAML-texten är felaktig', 'the YAML is not well-formed'), fault?.help);
}

const refusal = (name: string, why: Text, help: Text | undefined): Failure =>
  new Failure(
    text(`${name} kan inte sammanfogas: ${lower(why.sv)}`, `${name} cannot be merged: ${lower(why.en)}`),
    help ?? text('Rätta filen och försök igen.', 'Mend the file and try again.'),
  );

const lower = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);
