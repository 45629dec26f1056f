import { namedForm } from '../core/form.js';
import { basename, dirname, join, sep } from 'node:path';
import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Host } from '../core/host.js';
import { declaredKind } from '../parse/parse-document.js';
import { type OverlayFiles, overlayFiles } from './overlay-files.js';
import { markLength, pathOf, uriOf } from './places.js';
import { rememberingReader } from './remembering-reader.js';
import { type Manner, told } from './told.js';
import { type View, type WorkspaceRun, workspaceRun } from './workspace-run.js';

/** A buffer that the client has open. */
export interface Buffer {
  text: TextDocument;
  /** Where it stands, or would stand if it were saved. */
  path: string;
}

/** What the server knows of the client: its folders and buffers, and what `check` says about them. */
export interface Editor {
  manner: Manner;
  buffer(uri: string): Buffer | undefined;
  /** The buffer at a path, if it is open. */
  bufferAt(path: string): Buffer | undefined;
  /** The documents around a buffer, as they are now. */
  view(path: string): Promise<View>;
  /** Every run, for what asks about the whole workspace. */
  views(): Promise<View[]>;
  setFolders(uris: readonly string[]): void;
  open(uri: string, languageId: string, version: number, text: string): void;
  change(uri: string, version: number, changes: Parameters<typeof TextDocument.update>[1]): void;
  close(uri: string): void;
  /** Files came, changed or went; with no paths, all may have. */
  diskChanged(paths?: readonly string[]): void;
  /** Findings are told anew, as after a change of language. */
  tellAgain(): void;
  /** Nothing more is told. */
  end(): void;
}

/** What documents that nobody types in are judged after, in milliseconds without a keystroke. */
const rest = 150;

interface Kept {
  run: WorkspaceRun;
  /** Paths of buffers that changed and have not been judged. */
  changed: Set<string>;
  busy: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What has been told, by path. */
  published: Map<string, string>;
}

/** An editor's session over `connection`; `watched` says whether the client tells of changed files. */
export function openEditor(connection: Connection, host: Host, manner: Manner, watched: () => boolean): Editor {
  const { console: log } = connection;
  const overlay: OverlayFiles = overlayFiles(host);
  const reader = rememberingReader();
  const buffers = new Map<string, Buffer>();
  const uris = new Map<string, string>();
  const runs = new Map<string, Kept>();
  let folders: string[] = [];
  let ended = false;
  const made = new Map<string, string>();
  manner.uri = (path) => {
    const known = uris.get(path) ?? made.get(path);
    if (known !== undefined) return known;
    const uri = uriOf(path);
    made.set(path, uri);
    return uri;
  };

  const kept = (key: string, cwd: string, paths: readonly string[]): Kept => {
    let found = runs.get(key);
    if (!found) {
      const run = workspaceRun(overlay.hostAt(cwd), paths, reader);
      found = { run, changed: new Set(), busy: false, timer: undefined, published: new Map() };
      runs.set(key, found);
    }
    return found;
  };
  const within = (path: string): string | undefined =>
    folders
      .filter((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep))
      .toSorted((one, two) => two.length - one.length)[0];
  /** The run of the workspace folder that a file stands in; a file outside of them is a run of its own, as `check FILE` is. */
  const runFor = (path: string): Kept => {
    const folder = within(path);
    return folder === undefined ? kept(path, dirname(path), [basename(path)]) : kept(folder, folder, ['.']);
  };
  /** A file that no walk finds (left out by the settings, or in a folder that is passed over) is judged alone. */
  const viewOf = async (path: string): Promise<View> => {
    const view = await runFor(path).run.view();
    const { text } = bufferAt(path) ?? {};
    const isDocument = text && declaredKind({ path, text: text.getText() }) !== undefined;
    return view.files.has(path) || within(path) === undefined || !isDocument
      ? view
      : kept(path, dirname(path), [basename(path)]).run.view();
  };

  /** A text outside every folder that does not say it is a document is none of ours, however long it is open. */
  const isAsked = (path: string): boolean => {
    const text = within(path) === undefined ? bufferAt(path)?.text : undefined;
    return !text || declaredKind({ path, text: text.getText() }) !== undefined;
  };
  const publish = async (into: Kept, path: string, view: View): Promise<void> => {
    const diagnostics = (isAsked(path) ? await view.judge(path) : []).map((each) => told(each, view.folder, manner));
    const buffer = bufferAt(path);
    const read = await view.source(path);
    // What has been typed since is judged in a moment; this would be told of a text that is no longer there.
    if (buffer && read && read.text !== buffer.text.getText().replace(/^\ufeff/, '')) return;
    const version = buffer?.text.version;
    const key = JSON.stringify([version, diagnostics]);
    const before = into.published.get(path);
    if (key === before || (before === undefined && diagnostics.length === 0 && !buffer) || ended) return;
    if (diagnostics.length === 0 && !buffer) into.published.delete(path);
    else into.published.set(path, key);
    const params: PublishDiagnosticsParams = { uri: manner.uri(path), diagnostics };
    void connection.sendDiagnostics(version === undefined ? params : { ...params, version });
  };
  const withdraw = (from: Kept, path: string): void => {
    if (!from.published.delete(path) || ended) return;
    void connection.sendDiagnostics({ uri: manner.uri(path), diagnostics: [] });
  };
  const bufferAt = (path: string): Buffer | undefined => buffers.get(manner.uri(path));
  manner.mark = (path) =>
    markLength(bufferAt(path)?.text.getText({ start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }));

  /** Judges the buffers that changed, at once; what came meanwhile in the next turn. */
  const judge = async (into: Kept): Promise<void> => {
    if (into.busy) return;
    into.busy = true;
    try {
      while (into.changed.size > 0) {
        const changed = [...into.changed];
        into.changed.clear();
        const view = await into.run.view();
        for (const path of changed) if (bufferAt(path) && view.files.has(path)) await publish(into, path, view);
        for (const path of changed)
          if (bufferAt(path) && !view.files.has(path)) await publish(into, path, await viewOf(path));
      }
    } finally {
      into.busy = false;
    }
    clearTimeout(into.timer);
    into.timer = setTimeout(() => guard(judgeOthers(into)), rest);
  };
  /** Judges everything else in short steps, for as long as nobody types. */
  const judgeOthers = async (into: Kept): Promise<void> => {
    if (!watched()) {
      overlay.forgetDisk();
      into.run.stale();
    }
    const view = await into.run.view();
    const open = [...view.files].toSorted(
      (one, two) => Number(bufferAt(one) === undefined) - Number(bufferAt(two) === undefined),
    );
    for (const path of open) {
      await nextTurn();
      if (into.changed.size > 0 || into.busy || ended) return;
      await publish(into, path, view);
    }
    for (const path of [...into.published.keys()]) if (!view.files.has(path) && !bufferAt(path)) withdraw(into, path);
  };
  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  };
  const touched = (path: string): void => {
    const into = runFor(path);
    for (const { run } of runs.values()) run.stale();
    into.changed.add(path);
    clearTimeout(into.timer);
    setImmediate(() => guard(judge(into)));
  };
  const all = (): void => {
    for (const folder of folders) kept(folder, folder, ['.']);
    for (const into of runs.values()) {
      into.run.stale();
      setImmediate(() => guard(judge(into)));
    }
  };

  return {
    manner,
    buffer: (uri) => buffers.get(uri),
    bufferAt,
    view: viewOf,
    views: () => Promise.all(folders.map((folder) => kept(folder, folder, ['.']).run.view())),
    setFolders(given) {
      const next = given
        .flatMap((uri) => pathOf(uri) ?? [])
        .map((path) => (path.length > 1 ? path.replace(/[\\/]+$/, '') : path));
      for (const [key, gone] of runs) {
        if (next.includes(key)) continue;
        clearTimeout(gone.timer);
        for (const path of [...gone.published.keys()]) withdraw(gone, path);
        runs.delete(key);
      }
      folders = next;
      for (const { path } of buffers.values()) touched(path);
      all();
    },
    open(uri, languageId, version, content) {
      const path = pathOf(uri) ?? unsaved(uri, languageId, folders[0] ?? host.cwd);
      uris.set(path, uri);
      buffers.set(uri, { text: TextDocument.create(uri, languageId, version, content), path });
      overlay.lay(path, content);
      touched(path);
    },
    change(uri, version, changes) {
      const buffer = buffers.get(uri);
      if (!buffer) return;
      buffer.text = TextDocument.update(buffer.text, changes, version);
      overlay.lay(buffer.path, buffer.text.getText());
      touched(buffer.path);
    },
    close(uri) {
      const buffer = buffers.get(uri);
      if (!buffer) return;
      const { path } = buffer;
      buffers.delete(uri);
      overlay.lay(path, undefined);
      overlay.forget(path);
      const into = runFor(path);
      // Outside every folder a file is looked at only while it is open; in one, its state on the disk is told next.
      const alone = runs.get(path);
      for (const from of new Set([into, alone])) if (from) withdraw(from, path);
      uris.delete(path);
      runs.delete(path);
      all();
    },
    diskChanged(paths) {
      if (!paths) {
        overlay.forgetDisk();
        overlay.forgetGit();
      }
      for (const path of paths ?? []) overlay.forget(path);
      for (const { path } of buffers.values()) touched(path);
      all();
    },
    tellAgain() {
      for (const { published } of runs.values()) published.clear();
      for (const { path } of buffers.values()) touched(path);
      all();
    },
    end() {
      ended = true;
      for (const { timer } of runs.values()) clearTimeout(timer);
    },
  };
}

const nextTurn = (): Promise<void> => new Promise((settle) => setImmediate(settle));

/** Where a buffer that has no file would stand: its kind is seen by its name. */
function unsaved(uri: string, languageId: string, folder: string): string {
  const name = (uri.split(/[\\/:]/).at(-1) ?? '').replace(/[^\p{L}\p{N}._-]/gu, '') || 'dokument';
  const ending = namedForm(name) ? '' : languageId === 'yaml' ? '.yaml' : '.md';
  return join(folder, `${name}${ending}`);
}
