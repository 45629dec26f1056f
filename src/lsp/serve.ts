import {
  CodeActionKind,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  PositionEncodingKind,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { Failure } from '../core/failure.js';
import type { Host } from '../core/host.js';
import { type Language, text } from '../core/text.js';
import { fixAllKind } from './code-actions.js';
import { type Editor, openEditor } from './editor.js';
import { pathOf } from './places.js';
import { answerRequests } from './requests.js';

/** Where messages come from and go to. */
export interface Streams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/**
 * Serves an editor over `streams` until it says that it is done, or is gone: then the process ends. Messages are in the client's language, or in
 * `language` if it does not say.
 */
export function serve({ input, output }: Streams, host: Host, language: Language): void {
  const connection = createConnection(input, output);
  let client: InitializeParams | undefined;
  let watching = false;
  const manner = { language, uri: (path: string) => path, mark: () => 0 as const, related: false };
  const editor = openEditor(connection, host, manner, () => watching);

  connection.onInitialize((params) => {
    client = params;
    manner.language = languageOf(params) ?? language;
    manner.related = params.capabilities.textDocument?.publishDiagnostics?.relatedInformation ?? false;
    return answer(host.builtIn.version);
  });
  connection.onInitialized(() => {
    if (!client) return;
    const { capabilities } = client;
    editor.setFolders(foldersOf(client));
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void watch(connection).then((done) => (watching = done));
    if (capabilities.workspace?.workspaceFolders) {
      let folders = foldersOf(client);
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        editor.setFolders(folders);
      });
    }
  });
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text: content } }) => {
    editor.open(uri, languageId, version, content);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    editor.change(textDocument.uri, textDocument.version, contentChanges);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    editor.close(textDocument.uri);
  });
  connection.onDidSaveTextDocument(() => {
    if (!watching) editor.diskChanged();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    editor.diskChanged(changes.flatMap(({ uri }) => pathOf(uri) ?? []));
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    const wanted = (settings as { fardplan?: { language?: unknown } } | null)?.fardplan?.language;
    if (wanted !== 'sv' && wanted !== 'en') return;
    manner.language = wanted;
    editor.tellAgain();
  });
  connection.onShutdown(() => {
    editor.end();
  });
  answerRequests(
    connection,
    editor,
    () => client?.capabilities,
    (work) => answered(work, manner, connection),
  );
  connection.listen();
}

/** The language that the client asks for; `undefined` when it says none that there is. */
function languageOf({ locale, initializationOptions }: InitializeParams): Language | undefined {
  const { language } = (initializationOptions ?? {}) as { language?: unknown };
  const wanted = typeof language === 'string' && language !== '' ? language : locale;
  if (wanted === undefined) return undefined;
  return /^sv([_.-]|$)/i.test(wanted) ? 'sv' : 'en';
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams & { rootUri?: string | null }): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

const answer = (version: string): InitializeResult => ({
  serverInfo: { name: 'fardplan', version },
  capabilities: {
    // The one encoding that every client has.
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    completionProvider: { triggerCharacters: ['#', ':', ' ', '-', '|', '[', ','] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    documentFormattingProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
});

/** Asks the client to tell of files that come, change and go. */
async function watch(connection: Connection): Promise<boolean> {
  try {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      // Folders too: one that goes takes its files with it, unannounced.
      watchers: [{ globPattern: '**/*.{md,markdown,yaml,yml}' }, { globPattern: '**/' }],
    });
    return true;
  } catch {
    return false;
  }
}

/** What a request is answered with: a refusal is told to the user, a fault of ours to the log. Neither ends the server. */
async function answered<T>(
  work: () => Promise<T>,
  manner: Editor['manner'],
  connection: Connection,
): Promise<T | ResponseError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) {
      const { language } = manner;
      const message = [error.text[language], error.help?.[language]].filter(Boolean).join('. ');
      return new ResponseError(LSPErrorCodes.RequestFailed, message);
    }
    const { console: log } = connection;
    log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const sorry = text('Ett fel i fardplan; loggen säger mer', 'A fault in fardplan; the log says more');
    return new ResponseError(LSPErrorCodes.RequestFailed, sorry[manner.language]);
  }
}
