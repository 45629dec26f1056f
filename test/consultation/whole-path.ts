import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument, stringify } from 'yaml';
import { commentRefs } from '../../src/consultation/comment-refs.js';
import { parseDocument as read } from '../../src/parse/parse-document.js';
import { isKind, type Parsed } from '../../src/parse/parsed.js';
import type { Kind, ModelOf } from '../../src/model/kinds.js';
import { wordFor } from '../../src/model/field.js';
import { stance } from '../../src/model/consultation.js';
import { fardplan, folder, git, type Outcome, root } from '../cli/run.js';
import { fillForm, type HeadingAnswer } from '../ooxml/fill-form.js';

const example = join(root, 'roadmaps', 'vastra-gotaland');

/** Those who answer in a Word form; the other answers of the example come as Markdown. */
export const inWord = ['boras', 'goteborg', 'gullspang', 'hjo', 'lidkoping', 'mark', 'orust', 'skovde', 'tanum', 'vgr'];

/** One round of the Västra Götaland example, walked through with the program as its users would. */
export interface Round {
  /** The workspace, a git repository. */
  path: string;
  /** Runs the program there, in Swedish. */
  run(...args: string[]): Outcome;
  /** Keeps what has changed in git. */
  commit(message: string): void;
}

const profile = model('profile', join(root, 'templates', 'profiles', 'vastra-gotaland.yaml')).model;

function model<K extends Kind>(kind: K, path: string): Parsed<ModelOf<K>> {
  const parsed = read({ path, text: readFileSync(path, 'utf8') }, () => (kind === 'profile' ? undefined : profile));
  if (!('kind' in parsed) || !isKind(parsed, kind)) throw new Error(`${path} is no ${kind}`);
  return parsed;
}

/** Sends the example's first version out: `consult open` in a fresh repository. */
export function sendOut(): Round {
  const path = folder();
  const run = (...args: string[]) => fardplan(args, { cwd: path, lang: 'sv' });
  const commit = (message: string) => {
    git(path, 'add', '-A');
    git(path, 'commit', '-q', '-m', message);
  };
  cpSync(join(example, 'revisions', 'remiss.md'), join(path, 'fardplan.md'));
  for (const name of ['parties.yaml', 'adoption.yaml']) cpSync(join(example, name), join(path, name));
  git(path, 'init', '-q');
  commit('Remissversion');
  const opened = run(
    ...['consult', 'open', 'fardplan.md', '--id', 'remiss-2021', '--sent', '2021-09-24', '--due', '2021-12-31'],
    ...['--reply-to', 'remiss@vastsvenska.example', '--contact', 'remiss@vastsvenska.example'],
  );
  if (opened.code !== 0) throw new Error(opened.stderr);
  commit('Remissen skickas');
  return { path, run, commit };
}

const answers = (): Parsed<ModelOf<'response'>>[] =>
  readdirSync(join(example, 'consultation', 'responses'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => model('response', join(example, 'consultation', 'responses', name)));

const consulted = () => model('roadmap', join(example, 'revisions', 'remiss.md'));

/** The example's answers by party, with the item of the sent revision that each comment concerns. */
const exampleComments = () => commentRefs(answers(), consulted(), profile);

/**
 * Fills the forms that were sent out with the example's answers and takes them in. `pass` is given each Word file on its way back and may
 * hand it through another program.
 */
export async function answer(
  { path, run }: Round,
  pass: (file: string, party: string) => string = (file) => file,
): Promise<Outcome> {
  const inbox = join(path, 'inkorg');
  mkdirSync(inbox);
  const files: string[] = [];
  for (const { model: response } of answers()) {
    const { party } = response;
    if (!inWord.includes(party)) {
      const file = join(inbox, `${party}.md`);
      cpSync(join(example, 'consultation', 'responses', `${party}.md`), file);
      files.push(file);
      continue;
    }
    const headings: Record<string, Required<HeadingAnswer>> = {};
    const general: string[] = [];
    for (const { comment, item } of exampleComments().filter(
      (each) => each.response.model === response || each.response.model.party === party,
    )) {
      if (item === undefined) {
        general.push(comment.text);
        continue;
      }
      const field = (headings[item] ??= { stance: '', comment: '', motive: '', proposal: '' });
      const joined = (one: string, two = '') => [one, two].filter(Boolean).join('\n');
      field.comment = joined(field.comment, comment.text);
      field.motive = joined(field.motive, comment.motive);
      field.proposal = joined(field.proposal, comment.proposal);
      if (comment.stance) field.stance = wordFor(stance, comment.stance);
    }
    const filled = await fillForm(readFileSync(join(path, 'consultation', 'forms', `${party}.docx`)), {
      stance: wordFor(stance, response.stance),
      date: response.date,
      ...(response.body === undefined ? {} : { body: response.body }),
      ...(response.reference === undefined ? {} : { reference: response.reference }),
      summary: response.summary,
      ...(general.length > 0 ? { general: general.join('\n') } : {}),
      headings: Object.fromEntries(
        Object.entries(headings).map(([id, fields]) => [
          id,
          Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
        ]),
      ),
    });
    const file = join(inbox, `Svar ${party}.docx`);
    writeFileSync(file, filled);
    files.push(pass(file, party));
  }
  return run('consult', 'import', ...files);
}

/** Without what binds it to the wording. */
const unbound = (explanation: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(explanation).filter(([key]) => key !== 'ändringar'));

/** Deals with every comment as the example does: its dispositions, tied to the comments as they were taken in, and not yet to the wording. */
export function dispose({ path }: Round): void {
  const folderOf = join(path, 'consultation');
  const imported = commentRefs(
    readdirSync(join(folderOf, 'responses'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => model('response', join(folderOf, 'responses', name))),
    consulted(),
    profile,
  );
  const before = new Map(exampleComments().map((comment) => [comment.ref, comment]));
  const now = (ref: string): string[] => {
    const old = before.get(ref);
    return imported
      .filter(
        (comment) =>
          comment.ref === ref ||
          (comment.response.model.party === old?.response.model.party && comment.item === old.item),
      )
      .map((comment) => comment.ref);
  };
  const document = parse(readFileSync(join(example, 'consultation', 'dispositions.yaml'), 'utf8')) as Record<
    string,
    Record<string, unknown>[]
  >;
  // One field of a form may hold what the example has as several comments: the first that deals with it takes it.
  const taken = new Set<string>();
  const dispositions = (document['hanteringar'] ?? []).flatMap((disposition) => {
    const refs = [...new Set((disposition['synpunkter'] as string[]).flatMap(now))];
    const own = refs.filter((ref) => !taken.has(ref));
    own.forEach((ref) => taken.add(ref));
    return own.length > 0 ? [{ ...unbound(disposition), synpunkter: own }] : [];
  });
  writeFileSync(
    join(folderOf, 'dispositions.yaml'),
    stringify({
      fardplan: 'dispositions/v1',
      remiss: 'remiss-2021',
      hanteringar: dispositions,
      'egna ändringar': (document['egna ändringar'] ?? []).map(unbound),
      ...(document['följdändringar'] ? { följdändringar: document['följdändringar'].map(unbound) } : {}),
    }),
  );
}

/** Puts the example's revised version in place, and says in the round that it is what came of it. */
export function revise({ path, commit }: Round): void {
  cpSync(join(example, 'fardplan.md'), join(path, 'fardplan.md'));
  const file = join(path, 'consultation', 'round.yaml');
  const round = parseDocument(readFileSync(file, 'utf8'));
  round.set('reviderad', { källa: '../fardplan.md', version: '2.0' });
  writeFileSync(file, round.toString());
  commit('Reviderat förslag');
}

/** Writes the example's decision about it. */
export function decide({ path, commit }: Round): string {
  mkdirSync(join(path, 'decisions'));
  const sent = parse(readFileSync(join(path, 'consultation', 'round.yaml'), 'utf8')) as {
    remissversion: { källa: string };
  };
  const text = readFileSync(join(example, 'decisions', 'ordforandebeslut.md'), 'utf8');
  const decision = join(path, 'decisions', 'ordforandebeslut.md');
  writeFileSync(decision, text.replace('från: ../revisions/remiss.md', `från: ${sent.remissversion.källa}`));
  rmSync(join(path, 'inkorg'), { recursive: true, force: true });
  commit('Beslut');
  return decision;
}
