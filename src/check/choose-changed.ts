import { basename, dirname, resolve, sep } from 'node:path';
import type { Source } from '../core/source.js';
import { declaredKind, namedProfile } from '../parse/parse-document.js';
import type { FoundWorkspace, LookedAt } from './find-workspaces.js';

/** A file that has changed: its text now and as it was, as far as there is any. */
export interface ChangedFile {
  /** Absolute. */
  path: string;
  sources: readonly Source[];
}

/** Chooses the documents that changed, and those that refer to what changed. */
export interface ChangedChoice {
  /** Looks at one document of the run. */
  look(file: LookedAt): void;
  /** The workspaces, with all that is not chosen only looked at. */
  choose(workspaces: readonly FoundWorkspace[]): FoundWorkspace[];
}

/** What a document says it is, and what it is about, as far as can be told before it is parsed. */
interface Facts {
  kind: string | undefined;
  id: string | undefined;
  roadmap: string | undefined;
  round: string | undefined;
  profile: string | undefined;
}

interface Seen extends Facts {
  chosen: boolean;
  absolute: string;
}

const valueOf = (head: string, key: string): string | undefined =>
  new RegExp(`^["']?(?:${key})["']?[ \\t]*:[ \\t]*["']?([^\\s"'#{}]+)`, 'mu').exec(head)?.[1];

function factsOf(source: Source): Facts {
  const head = source.text.slice(0, 20_000);
  const within =
    /^["']?(?:färdplan|roadmap)["']?[ \t]*:[ \t]*\{?[^\n]*\n?(?:[ \t]+[^\n]*\n)*?[^\n]*?\bid["']?[ \t]*:[ \t]*["']?([^\s"',}]+)/mu;
  return {
    kind: declaredKind(source)?.word.replace(/\/v1$/, ''),
    id: valueOf(head, 'id'),
    roadmap: valueOf(head, 'färdplan|roadmap') ?? within.exec(head)?.[1],
    round: valueOf(head, 'remiss|round'),
    profile: namedProfile(source),
  };
}

/** What belongs to a round is judged together. */
const ofRounds = new Set(['round', 'response', 'dispositions', 'columns']);
/** What holds for everything around it. */
const forAll = new Set(['workspace', 'words', 'parties']);

const roundOf = ({ kind, id, round }: Facts): string | undefined => (kind === 'round' ? id : round);

/**
 * A document refers to what changed if it names its path, the id of a roadmap, or its round; if it names a profile that changed; and if the
 * register, the word list or the configuration that holds for it changed. A roadmap is judged again when one of its plans has changed.
 */
export function choosingChanged(changed: readonly ChangedFile[]): ChangedChoice {
  const paths = new Set(changed.map(({ path }) => path));
  const names = new Map<string, string[]>();
  for (const { path } of changed) names.set(basename(path), [...(names.get(basename(path)) ?? []), path]);
  const known = changed.flatMap(({ path, sources }) => sources.map((source) => ({ path, ...factsOf(source) })));
  const ids = new Set(
    known.flatMap(({ kind, id }) => (id !== undefined && kind !== 'plan' && !ofRounds.has(kind ?? '') ? [id] : [])),
  );
  const looked = new Map<string, Seen>();
  return {
    look({ path, absolute, source }) {
      const facts = factsOf(source);
      const chosen =
        paths.has(absolute) ||
        namesPath(source.text, dirname(absolute), names) ||
        (facts.kind !== 'roadmap' && [...ids].some((id) => holdsWord(source.text, id)));
      looked.set(path, { ...facts, chosen, absolute });
    },
    choose(workspaces) {
      return workspaces.map((workspace) => {
        const files = workspace.files.map((file) => ({ file, seen: looked.get(file.path) }));
        chooseWithin(
          files.flatMap(({ seen }) => (seen ? [seen] : [])),
          known.filter(({ path }) => concerns(path, workspace)),
        );
        // What could not be read is told of in any case: it is not known to be unchanged.
        return {
          ...workspace,
          files: files.map(({ file, seen }) => (seen && !seen.chosen ? { ...file, seen: true } : file)),
        };
      });
    },
  };
}

const isWithin = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Whether a changed file stands in the workspace, or holds for what stands below it, as profiles do from a folder of their own. */
function concerns(path: string, { folder }: FoundWorkspace): boolean {
  const place = basename(dirname(path)) === 'profiles' ? dirname(dirname(path)) : dirname(path);
  return isWithin(path, folder) || folder === place || isWithin(folder, place);
}

function chooseWithin(documents: readonly Seen[], changed: readonly (Facts & { path: string })[]): void {
  const choose = (which: (document: Seen) => boolean): void => {
    for (const document of documents) document.chosen ||= which(document);
  };
  for (const each of changed) {
    const { path, kind, id, roadmap } = each;
    if (forAll.has(kind ?? '')) choose(() => true);
    // A profile holds for all that is about a roadmap which names it.
    if (kind === 'profile' && documents.some(({ profile }) => profile === id || profile === stem(path)))
      choose(() => true);
    if (kind === 'plan') choose((other) => other.kind === 'roadmap' && (roadmap === undefined || other.id === roadmap));
    if (ofRounds.has(kind ?? '')) {
      const round = roundOf(each);
      choose((other) => ofRounds.has(other.kind ?? '') && (round === undefined || (roundOf(other) ?? round) === round));
    }
  }
  // A configuration whose word list changed, and a round whose revisions did: what they hold for follows.
  if (documents.some(({ chosen, kind }) => chosen && kind === 'workspace')) choose(() => true);
  const rounds = new Set(documents.flatMap((each) => (each.chosen && each.kind === 'round' ? [each.id] : [])));
  choose(
    (each) => ofRounds.has(each.kind ?? '') && rounds.size > 0 && (each.round === undefined || rounds.has(each.round)),
  );
}

const stem = (path: string): string => basename(path).replace(/\.[^.]*$/, '');

/** Whether a text names one of the paths, from `folder`; a path in a revision (`REV:PATH`) does not change. */
function namesPath(text: string, folder: string, names: ReadonlyMap<string, readonly string[]>): boolean {
  for (const [name, paths] of names) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const before = /[^\s"'`()<>[\]{},:]*$/.exec(text.slice(Math.max(0, at - 500), at))?.[0] ?? '';
      if (paths.includes(resolve(folder, before + name)) && !/\w:$/.test(text.slice(0, at - before.length).slice(-2)))
        return true;
    }
  }
  return false;
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\p{N}_-]/u.test(text.charAt(at - 1)) && !/[\p{L}\p{N}_-]/u.test(text.charAt(at + word.length)))
      return true;
  }
  return false;
}
