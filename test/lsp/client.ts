import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type Position,
  type PublishDiagnosticsParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../cli/run.js';

/** What a test does as an editor does it: over stdio, with the program as its users start it. */
export interface Client {
  folder: string;
  started: InitializeResult;
  connection: MessageConnection;
  process: ChildProcess;
  uri(path: string): string;
  /** Opens a file, as it is on the disk or with another text. */
  open(path: string, text?: string): void;
  text(path: string): string;
  /** Types instead of the first `before`. */
  type(path: string, before: string, after: string): void;
  edit(path: string, changes: { range: { start: Position; end: Position }; text: string }[]): void;
  /** The place of the first `mark`, or `after` letters into it. */
  at(path: string, mark: string, after?: number): { textDocument: { uri: string }; position: Position };
  request<T>(method: string, params: unknown): Promise<T>;
  notify(method: string, params: unknown): void;
  /** What was told last of a file, for the version that is open, once it is as wanted. */
  diagnostics(path: string, wanted?: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]>;
  apply(edit: WorkspaceEdit): void;
  close(path: string): void;
  /** Ends as an editor does; gives the exit code. */
  end(): Promise<number | null>;
  /** What came on stdout without being a message. */
  noise: string[];
  log: string[];
}

/** Starts the language server on a folder. */
export async function startClient(
  folder: string,
  {
    locale = 'sv',
    params = {},
    watches = true,
  }: { locale?: string; params?: Partial<InitializeParams>; watches?: boolean } = {},
): Promise<Client> {
  const server = spawn(process.execPath, [join(root, 'bin', 'fardplan.js'), 'lsp', '--stdio'], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), LANG: 'C.UTF-8', FARDPLAN_CACHE: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const noise: string[] = [];
  server.stderr.on('data', (data: Buffer) => noise.push(data.toString()));
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const log: string[] = [];
  const told = new Map<string, { version: number | undefined; diagnostics: Diagnostic[] }>();
  let heard: (() => void)[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    told.set(params.uri, { version: params.version, diagnostics: params.diagnostics });
    for (const each of heard.splice(0)) each();
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', () => [null]);
  connection.listen();
  const uri = (path: string) => pathToFileURL(join(folder, path)).href;
  const started = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    locale,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'test' }],
    capabilities: {
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true },
        completion: { completionItem: { snippetSupport: false } },
      },
      workspace: {
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true },
        didChangeWatchedFiles: { dynamicRegistration: watches },
      },
    },
    ...params,
  });
  await connection.sendNotification('initialized', {});
  const buffers = new Map<string, TextDocument>();
  const buffer = (path: string): TextDocument => {
    const found = buffers.get(uri(path));
    if (!found) throw new Error(`${path} is not open`);
    return found;
  };
  const notify = (method: string, params: unknown) => void connection.sendNotification(method, params);
  const client: Client = {
    folder,
    started,
    connection,
    process: server,
    uri,
    noise,
    log,
    open(path, text = readFileSync(join(folder, path), 'utf8')) {
      const languageId = path.endsWith('.md') ? 'markdown' : 'yaml';
      buffers.set(uri(path), TextDocument.create(uri(path), languageId, 1, text));
      notify('textDocument/didOpen', { textDocument: { uri: uri(path), languageId, version: 1, text } });
    },
    text: (path) => buffer(path).getText(),
    type(path, before, after) {
      const start = buffer(path).getText().indexOf(before);
      if (start < 0) throw new Error(`${before} does not stand in ${path}`);
      const range = { start: buffer(path).positionAt(start), end: buffer(path).positionAt(start + before.length) };
      client.edit(path, [{ range, text: after }]);
    },
    edit(path, contentChanges) {
      const next = TextDocument.update(buffer(path), contentChanges, buffer(path).version + 1);
      buffers.set(uri(path), next);
      notify('textDocument/didChange', { textDocument: { uri: uri(path), version: next.version }, contentChanges });
    },
    at(path, mark, after = 0) {
      const index = buffer(path).getText().indexOf(mark);
      if (index < 0) throw new Error(`${mark} does not stand in ${path}`);
      return { textDocument: { uri: uri(path) }, position: buffer(path).positionAt(index + after) };
    },
    request: (method, params) => connection.sendRequest(method, params),
    notify,
    async diagnostics(path, wanted = () => true) {
      const until = Date.now() + 20_000;
      for (;;) {
        const found = told.get(uri(path));
        const version = buffers.get(uri(path))?.version;
        if (found && found.version === version && wanted(found.diagnostics)) return found.diagnostics;
        if (Date.now() > until) {
          throw new Error(`${path}: ${JSON.stringify({ told: found, version, log })}`);
        }
        await new Promise<void>((settle) => {
          heard.push(settle);
          setTimeout(settle, 500).unref();
        });
      }
    },
    apply({ changes = {}, documentChanges = [] }) {
      const all: [string, TextEdit[]][] = [
        ...Object.entries(changes),
        ...documentChanges.flatMap((change): [string, TextEdit[]][] =>
          'edits' in change ? [[change.textDocument.uri, change.edits as TextEdit[]]] : [],
        ),
      ];
      for (const [target, edits] of all) {
        const open = buffers.get(target);
        if (open) {
          const ordered = edits.toSorted((one, two) => open.offsetAt(two.range.start) - open.offsetAt(one.range.start));
          const contentChanges = ordered.map(({ range, newText }) => ({ range, text: newText }));
          const next = TextDocument.update(open, contentChanges, open.version + 1);
          buffers.set(target, next);
          notify('textDocument/didChange', { textDocument: { uri: target, version: next.version }, contentChanges });
        } else {
          const path = decodeURIComponent(new URL(target).pathname);
          const onDisk = TextDocument.create(target, '', 0, readFileSync(path, 'utf8'));
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, TextDocument.applyEdits(onDisk, edits));
          notify('workspace/didChangeWatchedFiles', { changes: [{ uri: target, type: 2 }] });
        }
      }
    },
    close(path) {
      buffers.delete(uri(path));
      told.delete(uri(path));
      notify('textDocument/didClose', { textDocument: { uri: uri(path) } });
    },
    async end() {
      const ended = new Promise<number | null>((settle) => server.on('exit', settle));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await ended;
      connection.dispose();
      heard = [];
      return code;
    },
  };
  return client;
}
